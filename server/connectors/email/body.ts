/** Decides which parts of a message are its words and which are files that came with it (RFC 2046, RFC 2183). */
import { decodeBytes } from './charset.ts'
import { unflowed } from './flowed.ts'
import { htmlToText, DEEPEST_HTML } from './html-text.ts'
import { contentOf, headerOf, type Part } from './mime.ts'
import { uuFiles } from './transfer.ts'

/**
 * Longer HTML is left to the stored original: turning it into text costs more than anyone will
 * read.
 */
const MAX_HTML = 2_000_000
export const IN_THE_ORIGINAL = '[Too long to show here. The whole text is in the original message.]'

export interface RawFile {
  name: string
  contentType: string
  contentId: string | null
  content: Buffer
}

export interface Body {
  text: string
  /** Null when no part is HTML, or when it is too long or too deep to be shown. */
  html: string | null
  files: RawFile[]
  /** Of the first part with words in it. */
  charset: string | null
  notes: string[]
  /** The character set of words that declare none. */
  hint: string | null
}

interface Block {
  text: string
  html: string | null
}

/** Reads the whole tree once, in the order in which it is written. */
export function bodyOf(root: Part, hint: string | null = null): Body {
  const body: Body = { text: '', html: null, files: [], charset: null, notes: [], hint }
  const blocks = read(root, body, true).filter(({ text, html }) => text.trim() || html)
  body.text = blocks.map(({ text }) => text).join('\n\n')
  if (blocks.some(({ html }) => html !== null))
    body.html = blocks.map(({ text, html }) => html ?? asHtml(text)).join('\n')
  if (body.html && body.html.length > MAX_HTML) body.html = null
  body.notes = [...new Set(body.notes)]
  return body
}

function read(part: Part, body: Body, isRoot: boolean): Block[] {
  const { value } = part.type
  if (part.parts.length > 0) {
    if (value === 'multipart/alternative') return alternative(part, body)
    if (value === 'multipart/encrypted') {
      for (const child of part.parts) addFile(child, body)
      return []
    }
    return part.parts.flatMap((child) => read(child, body, false))
  }
  const isText = value === 'text/plain' || value.startsWith('multipart/') || value === 'text/html'
  if (!isText || isFile(part, isRoot)) {
    addFile(part, body)
    return []
  }
  return [value === 'text/html' ? htmlBlock(part, body) : textBlock(part, body)]
}

/** The same words several times (RFC 2046 5.1.4): text from the plain one, HTML from the richest one. */
function alternative(part: Part, body: Body): Block[] {
  const blocks = part.parts.flatMap((child) => read(child, body, false))
  const plain = blocks.find(({ text, html }) => html === null && text.trim() !== '')
  const rich = blocks.findLast(({ html }) => html !== null)
  const text = plain?.text ?? rich?.text ?? ''
  return [{ text, html: rich?.html ?? null }]
}

/** A text with a name of its own is a file, even "inline"; only a whole message is not. */
function isFile(part: Part, isRoot: boolean): boolean {
  const { value } = part.disposition
  if (value === 'attachment') return true
  return !isRoot && nameOf(part) !== ''
}

const nameOf = ({ disposition, type }: Part) =>
  (disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '').trim()

function textBlock(part: Part, body: Body): Block {
  const decoded = decode(part, body)
  const lined = decoded.replaceAll('\r\r\n', '\n').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const { parameters } = part.type
  const isFlowed = parameters.get('format')?.toLowerCase() === 'flowed'
  const flowing = isFlowed
    ? unflowed(lined, parameters.get('delsp')?.toLowerCase() === 'yes')
    : lined
  const { text, files } = uuFiles(flowing)
  for (const { name, content } of files)
    body.files.push({ name, contentType: 'application/octet-stream', contentId: null, content })
  return { text: trimmed(text), html: null }
}

function htmlBlock(part: Part, body: Body): Block {
  const html = decode(part, body)
  if (html.length > MAX_HTML) return { text: IN_THE_ORIGINAL, html: null }
  if (html.trim() === '') return { text: '', html: null }
  const { text, depth } = htmlToText(html)
  if (depth <= DEEPEST_HTML) return { text, html }
  body.notes.push('Its HTML is nested too deep to be shown')
  return { text, html: null }
}

function decode(part: Part, body: Body): string {
  const bytes = contentOf(part)
  const declared = part.type.parameters.get('charset') ?? null
  const { text, charset, note } = decodeBytes(
    bytes,
    declared ?? charsetInHtml(part, bytes),
    body.hint,
  )
  if (note) body.notes.push(note)
  if (text.trim() !== '') body.charset ??= charset
  return text
}

function charsetInHtml(part: Part, bytes: Buffer): string | null {
  if (part.type.value !== 'text/html') return null
  const start = bytes.subarray(0, 2000).toString('latin1')
  return /<meta[^>]{0,200}charset=["']?([\w.:-]{1,40})/i.exec(start)?.[1] ?? null
}

function addFile(part: Part, body: Body): void {
  const isNested = part.parts.length > 0
  body.files.push({
    name: nameOf(part),
    contentType: part.type.value,
    contentId: headerOf(part, 'content-id')?.trim().replaceAll(/^<|>$/g, '') || null,
    content: isNested ? Buffer.concat(part.parts.map(({ raw }) => raw)) : contentOf(part),
  })
}

/** Without blank lines around it; blanks that begin the first line stay. */
const trimmed = (text: string) => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()

const asHtml = (text: string) =>
  `<div style="white-space: pre-wrap">${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')}</div>`
