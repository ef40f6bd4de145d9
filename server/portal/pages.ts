import { randomUUIDv7 } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal, STATUS_OF, notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { answeredOnce } from '../platform/idempotency.ts'
import type { Work } from '../platform/work.ts'
import { latestIncidentOf } from '../incidents/queries.ts'
import { openCallLink } from '../rooms/queries.ts'
import {
  countTry,
  customerSwitchesCall,
  organizationByLink,
  raiseByCode,
  raiseByLink,
  sendCode,
  writeOnStatus,
} from './actions.ts'
import {
  emergencyByLink,
  emergencyByMail,
  emergencyCode,
  type EmergencyView,
} from './pages/emergency-page.ts'
import { assets, doorsOf, dutyOf, frameOf, version } from './pages/facts.ts'
import type { FormState, Problem } from './pages/fields.ts'
import {
  ByCode,
  ByLink,
  ByMail,
  Comment,
  OtherCall,
  parseForm,
  problemOf,
  read,
  statusOfError,
  valuesOf,
} from './pages/form.ts'
import { helpPage, problemPage } from './pages/help-page.ts'
import { statusPage } from './pages/status-page.ts'
import { ticketOf } from './routes.ts'
import { statusOf } from './status.ts'

const customer = { kind: 'contact' as const, id: null, name: 'A customer' }
const LARGEST_FORM = 200_000
const hide = { hide: true }
const Token = z.object({ token: z.string().max(600) })
/** Counted after the form is read: somebody who presses too often keeps their text. */
const slow = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }

/** The pages of customers: HTML made here, whole without a script. They take no session, so a foreign page gains nothing by posting to them. */
export const portalPages: Routes = async (app) => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_request, text, done) => done(null, parseForm(String(text))),
  )
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
  })

  app.get(
    '/help/assets/:name',
    {
      schema: {
        ...hide,
        params: z.object({ name: z.string() }),
        querystring: z.object({ v: z.string().optional() }),
      },
    },
    async (request, reply) => {
      const name = Object.keys(assets).find((known) => known === request.params.name) as
        | keyof typeof assets
        | undefined
      if (!name) throw notFound('There is no such file.')
      const forEver = request.query.v === version
      return reply
        .header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
        .type(assets[name].type)
        .send(assets[name].body)
    },
  )

  app.get('/help', { schema: hide }, async ({ system }, reply) => {
    reply.removeHeader('x-robots-tag')
    return send(reply, helpPage(await frameOf(system), await doorsOf(system)))
  })
  // Mails name these two when the playbook has no address of its own for them.
  for (const door of ['community', 'security'])
    app.get(`/help/${door}`, { schema: hide }, async (_request, reply) =>
      reply.redirect(`/help#${door}`, 302),
    )

  app.get('/help/emergency', { schema: hide }, async (request, reply) =>
    send(reply, emergencyByMail(await frameOf(request.system), await emergencyView(request))),
  )
  app.post(
    '/help/emergency',
    { schema: hide, config: slow, errorHandler: answerMailForm },
    async (request, reply) => {
      const { step } = valuesOf(request.body)
      if (step === 'raise') return raise(reply, await raiseOnceByCode(request))
      if (step === 'back')
        return send(
          reply,
          emergencyByMail(await frameOf(request.system), await emergencyView(request)),
        )
      const { email } = read(ByMail, request.body)
      const problem = await codeIsOnItsWay(request, email)
      return send(
        reply,
        emergencyCode(await frameOf(request.system), await emergencyView(request, problem)),
        problem ? STATUS_OF.too_many : 200,
      )
    },
  )

  app.get(
    '/help/emergency/:token',
    { schema: { ...hide, params: Token } },
    async (request, reply) => {
      const { token } = request.params
      const { name } = await request.inWorkAs(customer, (work) => organizationByLink(work, token))
      return send(
        reply,
        emergencyByLink(await frameOf(request.system), token, name, await emergencyView(request)),
      )
    },
  )
  app.post(
    '/help/emergency/:token',
    { schema: { ...hide, params: Token }, config: slow, errorHandler: answerLinkForm },
    async (request, reply) => {
      const form = read(ByLink, request.body)
      const key = form.formKey || undefined
      return raise(
        reply,
        await onceOrAgain(
          (formKey) =>
            request.inWorkAs(customer, (work) =>
              raiseByLink(work, request.params.token, { ...form, formKey }),
            ),
          key,
        ),
      )
    },
  )

  app.get(
    '/help/status/:token',
    { schema: { ...hide, params: Token, querystring: z.object({ write: z.string().optional() }) } },
    async (request, reply) =>
      sendStatus(request, reply, request.params.token, {
        values: {},
        problem: null,
        still: request.query.write !== undefined,
      }),
  )
  app.post(
    '/help/status/:token/comments',
    { schema: { ...hide, params: Token }, config: slow, errorHandler: answerStatusForm(['body']) },
    async (request, reply) => {
      const ticketId = ticketOf(request.system, request.params.token)
      const { body, formKey } = read(Comment, request.body)
      const write = async (work: Work) => ({
        written: await writeOnStatus(work, ticketId, body).then(() => true),
      })
      await onceOrAgain(
        (key) =>
          request.inWorkAs(customer, (work) =>
            answeredOnce(work, `portal-status:${ticketId}`, key, [body], () => write(work)),
          ),
        formKey || undefined,
      )
      return reply.redirect(`/help/status/${request.params.token}`, 303)
    },
  )
  app.post(
    '/help/status/:token/calls',
    {
      schema: { ...hide, params: Token },
      config: slow,
      errorHandler: answerStatusForm([], 'call'),
    },
    async (request, reply) => {
      const ticketId = ticketOf(request.system, request.params.token)
      const { call } = read(OtherCall, request.body)
      await request.inWorkAs(customer, (work) => leaveCall(work, ticketId, call))
      return reply.redirect(`/help/status/${request.params.token}`, 303)
    },
  )
}

