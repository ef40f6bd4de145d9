/** Decides how a header reads: unfolded, with its encoded words (RFC 2047) and raw UTF-8 (RFC 6532) in plain characters. */
import { decodeBytes } from './charset.ts'

const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi

/**
 * `header` holds one character per byte (Latin-1). Words next to each other are decoded together, for
 * some programs cut a character in two (RFC 2047 5 forbids it). `hint` is the character set of what
 * stands there without one. Never throws.
 */
export function decodeWords(header: string, hint: string | null = null): string {
  let text = ''
  let at = 0
  let run: { charset: string; bytes: Buffer[] } | null = null
  const endRun = () => {
    if (run) text += decodeBytes(Buffer.concat(run.bytes), run.charset).text
    run = null
  }
  for (const match of header.matchAll(WORD)) {
    const between = header.slice(at, match.index)
    const charset = (match[1] ?? '').replace(/\*.*$/, '').toLowerCase()
    const encoded = match[3] ?? ''
    const bytes = /b/i.test(match[2] ?? '') ? fromBase64(encoded) : fromQ(encoded)
    if (run === null || run.charset !== charset || isStateful(charset) || /\S/.test(between)) {
      const wasWord = run !== null
      endRun()
      if (!wasWord || /\S/.test(between)) text += raw(between, hint)
      run = { charset, bytes: [] }
    }
    run.bytes.push(bytes)
    at = match.index + match[0].length
  }
  endRun()
  return text + raw(header.slice(at), hint)
}

// Each word of these begins in ASCII again and may not continue the last one.
const isStateful = (charset: string) => charset.startsWith('iso-2022')

const raw = (text: string, hint: string | null) =>
  // oxlint-disable-next-line no-control-regex -- anything beyond ASCII
  /[^\u0000-\u007F]/.test(text) ? decodeBytes(Buffer.from(text, 'latin1'), null, hint).text : text

const fromBase64 = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'base64')

const fromQ = (text: string) =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16))),
    'latin1',
  )
