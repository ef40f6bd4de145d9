import {
  simpleParser,
  type AddressObject,
  type Attachment,
  type EmailAddress,
  type ParsedMail,
} from 'mailparser'
import { Unreadable, type Address, type IncomingFile, type IncomingMessage } from '../connector.ts'
import { whyAutomatic, type MailHeaders } from './automatic.ts'
import { clean, fileName, oneLine } from './clean.ts'

export const MAX_MAIL_BYTES = 25 * 1024 * 1024
const MAX_PARTS = 100
const MAX_HEADER_BYTES = 1024 * 1024
/**
 * Longer HTML is left to the stored original: turning it into text costs more than anyone will
 * read.
 */
const MAX_HTML = 2_000_000
const MAX_TEXT = 1_000_000
const MAX_REFERENCES = 100
const IN_THE_ORIGINAL = '[Too long to show here. The whole text is in the original message.]'
/** The parser needs milliseconds; this ends the wait for one that got stuck. */
const LONGEST_READ_MS = 20_000

const PARSING = {
  maxChildNodes: MAX_PARTS,
  maxHeadSize: MAX_HEADER_BYTES,
  maxHtmlLengthToParse: MAX_HTML,
  // Pictures stay attachments; links in HTML are drawn when it is shown, behind the sanitizer.
  keepCidLinks: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  checksumAlgo: false as const,
  // A message inside a message is evidence (a bounce, a forward as attachment), not something this
  // sender said.
  ignoreEmbedded: true,
}

export interface Envelope {
  /** SMTP's MAIL FROM; the empty string is the null sender of reports. */
  from?: string | null
}

/**
 * Understands a raw message of at most 25 MiB. Throws Unreadable, with a reason for people, when
 * there is none.
 */
export async function readMail(raw: Buffer, envelope: Envelope = {}): Promise<IncomingMessage> {
  if (raw.length > MAX_MAIL_BYTES) throw new Unreadable('The message is larger than 25 MB')
  const mail = await parse(withoutMboxLine(raw))
  const headers = headersOf(mail)
  const [from = null] = addresses(mail.from)
  const [sender = null] = addresses(mail.headers.get('sender'))
  if (headers.first('from') === null && !sender)
    throw new Unreadable('No From: nobody says they wrote this')

  const text = await textOf(mail)
  return {
    type: 'message',
    messageId: messageIds(headers.first('message-id'))[0] ?? null,
    from,
    sender,
    replyTo: addresses(mail.replyTo),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: oneLine(mail.subject ?? ''),
    text,
    html: mail.html && mail.html.length <= MAX_HTML ? clean(mail.html) : null,
    sentAt: dateOf(headers.first('date')),
    inReplyTo: messageIds(headers.first('in-reply-to')),
    references: firstAndLast(messageIds(headers.first('references'))),
    automatic: whyAutomatic(headers, envelope.from ?? null),
    encrypted: encryptionOf(headers.first('content-type') ?? '', text, mail.attachments),
    attachments: mail.attachments.map(fileOf),
    language: oneLine(headers.first('content-language') ?? '', 40) || null,
  }
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  const stuck = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => stuck.reject(new Unreadable('Reading took too long')),
    LONGEST_READ_MS,
  )
  try {
    const mail = await Promise.race([simpleParser(raw, PARSING), stuck.promise])
    if (!mail.headers || mail.headers.size === 0)
      throw new Unreadable('No headers: this is not a mail')
    return mail
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(reasonOf(error))
  } finally {
    clearTimeout(timer)
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (/child nodes/i.test(said)) return `More than ${MAX_PARTS} MIME parts`
  if (/header size/i.test(said)) return 'More than 1 MB of headers'
  return `The mail parser gave up: ${oneLine(said, 200)}`
}

/** An mbox keeps messages behind a line "From someone date", which is no header. */
function withoutMboxLine(raw: Buffer): Buffer {
  return raw.subarray(0, 5).toString('latin1') === 'From '
    ? raw.subarray(raw.indexOf('\n') + 1)
    : raw
}

