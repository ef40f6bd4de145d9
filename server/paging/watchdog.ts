import { sql } from 'kysely'
import type { System } from '../platform/system.ts'
import { audit, mostOverdueSeconds, newViolations } from './auditor.ts'

/** Due longer than this means the pager turns but does nothing. */
const OVERDUE_SECONDS = 15

export interface Health {
  ok: boolean
  problems: string[]
}

/** Whether pages leave in time: cheap enough for a load balancer that asks every second. */
export async function pagerTurns(system: System): Promise<Health> {
  const overdue = await mostOverdueSeconds(system.db)
  const ok = overdue <= OVERDUE_SECONDS
  return { ok, problems: ok ? [] : [`Something has been due for ${Math.round(overdue)} s`] }
}

/** Whether the pager works, asked apart from the loops that do the work: a question of its own finds a loop that lies. */
export async function pagerHealth(system: System): Promise<Health> {
  const overdue = await mostOverdueSeconds(system.db)
  const findings = await audit(system.db, 'recent')
  const problems = findings.map(({ invariant, count }) => `${invariant}: ${count} are not`)
  if (overdue > OVERDUE_SECONDS)
    problems.push(`Something has been due for ${Math.round(overdue)} s`)
  return { ok: problems.length === 0, problems }
}

/**
 * Tells the outside that all is well, from a committed beat. When anything is newly wrong it keeps silent: silence is the
 * alarm. What was found more than an hour ago has had its silence.
 */
export async function pingWatchdog(system: System): Promise<void> {
  const { ok, problems } = await pagerTurns(system)
  const found = await newViolations(system.db)
  if (!ok || found.length > 0) {
    system.log.error({ problems, found }, 'The pager is not well; the watchdog is not told')
    return
  }
  await sql`insert into engine_beats (name, at) values ('pager', app_now()) on conflict (name) do update set at = excluded.at`.execute(
    system.db,
  )
  if (system.config.WATCHDOG_URL) await system.net.get(system.config.WATCHDOG_URL)
}
