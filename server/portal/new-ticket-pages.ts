import { randomUUIDv7 } from 'node:crypto'
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findChannel } from '../channels/queries.ts'
import { signedInPage } from '../customers/signed-in-page.ts'
import { invalid } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { promisedPlan } from '../tickets/open.ts'
import { promisedFor } from '../sla/promised.ts'
import { actorOf } from './account-pages.ts'
import { FORM_LIMITS } from './files-in.ts'
import { askedFields, fieldProblem, fieldsFrom, typedFrom } from './form-of-customers.ts'
import { homesOf, whatHolds } from './homes.ts'
import { pageBasics } from './page-basics.ts'
import { codeOf, note, send, sendMemberEmergency } from './pages/answers.ts'
import { doorsOf, frameOf } from './pages/facts.ts'
import type { FormState, Values } from './pages/fields.ts'
import { valuesOf } from './pages/form.ts'
import { communityPage, newTicketPage } from './pages/new-ticket-page.ts'
import { raiseTicket } from './ticket-actions.ts'
import { formWithFiles } from './ticket-pages.ts'
import { rememberedFields } from './ticket-queries.ts'
import { SEVERITIES, type Severity } from './ticket-words.ts'
import { problemFor } from './told.ts'

const schema = { hide: true }
const Given = z.object({
  subject: z.string().max(400).optional(),
  body: z.string().max(4000).optional(),
})
const config = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }

/** A new ticket: the form, and what becomes of it. */
export const newTicketPages: Routes = async (app) => {
  pageBasics(app)
  await app.register(multipart, { limits: FORM_LIMITS })

  app.get('/help/new', { schema: { ...schema, querystring: Given } }, async (request, reply) => {
    const { subject = '', body = '' } = request.query
    return sendForm(request, reply, { values: { subject, body }, problem: null })
  })

  app.post('/help/new', { schema, config, errorHandler: again }, async (request, reply) => {
    const { contact, values, kept } = await formWithFiles(request)
    // "Something is down now" takes along what was written.
    if (values['step'] === 'emergency') {
      const what = [values['subject'], values['body']].filter(Boolean).join('\n\n')
      request.body = { ...values, what }
      return sendMemberEmergency(request, reply, contact)
    }
    const asked = await readRequest(request, values)
    if (!(await isServed(request, values)))
      return sendForm(request, reply, { values, problem: null })
    const { number } = await request.inWorkAs(actorOf(contact), (work) =>
      raiseTicket(work, contact, {
        ...asked,
        files: kept,
        formKey: values['formKey'] || undefined,
      }),
    )
    return reply.redirect(`/help/tickets/${number}`, 303)
  })
}

async function readRequest(request: FastifyRequest, values: Values) {
  const { words } = await frameOf(request.system, request)
  const refuse = (path: string, message: string) => invalid(message, [{ path, message }])
  const subject = values['subject']?.trim() ?? ''
  const body = values['body']?.trim() ?? ''
  const severity = SEVERITIES.find(({ key }) => key === values['severity'])
  if (subject === '') throw refuse('subject', words.say('new.problemSubject'))
  if (body === '') throw refuse('body', words.say('new.problemBody'))
  if (!severity) throw refuse('severity', words.say('new.problemSeverity'))
  const { form, fields } = await formOfCompany(request)
  const said = fieldsFrom(form, fields, values)
  const problem = fieldProblem(form, fields, said)
  if (problem) {
    const key = problem.isMissing ? 'form.missing' : 'form.wrong'
    throw refuse(`field_${problem.key}`, words.say(key, { field: problem.name }))
  }
  const organizationId = await chosenHome(request, values)
  return {
    subject,
    body,
    priority: severity.key,
    organizationId,
    form: form?.key ?? null,
    fields: said,
  }
}

/** The first form of the playbook is the one customers fill in. */
async function formOfCompany({ system }: FastifyRequest) {
  const { tickets } = await settingsOf(system)
  return { form: tickets.forms[0] ?? null, fields: tickets.fields }
}

/** Only one of their own can be chosen; null: their address decides. */
async function chosenHome(request: FastifyRequest, values: Values): Promise<string | null> {
  const homes = await homesOf(request.system.db, (await signedInPage(request)).id)
  return homes.find(({ id }) => id === values['organization'])?.id ?? null
}

/**
 * Whether the form is offered. Who has no plan we know of is shown the community instead; whose plan has ended or has not
 * begun writes as always, and is told by the answer.
 */
async function isServed(request: FastifyRequest, values: Values): Promise<boolean> {
  const contact = await signedInPage(request)
  const channel = await findChannel(request.system, 'paid')
  if (!channel.redirect) return true
  const organizationId = await chosenHome(request, values)
  const { allowed, words } = await request.inWorkAs(actorOf(contact), (work) =>
    whatHolds(work, contact, organizationId),
  )
  return allowed || !['community', 'unknown'].includes(words.key)
}

async function sendForm(request: FastifyRequest, reply: FastifyReply, form: FormState, code = 200) {
  const contact = await signedInPage(request)
  const { system } = request
  const frame = await frameOf(system, request)
  if (!(await isServed(request, form.values))) {
    const { forum } = await doorsOf(system)
    return send(reply, communityPage(frame, forum ?? '/help/community', form), code)
  }
  const company = await formOfCompany(request)
  const organizationId = await chosenHome(request, form.values)
  const found = await request.inWorkAs(actorOf(contact), async (work) => ({
    promises: await promisesNow(work, contact, organizationId),
    homes: await homesOf(work.db, contact.id),
    remembered: typedFrom(await rememberedFields(work.db, contact.id)),
    now: work.now,
  }))
  const view = {
    ...found,
    ...form,
    values: { ...found.remembered, ...form.values },
    fields: askedFields(company.form, company.fields),
    formKey: form.values['formKey'] || randomUUIDv7(),
  }
  return send(reply, newTicketPage(frame, view), code)
}

/** For each severity, when the first reply would be due if it were sent now: by the functions that start the clocks. */
async function promisesNow(
  work: Work,
  contact: { email: string },
  organizationId: string | null,
): Promise<Map<Severity, Date | null>> {
  const { system, now } = work
  const planKey = promisedPlan(await whatHolds(work, contact, organizationId), 'paid')
  const { key: channelKey } = await findChannel(system, 'paid')
  const found = SEVERITIES.map(async ({ key }) => {
    const facts = { channelKey, planKey, priority: key, tags: [] }
    const promised = await promisedFor(system, facts, 'first_reply', now)
    return [key, promised?.dueAt ?? null] as const
  })
  return new Map(await Promise.all(found))
}

async function again(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const values = valuesOf(request.body)
  const fields = ['subject', 'body', 'severity', 'files', ...Object.keys(values)]
  const problem = await problemFor(request, error, fields)
  return sendForm(request, reply, { values, problem }, codeOf(error))
}
