/** Decides, from the headers of a raw mail alone, which id it has, which mail it answers and to whom it was delivered. */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from './inbound.ts'

const MOST_HEAD = 256 * 1024
/** As many as a line of a mail may have (RFC 5322 2.1.1); an index refuses more than 2,700 bytes. */
const LONGEST_ID = 998

export interface MailHead {
  /** Without its angle brackets; null when there is none. */
  messageId: string | null
  /** Ids of In-Reply-To and References. */
  answers: string[]
  /** What the mail servers on the way wrote down as the recipient, nearest to us first. */
  deliveredTo: string[]
  /** SMTP's sender as the last mail server wrote it down; the empty string is the null sender of reports. */
  returnPath: string | null
  /** Who the sender says it is for. */
  to: string[]
  /** The first value of a header by its lower-case name; null when it is missing. */
  first(name: string): string | null
}

/** Reads at most 256 kB. Whatever the bytes are, something comes back: most of it may be empty. */
export function readHead(raw: Buffer): MailHead {
  const headers = headersOf(raw)
  const all = (...names: string[]) => names.flatMap((name) => headers.get(name) ?? [])
  return {
    messageId: idsIn(all('message-id').slice(0, 1))[0]?.slice(0, LONGEST_ID) ?? null,
    answers: [...new Set(idsIn(all('in-reply-to', 'references')))],
    deliveredTo: addressesIn(all('delivered-to', 'x-original-to', 'envelope-to')),
    returnPath: /<([^<>\s]*)>/.exec(headers.get('return-path')?.[0] ?? '')?.[1] ?? null,
    to: addressesIn(all('to', 'cc')),
    first: (name) => headers.get(name)?.[0]?.trim() ?? null,
  }
}

/** The headers as they stand, in their order, unfolded and not decoded: at most `most` of them. */
export function headerLines(raw: Buffer, most: number): { name: string; value: string }[] {
  return headLines(raw)
    .map((line) => /^([!-9;-~]+)\s*:\s*(.*)$/.exec(line))
    .flatMap((found) => (found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : []))
    .slice(0, most)
}

function headLines(raw: Buffer): string[] {
  // PostgreSQL stores no NUL: one such mail must not keep a mailbox from all that lies behind it.
  const text = raw.subarray(0, MOST_HEAD).toString('latin1').replaceAll('\0', '')
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  return text
    .slice(0, end)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
}

function headersOf(raw: Buffer): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of headLines(raw)) {
    const [, name = '', value = ''] = /^([!-9;-~]+)\s*:(.*)$/.exec(line) ?? []
    if (name) headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value])
  }
  return headers
}

const idsIn = (values: string[]) =>
  values.flatMap((value) => [...value.matchAll(/<([^<>\s]+)>/g)].map(([, id = '']) => id))

const addressesIn = (values: string[]) => [
  ...new Set(
    values
      .flatMap((value) => value.match(/[^\s<>,;:"()[\]\\]+@[a-z0-9.-]+/gi) ?? [])
      .map((address) => address.toLowerCase()),
  ),
]

export const hashOf = (raw: Buffer) => createHash('sha256').update(raw).digest()

/**
 * What makes two deliveries one message. With a Message-ID: the id, who wrote it and what it says, whatever the servers
 * on the way wrote on it or how they packed it. Without one: its very bytes, and only where the same mail can come twice
 * (a folder read again, a call repeated); by SMTP the same words twice are two mails.
 */
export function messageKeyOf(
  message: IncomingMessage,
  { rawHash, connection }: { rawHash: Buffer; connection: string },
): string | null {
  if (!message.messageId)
    return connection === 'smtp' ? null : `bytes:${rawHash.toString('base64url')}`
  const content = createHash('sha256')
  for (const part of [message.messageId, message.from?.address.toLowerCase() ?? ''])
    content.update(part).update('\n')
  content.update(lettersOf(message.subject)).update('\n')
  content.update(lettersOf(message.text || (message.html ?? ''))).update('\n')
  const files = message.attachments.map(({ content: bytes }) => hashOf(bytes).toString('hex'))
  for (const file of files.sort()) content.update(file)
  return `said:${content.digest('base64url')}`
}

/** Line ends, quoting of spaces and the like differ from one way of delivery to the other; letters and digits do not. */
const lettersOf = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
