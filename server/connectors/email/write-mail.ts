import MailComposer from 'nodemailer/lib/mail-composer'
import { DeliveryFailed, type Address } from '../connector.ts'

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
  /** What Outlook groups by; see thread-index.ts. */
  threadIndex?: string
  threadTopic?: string
  /** Further headers, such as Auto-Submitted (RFC 3834) for what a machine wrote. */
  headers?: Record<string, string>
  sentAt?: Date
  files?: OutgoingFile[]
}

/** What goes along. Larger mail than this, files and all, is refused by most servers. */
export const MOST_MAIL_BYTES = 25 * 1024 * 1024

export interface OutgoingFile {
  name: string
  contentType: string
  content: Buffer
  /** Given when the HTML shows it by `cid:`. */
  contentId?: string
}

/**
 * The raw message, CRLF line ends. Line breaks in any header value are taken out: nothing can be
 * injected. DeliveryFailed, permanent, when it is over MOST_MAIL_BYTES.
 */
export async function writeMail(mail: OutgoingMail): Promise<Buffer> {
  const { inReplyTo, references = [], files = [] } = mail
  refuseTooBig(files.reduce((sum, { content }) => sum + content.length, 0))
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
    headers: {
      ...(mail.threadTopic && { 'Thread-Topic': mail.threadTopic }),
      ...(mail.threadIndex && { 'Thread-Index': mail.threadIndex }),
      ...mail.headers,
    },
    date: mail.sentAt,
    attachments: files.map(({ name, contentType, content, contentId }) => ({
      filename: name,
      contentType,
      content,
      ...(contentId && { cid: contentId, contentDisposition: 'inline' as const }),
    })),
    // Nothing in a mail may make this server read a file or open an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  const raw = await composer.compile().build()
  refuseTooBig(raw.length)
  return raw
}

function refuseTooBig(bytes: number) {
  if (bytes <= MOST_MAIL_BYTES) return
  const size = (bytes / 1024 / 1024).toFixed(1)
  throw new DeliveryFailed(
    `The mail is too big: ${size} MB with its files, and mail servers take 25 MB at most. Send a link instead.`,
    { permanent: true },
  )
}

const LONGEST_REFERENCES = 1500
const LONGEST_ID = 500

/**
 * Relays refuse header blocks over 4 kB, and a thread of a year fills them with ids: the first,
 * which names the thread, and the newest stay. An id longer than a line may be is left out.
 */
export function withinRelayLimits(references: string[]): string[] {
  const [first, ...others] = references.filter((id) => id.length <= LONGEST_ID)
  if (first === undefined) return []
  let room = LONGEST_REFERENCES - first.length - 3
  const newest = others.toReversed().filter((id) => (room -= id.length + 3) >= 0)
  return [first, ...newest.toReversed()]
}

const nodemailerAddress = ({ address, name }: Address) => ({ address, name: name ?? '' })
