import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { TicketMerges } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket, setStatus } from './actions.ts'
import { whyNotMerge } from './guards.ts'
import { bringReaders, takeReadersBack } from './merged-readers.ts'
import { findTicketById, lockTickets, rootOf, type Ticket } from './queries.ts'

interface MergeOptions {
  /** The two may read each other's words. */
  acrossCustomers?: boolean
}

/** Makes one ticket part of another. Nothing moves: the conversation is the union, and it can be undone. */
export async function mergeTickets(
  work: Work,
  fromId: string,
  intoId: string,
  { acrossCustomers = false }: MergeOptions = {},
): Promise<Ticket> {
  const [from, into] = await lockPair(work, fromId, await rootOf(work.db, intoId))
  // Between our look for the whole and these locks somebody may have merged it further.
  if (into.mergedIntoId) throw conflict('Somebody has just merged these. Look again.')
  const why = whyNotMerge(from, into, acrossCustomers)
  if (why) throw conflict(why)
  const mergeId = randomUUIDv7()
  await work.db
    .insertInto('ticketMerges')
    .values({
      id: mergeId,
      fromTicketId: from.id,
      intoTicketId: into.id,
      statusBefore: from.status,
      statusKeyBefore: from.statusKey,
      snoozedUntilBefore: from.snoozedUntil,
      snoozedForAnswerBefore: from.snoozedForAnswer,
      mergedAt: work.now,
      mergedBy: work.actor.name,
    })
    .execute()
  await bringReaders(work, { id: mergeId, intoTicketId: into.id })
  // First said, then closed: what follows from closing must already know where the promises went.
  work.record({
    type: 'ticket.merged',
    ticketId: from.id,
    intoTicketId: into.id,
    intoNumber: into.number,
  })
  await moveTicket(work, from, { status: 'closed', mergedIntoId: into.id })
  work.record({
    type: 'ticket.absorbed',
    ticketId: into.id,
    fromTicketId: from.id,
    fromNumber: from.number,
  })
  // Somebody who was answered may now have an unanswered question here.
  const isOpenAgain = into.status === 'solved' && from.status !== 'solved'
  if (isOpenAgain) return setStatus(work, into.id, 'open')
  return moveTicket(work, into, {})
}

/** Takes a merge back: people, promises and links stand again as they stood; what was written since stays where it was written. */
export async function unmergeTicket(work: Work, fromId: string): Promise<Ticket> {
  const edge = await work.db
    .selectFrom('ticketMerges')
    .selectAll()
    .where('fromTicketId', '=', fromId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  if (!edge) throw conflict('This ticket is not part of another one.')
  const [from, into] = await lockPair(work, fromId, edge.intoTicketId)
  const undone = await work.db
    .updateTable('ticketMerges')
    .set({ undoneAt: work.now, undoneBy: work.actor.name })
    .where('id', '=', edge.id)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  if (undone.numUpdatedRows === 0n) throw conflict('Somebody has just taken this merge back.')
  await takeReadersBack(work, edge)
  const moved = await standAgain(work, from, edge)
  work.record({
    type: 'ticket.came_back',
    ticketId: from.id,
    intoTicketId: into.id,
    intoNumber: into.number,
  })
  work.record({
    type: 'ticket.unmerged',
    ticketId: into.id,
    fromTicketId: from.id,
    fromNumber: from.number,
  })
  await moveTicket(work, await findTicketById(work.db, into.id), {})
  return moved
}

/** First the status, with which its name and a snooze end; then those two, as they were. What slept long enough is awake. */
async function standAgain(work: Work, from: Ticket, edge: Selectable<TicketMerges>) {
  const moved = await moveTicket(work, from, {
    status: edge.statusBefore as Ticket['status'],
    mergedIntoId: null,
  })
  const until = edge.snoozedUntilBefore
  const sleeps = until !== null && until > work.now
  if (edge.statusKeyBefore === null && !sleeps) return moved
  return moveTicket(work, moved, {
    statusKey: edge.statusKeyBefore,
    snoozedUntil: sleeps ? until : null,
    snoozedForAnswer: sleeps && edge.snoozedForAnswerBefore,
  })
}

async function lockPair(work: Work, fromId: string, intoId: string): Promise<[Ticket, Ticket]> {
  const [from, into] = await lockTickets(work, [fromId, intoId])
  return [from!, into!]
}
