/** Decides how HTML reads as plain text: for search, previews and the plain twin of a mail. */
import { isBlock, shownAs } from './elements.ts'
import { safeTarget } from './links.ts'
import { roughText } from './rough-text.ts'
import { isTag, readTree, type Node, type Tag } from './tree.ts'

export interface TextOptions {
  /** Search needs no addresses; a reader of plain text does. */
  links?: boolean
}

interface Writing {
  /** Pieces, joined at the end: a growing string that is looked at again and again would be copied each time. */
  parts: string[]
  /** Line ends owed before the next word. */
  owed: number
  /** What every line begins with: "> " in a quotation, spaces in a list. */
  prefix: string
  /** What the line before began with. */
  prefixBefore: string
  /** Right behind a list sign the first block begins on the same line. */
  isFresh: boolean
  isSpaceOwed: boolean
  links: boolean
}

/**
 * Readable text of a mail's HTML, raw or cleaned: paragraphs apart, list items with their sign,
 * tables row by row, code line by line as it was, quotations with ">", links as `text (address)`,
 * pictures as `[description]`. Never throws; beyond the limits of tree.ts only the words.
 */
export function textOfHtml(html: string, { links = true }: TextOptions = {}): string {
  const { root } = readTree(html)
  if (!root) return roughText(html)
  const writing = newWriting(links)
  for (const child of root.children) write(child, writing)
  return writing.parts
    .join('')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

const newWriting = (links: boolean): Writing => ({
  parts: [],
  owed: 0,
  prefix: '',
  prefixBefore: '',
  isFresh: false,
  isSpaceOwed: false,
  links,
})

function write(node: Node, to: Writing) {
  if (!isTag(node)) return writeWords(node.text, to)
  const shown = shownAs(node.tag)
  if (shown === null) return
  const special = SPECIAL[shown]
  if (special) return special(node, to)
  const apart = LINES_AROUND[shown] ?? (isBlock(shown) ? 1 : 0)
  owe(to, apart)
  writeAll(node, to)
  owe(to, apart)
}

const writeAll = (tag: Tag, to: Writing) => {
  for (const child of tag.children) write(child, to)
}

/** How many line ends part an element from its neighbours; two make an empty line. */
const LINES_AROUND: Record<string, number> = {
  p: 2,
  h1: 2,
  h2: 2,
  h3: 2,
  h4: 2,
  h5: 2,
  h6: 2,
  table: 2,
  dl: 2,
}

const SPECIAL: Record<string, (tag: Tag, to: Writing) => void> = {
  br: (_, to) => {
    to.owed = Math.min(to.owed + 1, 2)
    to.isSpaceOwed = false
  },
  hr: (_, to) => {
    owe(to, 1)
    put('----------', to)
    owe(to, 1)
  },
  a: writeLink,
  img: ({ attributes }, to) => {
    const words = (attributes['alt'] ?? '').trim()
    if (words) writeWords(` [${words.slice(0, 300)}] `, to)
  },
  pre: writeCode,
  blockquote: (tag, to) => {
    owe(to, 2)
    withPrefix('> ', to, () => writeAll(tag, to))
    owe(to, 2)
  },
  ul: (tag, to) => writeList(tag, to, () => '- '),
  ol: (tag, to) => {
    const start = Number.parseInt(tag.attributes['start'] ?? '1', 10) || 1
    writeList(tag, to, (at) => `${start + at}. `)
  },
  tr: writeRow,
  dd: (tag, to) => {
    owe(to, 1)
    withPrefix('  ', to, () => writeAll(tag, to))
    owe(to, 1)
  },
}

function writeLink(tag: Tag, to: Writing) {
  const from = to.parts.length
  writeAll(tag, to)
  const target = to.links ? safeTarget(tag.attributes['href'] ?? '') : null
  if (!target) return
  const words = to.parts.slice(from).join('').trim()
  const address = target.href.replace(/^(mailto|tel):/, '')
  // The address is not said twice: "https://acme.test" and "acme.test/" are the same to a reader.
  if (bare(words) === bare(address) || !words) return words ? undefined : writeWords(address, to)
  to.isSpaceOwed = true
  put(`(${address})`, to)
}

const bare = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '')

