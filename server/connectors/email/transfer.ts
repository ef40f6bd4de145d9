/** Decides which bytes a transfer encoding stands for (RFC 2045 6, and uuencode from before it). */

/** Damage stays as it stands; an encoding nobody knows is none. Takes time in proportion to the length. */
export function decodeTransfer(raw: Buffer, encoding: string | null): Buffer {
  const name = /[\w-]+/.exec((encoding ?? '').toLowerCase())?.[0] ?? ''
  if (name === 'base64') return fromBase64(raw)
  if (name === 'quoted-printable') return fromQuotedPrintable(raw)
  if (/^(x-)?(uuencode|uue)$/.test(name))
    return uuFiles(raw.toString('latin1')).files[0]?.content ?? raw
  return raw
}

/** A line with padding ends a run: some programs put several one behind the other. */
function fromBase64(raw: Buffer): Buffer {
  const text = raw.toString('latin1')
  const padding = text.indexOf('=')
  const rest = padding === -1 ? '' : text.slice(padding).replace(/^[=\s]+/, '')
  if (!/^[A-Za-z0-9+/]{4}/.test(rest)) return Buffer.from(text, 'base64')
  return Buffer.concat(
    text
      .split(/=+/)
      .slice(0, 10_000)
      .map((run) => Buffer.from(run, 'base64')),
  )
}

function fromQuotedPrintable(raw: Buffer): Buffer {
  const bytes = Buffer.alloc(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0
    if (byte !== 61) {
      bytes[length++] = byte
      continue
    }
    const value = hex(raw[at + 1]) * 16 + hex(raw[at + 2])
    if (!Number.isNaN(value)) {
      bytes[length++] = value
      at += 2
      continue
    }
    const end = softBreakEnd(raw, at + 1)
    if (end === -1) bytes[length++] = byte
    else at = end - 1
  }
  return bytes.subarray(0, length)
}

/** Where the next line begins when only blanks stand behind an equals sign, otherwise -1. */
function softBreakEnd(raw: Buffer, from: number): number {
  let at = from
  while (at < from + 80 && (raw[at] === 32 || raw[at] === 9)) at++
  if (at >= raw.length) return raw.length
  if (raw[at] === 13) at++
  return raw[at] === 10 ? at + 1 : -1
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return NaN
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : NaN
}

export interface UuFile {
  name: string
  content: Buffer
}

/** Takes files in uuencode (`begin 644 name` … `end`) out of a text; each leaves its name in brackets. */
export function uuFiles(text: string): { text: string; files: UuFile[] } {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] }
  const kept: string[] = []
  const files: UuFile[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const begin = /^begin [0-7]{3,4} (\S.{0,250}?)\s*$/.exec(lines[at] ?? '')
    const end = begin && files.length < 100 ? endOfUu(lines, at + 1) : -1
    if (!begin || end === -1) {
      kept.push(lines[at] ?? '')
      continue
    }
    files.push({ name: begin[1] ?? '', content: uuBytes(lines.slice(at + 1, end)) })
    kept.push(`[${begin[1] ?? ''}]`)
    at = end
  }
  return { text: kept.join('\n'), files }
}

function endOfUu(lines: string[], from: number): number {
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? '').trimEnd()
    if (line === 'end') return at
    if (line !== '' && line !== '`' && !/^[!-`][ -`]{0,84}$/.test(line)) return -1
  }
  return lines.length
}

function uuBytes(lines: string[]): Buffer {
  return Buffer.concat(
    lines.map((line) => {
      const length = ((line.codePointAt(0) ?? 32) - 32) & 63
      if (line.trim() === '' || length === 0) return Buffer.alloc(0)
      const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
      for (let group = 0; group * 3 < length; group++) {
        const value = [1, 2, 3, 4].reduce(
          (sum, n) => sum * 64 + (((line.codePointAt(group * 4 + n) ?? 32) - 32) & 63),
          0,
        )
        bytes.writeUIntBE(value, group * 3, 3)
      }
      return bytes.subarray(0, length)
    }),
  )
}
