import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber, instant, instantIn } from '../platform/shapes.ts'
import { notFound } from '../platform/errors.ts'
import type { SenderChecks } from './email/sender-checks.ts'
import { decodeWords } from './email/words.ts'
import { findArrival, type Arrival } from './arrivals.ts'
import { copiesOf, countArrivals, listArrivals, shownArrival } from './mail-log.ts'
import { headerLines } from './mail-head.ts'

/** More are written on the way by programs nobody reads. The whole of them is in the message as it came. */
const MOST_HEADERS = 200

const state = z.enum(['received', 'taken', 'duplicate', 'quarantined', 'ignored'])
const ArrivalBody = z
  .object({
    number: z.int(),
    connection: z.string(),
    mailbox: z.string(),
    receivedAt: instant,
    state,
    reason: z.string().nullable(),
    fromAddress: z.string().nullable(),
    envelopeFrom: z.string().nullable(),
    envelopeTo: z.array(z.string()),
    remoteAddress: z.string().nullable(),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    ticketNumber: z.int().nullable(),
    bytes: z.int(),
    settledAt: instant.nullable(),
    attempts: z.int().meta({ description: 'Readings that failed by a fault of ours.' }),
    lastError: z.string().nullable().meta({ description: 'Of the newest of them.' }),
    releasedBy: z.string().nullable().meta({ description: 'Who let it out of quarantine.' }),
    releasedAt: instant.nullable(),
    releaseTo: z.int().nullable().meta({ description: 'The ticket it was to be filed into.' }),
  })
  .meta({ id: 'Arrival' })
const check = z.string().meta({ description: 'pass, fail, softfail, neutral, none, temperror …' })
const ArrivalPage = ArrivalBody.extend({
  transcript: z.string(),
  verdict: z
    .string()
    .nullable()
    .meta({ description: 'What kind of mail it is; null: it was not read yet.' }),
  checks: z
    .object({
      spf: check,
      dkim: check,
      dkimDomains: z.array(z.string()),
      dmarc: check,
      policy: z.string(),
      arc: check,
    })
    .nullable()
    .meta({ description: 'What the domain of its sender says of it; null: nobody was asked.' }),
  notes: z
    .array(z.string())
    .meta({ description: 'What in it could not be taken as it was meant.' }),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  copies: z.array(ArrivalBody).meta({ description: 'Other deliveries of the same message.' }),
}).meta({ id: 'ArrivalPage' })
const ArrivalCounts = z
  .object({
    received: z.int(),
    taken: z.int(),
    duplicate: z.int(),
    quarantined: z.int(),
    ignored: z.int(),
    waiting: z.int().meta({ description: 'Of the quarantined: came within the last 30 days.' }),
  })
  .meta({ id: 'ArrivalCounts' })

const words = z.string().trim().min(1).max(320).optional()
const whole = z.coerce.number<string>().int().positive().optional()
const filters = {
  mailbox: words.meta({ description: 'The address or the mailbox it came to.' }),
  from: words.meta({ description: 'Part of its sender.' }),
  text: words.meta({ description: 'Part of its subject or of its sender.' }),
  ticket: whole,
  since: instantIn.optional(),
  until: instantIn.optional(),
}

export const arrivalRoutes: Routes = async (app) => {
  app.get('/mail/arrivals', {
    schema: {
      operationId: 'listArrivals',
      tags: ['Mail log'],
      summary: 'What came in, newest first, each with its fate.',
      querystring: z.object({
        state: state.optional(),
        quarantine: z.enum(['waiting', 'past']).optional().meta({
          description: 'Of the quarantined: `waiting` came within the last 30 days.',
        }),
        ...filters,
        before: z.coerce.number<string>().int().optional(),
        limit: z.coerce.number<string>().int().min(1).max(200).default(50),
      }),
      response: { 200: z.object({ arrivals: z.array(ArrivalBody) }) },
    },
    handler: (request) =>
      request.reads('mail.read', async (db, caller) => ({
        arrivals: await listArrivals(db, {
          ...request.query,
          seesRestricted: caller.may('tickets.restricted'),
        }),
      })),
  })

  app.get('/mail/arrivals/counts', {
    schema: {
      operationId: 'countArrivals',
      tags: ['Mail log'],
      summary: 'How many of them have which fate.',
      querystring: z.object(filters),
      response: { 200: ArrivalCounts },
    },
    handler: (request) =>
      request.inWork('mail.read', (work, caller) =>
        countArrivals(work.db, {
          ...request.query,
          seesRestricted: caller.may('tickets.restricted'),
        }),
      ),
  })

  app.get('/mail/arrivals/:number', {
    schema: {
      operationId: 'getArrival',
      tags: ['Mail log'],
      summary: 'One of them: its envelope, its headers, the talk of its delivery, and its copies.',
      params: ByNumber,
      response: { 200: ArrivalPage },
    },
    handler: (request) =>
      request.inWork('mail.read', async (work, caller) => {
        const { number } = request.params
        const seesRestricted = caller.may('tickets.restricted')
        const arrival = await findArrival(work.db, number, seesRestricted)
        const body = await shownArrival(work.db, number, seesRestricted)
        if (!body) throw notFound(`There is no arrival ${number}.`)
        return {
          ...body,
          transcript: arrival.transcript,
          verdict: arrival.verdict,
          checks: arrival.checks as SenderChecks | null,
          notes: arrival.notes,
          headers: readableHeaders(arrival),
          copies: await copiesOf(work.db, arrival, seesRestricted),
        }
      }),
  })

  app.get('/mail/arrivals/:number/raw', {
    schema: {
      operationId: 'readArrival',
      tags: ['Mail log'],
      summary: 'The message as it came, with the transcript of its delivery.',
      params: ByNumber,
      response: { 200: z.object({ raw: z.string(), transcript: z.string() }) },
    },
    handler: (request) =>
      request.reads('mail.write', async (db, caller) => {
        const arrival = await findArrival(
          db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return { raw: arrival.raw.toString('latin1'), transcript: arrival.transcript }
      }),
  })

  app.get('/mail/arrivals/:number/file', {
    schema: {
      operationId: 'downloadArrival',
      tags: ['Mail log'],
      summary: 'The message as it came, byte for byte, as a file.',
      params: ByNumber,
      produces: ['message/rfc822'],
      response: { 200: z.any().meta({ description: 'The bytes, as message/rfc822.' }) },
    },
    handler: async (request, reply) => {
      const { number } = request.params
      const { raw } = await request.inWork('mail.write', (work, caller) =>
        findArrival(work.db, number, caller.may('tickets.restricted')),
      )
      return reply
        .headers({
          'content-type': 'message/rfc822',
          'content-disposition': `attachment; filename="mail-${number}.eml"`,
          // Whoever wrote it is a stranger: no browser is to make anything of it but a file.
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        })
        .send(raw)
    },
  })
}

const readableHeaders = ({ raw }: Arrival) =>
  headerLines(raw, MOST_HEADERS).map(({ name, value }) => ({ name, value: decodeWords(value) }))
