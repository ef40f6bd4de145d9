import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { conflict, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import { SERIALIZATION_FAILURE, UNIQUE_VIOLATION, sqlState } from '../platform/database.ts'
import { queuedNow } from '../platform/left-behind.ts'
import type { System } from '../platform/system.ts'
import type { Arrivals } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { hashOf, readHead } from './mail-head.ts'
import { isForEverybody } from './need-to-know.ts'

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
  /** The channel of the mailbox it came by. */
  channelKey?: string | null
  /** Why it is not going to be read: it is kept in quarantine from the start. */
  quarantined?: { reason: string; subject?: string | null; fromAddress?: string | null }
}

/** Before everything else: what somebody is waiting to read is read first. */
export const READING = { maxAttempts: 8, priority: -10 }

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
      insert into arrivals (id, connection, mailbox, received_at, envelope_from, envelope_to, remote_address, transcript, restricted, raw, raw_hash, message_id)
      values (${id}, ${received.connection}, ${received.mailbox}, app_now(), ${received.envelopeFrom ?? null}, ${received.envelopeTo ?? []}::text[],
        ${received.remoteAddress ?? null}, ${received.transcript ?? ''}, ${received.restricted ?? false}, ${received.raw},
        ${hashOf(received.raw)}, ${readHead(received.raw).messageId})
      returning number
    ), ${queuedNow('read_arrival', { arrivalId: id }, READING, isFirstTry)}
    select number from stored where all_queued((select count(id) from queued) = 1)`.execute(db)
  return rows[0]!.number
}

/** The same inside a unit of work, for what is stored together with something else: a cursor that moves. In the order given. */
export async function storeArrivals(work: Work, all: readonly Received[]): Promise<number[]> {
  if (all.length === 0) return []
  const rows = all.map((received) => {
    const { connection, mailbox, raw, quarantined } = received
    return {
      id: randomUUIDv7(),
      connection,
      mailbox,
      raw,
      receivedAt: work.now,
      envelopeFrom: received.envelopeFrom ?? null,
      envelopeTo: received.envelopeTo ?? [],
      remoteAddress: received.remoteAddress ?? null,
      transcript: received.transcript ?? '',
      restricted: received.restricted ?? false,
      channelKey: received.channelKey ?? null,
      rawHash: hashOf(raw),
      messageId: readHead(raw).messageId,
      state: quarantined ? ('quarantined' as const) : ('received' as const),
      reason: quarantined?.reason ?? null,
      subject: quarantined?.subject ?? null,
      fromAddress: quarantined?.fromAddress ?? null,
      settledAt: quarantined ? work.now : null,
    }
  })
  const stored = await work.db.insertInto('arrivals').values(rows).returning('number').execute()
  for (const { id, state } of rows)
    if (state === 'received') work.enqueue('read_arrival', { arrivalId: id }, READING)
  work.touch('mail')
  return stored.map(({ number }) => number)
}

/** Comes back to an arrival in a moment, or then: what it answers is not written down yet. */
export function readLater(work: Work, arrivalId: string, at = new Date(work.now.getTime() + 1000)) {
  work.enqueue('read_arrival', { arrivalId }, { ...READING, at, key: `read ${arrivalId}` })
}

/** Whether one of these messages came in before this arrival and is not settled yet. */
export async function isStillBeingRead(
  work: Work,
  arrival: Arrival,
  messageIds: readonly string[],
): Promise<boolean> {
  if (messageIds.length === 0) return false
  const waiting = await work.db
    .selectFrom('arrivals')
    .select('id')
    .where('messageId', 'in', [...messageIds])
    .where('state', '=', sql.lit('received'))
    .where('number', '<', arrival.number)
    .executeTakeFirst()
  return waiting !== undefined
}

/** An arrival that nobody has settled yet; null when it has been. Whoever settles it locks it first. */
export async function findWaitingArrival(db: Database, id: string): Promise<Arrival | null> {
  const arrival = await db
    .selectFrom('arrivals')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'received')
    .executeTakeFirst()
  return arrival ?? null
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
  verdict?: string
  checks?: object | null
  notes?: string[]
  state: 'taken' | 'duplicate' | 'quarantined' | 'ignored'
  reason?: string
  messageId?: string | null
  messageKey?: string | null
  fromAddress?: string | null
  subject?: string | null
  restricted?: boolean
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

/**
 * Claims a message: null when it is this arrival's from now on, otherwise the arrival that was taken before with the same
 * message. Throws isTwin when another one is claiming it at this moment.
 */
export async function claimMessage(
  work: Work,
  arrival: Arrival,
  fate: Fate,
): Promise<Arrival | null> {
  const messageKey = fate.messageKey ?? null
  const messageId = fate.messageId ?? null
  const known = await work.db
    .selectFrom('arrivals')
    .selectAll()
    .where('state', '=', sql.lit('taken'))
    .where('id', '<>', arrival.id)
    .where((eb) =>
      eb.or([
        eb('messageKey', '=', messageKey),
        // The same bytes are the same message even if a newer program understands them better than an older one did.
        eb.and([eb('messageId', '=', messageId), eb('rawHash', '=', arrival.rawHash)]),
      ]),
    )
    .orderBy('number')
    .executeTakeFirst()
  if (known) return known
  await settleArrival(work, arrival.id, fate)
  return null
}

/** Whether this very way has brought the same message before: a folder that was numbered anew, a call repeated. */
export async function cameThisWay(
  work: Work,
  { id, connection, mailbox }: Arrival,
  messageKey: string | null,
): Promise<boolean> {
  const known = await work.db
    .selectFrom('arrivals')
    .select('id')
    .where('messageKey', '=', messageKey)
    .where('connection', '=', connection)
    .where('mailbox', '=', mailbox)
    .where('id', '<>', id)
    .executeTakeFirst()
  return known !== undefined
}

/** Counts a failed reading with its error, in a commit of its own. Returns how many there were. */
export async function countFailure(system: System, id: string, why: string): Promise<number> {
  const row = await system.db
    .updateTable('arrivals')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), lastError: why.slice(0, 500) }))
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

/** Reads it again by all the rules: that somebody once let it out of quarantine counts no more. */
export async function processAgain(
  work: Work,
  number: number,
  seesRestricted: boolean,
): Promise<void> {
  await findArrival(work.db, number, seesRestricted)
  const row = await work.db
    .updateTable('arrivals')
    .set({ state: 'received', reason: null, settledAt: null, attempts: 0 })
    .set({ releasedBy: null, releasedAt: null, releaseTo: null })
    .where('number', '=', number)
    .where('state', 'in', ['quarantined', 'ignored'])
    .returning('id')
    .executeTakeFirst()
  if (!row) throw conflict('Only what was quarantined or ignored can be processed again.')
  work.enqueue('read_arrival', { arrivalId: row.id }, READING)
  work.touch('mail')
}

/** What is or was read in a restricted ticket does not exist for those who may not know of it. */
export async function findArrival(
  db: Database,
  number: number,
  seesRestricted: boolean,
): Promise<Arrival> {
  let query = db.selectFrom('arrivals').selectAll().where('number', '=', number)
  if (!seesRestricted) query = query.where(isForEverybody)
  const arrival = await query.executeTakeFirst()
  if (!arrival) throw notFound(`There is no arrival ${number}.`)
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
