/**
 * Decides where in a conversation Outlook files a mail: the Thread-Index and Thread-Topic headers,
 * which carry PidTagConversationIndex and PidTagConversationTopic ([MS-OXOMSG] 2.2.1.2, 2.2.1.3).
 */

const HEADER_BYTES = 22
const CHILD_BYTES = 5
/** Beyond so many answers the index stops growing: Outlook groups by the first 22 bytes alone. */
const MOST_CHILDREN = 50

/**
 * The index of a conversation's first mail, base64: 0x01, 5 bytes of the time, a GUID.
 * `conversation` is 16 bytes as 32 hex digits.
 */
export function newThreadIndex(conversation: string, startedAt: Date): string {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(fileTime(startedAt))
  // Of the time the six high bytes are kept; the first of them is the 0x01 the layout asks for.
  return Buffer.concat([time.subarray(0, 6), Buffer.from(conversation, 'hex')]).toString('base64')
}

/**
 * The index of an answer to the mail with the index `parent`: five bytes more, the time since the
 * conversation began. Null when `parent` is no such index.
 */
export function answeringThreadIndex(parent: string, at: Date): string | null {
  const index = Buffer.from(parent, 'base64')
  const children = (index.length - HEADER_BYTES) / CHILD_BYTES
  if (index[0] !== 1 || children < 0 || !Number.isInteger(children)) return null
  if (children >= MOST_CHILDREN) return index.toString('base64')
  const began = Buffer.concat([index.subarray(0, 6), Buffer.alloc(2)]).readBigUInt64BE()
  return Buffer.concat([index, child(fileTime(at) - began)]).toString('base64')
}

/** The value of a Thread-Index header among raw header lines; null when there is none. */
export function threadIndexIn(rawHead: string): string | null {
  const [head = ''] = rawHead.split(/\r?\n\r?\n/, 1)
  const [, value = ''] = /^thread-index:\s*([A-Za-z0-9+/=\s]*?)\s*$/im.exec(unfolded(head)) ?? []
  return value === '' ? null : value.replaceAll(/\s/g, '')
}

/** A subject without the `Re:`, `AW:`, `SV:` and the like that mail programs put before it. */
export function baseSubject(subject: string): string {
  const rest = subject.replace(/^\s*(?:(?:re|aw|sv|antw|odp|ref|r)(?:\[\d+\])?\s*:\s*)+/i, '')
  return rest.trim() === '' ? subject.trim() : rest.trim()
}

/** `Re:` exactly once, however often it stood there before: Gmail compares what follows it. */
export const answeringSubject = (subject: string): string => `Re: ${baseSubject(subject)}`

/** Below 1.78 years the difference keeps its bits 18 to 48, above that its bits 23 to 53. */
function child(difference: bigint): Buffer {
  const since = difference < 0n ? 0n : difference
  const isLong = since >> 49n > 0n
  const bits = (isLong ? since >> 23n : since >> 18n) & 0x7fffffffn
  const bytes = Buffer.alloc(CHILD_BYTES)
  bytes.writeUInt32BE(Number(bits | (isLong ? 0x80000000n : 0n)))
  return bytes
}

/** A Windows FILETIME: 100 ns since 1601. */
const fileTime = (at: Date): bigint => (BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n

const unfolded = (head: string): string => head.replaceAll(/\r?\n[ \t]+/g, ' ')
