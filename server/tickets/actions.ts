import { randomUUIDv7 } from 'node:crypto'
import { conflict, invalid } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import type { Actor, Priority, TicketStatus } from '../events.ts'
import { afterCustomerComment, afterPublicReply, isOpen } from './status.ts'
import { preview } from './reply-text.ts'
import { lockTicket, type Comment, type Ticket } from './queries.ts'
import { attachUploads } from './files.ts'
import { mailCustomer } from './outgoing.ts'
import { refuseUnfilled } from './forms.ts'
import { whyNotBecome, whyNotWaiting } from './guards.ts'

export type Via = 'email' | 'portal' | 'api' | 'web' | 'cli' | 'alert' | 'system'

interface CommentSource {
  /** Given when the words were kept under it already. */
  id?: string
  body: string
  via: Via
  messageId?: string | null
  arrivalId?: string | null
  /** Uploads of whoever acts. */
  files?: readonly string[]
}

/** We answer the customer. The comment and the mail that carries it are one commit. */
export async function reply(
  work: Work,
  ticketId: string,
  { expectedVersion, ...source }: CommentSource & { expectedVersion?: number },
): Promise<Comment> {
  const ticket = await lockTicket(work, ticketId)
  refuseStale(ticket, expectedVersion)
  if (ticket.status === 'closed')
    throw conflict(`Ticket #${ticket.number} is closed. Open a follow-up instead.`)
  const comment = await addComment(work, ticket, 'public', source)
  await mailCustomer(work, ticket, comment)
  await moveTicket(work, ticket, {
    status: afterPublicReply(ticket.status),
    publicReplies: ticket.publicReplies + 1,
  })
  work.record({
    type: 'comment.posted',
    ticketId,
    commentId: comment.id,
    kind: 'public',
    from: 'staff',
  })
  return comment
}

/** Words of the machine to the customer: an acknowledgement, a switched call link. No promise is met by them. */
export async function notify(
  work: Work,
  ticketId: string,
  { subject, body }: { subject: string; body: string },
): Promise<Comment> {
  const ticket = await lockTicket(work, ticketId)
  // The customer reads words of the company, not of a part of a program.
  const { company } = await settingsOf(work.system)
  const asCompany: Work = { ...work, actor: { kind: 'machine', id: null, name: company.name } }
  const comment = await addComment(asCompany, ticket, 'public', { body, via: 'system' })
  await mailCustomer(work, ticket, comment, { automatic: true, headline: subject })
  await moveTicket(work, ticket, {})
  work.record({
    type: 'comment.posted',
    ticketId,
    commentId: comment.id,
    kind: 'public',
    from: 'notice',
  })
  return comment
}

/** Something only the team reads. It has no way out of the house: see the constraint in 0006_tickets.sql. */
export async function note(work: Work, ticketId: string, source: CommentSource): Promise<Comment> {
  const ticket = await lockTicket(work, ticketId)
  const comment = await addComment(work, ticket, 'note', source)
  await moveTicket(work, ticket, {})
  work.record({
    type: 'comment.posted',
    ticketId,
    commentId: comment.id,
    kind: 'note',
    from: 'staff',
  })
  return comment
}

/** The customer wrote again. `automatic` mail is kept, and changes nothing. */
export async function addCustomerComment(
  work: Work,
  ticketId: string,
  source: CommentSource & { automatic?: boolean },
): Promise<Comment> {
  const ticket = await lockTicket(work, ticketId)
  const comment = await addComment(work, ticket, 'public', source)
  if (source.automatic) {
    work.record({ type: 'comment.kept', ticketId, commentId: comment.id })
    return comment
  }
  const status = afterCustomerComment(ticket.status)
  await moveTicket(work, ticket, {
    status,
    customerWords: preview(source.body),
    solvedAt: isOpen(status) ? null : ticket.solvedAt,
  })
  work.record({
    type: 'comment.posted',
    ticketId,
    commentId: comment.id,
    kind: 'public',
    from: 'customer',
  })
  return comment
}

export async function assignTicket(
  work: Work,
  ticketId: string,
  assignee: { id: string; name: string } | null,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.assigneeId === (assignee?.id ?? null)) return ticket
  const moved = await moveTicket(work, ticket, { assigneeId: assignee?.id ?? null })
  work.record({
    type: 'ticket.assigned',
    ticketId,
    assigneeId: assignee?.id ?? null,
    assigneeName: assignee?.name ?? null,
  })
  return moved
}

