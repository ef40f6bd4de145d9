import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import type { Page } from './queries.ts'

/** How long a claimed page belongs to its sender. It is also how long a killed sender delays one: just above the provider's limit. */
export const LEASE_SECONDS = 15
/** No call carries more than this; the rest follows with the next one. */
const MOST_IN_A_BUNDLE = 1000

/**
 * Takes pages that are due, one lane at a time so that the index answers by condition; with each page made in a burst,
 * whatever else is due by the same way comes along, beyond `atMost`: it leaves in the same call. (T3)
 */
export async function claimPages(system: System, lane: number, atMost: number): Promise<Page[]> {
  if (atMost <= 0) return []
  const token = crypto.randomUUID()
  const { rows } = await sql<Page>`
    with due as (
      select id, contact_method_id, gathered from pages
      where state = 'queued' and lane = ${lane} and not_before <= app_now()
      order by not_before limit ${atMost} for update skip locked),
    mates as (
      select id from pages
      where state = 'queued' and gathered and not_before <= app_now()
        and contact_method_id in (select contact_method_id from due where gathered) and id not in (select id from due)
      order by not_before limit ${sql.lit(MOST_IN_A_BUNDLE)} for update skip locked),
    claimed as (
      update pages set state = 'leased', lease_token = ${token}, attempts = attempts + 1,
        lease_until = app_now() + ${sql.lit(LEASE_SECONDS)} * interval '1 second'
      where id in (select id from due union all select id from mates)
      returning *),
    noted as (
      insert into page_attempts (page_id, n, started_at) select id, attempts, app_now() from claimed)
    select * from claimed order by not_before, id`.execute(system.db)
  return rows
}

export type Verdict =
  | { send: true; incidentNumber: number; urgency: 'high' | 'low' }
  | { send: false; why: string }

/** Looks once more, just before the call, whether the page is still wanted. (T4) */
export async function recheck(db: Database, page: Page): Promise<Verdict> {
  const { verdicts } = await recheckAll(db, [page])
  return verdicts[0]!
}

/** The same for all pages that leave next, with the database's clock, in one statement. Verdicts stand as the pages do. */
export async function recheckAll(
  db: Database,
  pages: readonly Page[],
): Promise<{ now: Date; verdicts: Verdict[] }> {
  const ids = [...new Set(pages.flatMap(({ incidentId }) => incidentId ?? []))]
  const { rows } = await sql<{ now: Date } & Partial<Looked>>`
    select app_now() as now, i.id, i.number, i.urgency, i.status
    from (select 1) one left join incidents i on i.id = any(${ids}::uuid[])`.execute(db)
  const known = new Map(rows.map((row) => [row.id, row]))
  return {
    now: rows[0]!.now,
    verdicts: pages.map((page) => verdictOn(page, known.get(page.incidentId ?? undefined))),
  }
}

interface Looked {
  id: string
  number: number
  urgency: 'high' | 'low'
  status: string
}

function verdictOn(page: Page, incident: Partial<Looked> | undefined): Verdict {
  if (page.incidentId === null) return { send: true, incidentNumber: 0, urgency: 'high' }
  const { number = 0, urgency = 'high', status = 'gone' } = incident ?? {}
  const isWanted = status === 'triggered' || (status === 'acknowledged' && page.askedFor)
  return isWanted ? { send: true, incidentNumber: number, urgency } : { send: false, why: status }
}

export interface Due {
  lanes: number[]
  /** A sender died, or is slower than its lease. */
  leasesEnded: boolean
}

/** One look for all lanes and for leases that ran out: most turns of a quiet night find nothing. */
export async function whatIsDue({ db }: System): Promise<Due> {
  const { rows } = await sql<{ zero: boolean; one: boolean; two: boolean; ended: boolean }>`
    select exists (select 1 from pages where state = 'queued' and lane = 0 and not_before <= app_now()) as zero,
      exists (select 1 from pages where state = 'queued' and lane = 1 and not_before <= app_now()) as one,
      exists (select 1 from pages where state = 'queued' and lane = 2 and not_before <= app_now()) as two,
      exists (select 1 from pages where state = 'leased' and lease_until < app_now()) as ended`.execute(
    db,
  )
  const { zero, one, two, ended } = rows[0]!
  const lanes = [zero, one, two].flatMap((isDue, lane) => (isDue ? lane : []))
  return { lanes, leasesEnded: ended }
}

/** Gives back what a dead sender held. (T7) */
export async function reapLeases(system: System): Promise<number> {
  const rows = await system.db
    .with('dead', (db) =>
      db
        .selectFrom('pages')
        .select('id')
        .where('state', '=', sql.lit('leased'))
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
