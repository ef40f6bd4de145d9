import { sql } from 'kysely'
import { gaps, finalSchedule, type Shift } from '../oncall/final-schedule.ts'
import { readSchedules, type Schedule } from '../oncall/queries.ts'
import { mostOverdueSeconds } from '../paging/auditor.ts'
import { lastProofs } from '../paging/queries.ts'
import { pagerHealth } from '../paging/watchdog.ts'
import type { System } from '../platform/system.ts'
import { named, problem, trouble, warning, well, type Check } from './check.ts'

const LOOK_AHEAD_DAYS = 14
const PROOF_DAYS = 30
const DAY_MS = 86_400_000
/** The beat is every 30 s; four missed ones are no coincidence. */
const SILENT_SECONDS = 120

const pager: Check = {
  key: 'pager',
  name: 'Pager',
  async look(system) {
    const { ok, problems } = await pagerHealth(system)
    const overdue = await mostOverdueSeconds(system.db)
    if (!ok)
      return problem(
        problems.join('; '),
        'Emergencies may not be paged. See that a worker runs (watchdesk work), and look at its log.',
      )
    return well(
      overdue < 1
        ? 'Nothing is overdue, all its rules hold'
        : `The oldest page has been due for ${Math.round(overdue)} s, all its rules hold`,
    )
  },
}

const worker: Check = {
  key: 'worker',
  name: 'Worker',
  async look({ db, config }) {
    const { rows } = await sql<{
      seconds: number
    }>`select extract(epoch from app_now() - at)::float8 as seconds from engine_beats where name = 'pager'`.execute(
      db,
    )
    const seconds = rows[0]?.seconds
    if (seconds === undefined)
      return problem(
        'No worker has ever said that all is well',
        'Start one: watchdesk work. Right after the first start, wait half a minute.',
      )
    if (seconds > SILENT_SECONDS)
      return problem(
        `The last sign of a healthy worker is ${Math.round(seconds)} s old`,
        'Start one: watchdesk work, and look at its log.',
      )
    if (!config.WATCHDOG_URL)
      return warning(
        'It runs, but nobody outside would notice if this machine died',
        'Set WATCHDOG_URL to a dead man’s switch that alarms when it hears nothing.',
      )
    return well('It runs, and tells the watchdog')
  },
}

const pushKeys: Check = {
  key: 'push-keys',
  name: 'Push keys',
  async look({ db }) {
    const row = await db
      .selectFrom('settings')
      .select('updatedAt')
      .where('key', '=', 'push_keys')
      .executeTakeFirst()
    if (!row)
      return warning(
        'Not made yet: no phone gets push messages',
        'They are made when the first person opens "How I am reached".',
      )
    return well(`Made on ${row.updatedAt.toISOString().slice(0, 10)}`)
  },
}

const reach: Check = {
  key: 'reach',
  name: 'People on call',
  async look(system, now) {
    const proofs = await lastProofs(system.db, [...(await onCallSoon(system, now))])
    const unreachable = proofs.filter(({ ways }) => ways === 0).map(({ name }) => name)
    if (unreachable.length > 0)
      return problem(
        `On call within ${LOOK_AHEAD_DAYS} days and cannot be reached: ${named(unreachable)}`,
        'They have to add a way under "How I am reached", or somebody covers for them.',
      )
    const proven = new Date(now.getTime() - PROOF_DAYS * DAY_MS)
    const doubtful = proofs
      .filter(({ lastProofAt }) => !lastProofAt || lastProofAt < proven)
      .map(({ name }) => name)
    if (doubtful.length > 0)
      return warning(
        `Not proven to be reached in ${PROOF_DAYS} days: ${named(doubtful)}`,
        'They should send themselves a test page and answer it.',
      )
    return well(
      `All ${proofs.length} of the next ${LOOK_AHEAD_DAYS} days were reached within ${PROOF_DAYS} days`,
    )
  },
}

const coverage: Check = {
  key: 'coverage',
  name: 'Schedules',
  async look({ db }, now) {
    const schedules = (await readSchedules(db, now)).filter(({ shadow }) => !shadow)
    if (schedules.length === 0)
      return problem(
        'There is no schedule: nobody is ever on call',
        'Write one into the playbook and apply it: watchdesk playbook apply FILE',
      )
    const open = schedules
      .map((schedule) => ({
        name: schedule.name,
        found: gaps(schedule.version, schedule.overrides, ahead(now)),
      }))
      .filter(({ found }) => found.length > 0)
    if (open.length === 0)
      return well(`${schedules.length} without a gap for ${LOOK_AHEAD_DAYS} days`)
    const isOpenNow = open.some(({ found }) => found[0]!.from.epochMilliseconds <= now.getTime())
    const says = open.map(
      ({ name, found }) =>
        `${name}: nobody from ${minute(found[0]!.from)}${found.length > 1 ? ` and in ${found.length - 1} more gaps` : ''}`,
    )
    return trouble(
      isOpenNow,
      says.join('; '),
      'Where somebody should be there, add a cover: watchdesk oncall override',
    )
  },
}

async function onCallSoon({ db }: System, now: Date): Promise<Set<string>> {
  const schedules = (await readSchedules(db, now)).filter(({ shadow }) => !shadow)
  const shifts = schedules.flatMap((schedule: Schedule): Shift[] =>
    finalSchedule(schedule.version, schedule.overrides, ahead(now)),
  )
  return new Set(shifts.flatMap(({ userId }) => userId ?? []))
}

function ahead(now: Date) {
  const from = Temporal.Instant.fromEpochMilliseconds(now.getTime())
  return { from, to: from.add({ hours: 24 * LOOK_AHEAD_DAYS }) }
}

const minute = (instant: Temporal.Instant) =>
  instant.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC')

/** A way that exists on paper and fails every time is no way: who was paged in a day and never got one. */
const delivery: Check = {
  key: 'page-delivery',
  name: 'Pages arrive',
  async look({ db }) {
    const { rows } = await sql<{ name: string; outcome: string | null }>`
      select users.name, max(pages.outcome) as outcome from pages join users on users.id = pages.user_id
      where pages.done_at > app_now() - interval '1 day' and pages.state <> 'cancelled'
      group by users.id, users.name having bool_and(pages.state = 'failed') order by users.name`.execute(
      db,
    )
    if (rows.length === 0) return well('Nobody was paged in vain within a day')
    return problem(
      `Every page of the last day failed for ${named(rows.map(({ name }) => name))}: ${rows[0]?.outcome ?? 'no reason is known'}`,
      'Put right what the reason names, then have them send themselves a test page.',
    )
  },
}

export const pagerChecks: readonly Check[] = [pager, worker, delivery, coverage, reach, pushKeys]
