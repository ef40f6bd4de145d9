import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber, Done, done, instant } from '../platform/shapes.ts'
import { findArrival, processAgain } from './arrivals.ts'
import { listArrivals } from './mail-log.ts'

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
  })
  .meta({ id: 'Arrival' })

export const arrivalRoutes: Routes = async (app) => {
  app.get('/mail/arrivals', {
    schema: {
      operationId: 'listArrivals',
      tags: ['Mail log'],
      summary: 'What came in, newest first, each with its fate.',
      querystring: z.object({
        state: state.optional(),
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

  app.post('/mail/arrivals/:number/readings', {
    schema: {
      operationId: 'processArrivalAgain',
      tags: ['Mail log'],
      summary: 'Process it again.',
      params: ByNumber,
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work, caller) =>
        processAgain(work, request.params.number, caller.may('tickets.restricted')),
      )
      return done
    },
  })
}
