import { sql } from 'kysely'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { escalateDue } from './escalate.ts'
import type { Incident } from './queries.ts'

/** This program's way of escalating. A migration that changes the rules raises it, and older programs stop paging. */
const MODULE_VERSION = 1
const AT_ONCE = 20

/** One turn of the escalation: claims incidents that are due and takes each one step. Returns how many. (T2) */
export async function tick(system: System): Promise<number> {
  return inWork(system, machine('escalation policy'), async (work) => {
    await refuseIfOutdated(work)
    const due = await claimDue(work)
    for (const incident of due) await escalateDue(work, incident)
    return due.length
  })
}

/** Rows another engine holds are skipped: it is taking that step. If it dies its lock goes with it. */
async function claimDue(work: Work): Promise<Incident[]> {
  return work.db
    .selectFrom('incidents')
    .selectAll()
    .where('nextAt', '<=', sql<Date>`app_now()`)
    .orderBy('nextAt')
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
}

async function refuseIfOutdated(work: Work) {
  const row = await work.db
    .selectFrom('engineModules')
    .select('version')
    .where('name', '=', 'escalation')
    .executeTakeFirst()
  if (row?.version === MODULE_VERSION) return
  throw new Error(
    `The database expects escalation version ${row?.version}, this program has ${MODULE_VERSION}. It serves, but pages nobody: start the newer program.`,
  )
}
