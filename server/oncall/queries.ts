import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { whoIsOnCall, type Override, type ScheduleVersion } from './final-schedule.ts'

export interface Schedule {
  id: string
  key: string
  name: string
  shadow: boolean
  version: ScheduleVersion
  versionNumber: number
  overrides: (Override & { reason: string; createdBy: string })[]
}

/**
 * Schedules with their version in force and every override that still matters after `since`. Two statements, however many.
 * Named by id, removed ones are among them unless `inUse`.
 */
export async function readSchedules(
  db: Database,
  since: Date,
  ids?: readonly string[],
  inUse = ids === undefined,
): Promise<Schedule[]> {
  if (ids?.length === 0) return []
  let query = db
    .selectFrom('schedules')
    .innerJoin('scheduleVersions', 'scheduleVersions.scheduleId', 'schedules.id')
    .distinctOn('schedules.id')
    .select([
      'schedules.id',
      'schedules.key',
      'schedules.name',
      'schedules.shadow',
      'scheduleVersions.body',
      'scheduleVersions.version',
    ])
    .orderBy('schedules.id')
    .orderBy('scheduleVersions.version', 'desc')
  if (ids) query = query.where('schedules.id', 'in', [...ids])
  if (inUse) query = query.where('schedules.removedAt', 'is', null)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const overrides = await db
    .selectFrom('overrides')
    .selectAll()
    .where(
      'scheduleId',
      'in',
      rows.map(({ id }) => id),
    )
    .where('removedAt', 'is', null)
    .where('toAt', '>', since)
    .orderBy('createdAt')
    .execute()
  return rows
    .map(({ body, version, ...row }) => ({
      ...row,
      version: body as ScheduleVersion,
      versionNumber: version,
      overrides: overrides.filter(({ scheduleId }) => scheduleId === row.id).map(toOverride),
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** A schedule with its version in force, and an override, as another module's statement reads them along. */
export type ScheduleAsJson = Pick<Schedule, 'id' | 'key' | 'name' | 'shadow'> & {
  body: ScheduleVersion
  version: number
}
export interface OverrideAsJson {
  id: string
  schedule_id: string
  user_id: string
  from_at: string
  to_at: string
  created_at: string
  reason: string
  created_by: string
}

/** Overrides stand in the order of their creation. */
export const schedulesOf = (
  rows: readonly ScheduleAsJson[],
  overrides: readonly OverrideAsJson[],
): Schedule[] =>
  rows
    .map(({ body, version, ...row }) => ({
      ...row,
      version: body,
      versionNumber: version,
      overrides: overrides
        .filter(({ schedule_id }) => schedule_id === row.id)
        .map(({ id, user_id, from_at, to_at, created_at, reason, created_by }) => ({
          id,
          userId: user_id,
          from: Temporal.Instant.from(from_at),
          to: Temporal.Instant.from(to_at),
          createdAt: Temporal.Instant.from(created_at),
          reason,
          createdBy: created_by,
        })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name))

export async function findSchedule(db: Database, key: string, since: Date): Promise<Schedule> {
  const row = await db
    .selectFrom('schedules')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirst()
  const [schedule] = row ? await readSchedules(db, since, [row.id]) : []
  if (!schedule) throw notFound(`There is no schedule "${key}".`)
  return schedule
}

/** Who a schedule names at an instant; the same function as the preview, the calendar and the report use. */
export function onCallAt(schedule: Schedule, at: Date) {
  return whoIsOnCall(
    schedule.version,
    schedule.overrides,
    Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  )
}

interface OverrideRow {
  id: string
  userId: string
  fromAt: Date
  toAt: Date
  createdAt: Date
  reason: string
  createdBy: string
}

const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())

const toOverride = ({ id, userId, fromAt, toAt, createdAt, reason, createdBy }: OverrideRow) => ({
  id,
  userId,
  from: instant(fromAt),
  to: instant(toAt),
  createdAt: instant(createdAt),
  reason,
  createdBy,
})
