/** Decides what happens to a ticket's status when somebody speaks. */
import type { TicketStatus } from '../events.ts'

export const OPEN_STATUSES: readonly TicketStatus[] = ['new', 'open', 'pending', 'on_hold']

export const isOpen = (status: TicketStatus): boolean => OPEN_STATUSES.includes(status)

/** The customer wrote: whatever waited on them is ours again; what was solved is open again. Closed is for ever. */
export function afterCustomerComment(status: TicketStatus): TicketStatus {
  if (status === 'closed') return 'closed'
  return status === 'new' ? 'new' : 'open'
}

/** We answered: a new ticket is no longer new. */
export function afterPublicReply(status: TicketStatus): TicketStatus {
  return status === 'new' ? 'open' : status
}

/** Whether a person may set this status. Closed comes by itself, and nothing leaves it. */
export function mayBecome(before: TicketStatus, after: TicketStatus): boolean {
  if (before === 'closed' || after === 'new') return before === after
  return true
}
