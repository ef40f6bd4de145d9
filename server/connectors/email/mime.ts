/**
 * Decides how a message is built: its headers, and its parts as slices of the raw bytes. Reads every
 * line once, whatever the nesting, so that no message can take long; beyond its limits it refuses.
 */
import { Unreadable } from '../connector.ts'
import { structured, type Structured } from './parameters.ts'
import { decodeTransfer } from './transfer.ts'

/** A hundred pictures, as a long thread from Outlook has them, and what stands around them. */
const MAX_PARTS = 120
const MAX_HEADER_BYTES = 1024 * 1024
const MAX_HEADERS = 10_000
/** RFC 2046 5.1.1 allows 70 characters; some programs write more. */
const MAX_BOUNDARY = 250

export interface Header {
  /** In lower case. */
  name: string
  /** Unfolded, one character per byte (Latin-1), not decoded. */
  value: string
}

export interface Part {
  headers: Header[]
  type: Structured
  disposition: Structured
  /** As it arrived; `contentOf` takes the transfer encoding off. */
  raw: Buffer
  parts: Part[]
}

/** The first header of a name (lower case), not decoded; null when there is none. */
export const headerOf = ({ headers }: Pick<Part, 'headers'>, name: string): string | null =>
  headers.find((header) => header.name === name)?.value ?? null

/** The bytes of a part without their transfer encoding. */
export const contentOf = (part: Part): Buffer =>
  decodeTransfer(part.raw, headerOf(part, 'content-transfer-encoding'))

interface Open {
  part: Part
  boundary: string
  defaultType: string
}

/** Throws Unreadable beyond 120 parts or 1 MB of headers. Anything else has some reading. */
export function readMime(given: Buffer): Part {
  // Line ends of old Macintoshes: a lone CR, and not one LF in the whole message.
  const raw = given.includes(10) ? given : withLineFeeds(given)
  const open: Open[] = []
  const depths = new Map<string, number>()
  let parts = 1
  let root: Part | null = null
  let current: Part | null = null
  let start = 0
  let seeking: Part | null = null

  const endCurrent = (end: number) => {
    if (current)
      current.raw = raw.subarray(start, end === raw.length ? end : withoutLineEnd(raw, end, start))
    current = null
  }
  const close = (depth: number) => {
    for (const { part, boundary } of open.splice(depth)) {
      depths.delete(boundary)
      if (part.parts.length > 0) part.raw = raw.subarray(0, 0)
    }
  }
  const begin = (at: number, defaultType: string): number => {
    const { headers, next } = readHeaders(raw, at, depths)
    const part = partOf(headers, defaultType)
    open.at(-1)?.part.parts.push(part)
    root ??= part
    current = part
    start = next
    seeking = null
    if (part.type.value.startsWith('multipart/')) {
      const boundary = (part.type.parameters.get('boundary') ?? '').slice(0, MAX_BOUNDARY).trimEnd()
      if (boundary && !depths.has(boundary)) enter(part, boundary)
      if (!depths.has(boundary) || open.at(-1)?.part === part) seeking = part
    }
    return next
  }
  const enter = (part: Part, boundary: string) => {
    depths.set(boundary, open.length)
    const isDigest = part.type.value === 'multipart/digest'
    open.push({ part, boundary, defaultType: isDigest ? 'message/rfc822' : 'text/plain' })
  }

  let at = begin(0, 'text/plain')
  while (at < raw.length) {
    const newline = raw.indexOf(10, at)
    const end = newline === -1 ? raw.length : newline + 1
    if (raw[at] === 45 && raw[at + 1] === 45) {
      const line = raw.toString('latin1', at + 2, Math.min(end, at + MAX_BOUNDARY + 6)).trimEnd()
      // A multipart that names none, or a wrong one: the first line that looks like a boundary is it.
      if (
        seeking &&
        line &&
        !isKnown(line, depths) &&
        /^content-[\w-]+:/i.test(lineAfter(raw, end))
      )
        enter(seeking, line)
      const delimiter = depths.get(line)
      const closed = delimiter ?? (line.endsWith('--') ? depths.get(line.slice(0, -2)) : undefined)
      if (delimiter !== undefined) {
        endCurrent(at)
        close(delimiter + 1)
        if (++parts > MAX_PARTS) throw new Unreadable(`More than ${MAX_PARTS} MIME parts`)
        at = begin(end, open.at(-1)?.defaultType ?? 'text/plain')
        continue
      }
      // A closed multipart stays within reach: some programs give an inner one the boundary of the outer.
      if (closed !== undefined) {
        endCurrent(at)
        close(closed + 1)
        seeking = null
      }
    }
    at = end
  }
  endCurrent(raw.length)
  close(0)
  return root ?? partOf([], 'text/plain')
}

/** Headers end at an empty line, at a boundary, or where the text begins without one. */
function readHeaders(raw: Buffer, from: number, boundaries: ReadonlyMap<string, number>) {
  const headers: Header[] = []
  let at = from
  while (at < raw.length) {
    const newline = raw.indexOf(10, at)
    const end = newline === -1 ? raw.length : newline + 1
    if (end - from > MAX_HEADER_BYTES) throw new Unreadable('More than 1 MB of headers')
    const line = raw.toString('latin1', at, withoutLineEnd(raw, end, at))
    if (line.trim() === '' && !/^[ \t]/.test(line)) return { headers, next: end }
    if (line.startsWith('--') && isBoundary(line, boundaries)) return { headers, next: at }
    const name = /^([!-9;-~]{1,200})[ \t]*:/.exec(line)
    const last = headers.at(-1)
    if (/^[ \t]/.test(line) && last) last.value += line
    else if (name)
      headers.push({ name: name[1]?.toLowerCase() ?? '', value: line.slice(name[0].length) })
    else if (!(last && /^[ \t]*[!-9;-~]+[ \t]*:|^[ \t\r\n]/.test(lineAfter(raw, end)))) break
    if (headers.length > MAX_HEADERS) throw new Unreadable(`More than ${MAX_HEADERS} headers`)
    at = end
  }
  return { headers, next: at }
}

const isBoundary = (line: string, boundaries: ReadonlyMap<string, number>) =>
  isKnown(line.slice(2, MAX_BOUNDARY + 6).trimEnd(), boundaries)

function isKnown(name: string, boundaries: ReadonlyMap<string, number>): boolean {
  return boundaries.has(name) || (name.endsWith('--') && boundaries.has(name.slice(0, -2)))
}

const lineAfter = (raw: Buffer, at: number) => raw.subarray(at, at + 80).toString('latin1')

function partOf(headers: Header[], defaultType: string): Part {
  const type = structured(headerOf({ headers }, 'content-type'))
  return {
    headers,
    type: /^[^/]+\/[^/]+$/.test(type.value) ? type : { ...type, value: defaultType },
    disposition: structured(headerOf({ headers }, 'content-disposition')),
    raw: Buffer.alloc(0),
    parts: [],
  }
}

/** The line end before a boundary belongs to the boundary (RFC 2046 5.1.1). */
function withoutLineEnd(raw: Buffer, end: number, start: number): number {
  if (end <= start || raw[end - 1] !== 10) return end
  let at = end - 1
  while (at > start && raw[at - 1] === 13) at--
  return at
}

function withLineFeeds(raw: Buffer): Buffer {
  return raw.includes(13) ? Buffer.from(raw.map((byte) => (byte === 13 ? 10 : byte))) : raw
}
