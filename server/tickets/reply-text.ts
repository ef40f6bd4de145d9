/** Decides which part of a message is new and which is the quoted history: folded on screen, never deleted. */
import { classify, REPLY_MARKER, type Line } from './reply-lines.ts'

export { REPLY_MARKER }

export interface ReplyText {
  /** What the sender wrote now. Answers between quoted lines keep the lines they answer. */
  text: string
  /** The history, in its own order. */
  quoted: string
  /** From the mark of a signature on, or what a telephone adds. */
  signature: string
}

/** More than this behind "--" is no signature any more. */
const LONGEST_SIGNATURE = 25
/** Nobody writes more; a log or a mail bomb has. */
const MOST_LINES = 5000
/** The mark of RFC 3676 4.3, and what people make of it. */
const SIGNATURE_MARK = /^\s*(--|—|––|– )\s*$/
const ONLY_DECORATION = /^[\s\-_=+*#~.ᐧ—–]*$/
const DEVICE =
  /^\W{0,4}(sent from (my|an?) .{1,70}|sent (from|via|by|with|using) .{0,30}\b(mail\w*|mobile|i?phone|ipad|android|blackberry|galaxy|samsung|outlook|yahoo|acompli|airmail|proton)\b.{0,70}|(someone )?from (my )?(mobile|i?phone|ipad)\b.{0,20}|get \[?outlook\b.{0,60}|envoyé (de|depuis) mon\b.{0,60}|von meinem .{0,40}gesendet|diese nachricht wurde von meinem\b.{0,80}|gesendet (von|mit) (meine|der|outlook)\b.{0,60}|enviado (desde|do|de) m(i|eu)\b.{0,60}|inviato da(l mio)? \w+.{0,40}|verzonden (met|vanaf)\b.{0,60}|skickat från min\b.{0,60}|sendt fra min\b.{0,60}|wysłane z\b.{0,60}|отправлено (с|из)\b.{0,60}|從我的 .{0,30}傳送|发自我的.{0,30}|iphoneから送信)\W{0,4}$/iu

/** Every character that is no blank ends in exactly one of the three. */
export function splitQuoted(body: string): ReplyText {
  const lines = body.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')
  const isQuoted = quotedLines(lines)
  const own = lines.filter((_, at) => !isQuoted[at])
  const { text, signature } = splitSignature(own)
  const quoted = joined(lines.filter((_, at) => isQuoted[at]))
  if (text === '' && quoted === '' && signature !== '')
    return { text: signature, quoted, signature: '' }
  return { text, quoted, signature }
}

/** What comes behind the lines that are looked at goes on as they end. */
function quotedLines(lines: string[]): boolean[] {
  const looked = lines.slice(0, MOST_LINES)
  const isQuoted = history(withinForwards(withinCode(looked, classify(looked))), looked)
  const goesOn = lines.length > MOST_LINES && isQuoted.at(-1) === true
  return lines.map((_, at) => isQuoted[at] ?? goesOn)
}

const joined = (lines: string[]) =>
  lines
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()

/** Whoever forwards a mail wants it read: nothing in it is history, not even its header. */
function withinForwards(kinds: Line[]): Line[] {
  const forward = kinds.indexOf('forward')
  const start = kinds.findIndex(
    (kind) => kind === 'wrote' || kind === 'original' || kind === 'marker',
  )
  if (forward === -1 || (start !== -1 && start < forward)) return kinds
  return kinds.map((kind, at) => (at < forward || kind === 'empty' ? kind : 'text'))
}

/** Between ``` and ``` stands code. */
function withinCode(lines: string[], kinds: Line[]): Line[] {
  const fences = lines.flatMap((line, at) => (/^\s*```/.test(line) ? [at] : []))
  let before = 0
  return kinds.map((kind, at) => {
    const isCode = before % 2 === 1 && before < fences.length
    if (fences[before] === at) before++
    return isCode && kind !== 'marker' ? 'text' : kind
  })
}

/** For every line, whether it is history. */
function history(kinds: Line[], lines: string[]): boolean[] {
  if (!kinds.includes('text')) return kinds.map(() => true)
  const cut = startOfHistory(kinds, lines)
  const above = kinds.slice(0, cut)
  const block = middleBlock(above)
  const top = endOfTopHistory(above)
  return kinds.map(
    (kind, at) =>
      at >= cut ||
      at < top ||
      kind === 'wrote' ||
      (at >= block.from && at < block.to && kind !== 'empty'),
  )
}

/** One quotation in one piece, words above it and words below: what was answered at once can be folded. */
function middleBlock(kinds: Line[]): { from: number; to: number } {
  const from = kinds.indexOf('wrote')
  const to = kinds.findLastIndex((kind) => kind === 'quote') + 1
  const isOne =
    from !== -1 &&
    to > from &&
    kinds.slice(0, from).includes('text') &&
    !kinds.slice(0, from).includes('quote') &&
    !kinds.slice(from, to).includes('text')
  return isOne ? { from, to } : { from: 0, to: 0 }
}

/** Where everything after it is history; the number of lines when nothing is. */
function startOfHistory(given: Line[], lines: string[]): number {
  const kinds = withoutLastSignature(given, lines)
  const marker = kinds.indexOf('marker')
  const last = marker === -1 ? kinds.length : marker
  for (let at = 0; at < last; at++) {
    if (!isStart(kinds, at, last)) continue
    if (!kinds.slice(0, at).includes('text')) continue
    return withLineAbove(lines, kinds, at)
  }
  return last
}

function isStart(kinds: Line[], at: number, last: number): boolean {
  const kind = kinds[at]
  if (kind === 'original') return true
  if (kind === 'wrote') return !isAnsweredBelow(kinds, at, last)
  if (kind === 'header') return headersFrom(kinds, at, last) >= 3
  if (kind !== 'quote') return false
  return kinds.slice(at, last).every((rest) => rest !== 'text' && rest !== 'header')
}

/** Words behind quoted lines are an answer; behind history without marks nobody can tell them apart. */
function isAnsweredBelow(kinds: Line[], at: number, last: number): boolean {
  const rest = kinds.slice(at + 1, last)
  const first = rest.find((kind) => kind !== 'empty' && kind !== 'wrote')
  if (first !== 'quote') return false
  const end = rest.findLastIndex((kind) => kind === 'quote' || kind === 'wrote')
  return rest.slice(0, end).includes('text') || rest.slice(end + 1).includes('text')
}

/** A signature below the history answers nothing. */
function withoutLastSignature(kinds: Line[], lines: string[]): Line[] {
  const mark = lines.findLastIndex((line) => SIGNATURE_MARK.test(line))
  const isLast =
    mark !== -1 && lines.length - mark <= LONGEST_SIGNATURE && !kinds.slice(mark).includes('quote')
  return isLast ? kinds.map((kind, at) => (at >= mark && kind === 'text' ? 'empty' : kind)) : kinds
}

/** A long subject or address may run over a line of its own. */
function headersFrom(kinds: Line[], from: number, last: number): number {
  let found = 0
  let others = 0
  for (let at = from; at < last && others < 2; at++) {
    if (kinds[at] === 'header') {
      found++
      others = 0
    } else if (kinds[at] === 'empty') {
      if (found < 2) others++
      else break
    } else others++
  }
  return found
}

/** The rule that Outlook draws above "From:" belongs to the history. */
function withLineAbove(lines: string[], kinds: Line[], at: number): number {
  let above = at - 1
  while (above >= 0 && kinds[above] === 'empty') above--
  const line = lines[above] ?? ''
  return above >= 0 && /^[\s*]*[-_=]{5,}[\s*]*$/.test(line) ? above : at
}

/** Where the answer begins that stands below everything it answers; zero when it does not. */
function endOfTopHistory(kinds: Line[]): number {
  const first = kinds.find((kind) => kind !== 'empty')
  if (first !== 'wrote' || !kinds.includes('quote')) return 0
  const end = kinds.findLastIndex((kind) => kind === 'quote' || kind === 'wrote')
  return kinds.slice(0, end).includes('text') || !kinds.slice(end).includes('text') ? 0 : end + 1
}

function splitSignature(lines: string[]): { text: string; signature: string } {
  let end = lines.length
  while (end > 0 && isOfDevice(lines[end - 1] ?? '')) end--
  const mark = lines.findIndex(
    (line, at) =>
      at > 0 && at < end && SIGNATURE_MARK.test(line) && lines.length - at <= LONGEST_SIGNATURE,
  )
  const decoration = lines.findLastIndex((line) => !ONLY_DECORATION.test(line)) + 1
  const cut = Math.min(mark === -1 ? end : mark, decoration || end, end)
  const text = joined(lines.slice(0, cut))
  const signature = joined(lines.slice(cut))
  return text === '' ? { text: joined(lines), signature: '' } : { text, signature }
}

const isOfDevice = (line: string) =>
  line.trim() === '' || (line.length < 200 && DEVICE.test(line.trim()))

/** The first words, on one line, for lists. */
export function preview(body: string, length = 160): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`
}
