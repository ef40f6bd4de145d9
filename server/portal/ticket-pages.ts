import { randomUUIDv7 } from 'node:crypto'
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { contactOf, type SignedIn } from '../customers/sign-in.ts'
import { checkForm, signedInPage } from '../customers/signed-in-page.ts'
import { appNow } from '../platform/database.ts'
import type { App, Routes } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { suggest } from '../search/suggest.ts'
import { fileUrl, keepFile, type KeptFile } from '../tickets/files.ts'
import { actorOf, formOf } from './account-pages.ts'
import { languageAsked } from './asked-language.ts'
import { FORM_LIMITS, readForm } from './files-in.ts'
import { emergencyHours } from './emergency-hours.ts'
import { hereWords } from './hours.ts'
import { viewerOf, whatHolds } from './homes.ts'
import { statusUrl, withoutStatusLinks } from './links.ts'
import { pageBasics } from './page-basics.ts'
import { answerProblem, codeOf, note, send } from './pages/answers.ts'
import { doorsOf, frameOf } from './pages/facts.ts'
import type { FormState } from './pages/fields.ts'
import { Email, read, valuesOf } from './pages/form.ts'
import { helpPage } from './pages/help-page.ts'
import { homePage } from './pages/home-page.ts'
import type { Frame } from './pages/layout.ts'
import { LONGEST_MESSAGE, ticketPage } from './pages/ticket-page.ts'
import { answerSurvey, surveyOf } from './survey.ts'
import { problemFor } from './told.ts'
import {
  customerMarksUrgent,
  customerReopens,
  customerSolves,
  inviteToTicket,
  writeInTicket,
} from './ticket-actions.ts'
import { findVisible, listVisible, readTicket } from './ticket-queries.ts'

const schema = { hide: true }
const Number = z.object({ number: z.coerce.number().int().positive().max(1e15) })
/** Counted after the form is read: somebody who presses too often keeps their text. */
const config = { rateLimit: { max: 30, timeWindow: '1 minute', hook: 'preHandler' as const } }
const DONE_AT_ONCE = 20
const OPEN_AT_ONCE = 50
/** Of a company with more open tickets, the rest is found by its mails. */
const MOST_OPEN = 1000

/** A customer's tickets. */
export const ticketPages: Routes = async (app) => {
  pageBasics(app)
  await app.register(multipart, { limits: FORM_LIMITS })
  home(app)
  ticket(app)
  presses(app)
}

/** When we are here for somebody, and when their emergencies wake people where that is not at any time. */
async function hoursFor(work: Work, contact: SignedIn, frame: Frame): Promise<string | null> {
  const { planKey, emergency } = await whatHolds(work, contact, null)
  const some = await emergencyHours(work, frame, { email: contact.email, organizationId: null })
  const at = { planKey, emergency: emergency && some === null, now: work.now }
  const here = await hereWords(work.system, frame, at)
  return [here, some?.words].filter(Boolean).join(' ') || null
}

function home(app: App) {
  const asked = z.object({
    before: z.coerce.date().optional(),
    all: z.string().optional(),
    subject: z.string().max(400).catch(''),
  })
  const look = { ...schema, querystring: asked }
  app.get('/help', { schema: look }, async (request, reply) => {
    const { system } = request
    const frame = await frameOf(system, request)
    const contact = await contactOf(request)
    const typed = request.query.subject
    const hits = typed ? await suggest(system.db, typed, languageAsked(request)) : []
    if (!contact) {
      const here = { planKey: null, emergency: true, now: await appNow(system.db) }
      const hours = await hereWords(system, frame, here)
      return send(reply, helpPage(frame, await doorsOf(system), { typed, hits, hours }))
    }
    const view = await request.inWorkAs(actorOf(contact), async (work) => {
      const { db, now } = work
      const viewer = await viewerOf(db, contact)
      const before = request.query.before ?? null
      const most = request.query.all === undefined ? OPEN_AT_ONCE : MOST_OPEN
      const open = before
        ? []
        : await listVisible(db, viewer, { done: false, limit: most + 1, ownFirst: true })
      const done = await listVisible(db, viewer, { done: true, before, limit: DONE_AT_ONCE })
      return {
        contactId: contact.id,
        open: open.slice(0, most),
        hasMoreOpen: open.length > most && most < MOST_OPEN,
        done,
        older: done.length === DONE_AT_ONCE ? (done.at(-1)?.updatedAt ?? null) : null,
        statusNames: await statusNamesOf(system),
        now,
        box: { typed, hits },
        hours: open.length > 0 ? null : await hoursFor(work, contact, frame),
      }
    })
    return send(reply, homePage(frame, view))
  })
}

function ticket(app: App) {
  app.get('/help/tickets/:number', { schema: { ...schema, params: Number } }, (request, reply) =>
    sendTicket(request, reply, { values: {}, problem: null }),
  )
}