/** Nothing happens when the call they could not open has been replaced meanwhile: pressing twice skips no call. */
async function leaveCall(work: Work, ticketId: string, callId: string) {
  const incident = await latestIncidentOf(work.db, ticketId)
  const open = incident && (await openCallLink(work.db, incident.id))
  if (open && callId !== '' && open.id !== callId) return
  await customerSwitchesCall(work, ticketId)
}

/** The same form with other words is something new to say: it goes through without its key. */
async function onceOrAgain<R>(
  act: (formKey: string | undefined) => Promise<R>,
  formKey: string | undefined,
): Promise<R> {
  try {
    return await act(formKey)
  } catch (error) {
    if (formKey && error instanceof Refusal && error.kind === 'conflict') return act(undefined)
    throw error
  }
}

/** The code works once; the same press sent twice gets the first one's answer. */
async function raiseOnceByCode(request: FastifyRequest) {
  const { email, code, what, phone, formKey } = read(ByCode, request.body)
  await request.inWorkAs(customer, (work) => countTry(work, email))
  return request.inWorkAs(customer, (work) =>
    answeredOnce(
      work,
      `portal-code:${email.toLowerCase()}`,
      formKey || undefined,
      [what, code],
      () => raiseByCode(work, email, code, { what, phone }),
    ),
  )
}

/** When enough codes were sent the last one still works, so the form goes on to ask for it. */
async function codeIsOnItsWay(request: FastifyRequest, email: string): Promise<Problem | null> {
  try {
    await request.inWorkAs(customer, (work) => sendCode(work, email))
    return null
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too_many') return problemOf(error, [])
    throw error
  }
}

async function emergencyView(
  request: FastifyRequest,
  problem: Problem | null = null,
): Promise<EmergencyView> {
  const values = valuesOf(request.body)
  const duty = await request.inWorkAs(customer, ({ db, system, now }) => dutyOf(system, db, now))
  return { values, problem, duty, formKey: values['formKey'] || randomUUIDv7() }
}

async function sendStatus(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  form: FormState & { still: boolean },
  code = 200,
) {
  const ticketId = ticketOf(request.system, token)
  const status = await request.inWorkAs(customer, (work) => statusOf(work.db, ticketId, work.now))
  const formKey = form.values['formKey'] || randomUUIDv7()
  return send(
    reply,
    statusPage(await frameOf(request.system), status, { ...form, token, formKey }),
    code,
  )
}

/** The path only: the browser stays where it is, whatever name it knows us by. */
const raise = (reply: FastifyReply, { statusUrl }: { statusUrl: string }) =>
  reply.redirect(new URL(statusUrl).pathname, 303)

const send = (reply: FastifyReply, page: string, code = 200) =>
  reply.status(code).type('text/html; charset=utf-8').send(page)

async function answerMailForm(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const asked = valuesOf(request.body)['code'] !== undefined
  const problem = problemOf(error, asked ? ['code', 'what', 'phone'] : ['what', 'phone', 'email'])
  const page = asked ? emergencyCode : emergencyByMail
  return send(
    reply,
    page(await frameOf(request.system), await emergencyView(request, problem)),
    codeOf(error),
  )
}

/** A link that works no more loses no text either: the form goes on by e-mail. */
async function answerLinkForm(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const { token = '' } = request.params as { token?: string }
  const view = await emergencyView(request, problemOf(error, ['what', 'phone', 'name']))
  const frame = await frameOf(request.system)
  const organization = isDeadLink(error)
    ? null
    : await request.inWorkAs(customer, (work) => organizationByLink(work, token))
  return send(
    reply,
    organization
      ? emergencyByLink(frame, token, organization.name, view)
      : emergencyByMail(frame, view),
    codeOf(error),
  )
}

const isDeadLink = (error: unknown) =>
  error instanceof Refusal && (error.kind === 'not_found' || error.kind === 'not_allowed')

function answerStatusForm(fields: readonly string[], otherwise = '') {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (isDeadLink(error)) return answerProblem(error, request, reply)
    note(error, request)
    const { at, words } = problemOf(error, fields)
    const { token = '' } = request.params as { token?: string }
    return sendStatus(
      request,
      reply,
      token,
      { values: valuesOf(request.body), problem: { at: at || otherwise, words }, still: true },
      codeOf(error),
    )
  }
}

async function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const frame = await frameOf(request.system).catch(() => ({
    company: 'Support',
    phone: null,
    emergencyMail: null,
    version,
  }))
  const { words } = problemOf(error, [])
  return send(
    reply,
    problemPage(frame, isDeadLink(error) ? 'This link does not work' : 'That did not work', words),
    codeOf(error),
  )
}

const codeOf = (error: unknown) =>
  error instanceof Refusal ? STATUS_OF[error.kind] : statusOfError(error)

function note(error: unknown, request: FastifyRequest) {
  if (codeOf(error) >= 500)
    request.log.error({ err: error, requestId: request.id }, 'A page of the portal failed')
}
