import MailComposer from 'nodemailer/lib/mail-composer'
import type { Address } from '../connector.ts'

export interface OutgoingMail {
  from: Address
  to: Address[]
  cc?: Address[]
  replyTo?: Address[]
  subject: string
  text: string
  html?: string
  /**
   * Without angle brackets, as all ids here. The caller makes it once: a second try carries the
   * same.
   */
  messageId: string
  inReplyTo?: string
  references?: string[]
  /** Further headers, such as Auto-Submitted (RFC 3834) for what a machine wrote. */
  headers?: Record<string, string>
  sentAt?: Date
  attachments?: OutgoingFile[]
}

export interface OutgoingFile {
  name: string
  contentType: string
  content: Buffer
  /** Given when the HTML shows it by `cid:`. */
  contentId?: string
}

/**
 * The raw message, CRLF line ends. Line breaks in any header value are taken out: nothing can be
 * injected.
 */
export function writeMail(mail: OutgoingMail): Promise<Buffer> {
  const { inReplyTo, references = [], attachments = [] } = mail
  const composer = new MailComposer({
    from: nodemailerAddress(mail.from),
    to: mail.to.map(nodemailerAddress),
    cc: mail.cc?.map(nodemailerAddress),
    replyTo: mail.replyTo?.map(nodemailerAddress),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    ...(inReplyTo && { inReplyTo: `<${inReplyTo}>` }),
    references: withinRelayLimits(references).map((id) => `<${id}>`),
    headers: mail.headers,
    date: mail.sentAt,
    attachments: attachments.map(({ name, contentType, content, contentId }) => ({
      filename: name,
      contentType,
      content,
      ...(contentId && { cid: contentId }),
    })),
    // Nothing in a mail may make this server read a file or open an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  return composer.compile().build()
}

const LONGEST_REFERENCES = 1500

/**
 * Relays refuse header blocks over 4 kB, and a thread of a year fills them with ids: the first,
 * which names the thread, and the newest stay.
 */
export function withinRelayLimits(references: string[]): string[] {
  const [first, ...others] = references
  if (first === undefined) return []
  let room = LONGEST_REFERENCES - first.length - 3
  const newest = others.toReversed().filter((id) => (room -= id.length + 3) >= 0)
  return [first, ...newest.toReversed()]
}

const nodemailerAddress = ({ address, name }: Address) => ({ address, name: name ?? '' })
