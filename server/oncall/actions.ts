import { randomUUIDv7 } from 'node:crypto'
import { invalid, notFound } from '../platform/errors.ts'
import { isSameJson } from '../platform/same-json.ts'
import type { Work } from '../platform/work.ts'
import type { ScheduleVersion } from './final-schedule.ts'

/** Keeps a schedule; a body that differs from the one in force becomes a new version, the old ones stay as they were. */
export async function saveSchedule(
  work: Work,
  schedule: { key: string; name: string; shadow: boolean; body: ScheduleVersion },
): Promise<string> {
  const { id } = await work.db
    .insertInto('schedules')
    .values({
      id: randomUUIDv7(),
      key: schedule.key,
      name: schedule.name,
      shadow: schedule.shadow,
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ name: schedule.name, shadow: schedule.shadow, removedAt: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  const latest = await work.db
    .selectFrom('scheduleVersions')
    .select(['version', 'body'])
    .where('scheduleId', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest && isSameJson(latest.body, schedule.body)) return id
  await work.db
    .insertInto('scheduleVersions')
    .values({
      id: randomUUIDv7(),
      scheduleId: id,
      version: (latest?.version ?? 0) + 1,
      body: JSON.stringify(schedule.body),
      createdAt: work.now,
    })
    .execute()
  work.touch('oncall')
  return id
}

export async function removeSchedulesExcept(work: Work, keys: string[]) {
  await work.db
    .updateTable('schedules')
    .set({ removedAt: work.now })
    .where('key', 'not in', keys)
    .where('removedAt', 'is', null)
    .execute()
}

export interface NewOverride {
  scheduleId: string
  userId: string
  from: Date
  to: Date
  reason: string
}

/** Somebody covers a span. Half-open; the one made later wins where two overlap. */
export async function addOverride(
  work: Work,
  { scheduleId, userId, from, to, reason }: NewOverride,
): Promise<string> {
  if (!(from < to))
    throw invalid('Cover must end after it begins.', [
      { path: 'to', message: 'is not after "from"' },
    ])
  const id = randomUUIDv7()
  await work.db
    .insertInto('overrides')
    .values({
      id,
      scheduleId,
      userId,
      fromAt: from,
      toAt: to,
      reason,
      createdAt: work.now,
      createdBy: work.actor.name,
    })
    .execute()
  work.touch('oncall')
  return id
}

export async function removeOverride(work: Work, id: string) {
  const row = await work.db
    .updateTable('overrides')
    .set({ removedAt: work.now })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (row.numUpdatedRows === 0n)
    throw notFound('There is no such cover, or it was given back already.')
  work.touch('oncall')
}
