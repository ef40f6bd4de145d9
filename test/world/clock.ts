import { sql } from 'kysely'
import { vi } from 'vitest'
import { jobs, sweepOnce } from '../../server/app.ts'
import { tick } from '../../server/incidents/tick.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import { runDueJobs } from '../../server/platform/jobs.ts'
import type { System } from '../../server/platform/system.ts'

export interface WorldClock {
  now: () => Date
  /** Runs everything that is due now, until nothing is. */
  settle(): Promise<void>
  /** Moves to each due moment on the way, in order, and runs what is due there: `5 minutes`, `30 seconds`, `4.9 minutes`. */
  advance(duration: string): Promise<void>
  set(instant: string): Promise<void>
  /** Time passes and nothing runs: an outage. */
  jump(instant: string): Promise<void>
}

const UNITS: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

export async function freezeClock(system: System, start: Date): Promise<WorldClock> {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  let now = start
  const moveTo = async (instant: Date) => {
    now = instant
    vi.setSystemTime(now)
    await sql`update clock set frozen_at = ${now}`.execute(system.db)
  }
  await moveTo(start)

  const settle = async () => {
    for (let round = 0; round < 200; round += 1) {
      const ticked = await tick(system)
      const sent = await sendDuePages(system)
      const waiting = await dueJobs(system, now)
      if (waiting > 0) await runDueJobs(system, jobs)
      if (ticked + sent + waiting === 0) break
    }
    await sweepOnce(system)
    if ((await dueJobs(system, now)) > 0) await settle()
  }
  const travel = async (end: Date) => {
    for (;;) {
      const next = await nextDue(system, now)
      if (!next || next > end) break
      await moveTo(next)
      await settle()
    }
    await moveTo(end)
    await settle()
  }
  return {
    now: () => now,
    settle,
    advance: (duration) => travel(new Date(now.getTime() + millisecondsOf(duration))),
    set: (instant) => travel(new Date(instant)),
    jump: (instant) => moveTo(new Date(instant)),
  }
}

/** "5 minutes", "6 days 23 hours". */
function millisecondsOf(duration: string): number {
  const words = duration.split(' ')
  const parts = words.filter((_word, index) => index % 2 === 0)
  return parts.reduce((sum, amount, index) => {
    const length = UNITS[(words[index * 2 + 1] ?? '').replace(/s$/, '')]
    if (!length || amount === '' || Number.isNaN(Number(amount)))
      throw new Error(`"${duration}" is no duration such as "5 minutes"`)
    return sum + Math.round(Number(amount) * length)
  }, 0)
}

async function dueJobs(system: System, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from graphile_worker.jobs where run_at <= ${now} and attempts < max_attempts and locked_at is null`.execute(
    system.db,
  )
  return rows[0]?.count ?? 0
}

/** The next moment at which anything falls due by itself. */
async function nextDue(system: System, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (
      select min(next_at) as at from incidents where next_at > ${now}
      union all select min(not_before) from pages where state = 'queued' and not_before > ${now}
      union all select min(lease_until) from pages where state = 'leased' and lease_until > ${now}
      union all select min(run_at) from graphile_worker.jobs where run_at > ${now} and attempts < max_attempts
      union all select min(due_at) from sla_clocks where status = 'running' and due_at > ${now}
    ) due`.execute(system.db)
  return rows[0]?.at ?? null
}
