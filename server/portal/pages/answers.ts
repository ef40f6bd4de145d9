/** How a request is answered with a page; when something is wrong, with the same form and all of its text. */
import { randomUUIDv7 } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phoneOf } from '../../customers/own-settings.ts'
import { contactOf, type SignedIn } from '../../customers/sign-in.ts'
import { isSignedOut } from '../../customers/signed-in-page.ts'
import { Refusal, STATUS_OF } from '../../platform/errors.ts'
import { organizationByLink } from '../actions.ts'
import { emergencyHours } from '../emergency-hours.ts'
import { emergencyHome, homesOf } from '../homes.ts'
import { statusOf } from '../status.ts'
import { problemFor } from '../told.ts'
import { openStatusLink } from '../status-link.ts'
import { wordsIn } from '../words.ts'
import {
  emergencyByLink,
  emergencyByMail,
  emergencyByMember,
  emergencyCode,
  type EmergencyView,
} from './emergency-page.ts'
import { dutyOf, frameOf, version } from './facts.ts'
import type { FormState, Problem } from './fields.ts'
import { statusOfError, valuesOf } from './form.ts'
import { problemPage } from './help-page.ts'
import type { Frame } from './layout.ts'
import { customer } from './presses.ts'
import { statusPage } from './status-page.ts'

/** What to say when even the company's own settings cannot be read. */
const BARE: Frame = {
  words: wordsIn('en'),
  zone: 'UTC',
  ownZone: null,
  me: null,
  brand: null,
  company: 'Support',
  phone: null,
  emergencyMail: null,
  version,
}

export const send = (reply: FastifyReply, page: string, code = 200) =>
  reply.status(code).type('text/html; charset=utf-8').send(page)

/** To the live page, by path only: the browser stays where it is, whatever name it knows us by. */
export const goToStatus = (reply: FastifyReply, { statusUrl }: { statusUrl: string }) =>
  reply.redirect(new URL(statusUrl).pathname, 303)

export async function emergencyView(
  request: FastifyRequest,
  problem: Problem | null = null,
): Promise<EmergencyView> {
  const values = valuesOf(request.body)
  const duty = await request.inWorkAs(customer, (work) => dutyOf(work.system, work.db, work.now))
  return { values, problem, duty, formKey: values['formKey'] || randomUUIDv7() }
}

/** The form of an emergency for somebody who is signed in, with what they wrote and their number. */
export async function sendMemberEmergency(
  request: FastifyRequest,
  reply: FastifyReply,
  contact: SignedIn,
  problem: Problem | null = null,
  code = 200,
) {
  const view = await emergencyView(request, problem)
  const frame = await frameOf(request.system, request)
  const { homes, organization, hours } = await request.inWorkAs(customer, async (work) => {
    const homes = await homesOf(work.db, contact.id)
    const organizationId = await emergencyHome(work, contact, homes)
    const hours = await emergencyHours(work, frame, { email: contact.email, organizationId })
    return { homes, organization: organizationId ?? '', hours }
  })
  const phone = (await phoneOf(request.system.db, contact.id)) ?? ''
  const values = { phone, organization, ...view.values }
  return send(reply, emergencyByMember(frame, { ...view, homes, values, hours }), code)
}

export async function sendStatus(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  form: FormState & { still: boolean },
  code = 200,
) {
  const { ticketId } = await openStatusLink(request.system, token)
  const frame = await frameOf(request.system, request)
  const { list } = frame.words
  const status = await request.inWorkAs(customer, (work) =>
    statusOf(work.db, ticketId, work.now, list),
  )
  const formKey = form.values['formKey'] || randomUUIDv7()
  const page = statusPage(frame, status, {
    ...form,
    token,
    formKey,
  })
  return send(reply, page, code)
}

export async function answerMailForm(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const contact = await contactOf(request)
  if (contact && valuesOf(request.body)['step'] === 'member')
    return sendMemberEmergency(
      request,
      reply,
      contact,
      await problemFor(request, error, ['what', 'phone']),
      codeOf(error),
    )
  const asked = valuesOf(request.body)['code'] !== undefined
  const fields = asked ? ['code', 'what', 'phone'] : ['what', 'phone', 'email']
  const view = await emergencyView(request, await problemFor(request, error, fields))
  const page = asked ? emergencyCode : emergencyByMail
  return send(reply, page(await frameOf(request.system, request), view), codeOf(error))
}

/** A link that works no more loses no text either: the form goes on by e-mail. */
export async function answerLinkForm(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const token = tokenOf(request)
  const view = await emergencyView(
    request,
    await problemFor(request, error, ['what', 'phone', 'name']),
  )
  const frame = await frameOf(request.system, request)
  if (isDeadLink(error)) return send(reply, emergencyByMail(frame, view), codeOf(error))
  const { name, hours } = await request.inWorkAs(customer, async (work) => {
    const { id, name } = await organizationByLink(work, token)
    return { name, hours: await emergencyHours(work, frame, { organizationId: id }) }
  })
  return send(reply, emergencyByLink(frame, token, name, { ...view, hours }), codeOf(error))
}

/** The live page with the words at the field, or at the part of the page named by `otherwise`. */
export function answerStatusForm(fields: readonly string[], otherwise = '') {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (isDeadLink(error)) return answerProblem(error, request, reply)
    note(error, request)
    const { at, words } = await problemFor(request, error, fields)
    const problem = { at: at || otherwise, words }
    const form = { values: valuesOf(request.body), problem, still: true }
    return sendStatus(request, reply, tokenOf(request), form, codeOf(error))
  }
}

export async function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (isSignedOut(error)) return goToSignIn(request, reply)
  note(error, request)
  const frame = await frameOf(request.system, request).catch(() => BARE)
  const title = frame.words.say(isDeadLink(error) ? 'problem.link' : 'problem.title')
  const { words } = await problemFor(request, error, [])
  return send(reply, problemPage(frame, title, words), codeOf(error))
}

/** A page that needs somebody leads to the sign-in, and back. */
const goToSignIn = (request: FastifyRequest, reply: FastifyReply) => {
  const next = request.method === 'GET' ? request.url : '/help'
  return reply.redirect(`/help/sign-in?next=${encodeURIComponent(next)}`, 303)
}

const tokenOf = (request: FastifyRequest): string =>
  (request.params as { token?: string }).token ?? ''

const isDeadLink = (error: unknown) =>
  error instanceof Refusal && (error.kind === 'not_found' || error.kind === 'not_allowed')

export const codeOf = (error: unknown) =>
  error instanceof Refusal ? STATUS_OF[error.kind] : statusOfError(error)

export function note(error: unknown, request: FastifyRequest) {
  if (codeOf(error) < 500) return
  request.log.error({ err: error, requestId: request.id }, 'A page of the portal failed')
}
