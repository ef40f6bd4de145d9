/** What comes in from outside, and which module takes it. */
import { sql } from 'kysely'
import { homeOf } from './channels/routing.ts'
import { findChannel, listChannels, type Channel } from './channels/queries.ts'
import type { Alert, IncomingMail } from './connectors/connector.ts'
import { whyRefused } from './connectors/email/sender-checks.ts'
import {
  cameThisWay,
  claimMessage,
  countFailure,
  findWaitingArrival,
  isStillBeingRead,
  isTwin,
  lockWaitingArrival,
  readLater,
  settleArrival,
  type Arrival,
  type Fate,
} from './connectors/arrivals.ts'
import { messageKeyOf } from './connectors/mail-head.ts'
import { isReleased } from './connectors/releases.ts'
import { saveContact } from './customers/actions.ts'
import { addCopied } from './copied.ts'
import { doorsOf, isUnheard, moveHome, soundAlarm } from './doors.ts'
import { acknowledgeByMonitoring, receiveAlert, receiveTrigger } from './incidents/alerts.ts'
import { isUnreadable, readRaw, type ReadMail } from './mail-reading.ts'
import { takeForumMail } from './forum-mail-in.ts'
import { openForwarded, takeStaffMail } from './staff-mail-in.ts'
import { machine, type System } from './platform/system.ts'
import { inWork, type Work } from './platform/work.ts'
import { addCustomerComment } from './tickets/actions.ts'
import { takeBounce, whenNoted } from './tickets/bounces.ts'
import { attachFiles } from './tickets/files.ts'
import { linkTickets } from './tickets/links.ts'
import { keepHtml, keepQuoted } from './tickets/mail-html.ts'
import { openTicket } from './tickets/open.ts'
import { firstCommentOf } from './tickets/queries.ts'
import { whyBanned } from './tickets/spam.ts'
import { closedTicket, findThread, isFromOurselves } from './thread-of-mail.ts'

/** After so many failures a mail goes to quarantine instead of failing for ever. */
const MOST_TRIES = 5

/** Reads a stored mail and gives it to its module. Whatever happens, the arrival ends in a state one can see. */
export async function readArrival(system: System, arrivalId: string, twins = 0): Promise<void> {
  try {
    const arrival = await findWaitingArrival(system.db, arrivalId)
    if (!arrival) return
    const read = await readRaw(system, arrival).catch((error: unknown) => {
      if (isUnreadable(error)) return error
      throw error
    })
    await inWork(system, machine('mail'), async (work) => {
      if (!(await lockWaitingArrival(work, arrivalId))) return
      if (isUnreadable(read))
        return settleArrival(work, arrival.id, { state: 'quarantined', reason: read.message })
      await receiveMessage(work, arrival, read)
    })
  } catch (error) {
    // The same message was being taken at the same moment. Now it is: read again, this one falls to it.
    if (isTwin(error) && twins < MOST_TRIES) return readArrival(system, arrivalId, twins + 1)
    // Our fault, not the sender's. It is tried again; a mail we cannot digest at all ends where a person sees it.
    const why = error instanceof Error ? error.message : String(error)
    const tries = await countFailure(system, arrivalId, why)
    if (tries < MOST_TRIES) throw error
    system.log.error({ err: error, arrivalId }, 'A mail could not be processed and was quarantined')
    await inWork(system, machine('mail'), async (work) => {
      const reason = `It could not be processed: ${why}`.slice(0, 500)
      await settleArrival(work, arrivalId, { state: 'quarantined', reason })
    })
  }
}

async function receiveMessage(work: Work, arrival: Arrival, read: ReadMail) {
  const { message, checks } = read
  const from = message.from
  const doors = await doorsOf(work, arrival, message)
  const fate: Fate = {
    state: 'taken',
    messageId: message.messageId,
    messageKey: messageKeyOf(message, arrival),
    fromAddress: from?.address ?? null,
    subject: message.subject.slice(0, 500),
    restricted: arrival.restricted || doors.some(({ restricted }) => restricted),
    verdict: message.verdict.kind,
    checks: checks && JSON.parse(JSON.stringify(checks)),
    notes: message.notes,
  }
  if (!from) return quarantine(work, arrival, fate, 'It names no sender.')
  if (await isFromOurselves(work, arrival, message))
    return settleArrival(work, arrival.id, {
      ...fate,
      state: 'ignored',
      reason: 'We sent it ourselves.',
    })
  const mail: Mail = { ...read, arrival, from, fate, doors }
  const why = isReleased(arrival)
    ? null
    : ((await whyBanned(work.db, from.address)) ?? whyNotFromThem(mail))
  if (why) return quarantine(work, arrival, fate, why)
  // An answer that overtakes what it answers would become a ticket of its own.
  if (await isStillBeingRead(work, arrival, [...message.inReplyTo, ...message.references]))
    return readLater(work, arrival.id)
  const notedAt = message.automatic && message.bounce && (await whenNoted(work, message.bounce))
  if (notedAt) return readLater(work, arrival.id, notedAt)
  const first = await claimMessage(work, arrival, fate)
  return first ? takeCopy(work, mail, first) : takeMessage(work, mail)
}

const quarantine = (work: Work, arrival: Arrival, fate: Fate, reason: string) =>
  settleArrival(work, arrival.id, { ...fate, state: 'quarantined', reason })

/** Nobody argues with an emergency at the door: it is taken, and marked as not proven to come from whom it says. */
function whyNotFromThem({ checks, isDirect, from, doors }: Mail): string | null {
  if (!checks || !isDirect || doors.some(({ kind }) => kind === 'emergency')) return null
  return whyRefused(checks, from.address.slice(from.address.lastIndexOf('@') + 1))
}

