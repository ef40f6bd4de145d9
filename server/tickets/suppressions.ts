import { randomUUIDv7 } from 'node:crypto'
import { invalid, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'

/**
 * From now on mail about tickets to this address is held, with the reason. An address that is
 * suppressed already keeps its first reason. Returns whether it is new.
 */
export async function suppressAddress(
  work: Work,
  {
    address,
    reason,
    ticketId = null,
  }: { address: string; reason: string; ticketId?: string | null },
): Promise<boolean> {
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw invalid(`"${address}" is no mail address.`)
  const row = await work.db
    .insertInto('suppressedAddresses')
    .values({
      id: randomUUIDv7(),
      address: address.toLowerCase(),
      reason: reason.slice(0, 500),
      since: work.now,
      ticketId,
    })
    .onConflict((conflict) => conflict.column('address').where('liftedAt', 'is', null).doNothing())
    .executeTakeFirst()
  const isNew = row.numInsertedOrUpdatedRows === 1n
  work.touch('mail')
  if (isNew && ticketId)
    work.record({ type: 'address.suppressed', ticketId, address: address.toLowerCase(), reason })
  return isNew
}

/** Mail goes to this address again. What was held stays held until somebody sends it again. */
export async function liftSuppression(work: Work, address: string): Promise<void> {
  const row = await work.db
    .updateTable('suppressedAddresses')
    .set({ liftedAt: work.now, liftedBy: work.actor.name })
    .where('address', '=', address.toLowerCase())
    .where('liftedAt', 'is', null)
    .returning('ticketId')
    .executeTakeFirst()
  if (!row) throw notFound(`Mail to ${address} is not held back.`)
  work.touch('mail')
  if (row.ticketId)
    work.record({
      type: 'address.suppression_lifted',
      ticketId: row.ticketId,
      address: address.toLowerCase(),
    })
}

/** The addresses among these that are suppressed now, each with the reason. */
export async function suppressedAmong(
  db: Database,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('suppressedAddresses')
    .select(['address', 'reason'])
    .where('address', 'in', [...new Set(addresses.map((address) => address.toLowerCase()))])
    .where('liftedAt', 'is', null)
    .execute()
  return new Map(rows.map(({ address, reason }) => [address, reason]))
}

/** Suppressed addresses, newest first; those noticed on a ticket one may not know of are left out. */
export async function listSuppressions(
  db: Database,
  { limit, seesRestricted }: { limit: number; seesRestricted: boolean },
) {
  let query = db
    .selectFrom('suppressedAddresses')
    .leftJoin('tickets', 'tickets.id', 'suppressedAddresses.ticketId')
    .select(['address', 'reason', 'since', 'tickets.number as ticketNumber'])
    .where('liftedAt', 'is', null)
  if (!seesRestricted)
    query = query.where((eb) =>
      eb.or([eb('ticketId', 'is', null), eb('tickets.restricted', '=', false)]),
    )
  return query.orderBy('since', 'desc').limit(limit).execute()
}
