/** Decides whether a message belongs to a ticket. A subject number is never enough, and a stranger never enters. */

export interface ThreadingFacts {
  /** Ticket ids that valid signed tokens in the recipient addresses name. */
  tokenTicketIds: readonly string[]
  /** Ticket ids whose messages this one answers (In-Reply-To and References, newest first). */
  referencedTicketIds: readonly string[]
  /** The people of each ticket: its requester and everyone who has written in it, by address. */
  participants: ReadonlyMap<string, ReadonlySet<string>>
  from: string
}

export type Threading =
  | { kind: 'reply'; ticketId: string }
  | { kind: 'new'; suggestedTicketId: string | null }

/**
 * A token or a reference, and a sender who is already part of that ticket, make a reply. Anything less makes a new
 * ticket with a suggestion for a person: addresses and subjects are copied around, and guessing leaks one customer's words to another.
 */
export function threadOf({
  tokenTicketIds,
  referencedTicketIds,
  participants,
  from,
}: ThreadingFacts): Threading {
  const candidates = [...tokenTicketIds, ...referencedTicketIds]
  const sender = from.toLowerCase()
  const known = candidates.find((ticketId) => participants.get(ticketId)?.has(sender))
  if (known) return { kind: 'reply', ticketId: known }
  return { kind: 'new', suggestedTicketId: candidates[0] ?? null }
}
