import { moveTicket } from './actions.ts'
import { lockTicket, type Ticket } from './queries.ts'
import type { Priority } from '../events.ts'
import type { Work } from '../platform/work.ts'

/**
 * Puts a ticket behind another door: its place in the queue, its promises and who may know of it follow. Its priority
 * never falls by it, and what was restricted once stays restricted.
 */
export async function moveToChannel(
  work: Work,
  ticketId: string,
  channel: { key: string; rank: number; priority: Priority; restricted: boolean },
  why: string,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.channelKey === channel.key) return ticket
  const moved = await moveTicket(work, ticket, {
    channelKey: channel.key,
    rank: channel.rank,
    restricted: ticket.restricted || channel.restricted,
    priority: stricter(ticket.priority, channel.priority),
  })
  const before = ticket.channelKey
  work.record({ type: 'ticket.channel_changed', ticketId, before, after: channel.key, why })
  return moved
}

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent']
const stricter = (a: Priority, b: Priority) =>
  PRIORITIES.indexOf(a) > PRIORITIES.indexOf(b) ? a : b
