import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'
import { contactPage } from '../customers/lists.ts'

/** Everything we hold about a person, as one value: what they are called, where they belong, and every word of theirs. */
export async function exportContact(work: Work, contactId: string) {
  const { db } = work
  const contact = await contactPage(db, contactId)
  const [tickets, messages, readsAlong, mails, received] = await Promise.all([
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
      .execute(),
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
      .execute(),
    db
      .selectFrom('ticketCcs')
      .innerJoin('tickets', 'tickets.id', 'ticketCcs.ticketId')
      .select(['tickets.number as ticket', 'ticketCcs.addedAt'])
      .where('contactId', '=', contactId)
      .execute(),
    db
      .selectFrom('arrivals')
      .select(['number', 'subject', 'receivedAt', 'raw'])
      .where('fromAddress', '=', contact.email)
      .orderBy('number')
      .execute(),
    db
      .selectFrom('outgoingMessages')
      .select(['number', 'subject', 'body', 'state', 'sentAt'])
      .where(sql<boolean>`to_addresses @> array[${contact.email}]::text[]`)
      .where('purpose', '<>', 'staff_notice')
      .orderBy('number')
      .execute(),
  ])
  work.record({ type: 'customer.exported', contactId })
  return {
    exportedAt: work.now,
    contact,
    tickets,
    messages,
    readsAlong,
    mails: mails.map(({ raw, ...mail }) => ({ ...mail, raw: raw.toString('base64') })),
    received,
  }
}
