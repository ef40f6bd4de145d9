import { sql, type Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Comments, OutgoingMessages, Tickets } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { recipientFates } from './recipients.ts'

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

export async function findTicketById(db: Database, id: string): Promise<Ticket> {
  return db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
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

const mergedInto = sql<
  number | null
>`(select i.number from tickets i where i.id = tickets.merged_into_id)`
const absorbed = sql<{ number: number; subject: string }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('number', a.number, 'subject', a.subject) order by m.merged_at)
  from ticket_merges m join tickets a on a.id = m.from_ticket_id
  where m.into_ticket_id = tickets.id and m.undone_at is null), '[]')`
const followers = sql<{ id: string; name: string }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
  from ticket_followers f join users u on u.id = f.user_id where f.ticket_id = tickets.id), '[]')`
const ccs = sql<{ name: string; email: string }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('name', c.name, 'email', c.email) order by c.email)
  from ticket_ccs r join contacts c on c.id = r.contact_id where r.ticket_id = tickets.id), '[]')`

export interface LinkedTicket {
  number: number
  subject: string
  status: Ticket['status']
  kind: string
  direction: 'from' | 'to'
}

/** A restricted ticket is not even there as a link, for those who may not know of it. */
const links = (seesRestricted: boolean) => sql<LinkedTicket[]>`coalesce((
  select jsonb_agg(jsonb_build_object('number', o.number, 'subject', o.subject, 'status', o.status, 'kind', l.kind,
    'direction', case when l.from_ticket_id = tickets.id then 'to' else 'from' end) order by o.number)
  from ticket_links l join tickets o on o.id = case when l.from_ticket_id = tickets.id then l.to_ticket_id else l.from_ticket_id end
  where tickets.id in (l.from_ticket_id, l.to_ticket_id) and (${seesRestricted} or not o.restricted)), '[]')`

/**
 * The ticket with the names a page shows beside it, in one statement. Whoever has just changed it sees it even when the
 * change made it restricted, but not the restricted ones it is linked to.
 */
export async function findTicketPage(
  db: Database,
  number: number,
  seesRestricted: boolean,
  seesRestrictedLinks = seesRestricted,
) {
  const row = await db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .innerJoin('channels', 'channels.key', 'tickets.channelKey')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .leftJoin('teams', 'teams.id', 'tickets.teamId')
    .leftJoin('plans', 'plans.key', 'tickets.planKey')
    .selectAll('tickets')
    .select([
      'contacts.name as requesterName',
      'contacts.email as requesterEmail',
      'organizations.name as organizationName',
      'users.name as assigneeName',
      'teams.name as teamName',
      'teams.signature as teamSignature',
      'plans.name as planName',
      'channels.name as channelName',
      'channels.kind as channelKind',
      'channels.promise as channelPromise',
      sql<Date>`app_now()`.as('now'),
      mergedInto.as('mergedInto'),
      absorbed.as('absorbed'),
      followers.as('followers'),
      ccs.as('ccs'),
      links(seesRestrictedLinks).as('links'),
    ])
    .where('tickets.number', '=', number)
    .executeTakeFirst()
  if (!row || (row.restricted && !seesRestricted)) throw notFound(`There is no ticket #${number}.`)
  return row
}

export type TicketPage = Awaited<ReturnType<typeof findTicketPage>>

/**
 * Where a comment is read: in its own ticket and in those that ticket was merged into, unless it was split off; and then
 * in the ticket it was split to.
 */
const isReadIn = (ticketId: string) =>
  // A union and not an OR of two lists: for an OR the planner reads every comment there is.
  sql<boolean>`comments.id in (
    select c.id from comments c where c.ticket_id = any(array(select ticket_parts(${ticketId}::uuid)))
      and not exists (select from comment_splits s where s.comment_id = c.id)
    union all
    select s.comment_id from comment_splits s where s.to_ticket_id = any(array(select ticket_parts(${ticketId}::uuid)))
  )`

export interface ListedFile {
  id: string
  name: string
  contentType: string
  bytes: number
  contentId: string | null
}

