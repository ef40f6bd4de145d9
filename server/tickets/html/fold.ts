/** Decides which parts of a cleaned mail are quotations and signatures, and folds them: nothing is ever taken away. */
import { hasMark, isSeen, readLines, type Line } from './lines.ts'
import { CUT_MARKS, FORWARD_MARKS, QUOTE_MARKS, SIGNATURE_MARKS } from './marks.ts'
import {
  headerKind,
  isAttribution,
  isForward,
  isFromPhone,
  isSeparator,
  isSignatureMark,
  isStrictAttribution,
} from './quote-words.ts'
import { isTag, LIMITS, readTree, textIn, writeTree, type Node, type Tag } from './tree.ts'
import {
  contains,
  divide,
  foldFrom,
  foldRange,
  hasSeenBefore,
  isDivisible,
  isFold,
  isFolded,
} from './wrap.ts'

export interface FoldedHtml {
  html: string
  quotes: number
  signatures: number
}

const MOST_QUOTES = 50
const LONGEST_SIGNATURE = { characters: 1500, lines: 20 }
const WIDE = {
  ...LIMITS,
  characters: LIMITS.characters * 8,
  nodes: LIMITS.nodes * 8,
  depth: 1000,
  steps: LIMITS.steps * 4,
}

/**
 * Wraps earlier messages in `<details class="quote">` and signatures in `<details
 * class="signature">`. The text stays the same, sign for sign. Quotations stand open where they are
 * what the mail is about: nothing else is said, an answer stands between them, or it is a forward.
 */
export function foldQuotes(html: string): FoldedHtml {
  const { root } = readTree(html, WIDE)
  if (!root) return { html, quotes: 0, signatures: 0 }
  foldMarkedQuotes(root)
  foldToTheEnd(root)
  foldSignatures(root)
  const folds = openWhatMatters(root)
  const quotes = folds.filter((fold) => fold.attributes['class'] === 'quote').length
  return { html: writeTree(root), quotes, signatures: folds.length - quotes }
}

/** Quotations that stand in an element of their own, together with the line that introduces them. */
function foldMarkedQuotes(root: Tag) {
  const { lines, place } = readLines(root)
  const end = startOfTheEnd(lines, place)
  let from = 0
  for (const tag of outermost(root, (tag) => isQuote(tag, lines, place)).slice(0, MOST_QUOTES)) {
    const at = place.get(tag) ?? 0
    if (end && (place.get(end) ?? 0) < at) return
    while (from < lines.length && (lines[from]?.at ?? 0) < at) from++
    const intro = introBefore(lines, from)
    const [first, parent, count] = withIntro(tag, intro)
    foldRange(parent, first, count, 'quote')
  }
}

function isQuote(tag: Tag, lines: Line[], place: Map<Node, number>): boolean {
  if (/^(table|tbody|thead|tfoot|tr|td|th|li|a)$/.test(tag.tag)) return false
  if (hasMark(tag, QUOTE_MARKS) || hasMark(tag, FORWARD_MARKS)) return true
  if (tag.tag !== 'blockquote') return false
  return introBefore(lines, firstLineFrom(lines, place.get(tag) ?? 0)) !== null
}

