/** What comes in from outside, and which module takes it. */
import { sql } from 'kysely'
import { channelForAddresses, detailOf } from './channels/routing.ts'
import { findChannel, listChannels } from './channels/queries.ts'
import { Unreadable, type Alert, type IncomingMessage } from './connectors/connector.ts'
import { readMail } from './connectors/email/read-mail.ts'
import {
  claimMessage,
  countFailure,
  isTwin,
  lockWaitingArrival,
  settleArrival,
  type Arrival,
  type Fate,
} from './connectors/arrivals.ts'
import { saveContact } from './customers/actions.ts'
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
export async function readArrival(system: System, arrivalId: string): Promise<void> {
  try {
    await inWork(system, machine('mail'), async (work) => {
      const arrival = await lockWaitingArrival(work, arrivalId)
      if (!arrival) return
      const message = await readOrQuarantine(work, arrival)
      if (message) await receiveMessage(work, arrival, message)
    })
  } catch (error) {
    if (isTwin(error))
      return settleAlone(system, arrivalId, {
        state: 'duplicate',
        reason: 'The same message was taken already.',
      })
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
  const fate: Fate = {
    state: 'taken',
    messageId: message.messageId,
    fromAddress: from?.address ?? null,
    subject: message.subject.slice(0, 500),
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
  if (!(await claimMessage(work, arrival, fate)))
    return settleArrival(work, arrival.id, {
      ...fate,
      state: 'duplicate',
      reason: 'The same message was taken already.',
    })
  const thread = await findThread(work, arrival, message)
  const automatic = message.automatic !== null
  const closed =
    thread.kind === 'reply' && !automatic ? await closedTicket(work, thread.ticketId) : null
  const name = from.name?.trim() || from.address
  if (thread.kind === 'reply' && !closed) {
    const contact = await saveContact(work, { email: from.address, name, organizationId: null })
    const asContact: Work = {
      ...work,
      actor: { kind: 'contact', id: contact.id, name: contact.name },
    }
    const comment = await addCustomerComment(asContact, thread.ticketId, {
      body: bodyOf(message),
      via: 'email',
      messageId: message.messageId,
      arrivalId: arrival.id,
      automatic,
    })
    return settleArrival(work, arrival.id, {
      ...fate,
      ticketId: thread.ticketId,
      commentId: comment.id,
    })
  }
  const channels = await listChannels(work.system)
  const channel =
    channels.find(({ key }) => key === closed?.channelKey) ??
    channelForAddresses(channels, arrival.envelopeTo) ??
    (await findChannel(work.system, 'paid'))
  const ticket = await openTicket(work, {
    channel,
    subject: message.subject,
    body: bodyOf(message),
    requester: { email: from.address, name },
    via: 'email',
    messageId: message.messageId,
    arrivalId: arrival.id,
    tags: [
      ...(automatic ? ['automatic'] : []),
      ...(message.automatic?.kind === 'report' ? ['bounce'] : []),
      ...(message.encrypted ? ['encrypted'] : []),
      ...(closed ? ['follow_up'] : []),
    ],
  })
  // Closed is for ever, and nobody looks there: what comes after it is a ticket of its own, linked both ways.
  if (closed) await linkTickets(work, closed.id, ticket.id, 'follow_up')
  await settleArrival(work, arrival.id, { ...fate, ticketId: ticket.id })
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
    .select(['id', 'channelKey', 'status'])
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
export async function takeAlert(work: Work, alert: Alert): Promise<string | null> {
  return alert.action === 'acknowledge'
    ? acknowledgeByMonitoring(work, alert)
    : receiveAlert(work, alert)
}