function presses(app: App) {
  const press = { schema: { ...schema, params: Number }, config, errorHandler: again }
  const to = (reply: FastifyReply, number: number, place = '') =>
    reply.redirect(`/help/tickets/${number}${place}`, 303)

  app.post('/help/tickets/:number/comments', press, async (request, reply) => {
    const { contact, values, kept } = await formWithFiles(request)
    const { body } = read(Message, values)
    const written = await request.inWorkAs(actorOf(contact), (work) =>
      writeInTicket(work, contact, request.params.number, {
        body,
        files: kept,
        formKey: values['formKey'] || undefined,
      }),
    )
    return to(reply, written.number, '#reply')
  })

  app.post('/help/tickets/:number/solved', press, async (request, reply) => {
    const { contact } = await formOf(request)
    const { number } = request.params
    await request.inWorkAs(actorOf(contact), (work) => customerSolves(work, contact, number))
    return to(reply, number)
  })

  app.post('/help/tickets/:number/reopen', press, async (request, reply) => {
    const { contact } = await formOf(request)
    const { words } = await frameOf(request.system, request)
    const written = await request.inWorkAs(actorOf(contact), (work) =>
      customerReopens(work, contact, request.params.number, words),
    )
    return to(reply, written.number, '#reply')
  })

  app.post('/help/tickets/:number/urgent', press, async (request, reply) => {
    const { contact } = await formOf(request)
    const { number } = request.params
    await request.inWorkAs(actorOf(contact), (work) => customerMarksUrgent(work, contact, number))
    return to(reply, number)
  })

  app.post('/help/tickets/:number/readers', press, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { email } = read(Email, values)
    const { words, company } = await frameOf(request.system, request)
    const { number } = request.params
    await request.inWorkAs(actorOf(contact), (work) =>
      inviteToTicket(work, contact, number, { email, words, company }),
    )
    return to(reply, number, '#people-title')
  })

  app.post('/help/tickets/:number/survey', press, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { number } = request.params
    await request.inWorkAs(actorOf(contact), async (work) => {
      const { ticket } = await findVisible(work.db, await viewerOf(work.db, contact), number)
      await answerSurvey(work, { ticketId: ticket.id, contactId: contact.id }, values)
    })
    return to(reply, number, '#survey-title')
  })
}

const Message = z.object({
  body: z
    .string({ error: 'Write something first.' })
    .trim()
    .min(1, 'Write something first.')
    .max(LONGEST_MESSAGE),
})

/** A form with files, of somebody who is signed in; the bytes are put away before anything is changed. */
export async function formWithFiles(request: FastifyRequest) {
  const contact = await signedInPage(request)
  const { values, files } = await readForm(request)
  checkForm(request, contact, values['token'])
  const kept: KeptFile[] = []
  for (const file of files) kept.push(await keepFile(request.system, file))
  return { contact, values, kept }
}

/** The names the playbook gives to statuses, as customers read them. */
async function statusNamesOf(system: System): Promise<Map<string, string>> {
  const { tickets } = await settingsOf(system)
  return new Map(
    tickets.statuses.flatMap(({ key, customerName }) =>
      customerName ? [[key, customerName]] : [],
    ),
  )
}

async function sendTicket(
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormState,
  code = 200,
) {
  const contact = await signedInPage(request)
  const { number } = Number.parse(request.params)
  const { system } = request
  const found = await request.inWorkAs(actorOf(contact), (work) => lookAt(work, contact, number))
  if (found.ticket.number !== number)
    return reply.redirect(`/help/tickets/${found.ticket.number}`, 303)
  const { ticket, now } = found
  const files = ticket.conversation.flatMap(({ files }) => files)
  const view = {
    ...found,
    ...form,
    formKey: form.values['formKey'] || randomUUIDv7(),
    statusNames: await statusNamesOf(system),
    // A link writes, so it goes to those who may, and works as long as they may.
    liveUrl:
      ticket.isEmergency && found.mayWrite
        ? new URL(statusUrl(system, ticket.id, contact.id)).pathname
        : null,
    fileUrls: new Map(files.map(({ id }) => [id, fileUrl(system, id, now)])),
  }
  return send(reply, ticketPage(await frameOf(system, request), view), code)
}

async function lookAt(
  { system, db, now }: Parameters<Parameters<FastifyRequest['inWorkAs']>[1]>[0],
  contact: SignedIn,
  number: number,
) {
  const { ticket, access } = await findVisible(db, await viewerOf(db, contact), number)
  const shown = await readTicket(db, ticket)
  const wordsFor = (body: string) =>
    ticket.requesterId === contact.id ? body : withoutStatusLinks(system, body, ticket.number)
  return {
    ticket: {
      ...shown,
      conversation: shown.conversation.map((one) => ({ ...one, body: wordsFor(one.body) })),
    },
    mayWrite: access === 'write',
    survey: await surveyOf(db, { ticketId: ticket.id, contactId: contact.id }),
    now,
  }
}

/** The same page with the words at the field. What is not theirs to see stays unseen also when it was pressed on. */
async function again(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const code = codeOf(error)
  // What is no number names no page that could be shown again.
  const isNoTicket = !Number.safeParse(request.params).success
  if (code === 403 || code === 404 || isNoTicket) return answerProblem(error, request, reply)
  note(error, request)
  const form = {
    values: valuesOf(request.body),
    problem: await problemFor(request, error, ['body', 'email', 'files']),
  }
  return sendTicket(request, reply, form, code)
}
