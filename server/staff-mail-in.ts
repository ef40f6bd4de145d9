/** What people of ours send by mail: answers to notices, and customers' mail passed on. Believed only when it is proven. */
import { findChannel, type Channel } from './channels/queries.ts'
import { settleArrival, type Arrival, type Fate } from './connectors/arrivals.ts'
import { homeOf } from './channels/routing.ts'
import { soundAlarm } from './doors.ts'
import type { ReadMail } from './mail-reading.ts'
import type { Work } from './platform/work.ts'
import { note, reply } from './tickets/actions.ts'
import { attachFiles } from './tickets/files.ts'
import { FORWARD_COMMAND, forwardedIn } from './tickets/forwarded.ts'
import { openTicket } from './tickets/open.ts'
import { findTicketById, firstCommentOf, rootOf } from './tickets/queries.ts'
import { followTicket } from './tickets/readers.ts'
import { holdsNotice, staffAnswerOf } from './tickets/staff-mail.ts'

interface StaffMail extends ReadMail {
  arrival: Arrival
  from: { address: string; name: string | null }
  fate: Fate
  doors: Channel[]
}

const NOTE = /^\s*#note\b[ \t:]*/i
/** A line of what was answered, kept because somebody wrote between the lines. */
const QUOTED_LINE = /^[ \t]*>.*(\n|$)/gm

/** True when the mail was one of ours to a ticket, and is settled. */
export async function takeStaffMail(work: Work, mail: StaffMail): Promise<boolean> {
  const named = staffAnswerOf(work.system, mail.arrival.envelopeTo)
  if (named) return takeAnswer(work, mail, named)
  return takeForward(work, mail)
}

async function takeAnswer(
  work: Work,
  mail: StaffMail,
  { number, userId }: { number: number; userId: string },
): Promise<boolean> {
  const { arrival, fate, from, message } = mail
  const settle = async (change: Partial<Fate>) => {
    await settleArrival(work, arrival.id, { ...fate, ...change })
    return true
  }
  if (message.automatic)
    return settle({ state: 'ignored', reason: 'An automatic answer of one of us to a notice.' })
  const user = await userBy(work, 'id', userId)
  const isTheirs = user?.email.toLowerCase() === from.address.toLowerCase()
  if (!user || !isTheirs || !mail.isProven)
    return settle({
      state: 'quarantined',
      reason: user
        ? `It answers for ${user.name}, and is not proven to come from them.`
        : 'It answers for somebody who is no longer here.',
    })
  const found = await work.db
    .selectFrom('tickets')
    .select(['id'])
    .where('number', '=', number)
    .executeTakeFirst()
  // What it became part of may be restricted since.
  const ticket = found && (await findTicketById(work.db, await rootOf(work.db, found.id)))
  if (!ticket || ticket.restricted)
    return settle({ state: 'quarantined', reason: 'Its ticket is not answered by mail.' })
  const ticketId = ticket.id
  const asUser: Work = { ...work, actor: { kind: 'user', id: user.id, name: user.name } }
  // What is answered may be a note, and a customer reads the answer: nothing of it goes along. Where our notice stands in
  // the words themselves, no line tells them apart, and only the team reads them.
  const isNote = NOTE.test(mail.words) || holdsNotice(mail.words)
  const words = isNote ? mail.words.replace(NOTE, '') : mail.words.replaceAll(QUOTED_LINE, '')
  if (words.trim() === '' && mail.files.length === 0)
    return settle({ state: 'quarantined', reason: 'It says nothing of its own.' })
  const source = {
    body: words.trim() || '(no text)',
    via: 'email' as const,
    arrivalId: arrival.id,
  }
  const comment = isNote
    ? await note(asUser, ticketId, source)
    : await reply(asUser, ticketId, source)
  await attachFiles(work, comment.id, mail.files)
  return settle({ ticketId, commentId: comment.id })
}

/** The mail files itself as the customer's; whoever passed it on follows it. */
async function takeForward(work: Work, mail: StaffMail): Promise<boolean> {
  const opened = await openForwarded(work, mail, [])
  if (opened) await settleArrival(work, mail.arrival.id, { ...mail.fate, ...opened })
  return opened !== null
}

/**
 * Opens the ticket of a customer whose mail one of us passed on, behind the strictest of its doors and `others`, and wakes
 * people as the customer's own mail would. Null when it is no such mail, or not proven to come from us.
 */
export async function openForwarded(
  work: Work,
  mail: StaffMail,
  others: readonly Channel[],
): Promise<{ ticketId: string; commentId: string } | null> {
  const { arrival, doors, from, message } = mail
  if (!mail.isProven || !FORWARD_COMMAND.test(message.text)) return null
  const user = await userBy(work, 'email', from.address.toLowerCase())
  const first = forwardedIn(message.text)
  if (!user || !first) return null
  const asUser: Work = { ...work, actor: { kind: 'user', id: user.id, name: user.name } }
  const channel = homeOf([...doors, ...others]) ?? (await findChannel(work.system, 'paid'))
  const { id: ticketId, subject } = await openTicket(asUser, {
    channel,
    subject: first.subject ?? message.subject.replace(/^\s*(fwd?|wg|tr|rv|i)\s*:\s*/i, ''),
    body: first.body || message.subject,
    requester: { email: first.from.address, name: first.from.name ?? first.from.address },
    via: 'email',
    arrivalId: arrival.id,
    identityVerified: false,
    tags: ['forwarded'],
  })
  const { id: commentId } = await firstCommentOf(work.db, ticketId)
  await attachFiles(work, commentId, mail.files)
  await followTicket(asUser, ticketId, user)
  await soundAlarm(work, { id: ticketId, subject, channel }, doors, message)
  return { ticketId, commentId }
}

async function userBy(work: Work, column: 'id' | 'email', value: string) {
  const user = await work.db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where(column, '=', value)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  return user ?? null
}
