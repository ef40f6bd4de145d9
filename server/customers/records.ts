/** Decides where one record of an imported file ends and the next begins, and what stands in it. */

export type Format = 'csv' | 'json' | 'ndjson'

/** A record as it lies in the bytes: `end` is the first byte after it. */
export interface Span {
  from: number
  end: number
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN = 123
const CLOSE = 125
const NEWLINE = 10

/**
 * The record at `from`, or null when the bytes end before it does. What stands between records is passed over. At the end
 * of the file (`isLast`) the rest is a record.
 */
export function nextSpan(
  bytes: Uint8Array,
  from: number,
  format: Format,
  isLast: boolean,
): Span | null {
  return format === 'json' ? nextObject(bytes, from, isLast) : nextLine(bytes, from, format, isLast)
}

/** A line; in CSV a line break inside quotes belongs to its field (RFC 4180). */
function nextLine(bytes: Uint8Array, from: number, format: Format, isLast: boolean): Span | null {
  let isQuoted = false
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE && format === 'csv') isQuoted = !isQuoted
    else if (byte === NEWLINE && !isQuoted) return { from, end: at + 1 }
  }
  return isLast && from < bytes.length ? { from, end: bytes.length } : null
}

/** One object of a list: brackets and commas around it are passed over. */
function nextObject(bytes: Uint8Array, given: number, isLast: boolean): Span | null {
  let from = given
  while (from < bytes.length && bytes[from] !== OPEN) from += 1
  let depth = 0
  let isQuoted = false
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (isQuoted) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) isQuoted = false
    } else if (byte === QUOTE) isQuoted = true
    else if (byte === OPEN) depth += 1
    else if (byte === CLOSE) {
      depth -= 1
      if (depth === 0) return { from, end: at + 1 }
    }
  }
  return isLast && from < bytes.length ? { from, end: bytes.length } : null
}

/** The separator that a first line uses most: comma, semicolon or tab. */
export function separatorOf(header: string): string {
  const count = (one: string) => header.split(one).length
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0]!
}

/** The fields of one line of CSV; quotes are taken off, and two of them stand for one. */
export function fieldsOf(line: string, separator: string): string[] {
  const bare = line.replace(/\r?\n$/, '')
  if (!bare.includes('"')) return bare.split(separator).map((field) => field.trim())
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  for (let at = 0; at < bare.length; at += 1) {
    const char = bare[at]!
    if (isQuoted) {
      if (char !== '"') field += char
      else if (bare[at + 1] === '"') {
        field += '"'
        at += 1
      } else isQuoted = false
    } else if (char === '"') isQuoted = true
    else if (char === separator) {
      fields.push(field.trim())
      field = ''
    } else field += char
  }
  return [...fields, field.trim()]
}