const filesOfComment = sql<ListedFile[] | null>`(
  select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'bytes', f.bytes,
    'contentId', cf.content_id) order by cf.position)
  from comment_files cf join files f on f.id = cf.file_id where cf.comment_id = comments.id)`

export interface Origin {
  arrival: number
  verdict: string | null
  checks: { spf: string; dkim: string; dmarc: string; arc: string; dkimDomains: string[] } | null
  notes: string[]
}

const originOfComment = sql<Origin | null>`(
  select jsonb_build_object('arrival', a.number, 'verdict', a.verdict, 'checks', a.checks, 'notes', a.notes)
  from arrivals a where a.id = comments.arrival_id)`

const htmlOfComment = sql<{ remoteImages: number; notes: string[] } | null>`(
  select jsonb_build_object('remoteImages', h.remote_images, 'notes', h.notes)
  from comment_html h where h.comment_id = comments.id)`

/** The conversation, oldest first, each public entry with the fate of the mail that carried it. */
export async function listComments(db: Database, ticketId: string) {
  return db
    .selectFrom('comments')
    .leftJoin('outgoingMessages', 'outgoingMessages.commentId', 'comments.id')
    .innerJoin('tickets as home', 'home.id', 'comments.ticketId')
    .selectAll('comments')
    .select([
      'home.number as homeNumber',
      filesOfComment.as('files'),
      htmlOfComment.as('mail'),
      originOfComment.as('origin'),
      'outgoingMessages.state as deliveryState',
      'outgoingMessages.answer as deliveryAnswer',
      'outgoingMessages.sentAt as deliveredAt',
      'outgoingMessages.number as outgoingNumber',
      'outgoingMessages.attempts as deliveryAttempts',
      'outgoingMessages.heldBecause',
      'outgoingMessages.notBefore',
      'outgoingMessages.toAddresses',
      recipientFates.as('recipients'),
    ])
    .where(isReadIn(ticketId))
    .orderBy('comments.createdAt')
    .orderBy('comments.id')
    .execute()
}

/** The comment a ticket began with. */
export async function firstCommentOf(db: Database, ticketId: string): Promise<{ id: string }> {
  return db
    .selectFrom('comments')
    .select('id')
    .where('ticketId', '=', ticketId)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
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
    .where('events.type', 'not in', ['comment.posted', 'comment.kept', 'message.sent'])
    .orderBy('events.seq')
    .execute()
}

/** Message ids of a ticket's mail, oldest first, for the References of the next one. */
export async function messageIdsOf(db: Database, ticketId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments')
    .select('messageId')
    .where(isReadIn(ticketId))
    .where('messageId', 'is not', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ messageId }) => (messageId ? [messageId] : []))
}

/** Which tickets these message ids are read in now (after merges and splits), in the order given. */
export async function ticketIdsOfMessages(
  db: Database,
  messageIds: readonly string[],
): Promise<string[]> {
  if (messageIds.length === 0) return []
  const rows = await db
    .selectFrom('comments')
    .leftJoin('commentSplits', 'commentSplits.commentId', 'comments.id')
    .select([
      'messageId',
      sql<string>`ticket_root(coalesce(comment_splits.to_ticket_id, comments.ticket_id))`.as(
        'ticketId',
      ),
    ])
    .where('messageId', 'in', [...messageIds])
    .execute()
  const byMessage = new Map(rows.map((row) => [row.messageId, row.ticketId]))
  return messageIds.flatMap((id) => byMessage.get(id) ?? [])
}

/** The ticket that a ticket has become part of; itself when it was never merged. */
export async function rootOf(db: Database, ticketId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select ticket_root(${ticketId}::uuid) as id`.execute(
    db,
  )
  return rows[0]?.id ?? ticketId
}

/** Locks several tickets in one order, so that two who merge crosswise cannot wait for each other. */
export async function lockTickets(work: Work, ids: readonly string[]): Promise<Ticket[]> {
  const locked: Ticket[] = []
  for (const id of [...new Set(ids)].sort()) locked.push(await lockTicket(work, id))
  return ids.map((id) => locked.find((ticket) => ticket.id === id)!)
}
