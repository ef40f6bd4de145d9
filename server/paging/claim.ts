import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import type { Page } from './queries.ts'

/** How long a claimed page belongs to its sender. It is also how long a killed sender delays one: just above the provider's limit. */
export const LEASE_SECONDS = 15
/** Takes pages that are due, one lane at a time so that the index answers by condition. (T3) */
export async function claimPages(system: System, lane: number, atMost: number): Promise<Page[]> {
  if (atMost <= 0) return []
  const token = crypto.randomUUID()
  return system.db
    .with('due', (db) =>
      db
        .selectFrom('pages')
        .select('id')
        .where('state', '=', sql.lit('queued' as const))
        .where('lane', '=', lane)
        .where('notBefore', '<=', sql<Date>`app_now()`)
        .orderBy('notBefore')
        .limit(atMost)
        .forUpdate()
        .skipLocked(),
    )
    .with('claimed', (db) =>
      db
        .updateTable('pages')
        .from('due')
        .set((eb) => ({
          state: 'leased' as const,
          leaseToken: token,
          leaseUntil: sql<Date>`app_now() + ${LEASE_SECONDS} * interval '1 second'`,
          attempts: eb('pages.attempts', '+', 1),
        }))
        .whereRef('pages.id', '=', 'due.id')
        .returningAll('pages'),
    )
    .with('noted', (db) =>
      db
        .insertInto('pageAttempts')
        .columns(['pageId', 'n', 'startedAt'])
        .expression((eb) =>
          eb
            .selectFrom('claimed')
            .select([
              'claimed.id as pageId',
              'claimed.attempts as n',
              sql<Date>`app_now()`.as('startedAt'),
            ]),
        ),
    )
    .selectFrom('claimed')
    .selectAll()
    .execute()
}

export type Verdict =
  | { send: true; incidentNumber: number; urgency: 'high' | 'low' }
  | { send: false; why: string }

/** Looks once more, just before the call, whether the page is still wanted. (T4) */
export async function recheck(db: Database, page: Page): Promise<Verdict> {
  if (page.incidentId === null) return { send: true, incidentNumber: 0, urgency: 'high' }
  const incident = await db
    .selectFrom('incidents')
    .select(['number', 'urgency', 'status'])
    .where('id', '=', page.incidentId)
    .executeTakeFirstOrThrow()
  const wanted = { send: true as const, incidentNumber: incident.number, urgency: incident.urgency }
  if (incident.status === 'triggered') return wanted
  if (incident.status === 'acknowledged' && page.askedFor) return wanted
  return { send: false, why: incident.status }
}

/** One look for all lanes and for leases that ran out: most turns of a quiet night find nothing. */
export async function isAnyPageDue({ db }: System): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (select 1 from pages where state = 'queued' and lane = 0 and not_before <= app_now())
        or exists (select 1 from pages where state = 'queued' and lane = 1 and not_before <= app_now())
        or exists (select 1 from pages where state = 'queued' and lane = 2 and not_before <= app_now())
        or exists (select 1 from pages where state = 'leased' and lease_until < app_now()) as due`.execute(
    db,
  )
  return rows[0]?.due ?? false
}

/** Gives back what a dead sender held. (T7) */
export async function reapLeases(system: System): Promise<number> {
  const rows = await system.db
    .with('dead', (db) =>
      db
        .selectFrom('pages')
        .select('id')
        .where('state', '=', sql.lit('leased' as const))
        .where('leaseUntil', '<', sql<Date>`app_now()`)
        .limit(500)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('pages')
    .from('dead')
    .set({ state: 'queued', leaseToken: null, leaseUntil: null })
    .whereRef('pages.id', '=', 'dead.id')
    .returning('pages.id')
    .execute()
  return rows.length
}
