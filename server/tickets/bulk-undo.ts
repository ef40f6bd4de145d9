import type { Work } from '../platform/work.ts'
import { assignTicket, moveTicket, setPriority } from './actions.ts'
import { lockKnown, shotOf, type Snapshot } from './bulk-ticket.ts'
import { lockTicket } from './queries.ts'
import { wakeTicket } from './snooze.ts'
import { callNoSpam } from './spam.ts'
import { isOpen } from './status.ts'

const WHY = 'The change of many tickets was taken back'

interface Shots {
  before: Snapshot
  after: Snapshot
  /** As it stands when it is given back. */
  now: Snapshot
  changedAt: Date
}

/** Gives one ticket back what it had, where nobody changed it since. Answers what had to be left as it is. */
export async function giveBack(
  work: Work,
  ticketId: string,
  shots: Omit<Shots, 'now'>,
  seesRestricted: boolean,
): Promise<string[]> {
  const kept: string[] = []
  const { before, after } = shots
  const now = await shotOf(work, await lockKnown(work, ticketId, seesRestricted))
  const all = { ...shots, now }
  if (
    before.isSpam !== after.isSpam ||
    before.status !== after.status ||
    before.statusKey !== after.statusKey
  ) {
    const give = before.isSpam === after.isSpam ? giveStatusBack : giveSpamBack
    if (!(await give(work, ticketId, all))) kept.push('status')
  }
  if (before.priority !== after.priority) {
    if (now.priority === after.priority) await setPriority(work, ticketId, before.priority, WHY)
    else kept.push('priority')
  }
  if (before.assigneeId !== after.assigneeId) {
    if (now.assigneeId === after.assigneeId) await assignTicket(work, ticketId, personOf(before))
    else kept.push('assignee')
  }
  if (before.teamId !== after.teamId) {
    if (now.teamId === after.teamId) await giveTeamBack(work, ticketId, all)
    else kept.push('team')
  }
  await giveTagsBack(work, ticketId, all)
  if (!(await giveSnoozeBack(work, ticketId, all))) kept.push('snooze')
  return kept
}

const personOf = ({ assigneeId, assigneeName }: Snapshot) =>
  assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }

const isTouched = ({ after, now }: Shots) =>
  now.status !== after.status ||
  now.statusKey !== after.statusKey ||
  now.statusSince !== after.statusSince

/** The only way back out of closed beside unmerging and "no spam": it was a slip of the hand over many tickets. */
async function giveStatusBack(work: Work, ticketId: string, shots: Shots): Promise<boolean> {
  const { before, after, changedAt } = shots
  const ticket = await lockTicket(work, ticketId)
  if (isTouched(shots) || ticket.mergedIntoId || ticket.spamBefore) return false
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
  await giveDatesBack(work, ticketId, before)
  return true
}

async function giveSpamBack(work: Work, ticketId: string, shots: Shots): Promise<boolean> {
  const { spamBefore } = await lockTicket(work, ticketId)
  if (isTouched(shots) || !spamBefore) return false
  await callNoSpam(work, ticketId)
  await giveDatesBack(work, ticketId, shots.before)
  return true
}

async function giveDatesBack(work: Work, ticketId: string, before: Snapshot) {
  await work.db
    .updateTable('tickets')
    .set({
      statusKey: before.statusKey,
      statusSince: dateOf(before.statusSince),
      remindedAt: dateOf(before.remindedAt),
    })
    .where('id', '=', ticketId)
    .execute()
}

async function giveTeamBack(work: Work, ticketId: string, { before, after }: Shots) {
  const names = await work.db
    .selectFrom('teams')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      [before.teamId, after.teamId].filter((id) => id !== null),
    )
    .execute()
  const nameOf = (id: string | null) => names.find((team) => team.id === id)?.name ?? null
  work.record({
    type: 'ticket.filed',
    ticketId,
    field: 'team',
    before: nameOf(after.teamId),
    after: nameOf(before.teamId),
  })
  await moveTicket(work, await lockTicket(work, ticketId), { teamId: before.teamId })
}

/** Two people can use tags at once: only what this change added goes, and only what it removed comes back. */
async function giveTagsBack(work: Work, ticketId: string, { before, after, now }: Shots) {
  const added = after.tags.filter((tag) => !before.tags.includes(tag))
  const removed = before.tags.filter((tag) => !after.tags.includes(tag))
  const tags = [...new Set([...now.tags.filter((tag) => !added.includes(tag)), ...removed])]
  if (added.length + removed.length === 0 || tags.join(' ') === now.tags.join(' ')) return
  work.record({ type: 'ticket.filed', ticketId, field: 'tags', before: now.tags, after: tags })
  await moveTicket(work, await lockTicket(work, ticketId), { tags })
}

/** What woke meanwhile is awake; what slept before sleeps on to its old end. False: somebody put it off anew. */
async function giveSnoozeBack(work: Work, ticketId: string, shots: Shots): Promise<boolean> {
  const { before, after, now } = shots
  const isSame = (one: Snapshot, other: Snapshot) =>
    one.snoozedUntil === other.snoozedUntil && one.snoozedForAnswer === other.snoozedForAnswer
  if (isSame(before, after) || isSame(now, before)) return true
  if (!isSame(now, after)) return false
  const ticket = await lockTicket(work, ticketId)
  const until = dateOf(before.snoozedUntil)
  if (!until) await wakeTicket(work, ticketId, WHY.toLowerCase())
  else if (!isOpen(ticket.status)) return false
  else {
    const forAnswer = before.snoozedForAnswer
    await moveTicket(work, ticket, { snoozedUntil: until, snoozedForAnswer: forAnswer })
    work.record({ type: 'ticket.snoozed', ticketId, until: until.toISOString(), forAnswer })
  }
  return true
}

const dateOf = (iso: string | null) => (iso === null ? null : new Date(iso))
