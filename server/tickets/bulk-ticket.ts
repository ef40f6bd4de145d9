import { conflict, notFound } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { assignTicket, setPriority, setStatus } from './actions.ts'
import { candidateOf } from './bulk-preview.ts'
import { whyRefused, type BulkSet } from './bulk-set.ts'
import { fileTicket } from './filing.ts'
import { findTicketById, lockTicket, type Ticket } from './queries.ts'
import { snoozeTicket } from './snooze.ts'
import { callSpam } from './spam.ts'

/** What a change of many tickets may touch in one of them. Instants are ISO: it is kept as JSON. */
export interface Snapshot {
  status: Ticket['status']
  statusKey: string | null
  statusSince: string | null
  remindedAt: string | null
  solvedAt: string | null
  closedAt: string | null
  priority: Ticket['priority']
  assigneeId: string | null
  assigneeName: string | null
  teamId: string | null
  tags: string[]
  snoozedUntil: string | null
  snoozedForAnswer: boolean
  isSpam: boolean
}

export interface Made {
  state: 'changed' | 'unchanged'
  before: Snapshot
  after: Snapshot
}

const WHY = 'Changed together with other tickets'

/** Changes one ticket of many, by the same actions and under the same rules as one alone. */
export async function changeOne(
  work: Work,
  ticketId: string,
  set: BulkSet,
  seesRestricted: boolean,
): Promise<Made> {
  const ticket = await lockKnown(work, ticketId, seesRestricted)
  const { tickets: rules } = await settingsOf(work.system)
  const why = whyRefused(candidateOf(ticket, rules), set)
  if (why) throw conflict(why)
  const before = await shotOf(work, ticket)
  await change(work, ticketId, set)
  const after = await shotOf(work, await findTicketById(work.db, ticketId))
  const isSame = JSON.stringify(before) === JSON.stringify(after)
  return { state: isSame ? 'unchanged' : 'changed', before, after }
}

/** Locks a ticket that whoever acts may know of: it may have become restricted since the change began. */
export async function lockKnown(work: Work, ticketId: string, seesRestricted: boolean) {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.restricted && !seesRestricted) throw notFound(`There is no ticket #${ticket.number}.`)
  return ticket
}

async function change(work: Work, ticketId: string, set: BulkSet) {
  const { status, priority, assignee, team, addTags, removeTags, snooze, spam } = set
  if (spam) await callSpam(work, ticketId, { ban: null })
  if (priority) await setPriority(work, ticketId, priority, WHY)
  if (assignee !== undefined) await assignTicket(work, ticketId, assignee)
  if (addTags || removeTags || team !== undefined)
    await fileTicket(work, ticketId, {
      addTags: addTags ?? [],
      removeTags: removeTags ?? [],
      ...(team !== undefined && { team }),
    })
  if (status) await setStatus(work, ticketId, status)
  if (snooze?.until) await snoozeTicket(work, ticketId, { until: new Date(snooze.until) })
  else if (snooze) await snoozeTicket(work, ticketId, { forAnswer: true })
}

export async function shotOf(work: Work, ticket: Ticket): Promise<Snapshot> {
  return {
    status: ticket.status,
    statusKey: ticket.statusKey,
    statusSince: isoOf(ticket.statusSince),
    remindedAt: isoOf(ticket.remindedAt),
    solvedAt: isoOf(ticket.solvedAt),
    closedAt: isoOf(ticket.closedAt),
    priority: ticket.priority,
    assigneeId: ticket.assigneeId,
    assigneeName: await nameOf(work, ticket.assigneeId),
    teamId: ticket.teamId,
    tags: ticket.tags,
    snoozedUntil: isoOf(ticket.snoozedUntil),
    snoozedForAnswer: ticket.snoozedForAnswer,
    isSpam: ticket.spamBefore !== null,
  }
}

async function nameOf(work: Work, userId: string | null): Promise<string | null> {
  if (!userId) return null
  const user = await work.db
    .selectFrom('users')
    .select('name')
    .where('id', '=', userId)
    .executeTakeFirst()
  return user?.name ?? null
}

const isoOf = (at: Date | null) => at?.toISOString() ?? null
