import {
  Unreadable,
  type IncomingFile,
  type IncomingMail,
  type IncomingMessage,
} from '../connector.ts'
import { addressesOf } from './addresses.ts'
import { whyAutomatic, type MailHeaders } from './automatic.ts'
import { bodyOf, IN_THE_ORIGINAL, type Body, type RawFile } from './body.ts'
import { bounceOf } from './bounce.ts'
import { clean, fileName, oneLine } from './clean.ts'
import { decodeBytes, likelyCharset } from './charset.ts'
import { htmlToText } from './html-text.ts'
import { inviteOf } from './invite.ts'
import { contentOf, headerOf, readMime, type Part } from './mime.ts'
import { signedContent } from './opaque.ts'
import { encryptionOf, signatureOf } from './protection.ts'
import { isTnef, readTnef } from './tnef.ts'
import { verdictOf } from './verdict.ts'
import { decodeWords } from './words.ts'

export const MAX_MAIL_BYTES = 25 * 1024 * 1024
const MAX_TEXT = 1_000_000
const MAX_REFERENCES = 100
const MAX_TRIED = 2000
/** RFC 5321 6.3 lets a server refuse after 100; nobody's mail honestly takes so many steps. */
const MOST_HOPS = 30

export interface Envelope {
  /** SMTP's MAIL FROM; the empty string is the null sender of reports. */
  from?: string | null
  /** A person let it out of quarantine: it is read although nobody says they wrote it. */
  nameless?: boolean
}

/**
 * Understands a raw message of at most 25 MiB. Throws Unreadable, with a reason for people, when
 * there is none. A promise, so that reading may move to another thread one day; it takes time in
 * proportion to the length, whatever is in it (`npm test` measures that).
 */
export async function readMail(raw: Buffer, envelope: Envelope = {}): Promise<IncomingMail> {
  return readMailNow(raw, envelope)
}

function readMailNow(raw: Buffer, envelope: Envelope): IncomingMail {
  if (raw.length > MAX_MAIL_BYTES) throw new Unreadable('The message is larger than 25 MB')
  const root = readMime(withoutMboxLine(raw))
  if (root.headers.length === 0) throw new Unreadable('No headers: this is not a mail')
  const headers: MailHeaders = { first: (name) => shortly(headerOf(root, name)) }
  const whole = (name: string) => headerOf(root, name)
  const hint = hintOf(root)
  const [from = null] = addressesOf(whole('from'), hint)
  const [sender = null] = addressesOf(whole('sender'), hint)
  if (headers.first('from') === null && !sender && !envelope.nameless)
    throw new Unreadable('No From: nobody says they wrote this')

  const { tree, parts } = opened(root)
  const body = withTnef(bodyOf(tree, hint))
  const text = shown(body)
  const message: IncomingMessage = {
    type: 'message',
    messageId: messageIds(whole('message-id'))[0] ?? null,
    from,
    sender,
    replyTo: addressesOf(whole('reply-to'), hint),
    to: addressesOf(whole('to'), hint),
    cc: addressesOf(whole('cc'), hint),
    // The subject a signature or a cipher protects is inside; one that says so without either is a lie.
    subject: oneLine(decodeWords(whole('subject') ?? '', hint)),
    text,
    html: body.html === null ? null : clean(body.html),
    sentAt: dateOf(headers.first('date')),
    inReplyTo: messageIds(whole('in-reply-to')),
    references: firstAndLast(messageIds(whole('references'))),
    automatic: null,
    encrypted: encryptionOf(parts, text, body.files),
    attachments: body.files.map(fileOf),
    language: oneLine(headers.first('content-language') ?? '', 40) || null,
  }
  message.automatic =
    whyAutomatic(headers, envelope.from ?? null, message.subject) ?? goesRound(root)
  const mail = {
    ...message,
    report: reportOf(parts),
    bounce: bounceIn(message, root, parts, envelope),
    invite: invitationIn(parts, body.files),
    signed: signatureOf(parts, text),
    charset: body.charset,
    notes: [...contradictions(root), ...body.notes],
  }
  return { ...mail, verdict: verdictOf(mail) }
}

/** What raw bytes in headers are written in, and words that say nothing: what the rest of the message says, or looks like. */
function hintOf(root: Part): string | null {
  for (const { type } of withInner(root)) {
    const declared = type.parameters.get('charset')
    if (declared && !/^(us-ascii|utf-?8)$/i.test(declared)) return declared
  }
  return likelyCharset(Buffer.from(headerOf(root, 'subject') ?? '', 'latin1'))
}

/** As much of a header as patterns are tried on: a megabyte of blanks would keep them busy for minutes. */
const shortly = (header: string | null) => header?.trim().slice(0, MAX_TRIED) ?? null

/** An mbox keeps messages behind a line "From someone date", which is no header. */
function withoutMboxLine(raw: Buffer): Buffer {
  return raw.subarray(0, 5).toString('latin1') === 'From '
    ? raw.subarray(raw.indexOf('\n') + 1)
    : raw
}

const withInner = (part: Part): Part[] => [part, ...part.parts.flatMap(withInner)]

