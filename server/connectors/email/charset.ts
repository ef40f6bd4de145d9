/** Decides which character set bytes are written in, and reads them: what was declared is believed unless it cannot be. */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export interface Decoded {
  text: string
  /** In lower case: the one it was read in, or the one that was declared when nobody knows it. */
  charset: string
  /** For people, when the text may not be what was meant. */
  note: string | null
}

const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gb18030',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  'x-gbk': 'gb18030',
  'gb2312-80': 'gb18030',
  'ansi_x3.4-1968': 'us-ascii',
  ascii: 'us-ascii',
  unicode: 'utf-16',
  'unicode-1-1-utf-8': 'utf-8',
  iso8859_1: 'iso-8859-1',
  'iso-8859-1-windows-3.1-latin-1': 'windows-1252',
}

/**
 * UTF-7 can hide markup in what looks like plain ASCII, and no mail program has written it for
 * twenty years: it is shown as it stands, never decoded.
 */
const IS_UTF7 = /^(x-)?(unicode-(1-1|2-0)-)?utf-?7(-imap)?$|^csunicode11utf7$/

/**
 * `declared` is a label as a sender wrote it, or null; then `hint` is what the rest of the message is
 * written in. Never throws.
 */
export function decodeBytes(
  bytes: Uint8Array,
  declared: string | null,
  hint: string | null = null,
): Decoded {
  const label = labelOf(declared)
  const marked = byteOrderMark(bytes)
  if (marked)
    return { text: read(bytes, marked) ?? '', charset: marked, note: differs(label, marked) }
  if (IS_UTF7.test(label))
    return {
      text: latin1(bytes),
      charset: 'utf-7',
      note: 'Written in UTF-7, which is not decoded: it is shown as it stands',
    }
  const wide = label.startsWith('utf-16') ? null : zeroesApart(bytes)
  if (wide) return { text: read(bytes, wide) ?? '', charset: wide, note: differs(label, wide) }
  if (label.startsWith('utf-16') && zeroesApart(bytes) === null && !hasHighBytes(bytes))
    return { text: latin1(bytes), charset: 'us-ascii', note: differs(label, 'us-ascii') }
  if (label === '' || label === 'us-ascii' || label === 'utf-8') return guess(bytes, label, hint)
  // Latin-1 is what programs declare that do not know; by chance no text of it is UTF-8.
  if (/^(iso-8859-1|windows-1252)$/.test(label) && isUtf8(bytes) && hasHighBytes(bytes))
    return { text: read(bytes, 'utf-8') ?? '', charset: 'utf-8', note: differs(label, 'utf-8') }
  const text = read(bytes, label)
  if (text !== null) return { text, charset: label, note: null }
  const best = guess(bytes, '', null)
  return {
    text: best.text,
    charset: label,
    note: `The character set "${label}" is not known: read as ${best.charset}`,
  }
}

function labelOf(declared: string | null): string {
  const label = (declared ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/["'\s]/g, '')
    .slice(0, 60)
  return ALIASES[label] ?? label
}

function read(bytes: Uint8Array, label: string): string | null {
  // Half a character at the end is a line end that somebody cut.
  const whole = label.startsWith('utf-16') ? bytes.subarray(0, bytes.length & ~1) : bytes
  try {
    return new TextDecoder(label).decode(whole)
  } catch {
    return iconv.encodingExists(label) ? iconv.decode(Buffer.from(bytes), label) : null
  }
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const hasHighBytes = (bytes: Uint8Array) => bytes.some((byte) => byte > 127)

function byteOrderMark(bytes: Uint8Array): string | null {
  const [one, two, three] = bytes
  if (one === 0xef && two === 0xbb && three === 0xbf) return 'utf-8'
  if (one === 0xff && two === 0xfe) return 'utf-16le'
  return one === 0xfe && two === 0xff ? 'utf-16be' : null
}

const differs = (label: string, found: string) =>
  label === '' || found.startsWith(label) ? null : `Declared as ${label}, but written in ${found}`

/** Every second byte of western text in UTF-16 is zero; no other text has that. */
function zeroesApart(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 2000)
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const enough = sample.length * 0.3
  if (sample.length < 4 || (even > 0 && odd > 0 && Math.min(even, odd) * 4 > Math.max(even, odd)))
    return null
  if (odd > enough) return 'utf-16le'
  return even > enough ? 'utf-16be' : null
}

/** Without a word from the sender: UTF-8 when it is that, otherwise the hint, or Cyrillic or western by the look of it. */
function guess(bytes: Uint8Array, declared: string, hint: string | null): Decoded {
  if (!hasHighBytes(bytes))
    return { text: latin1(bytes), charset: declared || 'us-ascii', note: null }
  if (isUtf8(bytes)) return { text: read(bytes, 'utf-8') ?? '', charset: 'utf-8', note: null }
  if (declared === 'utf-8' && mostlyUtf8(bytes))
    return {
      text: read(bytes, 'utf-8') ?? '',
      charset: 'utf-8',
      note: 'Some of its bytes are no UTF-8',
    }
  const hinted = labelOf(hint)
  const label =
    hinted && !/^(us-ascii|utf-(7|8))$/.test(hinted) && read(bytes, hinted) !== null
      ? hinted
      : singleByteGuess(bytes)
  const note = `No character set that fits is declared: read as ${label}`
  return { text: read(bytes, label) ?? latin1(bytes), charset: label, note }
}

/** The character set of these bytes when nobody says, for other bytes of the same message. */
export const likelyCharset = (bytes: Uint8Array): string | null =>
  !hasHighBytes(bytes) || isUtf8(bytes) ? null : singleByteGuess(bytes)

/** A character cut in two somewhere is damage; a text full of them is another character set. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.split('\uFFFD').length - 1
  const whole = Array.from(text).filter((character) => character > '\u007F').length - broken
  return whole >= broken
}

/** In Cyrillic nearly every letter is a high byte, and most are small: C0-DF in KOI8-R, E0-FF in windows-1251. */
function singleByteGuess(bytes: Uint8Array): string {
  let ascii = 0
  let low = 0
  let high = 0
  for (const byte of bytes.subarray(0, 20_000)) {
    if (byte >= 0xe0) high++
    else if (byte >= 0xc0) low++
    else if ((byte | 32) >= 97 && (byte | 32) <= 122) ascii++
  }
  if (low + high < 4 || low + high < ascii * 1.5) return 'windows-1252'
  return low > high ? 'koi8-r' : 'windows-1251'
}
