import { sql } from 'kysely'
import { READING, findArrival, type Arrival } from './arrivals.ts'
import type { Address, IncomingMessage } from './inbound.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'

/**
 * Lets a mail out of quarantine: it is read again, what set it aside does not count, and it is filed into the ticket
 * with this number, or into one of its own (null). Refuses what is not in quarantine, and to show need-to-know mail to more people.
 */
export async function releaseArrival(
  work: Work,
  number: number,
  { ticket, seesRestricted }: { ticket: number | null; seesRestricted: boolean },
): Promise<void> {
  const arrival = await findArrival(work.db, number, seesRestricted)
  const target = ticket === null ? null : await ticketToFileInto(work, ticket, seesRestricted)
  if (target && arrival.restricted && !target.restricted)
    throw conflict(`Mail ${number} is restricted: it goes into a restricted ticket or its own.`)
  const released = await work.db
    .updateTable('arrivals')
    .set({
      state: 'received',
      reason: null,
      settledAt: null,
      attempts: 0,
      releasedBy: work.actor.name,
      releasedAt: work.now,
      releaseTo: target?.id ?? null,
    })
    .where('id', '=', arrival.id)
    .where('state', '=', 'quarantined')
    .executeTakeFirst()
  if (released.numUpdatedRows === 0n) throw conflict(`Mail ${number} is not in quarantine.`)
  work.enqueue('read_arrival', { arrivalId: arrival.id }, READING)
  work.touch('mail')
}

async function ticketToFileInto(work: Work, number: number, seesRestricted: boolean) {
  const ticket = await work.db
    .selectFrom('tickets')
    .select(['id', 'restricted'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!ticket || (ticket.restricted && !seesRestricted))
    throw notFound(`There is no ticket #${number}.`)
  return ticket
}

/** Whether a person vouched for this mail: then no check sets it aside again. */
export const isReleased = ({ releasedBy }: Arrival) => releasedBy !== null

/** Where a released mail goes, whatever it answers. A ticket that was merged is read in the one it became part of. */
export async function releasedThread(
  work: Work,
  { releaseTo }: Arrival,
): Promise<{ kind: 'reply'; ticketId: string } | { kind: 'new'; suggestedTicketId: null }> {
  const ticket =
    releaseTo &&
    (await work.db
      .selectFrom('tickets')
      .select(sql<string>`ticket_root(id)`.as('id'))
      .where('id', '=', releaseTo)
      .executeTakeFirst())
  return ticket ? { kind: 'reply', ticketId: ticket.id } : { kind: 'new', suggestedTicketId: null }
}

/** No such domain can exist (RFC 6761), so nothing ever goes there. */
const NOBODY: Address = { address: 'nobody@unknown-sender.invalid', name: 'Unknown sender' }

/** A released mail that names no sender has one all the same: who delivered it, or nobody; and nothing answers it. */
export function withSender<M extends IncomingMessage>(
  message: M,
  { envelopeFrom }: Arrival,
): M & { from: Address } {
  const from = message.from
  if (from) return { ...message, from }
  return {
    ...message,
    from: envelopeFrom?.includes('@') ? { address: envelopeFrom, name: null } : NOBODY,
    automatic: message.automatic ?? { kind: 'no_reply_wanted', reason: 'It names no sender.' },
  }
}
