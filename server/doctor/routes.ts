import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { instant } from '../platform/shapes.ts'
import type { System } from '../platform/system.ts'
import { problem, worstOf, type Check } from './check.ts'
import { databaseChecks } from './database.ts'
import { mailChecks } from './mail.ts'
import { pagerChecks } from './pager.ts'
import { surroundingsChecks } from './surroundings.ts'

const CHECKS: readonly Check[] = [
  ...databaseChecks,
  ...surroundingsChecks,
  ...mailChecks,
  ...pagerChecks,
]

const state = z.enum(['ok', 'warning', 'problem'])
const CheckBody = z
  .object({
    key: z.string(),
    name: z.string(),
    state,
    says: z.string(),
    remedy: z.string().nullable().meta({ description: 'What to do; null when all is well.' }),
  })
  .meta({ id: 'Check' })

export const doctorRoutes: Routes = async (app) => {
  app.get('/doctor', {
    schema: {
      operationId: 'examine',
      tags: ['Operations'],
      summary:
        'Looks the whole installation over and says what is wrong and what to do. Takes up to 10 s.',
      response: {
        200: z.object({
          now: instant,
          state: state.meta({ description: 'The worst one found.' }),
          checks: z.array(CheckBody),
        }),
      },
    },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    async handler(request) {
      const now = await request.inWork('people.write', async (work) => work.now)
      // Outside the unit of work: some checks wait for other machines.
      const checks = await examine(request.system, now)
      return { now, state: worstOf(checks.map(({ state }) => state)), checks }
    },
  })
}

/** Every check at once. One that cannot look is itself a finding, and hides none of the others. */
async function examine(system: System, now: Date): Promise<z.output<typeof CheckBody>[]> {
  return Promise.all(
    CHECKS.map(async ({ key, name, look }) => {
      const verdict = await look(system, now).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        return problem(`This could not be looked at: ${why}`, 'Look at the log of the server.')
      })
      return { key, name, remedy: null, ...verdict }
    }),
  )
}
