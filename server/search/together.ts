/** Decides which tickets, topics and articles stand on one page of results, newest first, and where the next begins. */

export interface Hit {
  isTicket: boolean
  id: string
  /** Microseconds since the epoch. */
  at: number
  /** Tells things of one instant apart: a ticket's number, or the id of a topic or article. */
  key: number | string
}

/** The two lists, each newest first already, as one. Of one instant tickets stand first. */
export function together(
  tickets: readonly { ticketId: string; number: number; at: number }[],
  things: readonly { id: string; at: number }[],
  limit: number,
): { hits: Hit[]; hasMore: boolean } {
  const all: Hit[] = [
    ...tickets.map(({ ticketId, number, at }) => ({
      isTicket: true,
      id: ticketId,
      at,
      key: number,
    })),
    ...things.map(({ id, at }) => ({ isTicket: false, id, at, key: id })),
  ].sort((a, b) => b.at - a.at)
  return { hits: all.slice(0, limit), hasMore: all.length > limit }
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Where each of the two lists goes on after a page that ended there. */
export const placesAfter = ({ at, key }: Pick<Hit, 'at' | 'key'>) =>
  typeof key === 'number'
    ? { ticket: { at, number: key }, thing: { at, id: LAST_ID } }
    : { ticket: { at, number: -1 }, thing: { at, id: key } }
