import { randomUUIDv7 } from 'node:crypto'
import type { Channel } from '../channels/queries.ts'
import { restrictArrivalsOf } from '../connectors/need-to-know.ts'
import { findSender, rulesAtDoor } from '../customers/queries.ts'
import { decide } from '../customers/sender.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket, note, setStatus } from './actions.ts'
import { linkTickets } from './links.ts'
import { doorOf, promisedPlan } from './open.ts'
import { listComments, lockTicket, type Ticket } from './queries.ts'
import { preview } from './reply-text.ts'

interface SplitRequest {
  commentIds: readonly string[]
  subject: string
  /** Where the new ticket stands; a second question asked in an emergency is seldom one. */
  channel: Pick<Channel, 'key' | 'kind' | 'rank' | 'priority' | 'restricted'>
}

/**
 * Makes a ticket of its own out of some comments of another. The comments stay where they were written and are read in the
 * new ticket; what was promised counts from the moment the customer asked.
 */
export async function splitTicket(
  work: Work,
  ticketId: string,
  { commentIds, subject, channel }: SplitRequest,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  const comments = await listComments(work.db, ticketId)
  const chosen = comments.filter(({ id }) => commentIds.includes(id))
  const asked = chosen.find(({ authorKind, kind }) => authorKind === 'contact' && kind === 'public')
  const byPeople = comments.filter(({ authorKind }) => authorKind !== 'machine')
  const isAll = byPeople.every((comment) => chosen.includes(comment))
  refuse({ isAll, isPart: chosen.length === commentIds.length, hasQuestion: asked !== undefined })
  const id = randomUUIDv7()
  const created = await work.db
    .insertInto('tickets')
    .values({
      id,
      subject: preview(subject, 250) || preview(asked!.body, 80),
      channelKey: channel.key,
      rank: channel.rank,
      priority: channel.priority,
      restricted: ticket.restricted || channel.restricted,
      ...(await askerOf(work, ticket, asked!.authorContactId, channel.kind)),
      identityVerified: ticket.identityVerified,
      customerWords: preview(asked!.body),
      createdAt: work.now,
      updatedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.db
    .insertInto('commentSplits')
    .values(
      chosen.map((comment) => ({
        commentId: comment.id,
        toTicketId: id,
        splitAt: work.now,
        splitBy: work.actor.name,
      })),
    )
    .execute()
  await linkTickets(work, ticket.id, id, 'split')
  work.record({
    type: 'ticket.split',
    ticketId: id,
    fromTicketId: ticket.id,
    fromNumber: ticket.number,
    askedAt: asked!.createdAt.toISOString(),
  })
  work.record({
    type: 'ticket.split_off',
    ticketId: ticket.id,
    toTicketId: id,
    toNumber: created.number,
    comments: chosen.length,
  })
  await moveTicket(work, ticket, {})
  return created
}

/**
 * Who asks, and what they may use. What was decided at the door was decided for the requester: whoever else wrote there,
 * of whatever company, asks for themselves.
 */
async function askerOf(
  work: Work,
  { requesterId, organizationId, planKey, entitlement }: Ticket,
  authorId: string | null,
  channelKind: string,
) {
  if (!authorId || authorId === requesterId)
    return { requesterId, organizationId, planKey, entitlement: JSON.stringify(entitlement) }
  const { email } = await work.db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', authorId)
    .executeTakeFirstOrThrow()
  const sender = await findSender(work.db, email)
  // Who belongs to several wrote here for this one.
  const isOfThisOne = sender.organizations.some(
    ({ id, source }) => id === organizationId && source !== null,
  )
  const decision = decide(sender, {
    asked: isOfThisOne ? organizationId : null,
    askedBy: 'chosen',
    door: doorOf(channelKind),
    at: work.now,
    rules: await rulesAtDoor(work),
  })
  return {
    requesterId: authorId,
    organizationId: decision.organization?.id ?? null,
    planKey: promisedPlan(decision.entitlement, channelKind),
    entitlement: JSON.stringify(decision.entitlement),
  }
}

/** Gives the comments back to the ticket they came from. What was written in the new one stays there, and it is closed. */
export async function unsplitTicket(work: Work, splitTicketId: string): Promise<Ticket> {
  const ticket = await lockTicket(work, splitTicketId)
  const returned = await work.db
    .deleteFrom('commentSplits')
    .where('toTicketId', '=', ticket.id)
    .returning('commentId')
    .execute()
  if (returned.length === 0) throw conflict('This ticket was not split from another one.')
  // With the edge gone nothing else would say that these were need to know.
  if (ticket.restricted)
    await restrictArrivalsOf(
      work,
      returned.map(({ commentId }) => commentId),
    )
  await note(work, ticket.id, {
    body: `The split was taken back: ${returned.length} comments are read in their own ticket again.`,
    via: 'system',
  })
  const origins = await work.db
    .selectFrom('comments')
    .select('ticketId')
    .distinct()
    .where(
      'id',
      'in',
      returned.map(({ commentId }) => commentId),
    )
    .execute()
  for (const { ticketId } of [{ ticketId: ticket.id }, ...origins])
    work.record({ type: 'ticket.unsplit', ticketId })
  return setStatus(work, ticket.id, 'closed')
}

function refuse({
  isAll,
  isPart,
  hasQuestion,
}: {
  isAll: boolean
  isPart: boolean
  hasQuestion: boolean
}) {
  if (!isPart)
    throw invalid('Choose comments of this ticket.', [
      { path: 'comments', message: 'are not all part of this ticket' },
    ])
  if (isAll) throw conflict('Something must stay: choose only what belongs elsewhere.')
  if (!hasQuestion)
    throw conflict(
      'Choose at least one message of the customer: a ticket begins with a question of theirs.',
    )
}
