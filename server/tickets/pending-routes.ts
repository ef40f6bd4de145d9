import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber } from '../platform/shapes.ts'
import { retryReply, undoReply } from './pending.ts'
import { findTicket } from './queries.ts'
import { PendingReply, pendingBody } from './view.ts'

export const pendingRoutes: Routes = async (app) => {
  app.delete('/tickets/:number/replies/:id', {
    schema: {
      operationId: 'takeReplyBack',
      tags: ['Tickets'],
      summary:
        'Take a reply back before it is sent. The answer holds its words, for the writer to go on with.',
      params: ByNumber.extend({ id: z.uuid() }),
      response: { 200: PendingReply },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const { number, id } = request.params
        const ticket = await findTicket(work.db, number, caller.may('tickets.restricted'))
        return pendingBody(await undoReply(work, ticket, id))
      }),
  })

  app.post('/tickets/:number/replies/:id/attempts', {
    schema: {
      operationId: 'sendHeldReply',
      tags: ['Tickets'],
      summary: 'Try again to send a reply that could not be sent.',
      params: ByNumber.extend({ id: z.uuid() }),
      response: { 200: PendingReply },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const { number, id } = request.params
        const ticket = await findTicket(work.db, number, caller.may('tickets.restricted'))
        return pendingBody(await retryReply(work, ticket, id))
      }),
  })
}
