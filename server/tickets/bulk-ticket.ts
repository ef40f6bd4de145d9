import { assignTicket, moveTicket, setPriority, setStatus } from './actions.ts'
import type { BulkSet } from './bulk.ts'
import { fileTicket } from './filing.ts'
import { findTicketById, lockTicket, type Ticket } from './queries.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'

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
  tags: string[]
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
  const ticket = await lockTicket(work, ticketId)
  // It may have become restricted since the change began.
  if (ticket.restricted && !seesRestricted) throw notFound(`There is no ticket #${ticket.number}.`)
  if (ticket.mergedIntoId)
    throw conflict(`Ticket #${ticket.number} is part of another one. Change that one.`)
  const before = await shotOf(work, ticket)
  if (set.priority) await setPriority(work, ticketId, set.priority, WHY)
  if (set.assignee !== undefined) await assignTicket(work, ticketId, set.assignee)
  if (set.addTags || set.removeTags)
    await fileTicket(work, ticketId, {
      addTags: set.addTags ?? [],
      removeTags: set.removeTags ?? [],
    })
  if (set.status) await setStatus(work, ticketId, set.status)
  const after = await shotOf(work, await findTicketById(work.db, ticketId))
  const isSame = JSON.stringify(before) === JSON.stringify(after)
  return { state: isSame ? 'unchanged' : 'changed', before, after }
}

/** Gives one ticket back what it had, where nobody changed it since. Answers what had to be left as it is. */
export async function giveBack(
  work: Work,
  ticketId: string,
  { before, after, changedAt }: { before: Snapshot; after: Snapshot; changedAt: Date },
): Promise<string[]> {
  const kept: string[] = []
  const now = await shotOf(work, await lockTicket(work, ticketId))
  if (before.status !== after.status || before.statusKey !== after.statusKey) {
    const isBack = await giveStatusBack(work, ticketId, { before, after, now, changedAt })
    if (!isBack) kept.push('status')
  }
  if (before.priority !== after.priority) {
    if (now.priority === after.priority)
      await setPriority(
        work,
        ticketId,
        before.priority,
        'The change of many tickets was taken back',
      )
    else kept.push('priority')
  }
  if (before.assigneeId !== after.assigneeId) {
    if (now.assigneeId === after.assigneeId) await assignTicket(work, ticketId, personOf(before))
    else kept.push('assignee')
  }
  await giveTagsBack(work, ticketId, { before, after, now })
  return kept
}

const personOf = ({ assigneeId, assigneeName }: Snapshot) =>
  assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }

/** The only way back out of closed beside unmerging and "no spam": it was a slip of the hand over many tickets. */
async function giveStatusBack(
  work: Work,
  ticketId: string,
  {
    before,
    after,
    now,
    changedAt,
  }: { before: Snapshot; after: Snapshot; now: Snapshot; changedAt: Date },
): Promise<boolean> {
  const ticket = await lockTicket(work, ticketId)
  const isTouched =
    now.status !== after.status ||
    now.statusKey !== after.statusKey ||
    now.statusSince !== after.statusSince
  if (isTouched || ticket.mergedIntoId || ticket.spamBefore) return false
  // First said, then moved: its promises must stand again before they follow the status.
  if (before.status !== after.status)
    work.record({
      type: 'ticket.status_given_back',
      ticketId,
      taken: after.status,
      takenAt: changedAt.toISOString(),
    })
  await moveTicket(work, ticket, {
    status: before.status,
    solvedAt: dateOf(before.solvedAt),
    closedAt: dateOf(before.closedAt),
  })
  await work.db
    .updateTable('tickets')
    .set({
      statusKey: before.statusKey,
      statusSince: dateOf(before.statusSince),
      remindedAt: dateOf(before.remindedAt),
    })
    .where('id', '=', ticketId)
    .execute()
  return true
}

/** Two people can use tags at once: only what this change added goes, and only what it removed comes back. */
async function giveTagsBack(
  work: Work,
  ticketId: string,
  { before, after, now }: { before: Snapshot; after: Snapshot; now: Snapshot },
) {
  const added = after.tags.filter((tag) => !before.tags.includes(tag))
  const removed = before.tags.filter((tag) => !after.tags.includes(tag))
  const tags = [...new Set([...now.tags.filter((tag) => !added.includes(tag)), ...removed])]
  if (added.length + removed.length === 0 || tags.join(' ') === now.tags.join(' ')) return
  work.record({ type: 'ticket.filed', ticketId, field: 'tags', before: now.tags, after: tags })
  await moveTicket(work, await lockTicket(work, ticketId), { tags })
}

async function shotOf(work: Work, ticket: Ticket): Promise<Snapshot> {
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
    tags: ticket.tags,
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
const dateOf = (iso: string | null) => (iso === null ? null : new Date(iso))
