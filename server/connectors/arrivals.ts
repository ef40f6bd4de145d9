import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { conflict, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import { SERIALIZATION_FAILURE, UNIQUE_VIOLATION, sqlState } from '../platform/database.ts'
import { queuedNow } from '../platform/left-behind.ts'
import type { System } from '../platform/system.ts'
import type { Arrivals } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type Arrival = Selectable<Arrivals>

export interface Received {
  connection: string
  mailbox: string
  raw: Buffer
  envelopeFrom?: string | null
  envelopeTo?: string[]
  remoteAddress?: string | null
  transcript?: string
  restricted?: boolean
}

/**
 * Stores what came in, byte for byte, with the job that will read it: one statement, one commit. Only after this do we
 * say OK to the sender.
 */
export async function storeArrival(
  system: System,
  received: Received,
): Promise<{ id: string; number: number }> {
  const id = randomUUIDv7()
  const number = await stored(system, id, received, true).catch((error: unknown) => {
    // Nobody has made this task known: nothing was stored.
    if (sqlState(error) !== SERIALIZATION_FAILURE) throw error
    return stored(system, id, received, false)
  })
  system.live.tell(['mail'])
  system.live.wakeWorkers(1)
  return { id, number }
}

async function stored(
  { db }: System,
  id: string,
  received: Received,
  isFirstTry: boolean,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    with stored as (
      insert into arrivals (id, connection, mailbox, received_at, envelope_from, envelope_to, remote_address, transcript, restricted, raw)
      values (${id}, ${received.connection}, ${received.mailbox}, app_now(), ${received.envelopeFrom ?? null}, ${received.envelopeTo ?? []}::text[],
        ${received.remoteAddress ?? null}, ${received.transcript ?? ''}, ${received.restricted ?? false}, ${received.raw})
      returning number
    ), ${queuedNow('read_arrival', { arrivalId: id }, -10, isFirstTry)}
    select number from stored where all_queued((select count(id) from queued) = 1)`.execute(db)
  return rows[0]!.number
}

/** Locks an arrival that nobody has settled yet; null when it has been. */
export async function lockWaitingArrival(work: Work, id: string): Promise<Arrival | null> {
  const arrival = await work.db
    .selectFrom('arrivals')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'received')
    .forUpdate()
    .executeTakeFirst()
  return arrival ?? null
}

export interface Fate {
  state: 'taken' | 'duplicate' | 'quarantined' | 'ignored'
  reason?: string
  messageId?: string | null
  fromAddress?: string | null
  subject?: string | null
  ticketId?: string | null
  commentId?: string | null
}

export async function settleArrival(work: Work, id: string, fate: Fate) {
  await work.db
    .updateTable('arrivals')
    .set({ ...fate, reason: fate.reason ?? null, settledAt: work.now })
    .where('id', '=', id)
    .execute()
  work.touch('mail')
}

/** Claims a message id for a mailbox. False when the same mail was taken before: then this one is a duplicate. */
export async function claimMessage(work: Work, arrival: Arrival, fate: Fate): Promise<boolean> {
  const known = fate.messageId
    ? await work.db
        .selectFrom('arrivals')
        .select('id')
        .where('connection', '=', arrival.connection)
        .where('mailbox', '=', arrival.mailbox)
        .where('messageId', '=', fate.messageId)
        .where('state', '=', sql.lit('taken' as const))
        .executeTakeFirst()
    : undefined
  if (known) return false
  await settleArrival(work, arrival.id, fate)
  return true
}

/** Counts a failed reading, in a commit of its own. Returns how many there were. */
export async function countFailure(system: System, id: string): Promise<number> {
  const row = await system.db
    .updateTable('arrivals')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? 0
}

/** Whether an error says that a twin of this mail was taken at the same moment. */
export const isTwin = (error: unknown) =>
  sqlState(error) === UNIQUE_VIOLATION &&
  error instanceof Error &&
  error.message.includes('arrivals_once')

export async function processAgain(
  work: Work,
  number: number,
  seesRestricted: boolean,
): Promise<void> {
  await findArrival(work.db, number, seesRestricted)
  const row = await work.db
    .updateTable('arrivals')
    .set({ state: 'received', reason: null, settledAt: null })
    .where('number', '=', number)
    .where('state', 'in', ['quarantined', 'ignored'])
    .returning('id')
    .executeTakeFirst()
  if (!row) throw conflict('Only what was quarantined or ignored can be processed again.')
  work.enqueue('read_arrival', { arrivalId: row.id }, { maxAttempts: 8 })
  work.touch('mail')
}

export async function listArrivals(
  db: Database,
  {
    state,
    before,
    limit,
    seesRestricted,
  }: {
    state?: Arrival['state'] | undefined
    before?: number | undefined
    limit: number
    seesRestricted: boolean
  },
) {
  let query = db
    .selectFrom('arrivals')
    .leftJoin('tickets', 'tickets.id', 'arrivals.ticketId')
    .select([
      'arrivals.number',
      'arrivals.connection',
      'arrivals.mailbox',
      'arrivals.receivedAt',
      'arrivals.envelopeFrom',
      'arrivals.envelopeTo',
      'arrivals.remoteAddress',
      'arrivals.state',
      'arrivals.reason',
      'arrivals.messageId',
      'arrivals.fromAddress',
      'arrivals.subject',
      'arrivals.settledAt',
      'tickets.number as ticketNumber',
      sql<number>`octet_length(arrivals.raw)`.as('bytes'),
    ])
  if (!seesRestricted) {
    query = query
      .where('arrivals.restricted', '=', false)
      .where((eb) => eb.or([eb('tickets.restricted', '=', false), eb('tickets.id', 'is', null)]))
  }
  if (state) query = query.where('arrivals.state', '=', state)
  if (before) query = query.where('arrivals.number', '<', before)
  return query.orderBy('arrivals.number', 'desc').limit(limit).execute()
}

/** What became a restricted ticket does not exist for those who may not know of it. */
export async function findArrival(
  db: Database,
  number: number,
  seesRestricted: boolean,
): Promise<Arrival> {
  const arrival = await db
    .selectFrom('arrivals')
    .leftJoin('tickets', 'tickets.id', 'arrivals.ticketId')
    .selectAll('arrivals')
    .select('tickets.restricted as ticketRestricted')
    .where('arrivals.number', '=', number)
    .executeTakeFirst()
  if (!arrival || ((arrival.restricted || arrival.ticketRestricted) && !seesRestricted))
    throw notFound(`There is no arrival ${number}.`)
  return arrival
}

/** Arrivals that no job has taken for a while: a lost timer does no harm. */
export async function forgottenArrivals(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('arrivals')
    .select('id')
    .where('state', '=', sql.lit('received' as const))
    .where('receivedAt', '<', sql<Date>`app_now() - interval '1 minute'`)
    .limit(200)
    .execute()
  return rows.map(({ id }) => id)
}
