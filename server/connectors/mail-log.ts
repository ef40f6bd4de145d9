import { sql } from 'kysely'
import type { Arrival } from './arrivals.ts'
import type { Database } from '../platform/database.ts'

/** What came in, newest first. */
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
