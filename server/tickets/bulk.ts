import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { Priority, TicketStatus } from '../events.ts'
import type { Database } from '../platform/database.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { BulkChanges } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { whyNotSet, type BulkSet } from './bulk-set.ts'
import { findTicket } from './queries.ts'
import { OPEN_STATUSES } from './status.ts'

export type BulkChange = Selectable<BulkChanges>

/** More at once than anybody means. */
export const MOST_AT_ONCE = 20_000

/** Which tickets are meant; every condition given must hold. Without a status: those that are open. */
export interface BulkFilter {
  status?: TicketStatus[] | undefined
  priority?: Priority[] | undefined
  channel?: string | undefined
  /** Null: those nobody has. */
  assigneeId?: string | null | undefined
  tag?: string | undefined
  updatedBefore?: Date | undefined
}

export type Meant = { numbers: readonly number[] } | { filter: BulkFilter }

/** The ids of the tickets that a change means. Throws when it says nothing, or nothing fits, or more than anybody means. */
export async function meantTickets(
  work: Work,
  meant: Meant,
  set: BulkSet,
  seesRestricted: boolean,
): Promise<string[]> {
  const why = whyNotSet(set, work.now)
  if (why) throw invalid(why, [{ path: 'set', message: why }])
  const ids =
    'numbers' in meant
      ? await idsOfNumbers(work, meant.numbers, seesRestricted)
      : await idsOfFilter(work, meant.filter, seesRestricted)
  if (ids.length === 0) throw conflict('No ticket is like that, so nothing was changed.')
  if (ids.length > MOST_AT_ONCE)
    throw invalid(`At most ${MOST_AT_ONCE.toLocaleString('en')} tickets are changed at once.`, [
      { path: 'tickets', message: 'are too many' },
    ])
  return ids
}

/** Begins one change of many tickets. Which ones is settled here; the changes themselves are made by a job, a batch at a time. */
export async function startBulkChange(
  work: Work,
  meant: Meant,
  set: BulkSet,
  seesRestricted: boolean,
): Promise<BulkChange> {
  if (work.actor.kind !== 'user' || !work.actor.id)
    throw conflict('Only a person of ours can change many tickets at once.')
  const ids = await meantTickets(work, meant, set, seesRestricted)
  const bulk = await work.db
    .insertInto('bulkChanges')
    .values({
      id: randomUUIDv7(),
      userId: work.actor.id,
      userName: work.actor.name,
      what: JSON.stringify(set),
      seesRestricted,
      total: ids.length,
      createdAt: work.now,
      movedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  // In the order in which tickets are locked elsewhere, so that two changes at once cannot wait for each other.
  await sql`
    insert into bulk_change_tickets (bulk_change_id, position, ticket_id)
    select ${bulk.id}::uuid, row_number() over (order by id), id from unnest(${ids}::uuid[]) as t(id)`.execute(
    work.db,
  )
  goOn(work, bulk.id)
  return bulk
}

const UNDO_HOURS = 24

/** When a change can be taken back no more: too much stands on it by then. */
export const undoUntil = ({ createdAt }: Pick<BulkChange, 'createdAt'>) =>
  new Date(createdAt.getTime() + UNDO_HOURS * 3_600_000)

/** Gives every ticket back what it had, where nobody changed it since. What was not reached yet is not touched at all. */
export async function undoBulkChange(
  work: Work,
  id: string,
  seesRestricted: boolean,
): Promise<BulkChange> {
  const bulk = await findBulkChange(work.db, id, seesRestricted)
  if (bulk.state === 'done' && undoUntil(bulk) <= work.now)
    throw conflict('A change can be taken back for a day. That day is over.')
  const undone = await work.db
    .updateTable('bulkChanges')
    .set({
      state: 'undoing',
      undoUserId: work.actor.id,
      undoUserName: work.actor.name,
      undoSeesRestricted: seesRestricted,
      movedAt: work.now,
    })
    .where('id', '=', bulk.id)
    .where('state', 'in', ['running', 'done'])
    .returningAll()
    .executeTakeFirst()
  if (!undone) throw conflict('This change is being taken back already.')
  goOn(work, id)
  return undone
}

/** One that concerns restricted tickets does not exist for those who may not know of them. */
export async function findBulkChange(
  db: Database,
  id: string,
  seesRestricted: boolean,
): Promise<BulkChange> {
  const bulk = await db
    .selectFrom('bulkChanges')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const isHidden = bulk?.seesRestricted && !seesRestricted && (await concernsRestricted(db, id))
  if (!bulk || isHidden) throw notFound('There is no such change.')
  return bulk
}

/** The first tickets that were not changed or not given back, each with the reason. */
export async function listBulkExceptions(db: Database, id: string, seesRestricted: boolean) {
  let query = db
    .selectFrom('bulkChangeTickets')
    .innerJoin('tickets', 'tickets.id', 'bulkChangeTickets.ticketId')
    .select(['tickets.number', 'bulkChangeTickets.why'])
    .where('bulkChangeId', '=', id)
    .where('bulkChangeTickets.state', 'in', ['refused', 'kept'])
  if (!seesRestricted) query = query.where('restricted', '=', false)
  const rows = await query.orderBy('number').limit(100).execute()
  return rows.map(({ number, why }) => ({ number, why: why ?? '' }))
}

/** The next batch is a job of its own, behind everything that somebody waits for. */
export function goOn(work: Work, id: string) {
  work.touch(`bulk:${id}`)
  work.enqueue('bulk_step', { bulkChangeId: id }, { key: `bulk_step:${id}`, priority: 10 })
}

async function concernsRestricted(db: Database, id: string): Promise<boolean> {
  const one = await db
    .selectFrom('bulkChangeTickets')
    .innerJoin('tickets', 'tickets.id', 'bulkChangeTickets.ticketId')
    .select('ticketId')
    .where('bulkChangeId', '=', id)
    .where('restricted', '=', true)
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

async function idsOfNumbers(work: Work, numbers: readonly number[], seesRestricted: boolean) {
  const wanted = [...new Set(numbers)]
  if (wanted.length === 0) return []
  let query = work.db.selectFrom('tickets').select(['id', 'number']).where('number', 'in', wanted)
  if (!seesRestricted) query = query.where('restricted', '=', false)
  const rows = await query.execute()
  const known = new Set(rows.map(({ number }) => number))
  const unknown = wanted.find((number) => !known.has(number))
  // In the words of a single ticket that is not there.
  if (unknown !== undefined) await findTicket(work.db, unknown, seesRestricted)
  return rows.map(({ id }) => id)
}

async function idsOfFilter(work: Work, filter: BulkFilter, seesRestricted: boolean) {
  if (Object.values(filter).every((value) => value === undefined))
    throw invalid('Say which tickets.', [{ path: 'tickets', message: 'has no condition' }])
  const { status = OPEN_STATUSES, priority, channel, assigneeId, tag, updatedBefore } = filter
  let query = work.db
    .selectFrom('tickets')
    .select('id')
    .where('status', 'in', [...status])
  if (priority) query = query.where('priority', 'in', priority)
  if (channel) query = query.where('channelKey', '=', channel)
  if (assigneeId !== undefined)
    query = query.where('assigneeId', assigneeId === null ? 'is' : '=', assigneeId)
  if (tag) query = query.where(sql<boolean>`tags @> array[${tag}]::text[]`)
  if (updatedBefore) query = query.where('updatedAt', '<', updatedBefore)
  if (!seesRestricted) query = query.where('restricted', '=', false)
  const rows = await query.limit(MOST_AT_ONCE + 1).execute()
  return rows.map(({ id }) => id)
}
