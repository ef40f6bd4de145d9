/** Decides which changes of a ticket are refused, and in which words: guard rails that help desks learn the hard way. */
import type { TicketStatus } from '../events.ts'
import { isOpen, mayBecome } from './status.ts'

/** Closed comes by itself or by many at once, and nothing leaves it; new is what nobody has touched. */
export function whyNotBecome(
  number: number,
  before: TicketStatus,
  after: TicketStatus,
): string | null {
  if (mayBecome(before, after)) return null
  return before === 'closed' ? whyClosed(number) : 'A ticket cannot become new again.'
}

export const whyClosed = (number: number) =>
  `Ticket #${number} is closed, and closed is for ever. Open a follow-up.`

export interface WaitingFacts {
  /** Public replies by people of ours so far, one being sent with the change among them. */
  publicReplies: number
  after: TicketStatus
}

/** Waiting for an answer to nothing: the customer would never know that it is their turn. Null: nothing against it. */
export function whyNotWaiting({ publicReplies, after }: WaitingFacts): string | null {
  if (publicReplies > 0) return null
  if (after === 'pending')
    return 'Nobody has answered yet, so the customer cannot know that we wait for them. Reply first.'
  if (after === 'on_hold')
    return 'Nobody has answered yet. Tell the customer what they wait for, then put it on hold.'
  return null
}

const FARTHEST_DUE_DAYS = 366

/** A deadline in the past helps nobody; one more than a year away is a slip of the hand. */
export function whyNotDueBy(dueBy: Date, now: Date): string | null {
  if (dueBy <= now) return 'That moment has passed.'
  const days = (dueBy.getTime() - now.getTime()) / 86_400_000
  return days > FARTHEST_DUE_DAYS ? 'That is more than a year away.' : null
}

/** Only what is open can be put off. */
export const whyNotSnooze = (number: number, status: TicketStatus): string | null =>
  isOpen(status) ? null : `Ticket #${number} is ${status}: there is nothing to put off.`

const LONGEST_SNOOZE_DAYS = 92

export function whyNotSnoozeUntil(until: Date, now: Date): string | null {
  if (until <= now) return 'That moment has passed.'
  const days = (until.getTime() - now.getTime()) / 86_400_000
  return days > LONGEST_SNOOZE_DAYS ? 'Three months are the longest a ticket may sleep.' : null
}

export interface MergeFacts {
  number: number
  organizationId: string | null
  requesterId: string
  restricted: boolean
  mergedIntoId: string | null
  spamBefore: string | null
  status: TicketStatus
}

/** Null: the two may become one. `acrossCustomers`: a person has said that the two may read each other's words. */
export function whyNotMerge(
  from: MergeFacts,
  into: MergeFacts,
  acrossCustomers: boolean,
): string | null {
  if (from.number === into.number) return 'A ticket cannot be merged into itself.'
  if (from.mergedIntoId) return `Ticket #${from.number} is part of another ticket already.`
  if (from.spamBefore || into.spamBefore) return 'One of the two is spam.'
  if (into.status === 'closed')
    return `Ticket #${into.number} is closed, and nobody looks there any more. Merge the other way round.`
  if (from.restricted !== into.restricted)
    return 'One of the two is restricted and the other is not: merging would show it to people who may not know of it.'
  const sameCustomer =
    from.requesterId === into.requesterId ||
    (from.organizationId !== null && from.organizationId === into.organizationId)
  if (!sameCustomer && !acrossCustomers)
    return 'The two are from different customers, who would read each other’s words. Say that they may, or link the tickets instead.'
  return null
}