/** Every part, and instead of a signed envelope around the whole message what is in it. */
function opened(root: Part): { tree: Part; parts: Part[] } {
  const isEnvelope = /^application\/(x-)?pkcs7-mime$/.test(root.type.value)
  const inner = isEnvelope ? signedContent(contentOf(root)) : null
  if (!inner) return { tree: root, parts: withInner(root) }
  const signed = readMime(inner)
  return { tree: signed, parts: [root, ...withInner(signed)] }
}

/** The files in a winmail.dat take its place; one that cannot be read stays. */
function withTnef(body: Body): Body {
  const files: RawFile[] = []
  for (const file of body.files) {
    const isOne =
      /^application\/(vnd\.)?ms-tnef$/.test(file.contentType) ||
      isTnef(file.content) ||
      /^winmail\.dat$/i.test(file.name)
    if (!isOne) {
      files.push(file)
      continue
    }
    try {
      const inside = readTnef(file.content)
      if (!body.text.trim())
        body.text = inside.text ?? (inside.html ? htmlToText(inside.html).text : '')
      body.html ??= inside.html
      files.push(
        ...inside.files.map((found) => ({
          ...found,
          contentType: found.contentType ?? 'application/octet-stream',
        })),
      )
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      body.notes.push('Its winmail.dat could not be opened')
      files.push(file)
    }
  }
  return { ...body, files }
}

function shown({ text: given }: Body): string {
  const text = clean(given).trim()
  if (text.length <= MAX_TEXT) return text
  return `${text.slice(0, MAX_TEXT).toWellFormed()}\n\n${IN_THE_ORIGINAL}`
}

/** Two senders or subjects are a trick: one program shows the first, the next one the last. */
function contradictions({ headers }: Part): string[] {
  return ['from', 'subject', 'sender'].flatMap((wanted) => {
    const count = headers.filter(({ name }) => name === wanted).length
    return count > 1 ? [`It has ${count} lines "${wanted}": the first one counts`] : []
  })
}

function goesRound({ headers }: Part): IncomingMessage['automatic'] {
  const hops = headers.filter(({ name }) => name === 'received').length
  return hops > MOST_HOPS
    ? { kind: 'auto_reply', reason: `Passed ${hops} mail servers: it goes round in a circle` }
    : null
}

const has = (parts: Part[], pattern: RegExp) => parts.some(({ type }) => pattern.test(type.value))

function reportOf(parts: Part[]): IncomingMail['report'] {
  if (has(parts, /^message\/feedback-report$/)) return 'abuse'
  if (has(parts, /^message\/(global-)?disposition-notification$/)) return 'disposition'
  const declared = parts
    .find(({ type }) => type.value === 'multipart/report')
    ?.type.parameters.get('report-type')
  if (/^disposition-notification$/i.test(declared ?? '')) return 'disposition'
  if (/^feedback-report$/i.test(declared ?? '')) return 'abuse'
  return declared || has(parts, /^message\/(global-)?delivery-status$/) ? 'delivery' : null
}

function bounceIn(message: IncomingMessage, root: Part, parts: Part[], envelope: Envelope) {
  const report = reportOf(parts)
  if (report === 'disposition' || report === 'abuse') return null
  const path = shortly(headerOf(root, 'return-path')) ?? envelope.from ?? null
  const from = shortly(headerOf(root, 'from')) ?? ''
  return bounceOf({
    subject: message.subject,
    from: message.from?.address ?? null,
    text: message.text,
    hasNoReturnPath: /^\s*(<\s*>)?\s*$/.test(path ?? '-') || /^\s*<\s*>\s*$/.test(from),
    failedRecipients: shortly(headerOf(root, 'x-failed-recipients')),
    to: message.to.map(({ address }) => address),
    contentType: root.type.value,
    contentTypeOf: root.type.parameters.get('report-type')?.toLowerCase() ?? null,
    leaves: parts.filter((part) => part.parts.length === 0),
    inReplyTo: message.inReplyTo,
  })
}

function invitationIn(parts: Part[], files: RawFile[]): IncomingMail['invite'] {
  const calendar = parts.find(
    ({ type, parts }) => type.value === 'text/calendar' && parts.length === 0,
  )
  if (calendar) {
    const { parameters } = calendar.type
    const { text } = decodeBytes(contentOf(calendar), parameters.get('charset') ?? 'utf-8')
    const invite = inviteOf(clean(text), parameters.get('method') ?? null)
    if (invite) return invite
  }
  const file = files.find(
    ({ name, contentType }) => /\.ics$/i.test(name) || contentType === 'application/ics',
  )
  return file ? inviteOf(clean(file.content.toString('utf8'))) : null
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

const ENDING: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/html': 'html',
  'text/plain': 'txt',
}

function fileOf(file: RawFile, index: number): IncomingFile {
  const contentType = oneLine(file.contentType, 127).toLowerCase() || 'application/octet-stream'
  return {
    name: fileName(file.name, `attachment-${index + 1}.${ENDING[contentType] ?? 'bin'}`),
    contentType,
    bytes: file.content.length,
    contentId: oneLine(file.contentId ?? '', 250) || null,
    content: file.content,
  }
}
