import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { EachDone, Numbers, each } from '../platform/each.ts'
import { ByNumber, Done, done, instant } from '../platform/shapes.ts'
import { codesOf } from '../connectors/email/answer-words.ts'
import { listAttempts } from './attempts.ts'
import { deliveryWords, nextTryOf } from './delivery.ts'
import { findOutgoing, listOutgoing, sendAgain } from './outgoing.ts'
import { RecipientFate } from './recipient-shape.ts'

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
    recipients: z.array(RecipientFate).meta({ description: 'Empty before a mail server took it.' }),
    heldBecause: z.string().nullable(),
    words: z.string().meta({ description: 'Its fate in a plain sentence.' }),
    nextTryAt: instant.nullable(),
  })
  .meta({ id: 'OutgoingMessage' })
const Attempt = z
  .object({
    no: z.int(),
    startedAt: instant,
    endedAt: instant.nullable(),
    outcome: z
      .enum(['sent', 'later', 'refused', 'unknown'])
      .nullable()
      .meta({ description: 'null: under way. unknown: cut off, it may have gone out.' }),
    answer: z.string().nullable(),
    code: z.string().nullable().meta({ description: 'Enhanced status code, RFC 3463.' }),
  })
  .meta({ id: 'OutgoingAttempt' })
const OutgoingPage = Outgoing.extend({ tries: z.array(Attempt) }).meta({ id: 'OutgoingPage' })

type Row = Awaited<ReturnType<typeof listOutgoing>>[number]
const outgoingBody = (row: Row): z.output<typeof Outgoing> => ({
  ...row,
  words: deliveryWords(row),
  nextTryAt: nextTryOf(row),
})

export const outgoingRoutes: Routes = async (app) => {
  app.get('/mail/outgoing', {
    schema: {
      operationId: 'listOutgoing',
      tags: ['Mail log'],
      summary: 'What goes out, newest first, each with its fate. What is held says why.',
      querystring: z.object({
        state: z.enum(['queued', 'held', 'sent', 'failed']).optional(),
        before: z.coerce.number<string>().int().optional(),
        limit: z.coerce.number<string>().int().min(1).max(200).default(50),
      }),
      response: { 200: z.object({ messages: z.array(Outgoing) }) },
    },
    handler: (request) =>
      request.reads('mail.read', async (db, caller) => ({
        messages: (
          await listOutgoing(db, {
            ...request.query,
            seesRestricted: caller.may('tickets.restricted'),
          })
        ).map(outgoingBody),
      })),
  })

  app.get('/mail/outgoing/:number', {
    schema: {
      operationId: 'getOutgoing',
      tags: ['Mail log'],
      summary: 'One outgoing message with every try.',
      params: ByNumber,
      response: { 200: OutgoingPage },
    },
    handler: (request) =>
      request.inWork('mail.read', async (work, caller) => {
        const seesRestricted = caller.may('tickets.restricted')
        const message = await findOutgoing(work.db, request.params.number, seesRestricted)
        const tries = await listAttempts(work.db, message.id)
        return {
          ...outgoingBody(message),
          tries: tries.map((attempt) => ({
            ...attempt,
            code: codesOf(attempt.answer ?? '').enhanced,
          })),
        }
      }),
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
      await request.inWork('mail.write', (work, caller) =>
        sendAgain(work, request.params.number, caller.may('tickets.restricted')),
      )
      return done
    },
  })

  app.post('/mail/outgoing/attempts', {
    schema: {
      operationId: 'sendManyAgain',
      tags: ['Mail log'],
      summary: 'Send many dead or held messages again.',
      body: z.object({ numbers: Numbers }),
      response: { 200: EachDone },
    },
    handler: (request) =>
      each(request.body.numbers, (number) =>
        request.inWork('mail.write', (work, caller) =>
          sendAgain(work, number, caller.may('tickets.restricted')),
        ),
      ),
  })
}
