/** Decides which words stand in Outlook's compressed RTF (MS-OXRTFCP), without their looks. */
import { decodeBytes } from './charset.ts'

const COMPRESSED = 0x75465a4c
const PLAIN = 0x414c454d
const MOST_BYTES = 5_000_000
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'

/** RTF as Latin-1; empty when it is not that. At most 5 MB. */
export function rtfOf(packed: Buffer): string {
  if (packed.length < 16) return ''
  const length = Math.min(packed.readUInt32LE(4), MOST_BYTES)
  const kind = packed.readUInt32LE(8)
  if (kind === PLAIN) return packed.toString('latin1', 16, 16 + length)
  return kind === COMPRESSED ? unpacked(packed.subarray(16), length) : ''
}

/** LZ77 over a ring of 4096 bytes that begins with words every RTF has. */
function unpacked(input: Buffer, length: number): string {
  const ring = Buffer.alloc(4096, 32)
  let write = ring.write(DICTIONARY, 'latin1')
  const out = Buffer.alloc(length)
  const done = { size: 0 }
  let at = 0
  const put = (byte: number) => {
    if (done.size < length) out[done.size++] = byte
    ring[write] = byte
    write = (write + 1) % 4096
  }
  while (at < input.length && done.size < out.length) {
    const flags = input[at++] ?? 0
    for (let bit = 0; bit < 8 && at < input.length && done.size < out.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(input[at++] ?? 0)
        continue
      }
      const token = ((input[at] ?? 0) << 8) | (input[at + 1] ?? 0)
      at += 2
      const from = token >> 4
      if (from === write) return out.toString('latin1', 0, done.size)
      for (let n = 0; n < (token & 15) + 2; n++) put(ring[(from + n) % 4096] ?? 0)
    }
  }
  return out.toString('latin1', 0, done.size)
}

/** Groups whose contents nobody sees. */
const UNSEEN = /^\{\\(\*|fonttbl|colortbl|stylesheet|info|pict|header|footer|object)/

/** Control words mean nothing but line ends and characters. HTML wrapped in RTF gives its text. */
export function rtfToText(rtf: string): string {
  const page = /\\ansicpg(\d{3,5})/.exec(rtf.slice(0, 2000))?.[1] ?? '1252'
  let text = ''
  let isOnlyRtf = false
  let bytes: number[] = []
  const endBytes = () => {
    if (bytes.length > 0) text += decodeBytes(Uint8Array.from(bytes), `windows-${page}`).text
    bytes = []
  }
  const token =
    /\{|\}|\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?\??|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z'])|[\r\n]+|[^{}\\\r\n]+/gi
  let hiddenAbove = 0
  let depth = 0
  for (const match of rtf.matchAll(token)) {
    const [whole, hex, unicode, word, number, symbol] = match
    if (whole.startsWith('{')) {
      depth++
      if (hiddenAbove === 0 && UNSEEN.test(rtf.slice(match.index, match.index + 14)))
        hiddenAbove = depth
      continue
    }
    if (whole === '}') {
      if (hiddenAbove === depth) hiddenAbove = 0
      depth = Math.max(0, depth - 1)
      continue
    }
    if (word === 'htmlrtf') isOnlyRtf = number !== '0'
    if (hiddenAbove > 0 || isOnlyRtf) continue
    if (hex) {
      bytes.push(parseInt(hex, 16))
      continue
    }
    endBytes()
    if (unicode) text += String.fromCharCode((Number(unicode) + 65_536) % 65_536)
    else if (word) text += LINE_ENDS[word] ?? ''
    else if (symbol) text += /[\\{}]/.test(symbol) ? symbol : symbol === '~' ? ' ' : ''
    else if (!/^[\r\n]/.test(whole)) text += whole
  }
  endBytes()
  return text.replaceAll(/\n{3,}/g, '\n\n').trim()
}

const LINE_ENDS: Record<string, string> = {
  par: '\n',
  line: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
}
