/** Decides what a structured header such as Content-Type says: its value and its parameters (RFC 2045 5.1, RFC 2231). */
import { decodeBytes } from './charset.ts'
import { decodeWords } from './words.ts'

export interface Structured {
  /** In lower case, without comments: `text/plain`, `attachment`. Empty when there is none. */
  value: string
  /** Names in lower case; extended and continued ones are put together and decoded. */
  parameters: ReadonlyMap<string, string>
}

const MOST_PARAMETERS = 200
const NOTHING: Structured = { value: '', parameters: new Map() }

/** Reads a header as bytes of Latin-1. Takes time in proportion to its length, whatever it holds. */
export function structured(header: string | null): Structured {
  if (header === null) return NOTHING
  const fields = fieldsOf(header)
  const value = (
    /^[^\s;(,"]+/.exec((fields.shift() ?? '').replace(/^[\s"]+/, ''))?.[0] ?? ''
  ).toLowerCase()
  const plain = new Map<string, string>()
  const pieces = new Map<string, { order: number; text: string; isEncoded: boolean }[]>()
  for (const field of fields.slice(0, MOST_PARAMETERS)) {
    const equals = field.indexOf('=')
    if (equals < 1) continue
    const name = field.slice(0, equals).trim().toLowerCase()
    const text = unquoted(field.slice(equals + 1).trim())
    const continued = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name)
    if (!name.includes('*') || !continued) {
      if (!plain.has(name)) plain.set(name, text)
      continue
    }
    const list = pieces.get(continued[1] ?? '') ?? []
    list.push({ order: Number(continued[2] ?? 0), text, isEncoded: continued[3] === '*' })
    pieces.set(continued[1] ?? '', list)
  }
  const parameters = new Map([...plain].map(([name, text]) => [name, decodeWords(text)]))
  for (const [name, list] of pieces) parameters.set(name, joined(list))
  return { value, parameters }
}

/** Splits at semicolons outside quotes and drops comments outside quotes. */
function fieldsOf(header: string): string[] {
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  let depth = 0
  for (let at = 0; at < header.length; at++) {
    const character = header[at] ?? ''
    if (isQuoted && character === '\\') field += character + (header[++at] ?? '')
    else if (depth === 0 && character === '"') {
      isQuoted = !isQuoted
      field += character
    } else if (isQuoted) field += character
    else if (character === '(' && /^\s/.test(field.at(-1) ?? ' ')) depth++
    else if (character === ')' && depth > 0) depth--
    else if (depth > 0) continue
    else if (character === ';') {
      fields.push(field)
      field = ''
    } else field += character
  }
  fields.push(field)
  return fields
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  const end = text.length > 1 && text.endsWith('"') ? -1 : undefined
  return text.slice(1, end).replaceAll(/\\(["\\])/g, '$1')
}

function joined(pieces: { order: number; text: string; isEncoded: boolean }[]): string {
  const inOrder = pieces.toSorted((one, other) => one.order - other.order)
  const first = inOrder[0]
  const declared = first?.isEncoded ? /^([^']{0,40})'[^']{0,40}'/.exec(first.text) : null
  const bytes = inOrder.map(({ text, isEncoded }, index) => {
    const rest = index === 0 && declared ? text.slice(declared[0].length) : text
    return Buffer.from(isEncoded ? percentDecoded(rest) : rest, 'latin1')
  })
  return decodeBytes(Buffer.concat(bytes), declared?.[1] || null).text
}

const percentDecoded = (text: string) =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