export async function setStatus(
  work: Work,
  ticketId: string,
  status: TicketStatus,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.status === status) return ticket
  const why = whyNotBecome(ticket.number, ticket.status, status)
  if (why) throw conflict(why)
  if (work.actor.kind === 'user') await refuseTooEarly(work, ticket, status)
  return moveTicket(work, ticket, {
    status,
    solvedAt: status === 'solved' ? work.now : isOpen(status) ? null : ticket.solvedAt,
    closedAt: status === 'closed' ? work.now : null,
  })
}

/** Guard rails for people; what the machine does by itself has its own rules. */
async function refuseTooEarly(work: Work, ticket: Ticket, after: TicketStatus) {
  const why = whyNotWaiting({ publicReplies: ticket.publicReplies, after })
  if (why) throw conflict(why)
  if (after === 'solved') await refuseUnfilled(work, ticket)
}

export async function setPriority(
  work: Work,
  ticketId: string,
  priority: Priority,
  why: string,
  tellsCustomer = false,
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.priority === priority) return ticket
  const moved = await moveTicket(work, ticket, { priority })
  work.record({
    type: 'ticket.priority_changed',
    ticketId,
    before: ticket.priority,
    after: priority,
    why,
    tellsCustomer,
  })
  return moved
}

/** Keeps what was done, as a person has edited it. */
export async function documentTicket(work: Work, ticketId: string, text: string): Promise<Ticket> {
  if (text.trim() === '')
    throw invalid('Write what was done before saving it.', [{ path: 'text', message: 'is empty' }])
  const ticket = await lockTicket(work, ticketId)
  const moved = await moveTicket(work, ticket, { documentation: text, documentedAt: work.now })
  work.record({ type: 'ticket.documented', ticketId })
  return moved
}

async function addComment(
  work: Work,
  ticket: Ticket,
  kind: 'public' | 'note',
  { id, body, via, messageId, arrivalId, files = [] }: CommentSource,
): Promise<Comment> {
  if (body.trim() === '')
    throw invalid('Write something first.', [{ path: 'body', message: 'is empty' }])
  const comment = await work.db
    .insertInto('comments')
    .values({
      id: id ?? randomUUIDv7(),
      ticketId: ticket.id,
      kind,
      body,
      via,
      ...authorColumns(work.actor),
      messageId: messageId ?? null,
      arrivalId: arrivalId ?? null,
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await attachUploads(work, comment.id, work.actor.id, files)
  return comment
}

export const authorColumns = (actor: Actor) => ({
  authorKind: actor.kind,
  authorUserId: actor.kind === 'user' ? actor.id : null,
  authorContactId: actor.kind === 'contact' ? actor.id : null,
  authorName: actor.name,
})

export type Move = Partial<
  Pick<
    Ticket,
    | 'status'
    | 'priority'
    | 'channelKey'
    | 'rank'
    | 'restricted'
    | 'assigneeId'
    | 'teamId'
    | 'publicReplies'
    | 'customerWords'
    | 'solvedAt'
    | 'closedAt'
    | 'documentation'
    | 'documentedAt'
    | 'subject'
    | 'type'
    | 'dueBy'
    | 'tags'
    | 'statusKey'
    | 'formKey'
    | 'snoozedUntil'
    | 'snoozedForAnswer'
    | 'mergedIntoId'
    | 'spamBefore'
    | 'remindedAt'
    | 'organizationId'
    | 'planKey'
    | 'entitlement'
  >
> & { fieldValues?: string }

/** Writes changes of a locked ticket, and records when its status became another. */
export async function moveTicket(work: Work, ticket: Ticket, changes: Move): Promise<Ticket> {
  const changesStatus = changes.status !== undefined && changes.status !== ticket.status
  const isDone = changes.status !== undefined && !isOpen(changes.status)
  const moved = await work.db
    .updateTable('tickets')
    .set({
      ...changes,
      // A name inside a status ends with the status; so does a reminder that we wait.
      ...(changesStatus && { statusSince: work.now, statusKey: null, remindedAt: null }),
      // What is done does not sleep: it would be woken for nothing, or sleep on when it is opened again.
      ...(changesStatus && isDone && { snoozedUntil: null, snoozedForAnswer: false }),
      updatedAt: work.now,
      version: ticket.version + 1,
    })
    .where('id', '=', ticket.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  work.touch('queue', `ticket:${ticket.number}`)
  if (moved.status !== ticket.status)
    work.record({
      type: 'ticket.status_changed',
      ticketId: ticket.id,
      before: ticket.status,
      after: moved.status,
    })
  return moved
}

/** Two people answering at once: the second is asked, not overrun. */
export function refuseStale(ticket: Ticket, expectedVersion: number | undefined) {
  if (expectedVersion === undefined || expectedVersion === ticket.version) return
  throw conflict(
    `Ticket #${ticket.number} changed while you wrote. Read what is new, then send again.`,
  )
}
