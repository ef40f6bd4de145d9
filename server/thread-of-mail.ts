/** Which conversation a mail belongs to, by what the database knows of its marks and its sender. */
import { sql } from 'kysely'
import { detailOf } from './channels/routing.ts'
import type { Arrival } from './connectors/arrivals.ts'
import type { IncomingMail } from './connectors/connector.ts'
import { isReleased, releasedThread } from './connectors/releases.ts'
import { readHead } from './connectors/mail-head.ts'
import type { Work } from './platform/work.ts'
import { ticketNumberOf } from './tickets/outgoing.ts'
import { isOwnMail } from './tickets/own-mail.ts'
import { participantsOf } from './tickets/participants.ts'
import { ticketIdsOfMessages } from './tickets/queries.ts'
import { threadOf } from './tickets/threading.ts'

export async function findThread(work: Work, arrival: Arrival, message: IncomingMail) {
  if (isReleased(arrival)) return releasedThread(work, arrival)
  const numbers = arrival.envelopeTo
    .map((address) => ticketNumberOf(work.system, detailOf(address) ?? ''))
    .filter((number) => number !== null)
  const byToken =
    numbers.length > 0
      ? await work.db
          .selectFrom('tickets')
          // A ticket that was merged is read in the one it became part of.
          .select(sql<string>`ticket_root(tickets.id)`.as('id'))
          .where('number', 'in', numbers)
          .execute()
      : []
  const tokenTicketIds = byToken.map(({ id }) => id)
  const referencedTicketIds = await ticketIdsOfMessages(work.db, [
    ...message.inReplyTo,
    ...message.references.toReversed(),
  ])
  const participants = await participantsOf(work.db, [
    ...new Set([...tokenTicketIds, ...referencedTicketIds]),
  ])
  // What a machine sends back to our envelope address is about that ticket, whoever it names as its sender.
  if (message.automatic && tokenTicketIds[0])
    return { kind: 'reply' as const, ticketId: tokenTicketIds[0] }
  return threadOf({
    tokenTicketIds,
    referencedTicketIds,
    participants,
    from: message.from?.address ?? '',
  })
}

/** A ticket that takes no more words; null when it still does. */
export async function closedTicket(work: Work, ticketId: string) {
  const ticket = await work.db
    .selectFrom('tickets')
    .select(['id', 'channelKey', 'rank', 'status'])
    .where('id', '=', ticketId)
    .executeTakeFirst()
  return ticket?.status === 'closed' ? ticket : null
}

/** A mail of our own that came back to us: by its mark, or by an id that only we give. */
export async function isFromOurselves(
  work: Work,
  { raw }: Arrival,
  { messageId }: IncomingMail,
): Promise<boolean> {
  if (isOwnMail(readHead(raw), work.system)) return true
  if (!messageId?.endsWith(`@${work.system.config.MAIL_DOMAIN}`)) return false
  const ours = await work.db
    .selectFrom('outgoingMessages')
    .select('id')
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  return ours !== undefined
}
