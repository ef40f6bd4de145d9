import { sql, type SqlBool } from 'kysely'
import type { Arrival } from './arrivals.ts'
import { isForEverybody } from './need-to-know.ts'
import type { Database } from '../platform/database.ts'

/**
 * What nobody let out in this time leaves the list of quarantine. It is kept all the same, and found by its state: we
 * said OK to it, so we never lose it (docs/decisions/0023).
 */
export const QUARANTINE_DAYS = 30

export interface ArrivalFilter {
  state?: Arrival['state'] | undefined
  /** Of what is in quarantine: `waiting` for a person, or `past` the time it is listed. */
  quarantine?: 'waiting' | 'past' | undefined
  /** The address or the mailbox it came to, whole. */
  mailbox?: string | undefined
  /** Part of its sender. */
  from?: string | undefined
  /** Part of its subject or of its sender. */
  text?: string | undefined
  ticket?: number | undefined
  since?: Date | undefined
  /** Not itself included. */
  until?: Date | undefined
  seesRestricted: boolean
}

const RECENT = sql`(app_now() - make_interval(days => ${sql.lit(QUARANTINE_DAYS)}))`

function arrivals(db: Database, filter: ArrivalFilter) {
  let query = db
    .selectFrom('arrivals')
    .leftJoin('tickets', 'tickets.id', 'arrivals.ticketId')
    .leftJoin('tickets as target', 'target.id', 'arrivals.releaseTo')
  if (!filter.seesRestricted) query = query.where(isForEverybody)
  const { quarantine, mailbox, from, text, ticket, since, until } = filter
  if (filter.state) query = query.where('arrivals.state', '=', filter.state)
  if (quarantine)
    query = query
      .where('arrivals.state', '=', 'quarantined')
      .where('arrivals.receivedAt', quarantine === 'waiting' ? '>=' : '<', sql<Date>`${RECENT}`)
  if (mailbox)
    query = query.where((eb) =>
      eb.or([
        eb(eb.fn('lower', ['arrivals.mailbox']), '=', mailbox.toLowerCase()),
        sql<SqlBool>`${mailbox.toLowerCase()} = any(arrivals.envelope_to)`,
      ]),
    )
  if (from) query = query.where(has(from, 'from_address', 'envelope_from'))
  if (text) query = query.where(has(text, 'subject', 'from_address', 'envelope_from'))
  if (ticket) query = query.where('tickets.number', '=', ticket)
  if (since) query = query.where('arrivals.receivedAt', '>=', since)
  if (until) query = query.where('arrivals.receivedAt', '<', until)
  return query
}

/** Whether one of these columns holds the words somewhere, whatever their case; `%` and `_` are letters like others. */
const has = (words: string, ...columns: string[]) =>
  sql<SqlBool>`(${sql.join(
    columns.map((name) => sql`strpos(lower(${sql.ref(`arrivals.${name}`)}), lower(${words})) > 0`),
    sql` or `,
  )})`

const shown = (db: Database, filter: ArrivalFilter) =>
  arrivals(db, filter).select([
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
    'arrivals.attempts',
    'arrivals.lastError',
    'arrivals.releasedBy',
    'arrivals.releasedAt',
    'tickets.number as ticketNumber',
    // The number of a ticket one may not know of is not told either.
    sql<
      number | null
    >`case when ${filter.seesRestricted} or not target.restricted then target.number end`.as(
      'releaseTo',
    ),
    sql<number>`octet_length(arrivals.raw)`.as('bytes'),
  ])

/** What came in, newest first. */
export async function listArrivals(
  db: Database,
  { before, limit, ...filter }: ArrivalFilter & { before?: number | undefined; limit: number },
) {
  let query = shown(db, filter)
  if (before) query = query.where('arrivals.number', '<', before)
  return query.orderBy('arrivals.number', 'desc').limit(limit).execute()
}

/** How many of what the other filters let through are in which state; of quarantine also how many still wait. */
export async function countArrivals(db: Database, filter: ArrivalFilter) {
  const { state: _, quarantine: __, ...others } = filter
  const rows = await arrivals(db, others)
    .select([
      'arrivals.state',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`(count(*) filter (where arrivals.received_at >= ${RECENT}))::int`.as('recent'),
    ])
    .groupBy('arrivals.state')
    .execute()
  const of = (state: Arrival['state']) => rows.find((row) => row.state === state)?.count ?? 0
  const waiting = rows.find(({ state }) => state === 'quarantined')?.recent ?? 0
  return {
    received: of('received'),
    taken: of('taken'),
    duplicate: of('duplicate'),
    quarantined: of('quarantined'),
    ignored: of('ignored'),
    waiting,
  }
}

/** One of them, as it is listed; undefined when it does not exist for this person. */
export const shownArrival = (db: Database, number: number, seesRestricted: boolean) =>
  shown(db, { seesRestricted }).where('arrivals.number', '=', number).executeTakeFirst()

/** Other deliveries of the same message, newest first, at most twenty. */
export const copiesOf = (db: Database, arrival: Arrival, seesRestricted: boolean) =>
  shown(db, { seesRestricted })
    .where('arrivals.id', '<>', arrival.id)
    .where((eb) =>
      eb.or([
        eb('arrivals.rawHash', '=', arrival.rawHash),
        ...(arrival.messageKey ? [eb('arrivals.messageKey', '=', arrival.messageKey)] : []),
      ]),
    )
    .orderBy('arrivals.number', 'desc')
    .limit(20)
    .execute()
