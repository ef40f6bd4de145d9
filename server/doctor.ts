/** Looks the whole installation over: every check says what it found and, where something is wrong, what to do. */
import { z } from 'zod'
import { databaseChecks } from './doctor-database.ts'
import { peopleChecks } from './doctor-people.ts'
import { surroundingsChecks } from './doctor-surroundings.ts'
import type { Routes } from './platform/http.ts'
import { instant } from './platform/shapes.ts'
import type { System } from './platform/system.ts'

export type Verdict =
  | { state: 'ok'; says: string }
  | { state: 'warning' | 'problem'; says: string; remedy: string }

export const well = (says: string): Verdict => ({ state: 'ok', says })
export const warning = (says: string, remedy: string): Verdict => ({
  state: 'warning',
  says,
  remedy,
})
export const problem = (says: string, remedy: string): Verdict => ({
  state: 'problem',
  says,
  remedy,
})

export interface Check {
  key: string
  name: string
  look(system: System, now: Date): Promise<Verdict>
}

const CHECKS: readonly Check[] = [...databaseChecks, ...surroundingsChecks, ...peopleChecks]

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
        'Looks the installation over: database, clocks, mail, pager, people on call. Takes up to some seconds.',
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

/** Every check at once. One that fails to look is itself a finding and hides none of the others. */
async function examine(system: System, now: Date): Promise<z.output<typeof CheckBody>[]> {
  return Promise.all(
    CHECKS.map(async ({ key, name, look }) => {
      const verdict = await look(system, now).catch((error: unknown) => {
        system.log.error({ err: error, check: key }, 'A check of the doctor could not be made')
        return problem(
          `This could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
          'See the log of the server.',
        )
      })
      return { key, name, remedy: null, ...verdict }
    }),
  )
}

function worstOf(states: readonly Verdict['state'][]): Verdict['state'] {
  if (states.includes('problem')) return 'problem'
  return states.includes('warning') ? 'warning' : 'ok'
}
