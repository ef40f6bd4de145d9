import { findSender, rulesAtDoor } from '../customers/queries.ts'
import { decide } from '../customers/sender.ts'
import { conflict } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket, refuseStale } from './actions.ts'
import { whyClosed } from './guards.ts'
import { doorOf, promisedPlan } from './open.ts'
import { lockTicket, type Ticket } from './queries.ts'

/**
 * Puts a ticket under another organization: somebody may write for several, or was taken for the wrong one. What they may
 * use is decided anew, as of now, and promises follow.
 * @param organizationId null: as the sender's address decides
 */
export async function setOrganization(
  work: Work,
  ticketId: string,
  organizationId: string | null,
  expectedVersion?: number,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  refuseStale(ticket, expectedVersion)
  if (ticket.status === 'closed') throw conflict(whyClosed(ticket.number))
  const { email, kind } = await work.db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .innerJoin('channels', 'channels.key', 'tickets.channelKey')
    .select(['contacts.email', 'channels.kind'])
    .where('tickets.id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const sender = await findSender(work.db, email, organizationId)
  const { organization, entitlement } = decide(sender, {
    asked: organizationId,
    askedBy: 'chosen',
    door: doorOf(kind),
    at: work.now,
    rules: await rulesAtDoor(work),
  })
  const after = organization?.id ?? null
  if (after === ticket.organizationId) return ticket
  const moved = await moveTicket(work, ticket, {
    organizationId: after,
    planKey: promisedPlan(entitlement, kind),
    entitlement: JSON.stringify(entitlement),
  })
  work.record({
    type: 'ticket.organization_changed',
    ticketId,
    before: ticket.organizationId,
    after,
    why: `It is for ${organization?.name ?? 'no organization we know'} now. ${entitlement.why}`,
  })
  return moved
}
