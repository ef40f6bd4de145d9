import { randomUUIDv7 } from 'node:crypto'
import type { BusinessHours } from '../calendar/business-hours.ts'
import { isSameJson } from '../platform/same-json.ts'
import type { Work } from '../platform/work.ts'
import type { SlaPolicy } from './target.ts'

/** Keeps a calendar; hours that differ become a new version. Returns the version in force, which running clocks keep for ever. */
export async function saveCalendar(
  work: Work,
  { key, name, hours }: { key: string; name: string; hours: BusinessHours },
): Promise<string> {
  const latest = await work.db
    .selectFrom('calendarVersions')
    .selectAll()
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest && isSameJson(latest.hours, JSON.parse(JSON.stringify(hours)))) {
    await work.db.updateTable('calendars').set({ name }).where('key', '=', key).execute()
    return latest.id
  }
  const id = randomUUIDv7()
  await work.db
    .insertInto('calendarVersions')
    .values({
      id,
      key,
      version: (latest?.version ?? 0) + 1,
      hours: JSON.stringify(hours),
      createdAt: work.now,
    })
    .execute()
  await work.db
    .insertInto('calendars')
    .values({ key, name, versionId: id })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ name, versionId: id }))
    .execute()
  return id
}

export interface PolicyToSave {
  key: string
  name: string
  body: Pick<SlaPolicy, 'conditions' | 'targets' | 'pauseStatuses'>
}

/** Makes the policies exactly these, in this order. An edit is a new version; tickets keep the one their clocks began with. */
export async function saveSlaPolicies(work: Work, policies: readonly PolicyToSave[]) {
  await work.db
    .updateTable('slaPolicies')
    .set({ removedAt: work.now })
    .where('key', 'not in', ['', ...policies.map(({ key }) => key)])
    .where('removedAt', 'is', null)
    .execute()
  for (const [position, { key, name, body }] of policies.entries()) {
    const versionId = await versionOf(work, key, body)
    await work.db
      .insertInto('slaPolicies')
      .values({ key, name, position, versionId })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ name, position, versionId, removedAt: null }),
      )
      .execute()
  }
}

async function versionOf(work: Work, key: string, body: object): Promise<string> {
  const latest = await work.db
    .selectFrom('slaPolicyVersions')
    .selectAll()
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest && isSameJson(latest.body, JSON.parse(JSON.stringify(body)))) return latest.id
  const id = randomUUIDv7()
  await work.db
    .insertInto('slaPolicyVersions')
    .values({
      id,
      key,
      version: (latest?.version ?? 0) + 1,
      body: JSON.stringify(body),
      createdAt: work.now,
    })
    .execute()
  return id
}