interface Mail extends ReadMail {
  arrival: Arrival
  from: { address: string; name: string | null }
  fate: Fate
  /** Every channel this delivery came to. */
  doors: Channel[]
}

/** True when it was no customer's word: one of ours wrote it, or a machine about a mail of ours. */
async function takeAside(work: Work, mail: Mail): Promise<boolean> {
  const { arrival, message, fate } = mail
  if (await takeForumMail(work, mail)) return true
  if (await takeStaffMail(work, mail)) return true
  // Whoever shows us a report that they were sent is a person, and is heard.
  const isMailServer = arrival.connection !== 'smtp' || !arrival.envelopeFrom
  const reporter = { address: mail.from.address, isMailServer }
  const told =
    message.automatic && message.bounce && (await takeBounce(work, message.bounce, reporter))
  // That something was read changes nothing, and nobody has to see it.
  const isReceipt = message.automatic !== null && message.verdict.kind === 'receipt'
  if (told) await settleArrival(work, arrival.id, { ...fate, ticketId: told })
  else if (isReceipt)
    await settleArrival(work, arrival.id, {
      ...fate,
      state: 'ignored',
      reason: message.verdict.reason,
    })
  return Boolean(told) || isReceipt
}

async function takeMessage(work: Work, mail: Mail) {
  const { arrival, message, from, fate } = mail
  // A person let it out of quarantine and said where it goes.
  const released = isReleased(arrival)
  if (!released && (await takeAside(work, mail))) return
  const thread = await findThread(work, arrival, message)
  const automatic = message.automatic !== null
  const closed =
    thread.kind === 'reply' && (released || !automatic)
      ? await closedTicket(work, thread.ticketId)
      : null
  if (thread.kind !== 'reply' || closed) {
    const ticketId = await openFor(work, mail, closed)
    if (thread.kind === 'new' && thread.suggestedTicketId)
      await linkTickets(work, ticketId, thread.suggestedTicketId, 'suggested')
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
    body: mail.body,
    via: 'email',
    messageId: message.messageId,
    arrivalId: arrival.id,
    automatic,
  })
  await keepParts(work, comment.id, mail)
  // First behind its door: into what has just become restricted nobody is brought.
  if (!automatic) await moveHome(work, ticketId, mail)
  if (!automatic) await addCopied(asContact, ticketId, mail)
  await settleArrival(work, arrival.id, { ...fate, ticketId, commentId: comment.id })
}

async function openFor(
  work: Work,
  mail: Mail,
  closed: { id: string; channelKey: string } | null,
): Promise<string> {
  const { arrival, message, from, doors } = mail
  const channels = await listChannels(work.system)
  const known = [...doors, ...channels.filter(({ key }) => key === closed?.channelKey)]
  const channel = homeOf(known) ?? (await findChannel(work.system, 'paid'))
  const ticket = await openTicket(work, {
    channel,
    subject: message.subject,
    body: mail.body,
    requester: { email: from.address, name: from.name?.trim() || from.address },
    via: 'email',
    messageId: message.messageId,
    arrivalId: arrival.id,
    identityVerified: !mail.isDirect || mail.checks?.dmarc !== 'fail',
    tags: [
      ...(message.automatic ? ['automatic'] : []),
      ...(isReport(message) ? ['bounce'] : []),
      ...(message.encrypted ? ['encrypted'] : []),
      ...(message.invite ? ['invite'] : []),
      ...(message.verdict.kind === 'abuse_report' ? ['abuse_report'] : []),
      ...(closed ? ['follow_up'] : []),
    ],
  })
  const { id: commentId } = await firstCommentOf(work.db, ticket.id)
  await keepParts(work, commentId, mail)
  if (!message.automatic) await addCopied(work, ticket.id, mail)
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
  if (closed && (await isUnheard(work, closed, mail.doors))) await openAgain(work, mail, closed)
  await moveHome(work, comment.ticketId, mail, closed !== null)
}

/** The first copy found a door where nobody is woken, and was answered and closed there: this one wakes people after all. */
async function openAgain(work: Work, mail: Mail, closed: { id: string; channelKey: string }) {
  const behind = (await listChannels(work.system)).filter(({ key }) => key === closed.channelKey)
  const forwarded = await openForwarded(work, mail, behind)
  if (!forwarded) return void (await openFor(work, mail, closed))
  await linkTickets(work, closed.id, forwarded.ticketId, 'follow_up')
}

/** What a mail server says about mail; a person's absence is no report. */
const isReport = ({ verdict, automatic }: IncomingMail) =>
  automatic !== null &&
  (verdict.kind === 'bounce' || verdict.kind === 'delay' || automatic.kind === 'report')

/** Files, HTML and what was quoted, where there is any. */
async function keepParts(work: Work, commentId: string, { files, html, quoted }: ReadMail) {
  await attachFiles(work, commentId, files)
  if (html) await keepHtml(work, commentId, html)
  if (quoted) await keepQuoted(work, commentId, quoted)
}

/** Monitoring speaks. Returns the key the alert is known by, or null when the routing key is nobody's. */
export async function takeAlert(
  system: System,
  alert: Alert,
  { stepsNow }: { stepsNow: boolean },
): Promise<string | null> {
  const monitoring = machine('monitoring')
  if (alert.action === 'trigger' && stepsNow) return receiveTrigger(system, monitoring, alert)
  return inWork(system, monitoring, (work) =>
    alert.action === 'acknowledge'
      ? acknowledgeByMonitoring(work, alert)
      : receiveAlert(work, alert, { stepsNow }),
  )
}
