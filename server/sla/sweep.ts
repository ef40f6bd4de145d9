import { machine, type System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'
import { sql } from 'kysely'
import { breachIfDue } from './actions.ts'

/** Finds promises whose time is over and marks each in a unit of work of its own. Returns how many it looked at. */
export async function breachDueClocks(system: System, atMost = 200): Promise<number> {
  const due = await system.db
    .selectFrom('slaClocks')
    .select(['id', 'ticketId'])
    .where('status', '=', sql.lit('running' as const))
    .where('dueAt', '<=', sql<Date>`app_now()`)
    .orderBy('dueAt')
    .limit(atMost)
    .execute()
  for (const { id, ticketId } of due)
    // One ticket that fails must not hide the others' deadlines.
    await inWork(system, machine('promises'), (work) => breachIfDue(work, ticketId, id)).catch(
      (error: unknown) =>
        system.log.error({ err: error, clockId: id }, 'A deadline could not be noted'),
    )
  return due.length
}
