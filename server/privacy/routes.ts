import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { notAllowed } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import { askToErase, confirmErasure } from './actions.ts'
import { exportContact, exportText } from './export.ts'

const tags = ['Customers']
const ById = z.object({ id: z.uuid() })
const Anything = z.record(z.string(), z.unknown())

export const privacyRoutes: Routes = async (app) => {
  app.get('/contacts/:id/export', {
    schema: {
      operationId: 'exportContact',
      tags,
      summary:
        'Everything we hold about a person, as one file. Whoever asks must see restricted tickets, for theirs are in it.',
      params: ById,
      response: {
        200: z
          .object({
            exportedAt: instant,
            contact: Anything,
            tickets: z.array(Anything),
            messages: z.array(Anything),
            files: z.array(Anything),
            readsAlong: z.array(Anything),
            surveys: z.array(Anything),
            received: z.array(Anything),
            signIn: Anything,
            community: Anything,
            mails: z.array(Anything),
          })
          .meta({ id: 'ContactExport' }),
      },
    },
    async handler(request, answer) {
      const whole = await request.inWork('customers.erase', async (work, caller) => {
        if (!caller.may('tickets.restricted'))
          throw notAllowed('Whoever takes everything about a person has to see restricted tickets.')
        return exportContact(work, request.params.id)
      })
      return sendText(answer, exportText(request.system.db, whole))
    },
  })

  app.post('/contacts/:id/erasure', {
    schema: {
      operationId: 'askToErase',
      tags,
      summary: 'What would be erased, and the confirmation that does it. Nothing goes yet.',
      params: ById,
      response: {
        201: z
          .object({
            email: z.string(),
            tickets: z.int(),
            messages: z.int(),
            files: z.int(),
            mails: z.int(),
            confirmation: z.string(),
            until: instant,
          })
          .meta({ id: 'ErasureAsked' }),
      },
    },
    handler: async (request, answer) =>
      answer
        .status(201)
        .send(
          await request.inWork('customers.erase', (work) => askToErase(work, request.params.id)),
        ),
  })

  app.delete('/contacts/:id', {
    schema: {
      operationId: 'eraseContact',
      tags,
      summary:
        'Erase a person for good: name, address, phone, their words, files and mail. Tickets, promises and the record of what happened stay.',
      params: ById,
      body: z.object({ confirmation: z.string().max(600), email: z.string().max(254) }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('customers.erase', async (work) => {
        await confirmErasure(work, request.params.id, request.body)
        return done
      }),
  })
}

/** JSON that is made while it is sent. */
const sendText = (answer: FastifyReply, text: AsyncIterable<string>) =>
  answer.type('application/json; charset=utf-8').send(Readable.from(text))
