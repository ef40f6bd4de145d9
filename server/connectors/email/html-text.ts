/** Decides how HTML reads as plain text: what a person would see, quotations marked by ">". Not a sanitizer. */
import { entity } from './entities.ts'

/** Elements nobody sees. */
const HIDDEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'object'])
const BLOCK = new Set(
  'address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header html li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
)
const SPACED = new Set(['p', 'blockquote', 'h1', 'h2', 'h3', 'ul', 'ol', 'table', 'pre'])
const VOID = /^(area|base|br|col|hr|img|input|link|meta|param|source|wbr|o:p|p|li|td|th|tr)$/
/** Deeper than any person nests; deeper trees cost those who draw them too much. */
export const DEEPEST_HTML = 1000

export interface HtmlText {
  text: string
  /** How many elements stand open at once, at most. */
  depth: number
}

/** Reads every character once. Damaged HTML has some reading, too. */
export function htmlToText(html: string): HtmlText {
  const out = new Lines()
  let at = 0
  let depth = 0
  let deepest = 0
  let link: { href: string; from: Place } | null = null
  while (at < html.length) {
    const open = html.indexOf('<', at)
    out.say(html.slice(at, open === -1 ? html.length : open))
    if (open === -1) break
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      at = end === -1 ? html.length : end + 3
      continue
    }
    const tag = /^<(\/?)([a-z][a-z0-9:-]{0,40})/i.exec(html.slice(open, open + 44))
    if (!tag) {
      const isMarkup = /^<[!?/]/.test(html.slice(open, open + 2))
      if (!isMarkup) out.say('<')
      const end = isMarkup ? html.indexOf('>', open) : open
      at = end === -1 ? html.length : end + 1
      continue
    }
    const end = tagEnd(html, open + tag[0].length)
    const attributes = html.slice(open + tag[0].length, end)
    const name = tag[2]?.toLowerCase() ?? ''
    const closes = tag[1] === '/'
    at = end + 1
    if (!VOID.test(name) && !attributes.endsWith('/'))
      deepest = Math.max(deepest, (depth = Math.max(0, depth + (closes ? -1 : 1))))
    if (HIDDEN.has(name)) {
      if (!closes && !attributes.endsWith('/')) at = afterHidden(html, at, name)
    } else if (name === 'a') {
      if (link) out.name(link.href, link.from)
      link = closes ? null : { href: attribute(attributes, 'href'), from: out.here() }
    } else if (name === 'br') out.line()
    else if (name === 'hr') out.rule()
    else if (name === 'img') out.picture(attribute(attributes, 'alt'))
    else if (name === 'td' || name === 'th') out.say(' ')
    else if (BLOCK.has(name)) out.block(name, closes, attributes)
  }
  return { text: out.text(), depth: deepest }
}

interface Place {
  lines: number
  pieces: number
}

/** Puts lines together from pieces: a text that grows by one character at a time would be copied as often. */
class Lines {
  #lines: string[] = []
  #pieces: string[] = []
  #endsInBlank = true
  #quoted = 0
  #pre = 0
  #blank = false

  here = (): Place => ({ lines: this.#lines.length, pieces: this.#pieces.length })

  #add(words: string): void {
    if (words === '') return
    this.#pieces.push(words)
    this.#endsInBlank = words.endsWith(' ')
  }

  #hasWords = () => this.#pieces.some((piece) => piece.trim() !== '')

  say(html: string): void {
    if (html === '') return
    const text = html.includes('&') ? entity(html) : html
    if (this.#pre === 0) {
      const words = text.replaceAll(/[\s\u00A0]+/g, ' ')
      this.#add(this.#endsInBlank ? words.replace(/^ /, '') : words)
      return
    }
    const [first = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n')
    this.#add(first)
    for (const line of rest) {
      this.line()
      this.#add(line)
    }
  }

  /** Ends the line, even an empty one. */
  line(): void {
    const quote = '> '.repeat(this.#quoted)
    if (this.#blank && this.#lines.length > 0) this.#lines.push(quote.trimEnd())
    this.#blank = false
    this.#lines.push(`${quote}${this.#pieces.join('')}`.trimEnd())
    this.#begin()
  }

  #begin(): void {
    this.#pieces = []
    this.#endsInBlank = true
  }

  block(name: string, closes: boolean, attributes: string): void {
    if (this.#hasWords()) this.line()
    this.#begin()
    const step = closes ? -1 : 1
    if (name === 'blockquote') this.#quoted = Math.min(20, Math.max(0, this.#quoted + step))
    if (name === 'pre') this.#pre = Math.max(0, this.#pre + step)
    // Outlook writes every line as a paragraph without a margin.
    if (SPACED.has(name) && !/MsoNormal|margin(-top)?:\s*0/i.test(attributes.slice(0, 500)))
      this.#blank = true
    if (name === 'li' && !closes) this.#add('- ')
  }

  rule(): void {
    if (this.#hasWords()) this.line()
    this.#begin()
    this.#add('_'.repeat(32))
    this.line()
  }

  picture(alt: string): void {
    if (alt.trim()) this.say(`[${alt.trim().slice(0, 200)}]`)
  }

  /** Where a link leads, when the words since `from` do not say so themselves. */
  name(href: string, from: Place): void {
    const isSameLine = this.#lines.length === from.lines
    const words = this.#pieces.slice(isSameLine ? from.pieces : 0).join('')
    if (!/^(https?|mailto|tel):/i.test(href) || (isSameLine && words.trim() === '')) return
    const bare = href.replace(/^(mailto|tel|https?):(\/\/)?/i, '').replace(/\/$/, '')
    if (!words.includes(bare)) this.#add(` [${href.slice(0, 500)}]`)
  }

  text(): string {
    if (this.#hasWords()) this.line()
    return this.#lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()
  }
}

/** A ">" inside a quoted attribute does not end the tag. */
function tagEnd(html: string, from: number): number {
  let quote = ''
  const most = Math.min(html.length, from + 20_000)
  for (let at = from; at < most; at++) {
    const character = html[at] ?? ''
    if (quote) quote = character === quote ? '' : quote
    else if (character === '>') return at
    else if ((character === '"' || character === "'") && html[at - 1] === '=') quote = character
  }
  const plain = html.indexOf('>', from)
  return plain === -1 ? html.length : plain
}

function afterHidden(html: string, from: number, name: string): number {
  const closing = new RegExp(`</${name}\\b|${name === 'head' ? '<body\\b' : '(?!)'}`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s{0,5}=\\s{0,5}("[^"]*"|'[^']*'|[^\\s>]+)`, 'i').exec(
    attributes.slice(0, 5000),
  )
  return entity((found?.[1] ?? '').replaceAll(/^["']|["']$/g, ''))
}
