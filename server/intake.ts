/** What comes in from outside, and which module takes it. */
import { sql } from 'kysely'
import { detailOf, homeOf } from './channels/routing.ts'
import { findChannel, listChannels, type Channel } from './channels/queries.ts'
import { Unreadable, type Alert, type IncomingMessage } from './connectors/connector.ts'
import { readMail } from './connectors/email/read-mail.ts'
import {
  cameThisWay,
  claimMessage,
  countFailure,
  isStillBeingRead,
  isTwin,
  lockWaitingArrival,
  readLater,
  settleArrival,
  type Arrival,
  type Fate,
} from './connectors/arrivals.ts'
import { messageKeyOf } from './connectors/mail-head.ts'
import { saveContact } from './customers/actions.ts'
import { doorsOf, isLouder, moveHome, soundAlarm } from './doors.ts'
import { acknowledgeByMonitoring, receiveAlert } from './incidents/alerts.ts'
import { machine, type System } from './platform/system.ts'
import { inWork, type Work } from './platform/work.ts'
import { addCustomerComment } from './tickets/actions.ts'
import { linkTickets } from './tickets/links.ts'
import { openTicket } from './tickets/open.ts'
import { ticketNumberOf } from './tickets/outgoing.ts'
import { participantsOf, ticketIdsOfMessages } from './tickets/queries.ts'
import { splitQuoted } from './tickets/reply-text.ts'
import { whyBanned } from './tickets/spam.ts'
import { threadOf } from './tickets/threading.ts'

/** After so many failures a mail goes to quarantine instead of failing for ever. */
const MOST_TRIES = 5

/** Reads a stored mail and gives it to its module. Whatever happens, the arrival ends in a state one can see. */
export async function readArrival(system: System, arrivalId: string, twins = 0): Promise<void> {
  try {
    await inWork(system, machine('mail'), async (work) => {
      const arrival = await lockWaitingArrival(work, arrivalId)
      if (!arrival) return
      const message = await readOrQuarantine(work, arrival)
      if (message) await receiveMessage(work, arrival, message)
    })
  } catch (error) {
    // The same message was being taken at the same moment. Now it is: read again, this one falls to it.
    if (isTwin(error) && twins < MOST_TRIES) return readArrival(system, arrivalId, twins + 1)
    // Our fault, not the sender's. It is tried again; a mail we cannot digest at all ends where a person sees it.
    const tries = await countFailure(system, arrivalId)
    if (tries < MOST_TRIES) throw error
    const why = error instanceof Error ? error.message : String(error)
    system.log.error({ err: error, arrivalId }, 'A mail could not be processed and was quarantined')
    await settleAlone(system, arrivalId, {
      state: 'quarantined',
      reason: `It could not be processed: ${why}`.slice(0, 500),
    })
  }
}

async function settleAlone(system: System, arrivalId: string, fate: Fate) {
  await inWork(system, machine('mail'), (work) => settleArrival(work, arrivalId, fate))
}

async function readOrQuarantine(work: Work, arrival: Arrival): Promise<IncomingMessage | null> {
  try {
    return await readMail(arrival.raw, { from: arrival.envelopeFrom })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await settleArrival(work, arrival.id, { state: 'quarantined', reason: error.message })
    return null
  }
}

async function receiveMessage(work: Work, arrival: Arrival, message: IncomingMessage) {
  const from = message.from
  const doors = await doorsOf(work, arrival, message)
  const fate: Fate = {
    state: 'taken',
    messageId: message.messageId,
    messageKey: messageKeyOf(message, arrival),
    fromAddress: from?.address ?? null,
    subject: message.subject.slice(0, 500),
    restricted: arrival.restricted || doors.some(({ restricted }) => restricted),
  }
  if (!from)
    return settleArrival(work, arrival.id, {
      ...fate,
      state: 'quarantined',
      reason: 'It names no sender.',
    })
  if (await isFromOurselves(work, message))
    return settleArrival(work, arrival.id, {
      ...fate,
      state: 'ignored',
      reason: 'We sent it ourselves.',
    })
  const banned = await whyBanned(work.db, from.address)
  if (banned)
    return settleArrival(work, arrival.id, { ...fate, state: 'quarantined', reason: banned })
  // An answer that overtakes what it answers would become a ticket of its own.
  if (await isStillBeingRead(work, arrival, [...message.inReplyTo, ...message.references]))
    return readLater(work, arrival.id)
  const first = await claimMessage(work, arrival, fate)
  const mail: Mail = { arrival, message, from, fate, doors }
  return first ? takeCopy(work, mail, first) : takeMessage(work, mail)
}

interface Mail {
  arrival: Arrival
  message: IncomingMessage
  from: { address: string; name: string | null }
  fate: Fate
  /** Every channel this delivery came to. */
  doors: Channel[]
}