/** The first line at or behind a place, by halves. */
function firstLineFrom(lines: Line[], at: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The one to three lines before line number `end` that say who wrote, or null. */
function introBefore(lines: Line[], end: number): Line | null {
  for (let count = 1; count <= 3 && count <= end; count++) {
    const run = lines.slice(end - count, end)
    const first = run[0]
    const words = run.map(({ text }) => text).join(' ')
    // Some write their whole answer into the element that was meant for the introduction.
    const isSaidSo = first?.isIntro && /[:：]\s*$/.test(words)
    if (first && (isSaidSo || isAttribution(words))) return first
  }
  return null
}

/** The range to fold: the quotation alone, or from its introduction on where both can stand together. */
function withIntro(tag: Tag, intro: Line | null): [Node, Tag, number] {
  const alone: [Node, Tag, number] = [tag, tag.parent!, 1]
  if (!intro || contains(tag, intro.first)) return alone
  let quote = tag
  while (quote.parent?.parent && !contains(quote.parent, intro.first)) {
    if (hasSeenBefore(quote)) return alone
    quote = quote.parent
  }
  const parent = quote.parent!
  let first = intro.first
  if (!contains(parent, first) || isFolded(first)) return alone
  while (first.parent && first.parent !== parent) {
    if (!hasSeenBefore(first)) first = first.parent
    else if (isDivisible(first.parent)) first = divide(first)
    else return alone
  }
  const { children } = parent
  return [first, parent, children.indexOf(quote) - children.indexOf(first) + 1]
}

/** Mail programs that only draw a line: from there on everything is the earlier message. */
function foldToTheEnd(root: Tag) {
  const { lines, place } = readLines(root)
  const start = startOfTheEnd(
    lines.filter(({ first }) => !isFolded(first)),
    place,
  )
  if (start) foldFrom(start, 'quote')
}

function startOfTheEnd(lines: Line[], place: Map<Node, number>): Node | null {
  const marked = [...place.keys()].find((node) => hasMark(node, CUT_MARKS) && !isFolded(node))
  const line = lines.findIndex((_, at) => opensOldMail(lines, at))
  const before = lines[line - 1]
  const written = before?.isRule ? before.first : (lines[line]?.first ?? null)
  if (!marked || !written) return marked ?? written
  return (place.get(marked) ?? 0) <= (place.get(written) ?? 0) ? marked : written
}

function opensOldMail(lines: Line[], at: number): boolean {
  const text = lines[at]?.text ?? ''
  if (isSeparator(text) || isForward(text)) return true
  if (headerKind(text) && isHeaderBlock(lines.slice(at, at + 6))) return true
  // With a quotation behind it, the words ask for that alone: an answer may stand below.
  if (isStrictAttribution(text)) return !isInQuote(lines[at + 1])
  return isStrictAttribution(`${text} ${lines[at + 1]?.text ?? ''}`) && !isInQuote(lines[at + 2])
}

function isInQuote(line: Line | undefined): boolean {
  for (let node = line?.first ?? null; node; node = node.parent)
    if (isTag(node) && (node.tag === 'blockquote' || hasMark(node, QUOTE_MARKS))) return true
  return false
}

/** Three kinds of header in a row, the sender among them; a log that happens to say "From:" has not that. */
function isHeaderBlock(lines: Line[]): boolean {
  const kinds = lines.map(({ text }) => headerKind(text))
  const end = kinds.findIndex((kind, at) => kind === null && at > 0 && kinds[at + 1] === null)
  const found = new Set(kinds.slice(0, end < 0 ? kinds.length : end).filter(Boolean))
  return found.has('from') && found.size >= 3
}

function foldSignatures(root: Tag) {
  for (const tag of outermost(root, (tag) => hasMark(tag, SIGNATURE_MARKS)).slice(0, MOST_QUOTES)) {
    if (/^(table|tbody|thead|tfoot|tr)$/.test(tag.tag)) continue
    const first = tag.children[0]
    const isFixed = /^(td|th|li|a)$/.test(tag.tag)
    if (isFixed && first) foldRange(tag, first, tag.children.length, 'signature')
    if (!isFixed) foldRange(tag.parent!, tag, 1, 'signature')
  }
  const lines = readLines(root).lines.filter(({ first }) => !isFolded(first))
  const dashes = lines.findLastIndex(({ text }) => isSignatureMark(text))
  const phone = lines.findLastIndex(({ text }) => isFromPhone(text))
  const from = dashes >= 0 && isShort(lines.slice(dashes)) ? dashes : phone
  const start = lines[from]
  if (!start || !isShort(lines.slice(from))) return
  foldFrom(start.first, 'signature')
}

function isShort(lines: Line[]): boolean {
  const length = lines.reduce((sum, { text }) => sum + text.length, 0)
  return lines.length <= LONGEST_SIGNATURE.lines && length <= LONGEST_SIGNATURE.characters
}

/** The topmost elements that pass, in reading order; folded ones are left alone. */
function outermost(root: Tag, test: (tag: Tag) => boolean): Tag[] {
  return root.children.flatMap((child) => {
    if (!isTag(child) || isFold(child)) return []
    return test(child) ? [child] : outermost(child, test)
  })
}

function openWhatMatters(root: Tag): Tag[] {
  const folds: Tag[] = []
  const last = { seen: null as Tag | null }
  const answered = new Set<Tag>()
  const walk = (node: Node) => {
    if (isFold(node)) {
      folds.push(node)
      if (node.attributes['class'] === 'quote') last.seen = node
    } else if (!isTag(node)) {
      if (isSeen(node) && last.seen) answered.add(last.seen)
    } else if (node.tag === 'img' && last.seen) answered.add(last.seen)
    else node.children.forEach(walk)
  }
  walk(root)
  const saysNothingElse = !root.children.some(isSeenUnfolded)
  const hasAnswer = answered.size > 0
  for (const fold of folds) {
    if (fold.attributes['class'] !== 'quote') continue
    if (saysNothingElse || hasAnswer || isForwarded(fold)) fold.attributes['open'] = ''
  }
  return folds
}

const isSeenUnfolded = (node: Node): boolean =>
  !isFold(node) &&
  (isTag(node) && node.tag !== 'img' ? node.children.some(isSeenUnfolded) : isSeen(node))

function isForwarded(fold: Tag): boolean {
  if (fold.children.some((child) => hasMark(child, FORWARD_MARKS))) return true
  return (
    isForward(textIn(fold).trim().split('\n')[0] ?? '') ||
    readLines(fold)
      .lines.slice(0, 2)
      .some(({ text }) => isForward(text))
  )
}
