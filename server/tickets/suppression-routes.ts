import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import { liftSuppression, listSuppressions } from './suppressions.ts'

const Suppression = z
  .object({
    address: z.string(),
    reason: z.string(),
    since: instant,
    ticketNumber: z.int().nullable(),
  })
  .meta({ id: 'Suppression' })

export const suppressionRoutes: Routes = async (app) => {
  app.get('/suppressions', {
    schema: {
      operationId: 'listSuppressions',
      tags: ['Mail log'],
      summary: 'Addresses that mail does not reach; what would go there is held.',
      querystring: z.object({
        limit: z.coerce.number<string>().int().min(1).max(500).default(100),
      }),
      response: { 200: z.object({ suppressions: z.array(Suppression) }) },
    },
    handler: (request) =>
      request.inWork('mail.read', async (work, caller) => ({
        suppressions: await listSuppressions(work.db, {
          ...request.query,
          seesRestricted: caller.may('tickets.restricted'),
        }),
      })),
  })

  app.delete('/suppressions/:address', {
    schema: {
      operationId: 'liftSuppression',
      tags: ['Mail log'],
      summary: 'Let mail go to this address again. What was held is sent again by hand.',
      params: z.object({ address: z.string().max(320) }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('mail.write', (work) => liftSuppression(work, request.params.address))
      return done
    },
  })
}
