import { z } from 'zod'
import { appNow } from '../platform/database.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber, instant } from '../platform/shapes.ts'
import { findTicket } from '../tickets/queries.ts'
import { explainClocks } from './queries.ts'
import { CountedBody } from './shapes.ts'

const ClockBody = z
  .object({
    metric: z.enum(['first_reply', 'next_reply', 'update', 'resolution']),
    status: z.enum(['running', 'paused', 'met', 'breached', 'cancelled', 'transferred']),
    targetMinutes: z.int(),
    policyKey: z.string(),
    policyVersion: z.int(),
    calendarKey: z.string().nullable().meta({ description: 'null: every hour counts.' }),
    startedAt: instant,
    dueAt: instant,
    pausedAt: instant.nullable(),
    metAt: instant.nullable(),
    breachedAt: instant.nullable(),
    endedAt: instant.nullable(),
    counted: CountedBody,
    entries: z.array(
      z.object({
        seq: z.int(),
        at: instant,
        kind: z.string(),
        dueAt: instant.nullable(),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'Clock' })

export const slaRoutes: Routes = async (app) => {
  app.get('/tickets/:number/clocks', {
    schema: {
      operationId: 'explainClocks',
      tags: ['Promises'],
      summary:
        'Every promise of a ticket with its ledger: what started, paused and ended it, and why.',
      params: ByNumber,
      response: { 200: z.object({ now: instant, clocks: z.array(ClockBody) }) },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db, caller) => {
        const ticket = await findTicket(db, request.params.number, caller.may('tickets.restricted'))
        const now = await appNow(db)
        return { now, clocks: await explainClocks({ db, now, system: request.system }, ticket.id) }
      }),
  })
}
