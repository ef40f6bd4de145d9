import { sql } from 'kysely'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { ESCALATION_VERSION, escalateDue } from './escalate.ts'
import type { Incident } from './queries.ts'

const AT_ONCE = 20
const MOST_APART = 500

/** One turn of the escalation: claims incidents that are due and takes each one step. Returns how many. (T2) */
export async function tick(system: System): Promise<number> {
  const stepDue = (limit: number, only?: string) =>
    inWork(system, machine('escalation policy'), async (work) => {
      await refuseIfOutdated(work)
      const due = await claimDue(work, limit, only)
      for (const incident of due) await escalateDue(work, incident)
      return due.length
    })
  try {
    return await stepDue(AT_ONCE)
  } catch (error) {
    const due = await dueIds(system)
    if (due.length < 2) throw error
    return stepApart(system, due, (id) => stepDue(1, id))
  }
}

/** One look, without a transaction: most turns of a quiet night find nothing. */
export async function isAnythingDue({ db }: System): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (select 1 from incidents where next_at <= app_now()) as due`.execute(db)
  return rows[0]?.due ?? false
}

/** One incident that cannot be stepped must not hold up the others. It stays due, so the watchdog falls silent. */
async function stepApart(
  system: System,
  ids: readonly string[],
  step: (id: string) => Promise<number>,
): Promise<number> {
  let stepped = 0
  for (const id of ids) {
    try {
      stepped += await step(id)
    } catch (error) {
      system.log.error(
        { err: error, incidentId: id },
        'An incident could not be escalated; it stays due and is tried again',
      )
    }
  }
  return stepped
}

async function dueIds({ db }: System): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('nextAt', '<=', sql<Date>`app_now()`)
    .orderBy('nextAt')
    .limit(MOST_APART)
    .execute()
  return rows.map(({ id }) => id)
}

/** Rows another engine holds are skipped: it is taking that step. If it dies its lock goes with it. */
async function claimDue(work: Work, limit: number, only?: string): Promise<Incident[]> {
  let query = work.db
    .selectFrom('incidents')
    .selectAll()
    .where('nextAt', '<=', sql<Date>`app_now()`)
    .orderBy('nextAt')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  if (only) query = query.where('id', '=', only)
  return query.execute()
}

async function refuseIfOutdated(work: Work) {
  const row = await work.db
    .selectFrom('engineModules')
    .select('version')
    .where('name', '=', 'escalation')
    .executeTakeFirst()
  if (row?.version === ESCALATION_VERSION) return
  throw new Error(
    `The database expects escalation version ${row?.version}, this program has ${ESCALATION_VERSION}. It serves, but pages nobody: start the newer program.`,
  )
}
