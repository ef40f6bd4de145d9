/** Decides whom an address header names (RFC 5322 3.4), however it is written: quotes, comments, groups, or none of the rules. */
import type { Address } from '../connector.ts'
import { oneLine } from './clean.ts'
import { decodeWords } from './words.ts'

const MOST_ADDRESSES = 5000

/** Whatever a program may put before one address; the rest of it is nobody's name. */
const LONGEST_PHRASE = 5000

interface Draft {
  phrase: string
  comment: string
  angle: string | null
  hasAt: boolean
}

const nobody = (): Draft => ({ phrase: '', comment: '', angle: null, hasAt: false })

/**
 * `header` is not decoded yet; `hint` is the character set of raw bytes in it. What holds no address is
 * left out. Takes time in proportion to its length.
 */
export function addressesOf(header: string | null, hint: string | null = null): Address[] {
  if (!header) return []
  const found: Address[] = []
  let draft = nobody()
  let lastQuote = header.lastIndexOf('"')
  const end = () => {
    const address = addressOf(draft, hint)
    if (address && found.length < MOST_ADDRESSES) found.push(address)
    draft = nobody()
  }
  const add = (words: string) => {
    if (draft.phrase.length < LONGEST_PHRASE) draft.phrase += words
    draft.hasAt ||= words.includes('@')
  }
  for (let at = 0; at < header.length; at++) {
    const character = header[at] ?? ''
    if (character === '"' && at < lastQuote) {
      const close = closing(header, at)
      // A quotation that never ends: from here on quotes are just characters.
      if (close === at) lastQuote = at
      add(header.slice(at, close + 1))
      at = close
    } else if (character === '(') {
      const close = endOfComment(header, at)
      if (draft.comment.length < LONGEST_PHRASE)
        draft.comment += `${draft.comment && ' '}${header.slice(at + 1, close)}`
      at = close
    } else if (character === '<') {
      const close = header.indexOf('>', at)
      const last = close === -1 ? header.length : close
      draft.angle ??= header.slice(at + 1, last)
      at = last
    } else if (character === ';' || (character === ',' && isEnd(draft))) end()
    else if (character === ':' && !draft.hasAt && draft.angle === null) draft.phrase = ''
    else add(character)
  }
  end()
  return found
}

/** A comma in a name nobody quoted is none: `Doe, Jo <jo@acme.test>`. */
const isEnd = ({ angle, hasAt, phrase }: Draft) =>
  angle !== null || hasAt || phrase.slice(0, 200).trim() === ''

/** The end of a quoted string; a quote that never ends is just a character. */
function closing(header: string, from: number): number {
  for (let at = from + 1; at < header.length; at++) {
    if (header[at] === '\\') at++
    else if (header[at] === '"') return at
    else if (header[at] === '<' && header.indexOf('"', at) === -1) return from
  }
  return from
}

function endOfComment(header: string, from: number): number {
  let depth = 0
  for (let at = from; at < header.length; at++) {
    if (header[at] === '\\') at++
    else if (header[at] === '(') depth++
    else if (header[at] === ')' && --depth === 0) return at
  }
  return header.length
}

function addressOf({ phrase, comment, angle }: Draft, hint: string | null): Address | null {
  const bare = angle?.includes('@') ? angle : lastAddress(phrase)
  if (!bare) return null
  // A route in front of the address is obsolete and means nothing (RFC 5322 4.4).
  const address = oneLine(
    decodeWords(bare.replace(/^\s*@[^:]*:/, '').replaceAll(/\([^()]*\)|\s+/g, '')),
    320,
  )
  if (!address.includes('@')) return null
  const said = angle?.includes('@') ? phrase : phrase.replace(bare, '')
  const name = oneLine(decodeWords(unquoted(said) || unquoted(comment), hint), 200).replace(
    /^"(.*)"$/,
    '$1',
  )
  return { address: address.replaceAll(/^['"]+|['"]+$/g, ''), name: name || null }
}

function lastAddress(phrase: string): string | null {
  if (/^\s*"[^"]*"\s*@\s*[^\s@]+\s*$/.test(phrase.slice(0, 1000))) return phrase
  const words = phrase.split(/\s+/).filter((word) => word.includes('@'))
  // Two addresses and no comma between them: the first one is meant.
  return (phrase.trim().startsWith(words[0] ?? ' ') ? words[0] : words.at(-1)) ?? null
}

const unquoted = (text: string) =>
  text
    .slice(0, LONGEST_PHRASE)
    .replaceAll(/"((?:\\.|[^"\\])*)"/g, (_, words: string) => words.replaceAll(/\\(.)/g, '$1'))
    .replaceAll(/\s+/g, ' ')
    .trim()