function headersOf(mail: ParsedMail): MailHeaders {
  const values = new Map<string, string>()
  for (const { key, line } of mail.headerLines) {
    if (!values.has(key))
      values.set(key, line.slice(line.indexOf(':') + 1).replaceAll(/\r?\n/g, ''))
  }
  return { first: (name) => values.get(name) ?? null }
}

type AddressHeader = ParsedMail['to'] | ReturnType<ParsedMail['headers']['get']>

function addresses(header: AddressHeader): Address[] {
  const lists = Array.isArray(header) ? header : [header]
  return lists.filter(isAddressList).flatMap(({ value }) => value.flatMap(mailboxes))
}

function isAddressList(header: unknown): header is AddressObject {
  return (
    typeof header === 'object' &&
    header !== null &&
    'value' in header &&
    Array.isArray(header.value)
  )
}

function mailboxes(entry: EmailAddress): Address[] {
  if (entry.group) return entry.group.flatMap(mailboxes)
  const address = oneLine(entry.address ?? '', 320)
  return address.includes('@') ? [{ address, name: oneLine(entry.name, 200) || null }] : []
}

/**
 * Ids without their brackets. Some programs forget the brackets, others write prose into
 * In-Reply-To.
 */
function messageIds(header: string | null): string[] {
  if (!header) return []
  const bracketed = [...header.matchAll(/<([^<>\s]+)>/g)].map(([, id = '']) => id)
  const ids =
    bracketed.length > 0
      ? bracketed
      : header.split(/[\s,]+/).filter((word) => /^[^\s<>@]+@[^\s<>@]+$/.test(word))
  return ids.map((id) => oneLine(id))
}

/**
 * The first message of a thread and the last ones say where it belongs; some carry two thousand.
 */
function firstAndLast(ids: string[]): string[] {
  return ids.length > MAX_REFERENCES ? [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)] : ids
}

function dateOf(header: string | null): Date | null {
  const date = new Date(header ?? '')
  const year = date.getUTCFullYear()
  return year >= 1970 && year < 2200 ? date : null
}

async function textOf(mail: ParsedMail): Promise<string> {
  const plain = clean(mail.text ?? '').trim()
  const text = plain || (mail.html ? (await asText(mail.html)).trim() : '')
  if (!text && mail.html && mail.html.length > MAX_HTML) return IN_THE_ORIGINAL
  if (text.length <= MAX_TEXT) return text
  return `${text.slice(0, MAX_TEXT).toWellFormed()}\n\n${IN_THE_ORIGINAL}`
}

/**
 * mailparser writes text from HTML only where HTML is the whole message, so the HTML is made the
 * whole message.
 */
async function asText(html: string): Promise<string> {
  const { text = '' } = await parse(
    Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`),
  )
  return clean(text)
}

/** Only what we cannot read: a signature around readable text is not encryption. */
function encryptionOf(
  contentType: string,
  text: string,
  attachments: Attachment[],
): IncomingMessage['encrypted'] {
  const isEnveloped = ({ contentType, headers }: Attachment) =>
    /^application\/(x-)?pkcs7-mime$/i.test(contentType) &&
    !/signed-data|certs-only/i.test(JSON.stringify(headers.get('content-type')))
  if (attachments.some(isEnveloped)) return 'smime'
  if (/^\s*multipart\/encrypted\b/i.test(contentType)) return 'pgp'
  if (attachments.some((file) => file.contentType === 'application/pgp-encrypted')) return 'pgp'
  return /^-----BEGIN PGP MESSAGE-----\s*$/m.test(text) ? 'pgp' : null
}

const ENDING: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/html': 'html',
  'text/plain': 'txt',
}

function fileOf(attachment: Attachment, index: number): IncomingFile {
  const contentType =
    oneLine(attachment.contentType, 127).toLowerCase() || 'application/octet-stream'
  return {
    name: fileName(
      attachment.filename ?? '',
      `attachment-${index + 1}.${ENDING[contentType] ?? 'bin'}`,
    ),
    contentType,
    bytes: attachment.content.length,
    contentId: oneLine(attachment.cid ?? '', 250) || null,
    content: attachment.content,
  }
}
