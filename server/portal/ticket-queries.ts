import { sql } from 'kysely'
import { latestIncidentOf } from '../incidents/queries.ts'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { findTicketById, listComments, type Ticket } from '../tickets/queries.ts'
import { accessTo, sharedWith, type Access, type Viewer } from './visible.ts'

export type ListedTicket = Awaited<ReturnType<typeof listVisible>>[number]

export interface ListAsked {
  done: boolean
  before?: Date | null
  limit: number
  /** Their own above those of colleagues. */
  ownFirst?: boolean
}

/** Word for word as in the indexes `tickets_shared_open` and `tickets_shared_over`. */
const OPEN = sql`t.status in ('new', 'open', 'pending', 'on_hold')`
const OVER = sql`t.status in ('solved', 'closed')`

/**
 * `accessTo` as SQL: what is theirs, what they were brought into, what is shared; of each the last changed, among which the
 * first `limit` of all are. However many an organization shares, so many are looked at.
 */
function firstOf(
  { contactId, homes }: Viewer,
  { state, before, limit }: { state: typeof OPEN; before: Date | null; limit: number },
) {
  const listed = sql`${state} and t.spam_before is null and t.merged_into_id is null
    ${before ? sql`and t.updated_at < ${before}` : sql``}
    order by t.updated_at desc, t.number desc limit ${limit}`
  const shared = sharedWith({ contactId, homes })
  return sql`
    (select t.id from tickets t where t.requester_id = ${contactId}::uuid and ${listed})
    union all
    (select t.id from ticket_ccs r join tickets t on t.id = r.ticket_id where r.contact_id = ${contactId}::uuid and ${listed})
    union all
    select s.id from unnest(${shared}::uuid[]) as o(id) cross join lateral (
      select t.id from tickets t where t.organization_id = o.id and not t.restricted and ${listed}) s`
}

/** Tickets of a viewer, the last changed first. Spam and what became part of another ticket are not listed. */
export async function listVisible(
  db: Database,
  viewer: Viewer,
  { done, before, limit, ownFirst = false }: ListAsked,
) {
  const state = done ? OVER : OPEN
  const first = firstOf(viewer, { state, before: before ?? null, limit })
  let query = db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .select([
      'tickets.id',
      'tickets.number',
      'tickets.subject',
      'tickets.status',
      'tickets.statusKey',
      'tickets.requesterId',
      'tickets.dueAt',
      'tickets.dueMetric',
      'tickets.dueState',
      'tickets.updatedAt',
      'contacts.name as requesterName',
      'users.name as assigneeName',
      sql<boolean>`exists (select from incidents i where i.ticket_id = tickets.id and i.status <> 'resolved')`.as(
        'isEmergency',
      ),
    ])
    .where(sql<boolean>`tickets.id in (${first})`)
  if (ownFirst)
    query = query.orderBy((eb) => eb('tickets.requesterId', '=', viewer.contactId), 'desc')
  return query
    .orderBy('tickets.updatedAt', 'desc')
    .orderBy('tickets.number', 'desc')
    .limit(limit)
    .execute()
}

/**
 * A ticket a viewer may know of, and what they may do there. One that became part of another leads to that one. What they
 * may not see is not there: the answer is the same as for a number nobody has.
 */
export async function findVisible(
  db: Database,
  viewer: Viewer,
  number: number,
): Promise<{ ticket: Ticket; access: Exclude<Access, 'none'> }> {
  const named = await db
    .selectFrom('tickets')
    .select(['id', sql<string>`ticket_root(id)`.as('root')])
    .where('number', '=', number)
    .executeTakeFirst()
  const nothing = notFound(`There is no ticket #${number}, or it is not yours to see.`)
  if (!named) throw nothing
  // Both count: who may see the one that was named is not told of the other by its number alone.
  for (const id of new Set([named.id, named.root])) {
    const access = await accessById(db, viewer, id)
    if (access === 'none') throw nothing
    if (id === named.root) return { ticket: await findTicketById(db, id), access }
  }
  throw nothing
}

/** What a viewer may do in the ticket with this id, which exists. */
export async function accessById(db: Database, viewer: Viewer, id: string): Promise<Access> {
  const ticket = await findTicketById(db, id)
  return accessTo(viewer, { ...ticket, readerIds: await readerIdsOf(db, id) })
}

async function readerIdsOf(db: Database, ticketId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('ticketCcs')
    .select('contactId')
    .where('ticketId', '=', ticketId)
    .execute()
  return rows.map(({ contactId }) => contactId)
}

export type TicketOfCustomer = Awaited<ReturnType<typeof readTicket>>

/** All that a customer is shown of a ticket. What the team writes among itself is never read into it. */
export async function readTicket(db: Database, ticket: Ticket) {
  const people = await db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .select([
      'contacts.name as requesterName',
      'users.name as assigneeName',
      'organizations.name as organizationName',
    ])
    .where('tickets.id', '=', ticket.id)
    .executeTakeFirstOrThrow()
  const readers = await db
    .selectFrom('ticketCcs')
    .innerJoin('contacts', 'contacts.id', 'ticketCcs.contactId')
    .select(['contacts.name', 'contacts.email'])
    .where('ticketCcs.ticketId', '=', ticket.id)
    .orderBy('contacts.name')
    .execute()
  const comments = await listComments(db, ticket.id)
  const incident = await latestIncidentOf(db, ticket.id)
  return {
    ...people,
    id: ticket.id,
    number: ticket.number,
    subject: ticket.subject,
    status: ticket.status,
    statusKey: ticket.statusKey,
    priority: ticket.priority,
    dueAt: ticket.dueAt,
    dueMetric: ticket.dueMetric,
    dueState: ticket.dueState,
    createdAt: ticket.createdAt,
    isEmergency: incident !== null && incident.status !== 'resolved',
    readers,
    conversation: comments
      .filter(({ kind }) => kind === 'public')
      .map(({ id, authorKind, authorName, body, createdAt, files }) => ({
        id,
        isTheirs: authorKind === 'contact',
        authorName,
        body,
        createdAt,
        files: (files ?? []).map(({ id, name, bytes }) => ({ id, name, bytes })),
      })),
  }
}

/** What somebody said last of their surroundings, so that they need not say it twice (WCAG 3.3.7). */
export async function rememberedFields(db: Database, contactId: string): Promise<object> {
  const row = await db
    .selectFrom('tickets')
    .select('fieldValues')
    .where('requesterId', '=', contactId)
    .where(sql<boolean>`field_values <> '{}'`)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row?.fieldValues as object | undefined) ?? {}
}
