/** Decides what a change of many tickets may say, which ticket would be refused it and why, and which has it already. */
import type { Priority, TicketStatus } from '../events.ts'
import {
  whyClosed,
  whyNotBecome,
  whyNotSnooze,
  whyNotSnoozeUntil,
  whyNotWaiting,
} from './guards.ts'
import { tagsAfter, whyNotTags } from './tags.ts'

interface Named {
  id: string
  name: string
}

/** What each ticket becomes; what is left out stays as it is. */
export interface BulkSet {
  status?: TicketStatus | undefined
  priority?: Priority | undefined
  assignee?: Named | null | undefined
  team?: Named | null | undefined
  addTags?: string[] | undefined
  removeTags?: string[] | undefined
  /** ISO; null: until the customer answers. */
  snooze?: { until: string | null } | undefined
  /** Closed as spam. Nobody is banned: that is decided sender by sender. */
  spam?: true | undefined
}

/** What is wrong with the change as a whole, whatever the tickets; null when nothing is. */
export function whyNotSet(set: BulkSet, now: Date): string | null {
  const said = Object.values(set).filter((value) => value !== undefined)
  if (said.length === 0) return 'Say what the tickets become.'
  if (set.spam && said.length > 1)
    return 'Spam is closed as it is; nothing else is changed with it.'
  return set.snooze?.until ? whyNotSnoozeUntil(new Date(set.snooze.until), now) : null
}

/** What of a ticket must be known. */
export interface Candidate {
  number: number
  status: TicketStatus
  priority: Priority
  assigneeId: string | null
  teamId: string | null
  tags: readonly string[]
  publicReplies: number
  isMerged: boolean
  isSpam: boolean
  snoozedUntil: Date | null
  snoozedForAnswer: boolean
  /** What its form asks for before it is solved, such as "Area is needed". */
  unfilled: readonly string[]
}

/** Why this ticket would be refused; null when it would not. The same is asked again when its turn comes. */
export function whyRefused(ticket: Candidate, set: BulkSet): string | null {
  const { number, status } = ticket
  if (ticket.isMerged) return `Ticket #${number} is part of another one. Change that one.`
  return whyNotFiled(ticket, set) ?? whyNotStatus(ticket, set) ?? snoozed()

  function snoozed() {
    return set.snooze ? whyNotSnooze(number, set.status ?? status) : null
  }
}

function whyNotFiled(ticket: Candidate, set: BulkSet): string | null {
  if (!set.addTags && !set.removeTags && set.team === undefined) return null
  if (ticket.status === 'closed') return whyClosed(ticket.number)
  return whyNotTags(tagsWith(ticket, set))
}

function whyNotStatus(ticket: Candidate, { status }: BulkSet): string | null {
  if (!status || status === ticket.status) return null
  const why =
    whyNotBecome(ticket.number, ticket.status, status) ??
    whyNotWaiting({ publicReplies: ticket.publicReplies, after: status })
  if (why) return why
  if (status !== 'solved' || ticket.unfilled.length === 0) return null
  return `Its form is not filled in: ${ticket.unfilled.join(', ')}.`
}

/** Whether nothing would become different. */
export function isAlreadySo(ticket: Candidate, set: BulkSet): boolean {
  const { assignee, team, snooze } = set
  return (
    (set.spam === undefined || ticket.isSpam) &&
    (set.status === undefined || set.status === ticket.status) &&
    (set.priority === undefined || set.priority === ticket.priority) &&
    (assignee === undefined || (assignee?.id ?? null) === ticket.assigneeId) &&
    (team === undefined || (team?.id ?? null) === ticket.teamId) &&
    ((!set.addTags && !set.removeTags) ||
      tagsWith(ticket, set).join(' ') === ticket.tags.join(' ')) &&
    (snooze === undefined || sleepsSo(ticket, snooze.until))
  )
}

/** Until they answer: the end it also has moves with the day on which it is said. */
function sleepsSo({ snoozedUntil, snoozedForAnswer }: Candidate, until: string | null): boolean {
  if (until === null) return snoozedUntil !== null && snoozedForAnswer
  return !snoozedForAnswer && snoozedUntil?.getTime() === Date.parse(until)
}

const tagsWith = ({ tags }: Candidate, { addTags = [], removeTags = [] }: BulkSet) =>
  tagsAfter(tags, addTags, removeTags)
