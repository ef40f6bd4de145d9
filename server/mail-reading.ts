/** What is found out about a mail before anything is changed: it takes its time, so no row is locked meanwhile. */
import type { Arrival } from './connectors/arrivals.ts'
import { Unreadable, type IncomingMail } from './connectors/connector.ts'
import { readMail } from './connectors/email/read-mail.ts'
import { checkSender, type SenderChecks } from './connectors/email/sender-checks.ts'
import { isReleased, withSender } from './connectors/releases.ts'
import { isOwnRelay, isPublic } from './platform/public-address.ts'
import type { System } from './platform/system.ts'
import { keepFile, type KeptFile } from './tickets/files.ts'
import { showable, type MailHtml } from './tickets/mail-html.ts'
import { splitQuoted } from './tickets/reply-text.ts'

const TRIES_WITH_FILES = 2

export interface ReadMail {
  message: IncomingMail
  /** What is new in it; a mail that is nothing but a quotation is kept whole. */
  body: string
  /** What is new in it; empty when it is nothing but a quotation. */
  words: string
  /** History and signature, to be folded. */
  quoted: string
  files: KeptFile[]
  html: MailHtml | null
  /** Null: it came over a server of ours, or nobody could be asked. */
  checks: SenderChecks | null
  /** Our own server in front of us had its users say who they are; or the sender's domain vouches for the mail. */
  isProven: boolean
  /** It came straight from its sender's server, so what fails is the sender's fault. */
  isDirect: boolean
}

/** Throws Unreadable, with a reason for people, when there is no sense in it. */
export async function readRaw(system: System, arrival: Arrival): Promise<ReadMail> {
  const released = isReleased(arrival)
  const read = await readMail(arrival.raw, { from: arrival.envelopeFrom, nameless: released })
  const message = released ? withSender(read, arrival) : read
  // Whoever posts a mail to us is not its sender: only SMTP knows where it came from.
  const ip = arrival.connection === 'smtp' ? arrival.remoteAddress : null
  const isOurs = ip !== null && isOwnRelay(ip, system.config.SMTP_TRUSTED_RELAYS)
  const checks = isOurs
    ? null
    : await checksOf(system, arrival, ip !== null && isPublic(ip) ? ip : null)
  const { text, quoted, signature } = splitQuoted(message.text)
  const files = await kept(system, arrival, message)
  return {
    message,
    words: text,
    body: text || message.text.trim() || inviteWords(message) || message.subject || '(no text)',
    quoted: text ? [quoted, signature].filter(Boolean).join('\n\n') : '',
    files,
    html: message.html ? showable(message.html) : null,
    checks,
    isProven: isOurs || checks?.dmarc === 'pass',
    isDirect: ip !== null && isPublic(ip),
  }
}

/** A full disk may soon have room. After that the words go on without their files: an emergency must wake people. */
async function kept(system: System, arrival: Arrival, message: IncomingMail): Promise<KeptFile[]> {
  const files: KeptFile[] = []
  try {
    for (const file of message.attachments) files.push(await keepFile(system, file))
  } catch (error) {
    if (arrival.attempts < TRIES_WITH_FILES) throw error
    system.log.error({ err: error, arrivalId: arrival.id }, 'Files of a mail could not be kept')
    const lost = message.attachments.length - files.length
    message.notes.push(`${lost} of its files could not be kept. They are in the mail as it came.`)
  }
  return files
}

export const isUnreadable = (error: unknown): error is Unreadable => error instanceof Unreadable

async function checksOf(
  system: System,
  arrival: Arrival,
  ip: string | null,
): Promise<SenderChecks | null> {
  const helo = /^(?:EHLO|HELO) (\S+)$/im.exec(arrival.transcript)?.[1] ?? ''
  const delivery = { ip, helo, from: arrival.envelopeFrom ?? '', mta: system.config.MAIL_DOMAIN }
  return checkSender(arrival.raw, delivery, system.resolve).catch((error: unknown) => {
    system.log.warn({ err: error, arrivalId: arrival.id }, 'A sender could not be checked')
    return null
  })
}

/** An invitation without a word is told in words. */
function inviteWords({ invite }: IncomingMail): string {
  if (!invite) return ''
  const when = invite.startsAt ? ` ${invite.startsAt.toISOString()}` : ''
  const where = invite.place ? `, ${invite.place}` : ''
  return `Calendar ${invite.method.toLowerCase()}: ${invite.summary}${when}${where}`
}
