/**
 * Decides what is in a winmail.dat, the form in which Outlook wraps rich mail: files, text and HTML.
 * After Microsoft's public description (MS-OXTNEF 2.1); what it calls attributes, in order, no checksum.
 */
import { Unreadable } from '../connector.ts'
import { decodeBytes } from './charset.ts'
import { mapiProperties, type Mapi } from './mapi.ts'
import { rtfOf, rtfToText } from './rtf.ts'

const SIGNATURE = 0x223e9f78
const MOST_ATTRIBUTES = 10_000
const MOST_FILES = 100

const SUBJECT = 0x8004
const BODY = 0x800c
const FILE_DATA = 0x800f
const FILE_TITLE = 0x8010
const FILE_BEGINS = 0x9002
const PROPERTIES = 0x9003
const FILE_PROPERTIES = 0x9005
const CODE_PAGE = 0x9007

export interface TnefFile {
  name: string
  contentType: string | null
  contentId: string | null
  content: Buffer
}

export interface Tnef {
  subject: string | null
  text: string | null
  html: string | null
  files: TnefFile[]
}

export const isTnef = (content: Buffer) =>
  content.length >= 6 && content.readUInt32LE(0) === SIGNATURE

/** Throws Unreadable when it is no such stream; one that breaks off gives what stands before that. */
export function readTnef(content: Buffer): Tnef {
  if (!isTnef(content)) throw new Unreadable('This is no winmail.dat')
  const found: Tnef = { subject: null, text: null, html: null, files: [] }
  const message: Mapi = new Map()
  let page = 'windows-1252'
  let file: { title: Buffer | null; properties: Mapi; data: Buffer } | null = null
  const endFile = () => {
    if (file && found.files.length < MOST_FILES)
      found.files.push(...fileOf(file, found.files.length, page))
    file = null
  }
  for (const { id, data } of attributes(content)) {
    if (id === CODE_PAGE && data.length >= 4) page = `windows-${data.readUInt32LE(0)}`
    else if (id === SUBJECT) found.subject = inPage(data, page)
    else if (id === BODY) found.text = inPage(data, page)
    else if (id === PROPERTIES)
      for (const [key, value] of mapiProperties(data)) message.set(key, value)
    else if (id === FILE_BEGINS) {
      endFile()
      file = { title: null, properties: new Map(), data: Buffer.alloc(0) }
    } else if (file && id === FILE_DATA) file.data = data
    else if (file && id === FILE_TITLE) file.title = data
    else if (file && id === FILE_PROPERTIES) file.properties = mapiProperties(data)
  }
  endFile()
  takeBody(found, message, page)
  return found
}

function* attributes(content: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6
  for (let count = 0; count < MOST_ATTRIBUTES && at + 9 <= content.length; count++) {
    const level = content[at]
    const id = content.readUInt16LE(at + 1)
    const length = content.readUInt32LE(at + 5)
    if ((level !== 1 && level !== 2) || at + 9 + length > content.length) return
    yield { id, data: content.subarray(at + 9, at + 9 + length) }
    at += 9 + length + 2
  }
}

function takeBody(found: Tnef, message: Mapi, page: string): void {
  const declared = message.get(0x3fde)
  const htmlPage = declared && declared.length >= 4 ? pageName(declared.readUInt32LE(0)) : page
  const plain = message.get(0x1000)
  const html = message.get(0x1013)
  const rich = message.get(0x1009)
  if (plain) found.text ??= unicodeOr(plain, message.get(0x1000 + 0x1f0000) !== undefined, page)
  if (html) found.html = inPage(html, htmlPage)
  if (!found.text?.trim() && !found.html && rich) found.text = rtfToText(rtfOf(rich)) || null
}

const pageName = (page: number) =>
  page === 65_001 ? 'utf-8' : (CODE_PAGES[page] ?? `windows-${page}`)

/** Numbers of Microsoft's that are no windows-125x. */
const CODE_PAGES: Record<number, string> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  20_127: 'us-ascii',
  20_866: 'koi8-r',
  28_591: 'iso-8859-1',
  28_592: 'iso-8859-2',
  28_605: 'iso-8859-15',
  50_220: 'iso-2022-jp',
  51_932: 'euc-jp',
}

function fileOf(
  { title, properties, data }: { title: Buffer | null; properties: Mapi; data: Buffer },
  index: number,
  page: string,
): TnefFile[] {
  const words = (id: number) => {
    const value = properties.get(id)
    return value ? unicodeOr(value, properties.has(id + 0x1f0000), page) : ''
  }
  const named =
    words(0x3707) || words(0x3001) || (title ? inPage(title, page) : '') || words(0x3704)
  const content = data.length > 0 ? data : (properties.get(0x3701) ?? data)
  // An embedded object begins with the id of its interface: a message inside is a stream of its own.
  const inner = content.subarray(16)
  if (isTnef(inner)) {
    const message = readInner(inner)
    if (message) return message
  }
  const contentType = words(0x370e).toLowerCase() || null
  const contentId = words(0x3712).replaceAll(/^<|>$/g, '') || null
  return [
    { name: named || `file-${index + 1}`, contentType, contentId, content: Buffer.from(content) },
  ]
}

/** One level deep: its words as a file and its files beside it. Deeper ones stay as they are. */
function readInner(stream: Buffer): TnefFile[] | null {
  const files: TnefFile[] = []
  let subject = 'message'
  let words = ''
  for (const { id, data } of attributes(stream)) {
    if (id === SUBJECT) subject = inPage(data, 'windows-1252') || subject
    if (id === BODY) words = inPage(data, 'windows-1252')
    if (id === PROPERTIES && !words) {
      const properties = mapiProperties(data)
      words = unicodeOr(
        properties.get(0x1000) ?? Buffer.alloc(0),
        properties.has(0x1f1000),
        'windows-1252',
      )
      if (!words && properties.has(0x1009)) words = rtfToText(rtfOf(properties.get(0x1009) ?? data))
    }
  }
  if (!words) return null
  files.push({
    name: `${subject}.txt`,
    contentType: 'text/plain',
    contentId: null,
    content: Buffer.from(words),
  })
  return files
}

const inPage = (bytes: Buffer, page: string) =>
  decodeBytes(bytes, page).text.replaceAll('\0', '').trim()

const unicodeOr = (bytes: Buffer, isUnicode: boolean, page: string) =>
  isUnicode ? bytes.toString('utf16le').replaceAll('\0', '').trim() : inPage(bytes, page)
