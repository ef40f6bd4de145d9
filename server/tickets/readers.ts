import { sql } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { lockTicket } from './queries.ts'

/**
 * Somebody of ours hears of everything that happens here. Doing it twice changes nothing; who came with a merge and then
 * says so themselves stays when it is taken back.
 */
export async function followTicket(
  work: Work,
  ticketId: string,
  user: { id: string; name: string },
): Promise<void> {
  const ticket = await lockTicket(work, ticketId)
  const added = await work.db
    .insertInto('ticketFollowers')
    .values({ ticketId, userId: user.id, since: work.now })
    .onConflict((conflict) =>
      conflict
        .columns(['ticketId', 'userId'])
        .doUpdateSet({ mergeId: null })
        .where('ticketFollowers.mergeId', 'is not', null),
    )
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return
  work.record({ type: 'ticket.reader_added', ticketId, name: user.name, as: 'follower' })
  work.touch(`ticket:${ticket.number}`)
}

export async function unfollowTicket(
  work: Work,
  ticketId: string,
  user: { id: string; name: string },
): Promise<void> {
  const ticket = await lockTicket(work, ticketId)
  const removed = await work.db
    .deleteFrom('ticketFollowers')
    .where('ticketId', '=', ticketId)
    .where('userId', '=', user.id)
    .executeTakeFirst()
  if (removed.numDeletedRows === 0n) return
  work.record({ type: 'ticket.reader_removed', ticketId, name: user.name, as: 'follower' })
  work.touch(`ticket:${ticket.number}`)
}

/**
 * A customer reads along. Of ours nobody adds an outsider: only colleagues of the requester, or who came by the
 * customer's own mail.
 */
export async function addReader(
  work: Work,
  ticketId: string,
  contact: { id: string; name: string; email: string; organizationIds?: readonly string[] },
  source: 'mail' | 'portal' | 'agent',
): Promise<void> {
  const ticket = await lockTicket(work, ticketId)
  if (contact.id === ticket.requesterId) return
  const isColleague =
    ticket.organizationId !== null && contact.organizationIds?.includes(ticket.organizationId)
  if (source === 'agent' && !isColleague)
    throw conflict(
      `${contact.email} does not belong to the customer of this ticket. The customer can add them by copying them in.`,
    )
  const added = await work.db
    .insertInto('ticketCcs')
    .values({ ticketId, contactId: contact.id, source, addedAt: work.now })
    .onConflict((conflict) =>
      // Mail copies in whoever read the mail before it: that says nothing. A person of ours, or of theirs who asks, means it.
      source !== 'mail'
        ? conflict
            .columns(['ticketId', 'contactId'])
            .doUpdateSet({ source, mergeId: null })
            .where('ticketCcs.mergeId', 'is not', null)
        : conflict.doNothing(),
    )
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return
  work.record({
    type: 'ticket.reader_added',
    ticketId,
    name: contact.name,
    as: 'cc',
    contactId: contact.id,
  })
  work.touch(`ticket:${ticket.number}`)
}

export async function removeReader(
  work: Work,
  ticketId: string,
  contact: { id: string; name: string },
): Promise<void> {
  const ticket = await lockTicket(work, ticketId)
  const removed = await work.db
    .deleteFrom('ticketCcs')
    .where('ticketId', '=', ticketId)
    .where('contactId', '=', contact.id)
    .executeTakeFirst()
  if (removed.numDeletedRows === 0n) return
  work.record({
    type: 'ticket.reader_removed',
    ticketId,
    name: contact.name,
    as: 'cc',
    contactId: contact.id,
  })
  work.touch(`ticket:${ticket.number}`)
}

/** Who left an organization reads its tickets no more where colleagues or people of ours had brought them in as one of it. */
export async function removeReaderOf(
  work: Work,
  { contactId, organizationId }: { contactId: string; organizationId: string },
): Promise<void> {
  const { rows } = await sql<{ ticketId: string; number: number; name: string }>`
    delete from ticket_ccs r using tickets t, contacts c
    where r.contact_id = ${contactId} and r.source in ('portal', 'agent')
      and t.id = r.ticket_id and t.organization_id = ${organizationId} and c.id = r.contact_id
    returning t.id as ticket_id, t.number, c.name`.execute(work.db)
  for (const { ticketId, number, name } of rows) {
    work.record({ type: 'ticket.reader_removed', ticketId, name, as: 'cc', contactId })
    work.touch(`ticket:${number}`)
  }
}