/** Code keeps its lines and the spaces that begin them. */
function writeCode(tag: Tag, to: Writing) {
  owe(to, 2)
  const code = withBreaks(tag)
    .replace(/\r\n?/g, '\n')
    .replace(/^\n|\n+$/g, '')
  for (const [at, line] of code.split('\n').entries()) {
    if (at) owe(to, 1, true)
    put(line, to)
  }
  owe(to, 2)
}

const withBreaks = (node: Node): string => {
  if (!isTag(node)) return node.text
  if (node.tag === 'br') return '\n'
  return shownAs(node.tag) === null ? '' : node.children.map(withBreaks).join('')
}

function writeList(tag: Tag, to: Writing, sign: (at: number) => string) {
  const isNested = hasParent(tag, /^(ul|ol|menu|dir)$/)
  owe(to, isNested ? 1 : 2)
  let at = 0
  for (const child of tag.children) {
    if (!isTag(child) || child.tag !== 'li') {
      write(child, to)
      continue
    }
    const mark = sign(at++)
    owe(to, 1)
    put(mark, to)
    to.isFresh = true
    withPrefix(' '.repeat(mark.length), to, () => writeAll(child, to))
    to.isFresh = false
    owe(to, 1)
  }
  owe(to, isNested ? 1 : 2)
}

/** Cells of data stand side by side; where cells hold blocks, the table only lays out the page. */
function writeRow(tag: Tag, to: Writing) {
  owe(to, 1)
  const cells = tag.children.filter(isTag)
  if (cells.some(holdsBlock)) return (writeAll(tag, to), owe(to, 1))
  const words = cells.map((cell) => {
    const inner = newWriting(to.links)
    writeAll(cell, inner)
    return inner.parts
      .join('')
      .trim()
      .replace(/\s*\n\s*/g, ' ')
  })
  put(words.filter(Boolean).join(' | ').replace(/: \| /g, ': '), to)
  owe(to, 1)
}

const holdsBlock = (tag: Tag): boolean =>
  tag.children.some(
    (child) => isTag(child) && (isBlock(shownAs(child.tag) ?? '') || holdsBlock(child)),
  )

function writeWords(text: string, to: Writing) {
  const words = text.replace(/[\u00ad\u200b\ufeff]/g, '').replace(/[\s\u00a0]+/g, ' ')
  const bareWords = words.trim()
  if (words.startsWith(' ')) to.isSpaceOwed = true
  if (!bareWords) return
  put(bareWords, to)
  to.isSpaceOwed = words.endsWith(' ')
}

/** Writes what is owed, then the words as they are. */
function put(words: string, to: Writing) {
  if (!words && !to.owed) return
  if (!to.parts.length) {
    to.parts.push(to.prefix)
    to.prefixBefore = to.prefix
  } else if (to.owed) {
    // An empty line belongs to the quotation only when both its neighbours do.
    const shorter = to.prefixBefore.length < to.prefix.length ? to.prefixBefore : to.prefix
    to.parts.push(to.owed > 1 ? `\n${shorter.trimEnd()}\n` : '\n', to.prefix)
    to.prefixBefore = to.prefix
  } else if (to.isSpaceOwed && !to.parts.at(-1)?.endsWith(' ')) to.parts.push(' ')
  to.owed = 0
  to.isSpaceOwed = false
  to.isFresh = false
  to.parts.push(words)
}

function owe(to: Writing, lines: number, isExact = false) {
  if (to.isFresh) return
  to.owed = isExact ? lines : Math.max(to.owed, lines)
  if (lines) to.isSpaceOwed = false
}

function withPrefix(prefix: string, to: Writing, act: () => void) {
  const before = to.prefix
  // Quotations of quotations of quotations end where no line has room for them.
  if (before.length < 60) to.prefix += prefix
  act()
  to.prefix = before
}

function hasParent(tag: Tag, names: RegExp): boolean {
  for (let at = tag.parent; at; at = at.parent) if (names.test(at.tag)) return true
  return false
}

/** One line of at most `longest` characters for a list of tickets. */
export function previewOfHtml(html: string, longest = 200): string {
  const line = textOfHtml(html.slice(0, 100_000), { links: false }).replace(/\s+/g, ' ')
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`
}
