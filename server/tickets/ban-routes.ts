import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'
import { banByHand, blockContact, liftBan, listBans, unblockContact } from './spam.ts'

export const banRoutes: Routes = async (app) => {
  app.get('/banned-senders', {
    schema: {
      operationId: 'listBannedSenders',
      tags: ['Mail log'],
      summary: 'Senders whose mail waits in quarantine.',
      response: {
        200: z.object({
          senders: z.array(
            z.object({
              pattern: z.string(),
              reason: z.string(),
              bannedAt: z.date(),
              bannedBy: z.string(),
              ticketNumber: z.int().nullable(),
            }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.inWork('mail.read', async (work, caller) => {
        const senders = await listBans(work.db, caller.may('tickets.restricted'))
        return { senders }
      }),
  })

  app.post('/banned-senders', {
    schema: {
      operationId: 'banSender',
      tags: ['Mail log'],
      summary:
        'Keep further mail of an address, or of a whole domain (@example.com), in quarantine.',
      body: z.object({
        pattern: z.string().trim().min(3).max(320),
        reason: z.string().trim().min(1).max(500).default('Banned by hand.'),
      }),
      response: { 201: Done },
    },
    handler: async (request, reply) => {
      const { pattern, reason } = request.body
      await request.inWork('mail.write', (work) => banByHand(work, pattern, reason))
      return reply.status(201).send(done)
    },
  })

  app.delete('/banned-senders/:pattern', {
    schema: {
      operationId: 'liftBan',
      tags: ['Mail log'],
      summary: 'Their mail is taken again. What waits in quarantine stays there.',
      params: z.object({ pattern: z.string().max(320) }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work) => liftBan(work, request.params.pattern))
      return done
    },
  })

  app.put('/contacts/:id/block', {
    schema: {
      operationId: 'blockContact',
      tags: ['Customers'],
      summary: 'Keep further mail of this one person in quarantine. Their pages stay open to them.',
      params: z.object({ id: z.uuid() }),
      body: z.object({ reason: z.string().trim().min(1).max(500) }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('mail.write', async (work) => {
        await blockContact(work, request.params.id, request.body.reason)
        return done
      }),
  })

  app.delete('/contacts/:id/block', {
    schema: {
      operationId: 'unblockContact',
      tags: ['Customers'],
      summary: 'Their mail is taken again. What waits in quarantine stays there.',
      params: z.object({ id: z.uuid() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('mail.write', async (work) => {
        await unblockContact(work, request.params.id)
        return done
      }),
  })
}
