import { sql, type Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Comments, OutgoingMessages, Tickets } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type Ticket = Selectable<Tickets>
export type Comment = Selectable<Comments>
export type OutgoingMessage = Selectable<OutgoingMessages>

/** Every change of a ticket takes this lock first. */
export async function lockTicket(work: Work, id: string): Promise<Ticket> {
  const ticket = await work.db
    .selectFrom('tickets')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!ticket) throw notFound('There is no such ticket.')
  return ticket
}

/** A ticket as it was stored by its opening, with its channel's policy in that very moment. */
export interface OpenedTicket extends Ticket {
  escalationPolicyKey: string | null
}

const opened = new WeakMap<Work['db'], Map<string, OpenedTicket>>()

/** Keeps what was just stored for what follows from it in the same commit: reading it again would be one more round trip. */
export function keepOpened({ db }: Work, ticket: OpenedTicket) {
  opened.set(db, (opened.get(db) ?? new Map<string, OpenedTicket>()).set(ticket.id, ticket))
}

/** A ticket as it was opened in this unit of work. Whatever changed since then is told by facts of its own. */
export function openedTicket({ db }: Work, id: string): OpenedTicket {
  const ticket = opened.get(db)?.get(id)
  if (!ticket) throw new Error(`Ticket ${id} was not opened in this unit of work`)
  return ticket
}

/** A restricted ticket does not exist for those who may not know of it. */
export async function findTicket(
  db: Database,
  number: number,
  seesRestricted: boolean,
): Promise<Ticket> {
  const ticket = await db
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (!ticket || (ticket.restricted && !seesRestricted))
    throw notFound(`There is no ticket #${number}.`)
  return ticket
}

/** The ticket with the names a page shows beside it, in one statement. */
export async function findTicketPage(db: Database, number: number, seesRestricted: boolean) {
  const row = await db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .innerJoin('channels', 'channels.key', 'tickets.channelKey')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .leftJoin('plans', 'plans.key', 'tickets.planKey')
    .selectAll('tickets')
    .select([
      'contacts.name as requesterName',
      'contacts.email as requesterEmail',
      'organizations.name as organizationName',
      'users.name as assigneeName',
      'plans.name as planName',
      'channels.name as channelName',
      'channels.kind as channelKind',
      'channels.promise as channelPromise',
      sql<Date>`app_now()`.as('now'),
    ])
    .where('tickets.number', '=', number)
    .executeTakeFirst()
  if (!row || (row.restricted && !seesRestricted)) throw notFound(`There is no ticket #${number}.`)
  return row
}

export type TicketPage = Awaited<ReturnType<typeof findTicketPage>>

/** The conversation, oldest first, each public entry with the fate of the mail that carried it. */
export async function listComments(db: Database, ticketId: string) {
  return db
    .selectFrom('comments')
    .leftJoin('outgoingMessages', 'outgoingMessages.commentId', 'comments.id')
    .selectAll('comments')
    .select([
      'outgoingMessages.state as deliveryState',
      'outgoingMessages.answer as deliveryAnswer',
      'outgoingMessages.sentAt as deliveredAt',
      'outgoingMessages.toAddresses',
    ])
    .where('comments.ticketId', '=', ticketId)
    .orderBy('comments.createdAt')
    .orderBy('comments.id')
    .execute()
}

/** What happened, with its actor and cause; comments speak for themselves and are left out. */
export async function listHistory(db: Database, ticketId: string) {
  return db
    .selectFrom('events')
    .leftJoin('events as cause', 'cause.id', 'events.causeEventId')
    .select([
      'events.id',
      'events.type',
      'events.at',
      'events.actorKind',
      'events.actorName',
      'events.payload',
      'cause.type as causeType',
    ])
    .where('events.ticketId', '=', ticketId)
    .where('events.type', 'not in', ['comment.posted', 'message.sent'])
    .orderBy('events.seq')
    .execute()
}

/** Message ids of a ticket's mail, oldest first, for the References of the next one. */
export async function messageIdsOf(db: Database, ticketId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments')
    .select('messageId')
    .where('ticketId', '=', ticketId)
    .where('messageId', 'is not', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ messageId }) => (messageId ? [messageId] : []))
}

/** Which tickets these message ids belong to, in the order given. */
export async function ticketIdsOfMessages(
  db: Database,
  messageIds: readonly string[],
): Promise<string[]> {
  if (messageIds.length === 0) return []
  const rows = await db
    .selectFrom('comments')
    .select(['messageId', 'ticketId'])
    .where('messageId', 'in', [...messageIds])
    .execute()
  const byMessage = new Map(rows.map((row) => [row.messageId, row.ticketId]))
  return messageIds.flatMap((id) => byMessage.get(id) ?? [])
}

/** Addresses of those who are part of each ticket: the requester and every contact who wrote in it. */
export async function participantsOf(
  db: Database,
  ticketIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('tickets')
    .innerJoin('contacts', (join) =>
      join.on((eb) =>
        eb.or([
          eb('contacts.id', '=', eb.ref('tickets.requesterId')),
          eb.exists(
            eb
              .selectFrom('comments')
              .whereRef('comments.ticketId', '=', 'tickets.id')
              .whereRef('comments.authorContactId', '=', 'contacts.id')
              .select('comments.id'),
          ),
        ]),
      ),
    )
    .select(['tickets.id', 'contacts.email'])
    .where('tickets.id', 'in', [...ticketIds])
    .execute()
  const people = new Map<string, Set<string>>()
  for (const { id, email } of rows) people.set(id, (people.get(id) ?? new Set()).add(email))
  return people
}