async function takeMessage(work: Work, mail: Mail) {
  const { arrival, message, from, fate } = mail
  const thread = await findThread(work, arrival, message)
  const automatic = message.automatic !== null
  const closed =
    thread.kind === 'reply' && !automatic ? await closedTicket(work, thread.ticketId) : null
  if (thread.kind !== 'reply' || closed) {
    const ticketId = await openFor(work, mail, closed)
    return settleArrival(work, arrival.id, { ...fate, ticketId })
  }
  const name = from.name?.trim() || from.address
  const contact = await saveContact(work, { email: from.address, name, organizationId: null })
  const asContact: Work = {
    ...work,
    actor: { kind: 'contact', id: contact.id, name: contact.name },
  }
  const { ticketId } = thread
  const comment = await addCustomerComment(asContact, ticketId, {
    body: bodyOf(message),
    via: 'email',
    messageId: message.messageId,
    arrivalId: arrival.id,
    automatic,
  })
  if (!automatic) await moveHome(work, ticketId, mail)
  await settleArrival(work, arrival.id, { ...fate, ticketId, commentId: comment.id })
}

async function openFor(
  work: Work,
  { arrival, message, from, doors }: Mail,
  closed: { id: string; channelKey: string } | null,
): Promise<string> {
  const channels = await listChannels(work.system)
  const known = [...doors, ...channels.filter(({ key }) => key === closed?.channelKey)]
  const channel = homeOf(known) ?? (await findChannel(work.system, 'paid'))
  const ticket = await openTicket(work, {
    channel,
    subject: message.subject,
    body: bodyOf(message),
    requester: { email: from.address, name: from.name?.trim() || from.address },
    via: 'email',
    messageId: message.messageId,
    arrivalId: arrival.id,
    tags: [
      ...(message.automatic ? ['automatic'] : []),
      ...(message.automatic?.kind === 'report' ? ['bounce'] : []),
      ...(message.encrypted ? ['encrypted'] : []),
      ...(closed ? ['follow_up'] : []),
    ],
  })
  // Closed is for ever, and nobody looks there: what comes after it is a ticket of its own, linked both ways.
  if (closed) await linkTickets(work, closed.id, ticket.id, 'follow_up')
  await soundAlarm(work, { id: ticket.id, subject: ticket.subject, channel }, doors, message)
  return ticket.id
}

/** The same message by another way: one message, two deliveries. It may have come to a stricter door than the first. */
async function takeCopy(work: Work, mail: Mail, first: Arrival) {
  const { arrival, fate } = mail
  const isSameWay = await cameThisWay(work, arrival, fate.messageKey ?? null)
  const comment = await work.db
    .selectFrom('comments')
    .select(['id', sql<string>`ticket_root(ticket_id)`.as('ticketId')])
    .where('arrivalId', '=', first.id)
    .executeTakeFirst()
  await settleArrival(work, arrival.id, {
    ...fate,
    state: 'duplicate',
    reason: isSameWay
      ? 'The same message was taken already.'
      : `The same message also came to ${first.mailbox || first.connection}, and was taken there.`,
    ticketId: first.ticketId,
    commentId: comment?.id ?? null,
  })
  // Without one the ticket was deleted, or the message never became one: it does not come back by the other way.
  if (!comment || isSameWay || mail.message.automatic) return
  const closed = await closedTicket(work, comment.ticketId)
  const isUnheard = closed && mail.doors.some((door) => isLouder(door, closed))
  if (isUnheard) await openFor(work, mail, closed)
  await moveHome(work, comment.ticketId, mail, closed !== null)
}

async function findThread(work: Work, arrival: Arrival, message: IncomingMessage) {
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

async function closedTicket(work: Work, ticketId: string) {
  const ticket = await work.db
    .selectFrom('tickets')
    .select(['id', 'channelKey', 'rank', 'status'])
    .where('id', '=', ticketId)
    .executeTakeFirst()
  return ticket?.status === 'closed' ? ticket : null
}

/** New words first; a mail that is nothing but a quotation is kept whole. */
const bodyOf = ({ text, subject }: IncomingMessage) =>
  splitQuoted(text).text || text.trim() || subject || '(no text)'

async function isFromOurselves(work: Work, { messageId }: IncomingMessage): Promise<boolean> {
  if (!messageId?.endsWith(`@${work.system.config.MAIL_DOMAIN}`)) return false
  const ours = await work.db
    .selectFrom('outgoingMessages')
    .select('id')
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  return ours !== undefined
}

/** Monitoring speaks. Returns the key the alert is known by, or null when the routing key is nobody's. */
export async function takeAlert(
  work: Work,
  alert: Alert,
  how: { stepsNow: boolean },
): Promise<string | null> {
  return alert.action === 'acknowledge'
    ? acknowledgeByMonitoring(work, alert)
    : receiveAlert(work, alert, how)
}
