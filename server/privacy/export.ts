import { sql } from 'kysely'
import { contactPage } from '../customers/lists.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { communityOf, signInOf } from './export-parts.ts'

/** What is small enough to be held at once, and where the raw mail is found. */
export interface Export {
  facts: Record<string, unknown>
  arrivalIds: string[]
}

/** Everything we hold about a person: what they are called, where they belong, every word of theirs, how they sign in. */
export async function exportContact(work: Work, contactId: string): Promise<Export> {
  const { db } = work
  const contact = await contactPage(db, contactId)
  const arrivals = await db
    .selectFrom('arrivals')
    .select('id')
    .where(sql<boolean>`lower(from_address) = ${contact.email}`)
    .orderBy('number')
    .execute()
  const facts = {
    exportedAt: work.now,
    contact,
    tickets: await ticketsOf(db, contactId),
    messages: await messagesOf(db, contactId),
    files: await filesOf(db, contactId),
    readsAlong: await db
      .selectFrom('ticketCcs')
      .innerJoin('tickets', 'tickets.id', 'ticketCcs.ticketId')
      .select(['tickets.number as ticket', 'ticketCcs.addedAt'])
      .where('contactId', '=', contactId)
      .execute(),
    surveys: await db
      .selectFrom('ticketSurveys')
      .innerJoin('tickets', 'tickets.id', 'ticketSurveys.ticketId')
      .select(['tickets.number as ticket', 'verdict', 'comment', 'answeredAt'])
      .where('contactId', '=', contactId)
      .execute(),
    received: await receivedBy(db, contact.email),
    signIn: await signInOf(db, contactId, contact.email),
    community: await communityOf(db, contactId, contact.email),
  }
  work.record({ type: 'customer.exported', contactId })
  return { facts, arrivalIds: arrivals.map(({ id }) => id) }
}

const ticketsOf = (db: Database, contactId: string) =>
  db
    .selectFrom('tickets')
    .select([
      'number',
      'subject',
      'status',
      'priority',
      'phone',
      'createdAt',
      'solvedAt',
      'closedAt',
    ])
    .where('requesterId', '=', contactId)
    .orderBy('number')
    .execute()

const messagesOf = (db: Database, contactId: string) =>
  db
    .selectFrom('comments')
    .innerJoin('tickets', 'tickets.id', 'comments.ticketId')
    .select([
      'tickets.number as ticket',
      'comments.body',
      'comments.quoted',
      'comments.via',
      'comments.createdAt',
    ])
    .where('authorContactId', '=', contactId)
    .where('comments.kind', '=', 'public')
    .orderBy('comments.createdAt')
    .execute()

/** The bytes are fetched from the tickets, one by one. */
const filesOf = (db: Database, contactId: string) =>
  db
    .selectFrom('commentFiles')
    .innerJoin('comments', 'comments.id', 'commentFiles.commentId')
    .innerJoin('tickets', 'tickets.id', 'comments.ticketId')
    .innerJoin('files', 'files.id', 'commentFiles.fileId')
    .select([
      'tickets.number as ticket',
      'files.name',
      'files.bytes',
      'files.contentType',
      'files.sha256',
    ])
    .where('comments.authorContactId', '=', contactId)
    .orderBy('comments.createdAt')
    .execute()

/** Of our mail what is part of a conversation: the rest holds links and codes that still sign somebody in. */
const receivedBy = (db: Database, email: string) =>
  db
    .selectFrom('outgoingMessages')
    .select(['number', 'subject', 'body', 'state', 'sentAt'])
    .where(sql<boolean>`to_addresses @> array[${email}]::text[]`)
    .where('purpose', 'not in', ['staff_notice', 'sign_in_code', 'portal_notice'])
    .orderBy('number')
    .execute()

/** The file, piece by piece: one raw mail at a time is in memory, however many there are. */
export async function* exportText(
  db: Database,
  { facts, arrivalIds }: Export,
): AsyncGenerator<string> {
  yield `${JSON.stringify(facts).slice(0, -1)},"mails":[`
  let isFirst = true
  for (const id of arrivalIds) {
    const mail = await db
      .selectFrom('arrivals')
      .select(['number', 'subject', 'receivedAt', 'raw'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!mail) continue
    const text = JSON.stringify({ ...mail, raw: mail.raw.toString('base64') })
    yield isFirst ? text : `,${text}`
    isFirst = false
  }
  yield ']}'
}
