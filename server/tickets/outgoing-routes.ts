import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber, Done, done, instant } from '../platform/shapes.ts'
import { listOutgoing, sendAgain } from './outgoing.ts'

const Outgoing = z
  .object({
    number: z.int(),
    purpose: z.string(),
    toAddresses: z.array(z.string()),
    subject: z.string(),
    state: z.enum(['queued', 'held', 'sent', 'failed']),
    attempts: z.int(),
    answer: z.string().nullable(),
    createdAt: instant,
    sentAt: instant.nullable(),
    ticketNumber: z.int().nullable(),
  })
  .meta({ id: 'OutgoingMessage' })
export const outgoingRoutes: Routes = async (app) => {
  app.get('/mail/outgoing', {
    schema: {
      operationId: 'listOutgoing',
      tags: ['Mail log'],
      summary: 'What goes out, newest first, each with its fate. Held: no mail server is set up.',
      querystring: z.object({
        state: z.enum(['queued', 'held', 'sent', 'failed']).optional(),
        before: z.coerce.number<string>().int().optional(),
        limit: z.coerce.number<string>().int().min(1).max(200).default(50),
      }),
      response: { 200: z.object({ messages: z.array(Outgoing) }) },
    },
    handler: (request) =>
      request.reads('mail.read', async (db, caller) => ({
        messages: await listOutgoing(db, {
          ...request.query,
          seesRestricted: caller.may('tickets.restricted'),
        }),
      })),
  })

  app.post('/mail/outgoing/:number/attempts', {
    schema: {
      operationId: 'sendAgain',
      tags: ['Mail log'],
      summary: 'Send a dead or held message again.',
      params: ByNumber,
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work) => sendAgain(work, request.params.number))
      return done
    },
  })
}
