/** Decides which part of a message is new and which is the quoted history: folded on screen, never deleted. */

const ATTRIBUTION = [
  /^on .{5,200} wrote:$/i,
  /^am .{5,200} schrieb .{1,200}:$/i,
  /^le .{5,200} a écrit ?:$/i,
  /^-{2,}\s*original message\s*-{2,}$/i,
  /^_{20,}$/,
]

/** Our own marker stands in every mail we send; everything from it on is history. */
export const REPLY_MARKER = '##- Please write above this line -##'

export interface ReplyText {
  text: string
  quoted: string
}

export function splitQuoted(body: string): ReplyText {
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  const cut = lines.findIndex((line, index) => isStartOfHistory(line, lines, index))
  if (cut <= 0) return { text: body.trim(), quoted: '' }
  return { text: lines.slice(0, cut).join('\n').trim(), quoted: lines.slice(cut).join('\n').trim() }
}

function isStartOfHistory(line: string, lines: string[], index: number): boolean {
  const trimmed = line.trim()
  if (trimmed.includes(REPLY_MARKER) || ATTRIBUTION.some((pattern) => pattern.test(trimmed)))
    return true
  // A block of quoted lines that runs to the end is history; one in the middle is a quote being answered.
  return (
    trimmed.startsWith('>') &&
    lines.slice(index).every((rest) => rest.trim() === '' || rest.trim().startsWith('>'))
  )
}

/** The first words, on one line, for lists. */
export function preview(body: string, length = 160): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`
}
