/** Decides what a Markdown file of the help centre says about itself, and what is its text. */
import { parse } from 'yaml'

export interface ArticleFile {
  title: string
  category: string
  language: string
  slug: string
  body: string
}

const FRONT = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/

/**
 * Reads one file. Its name is its address (`upgrade.md`, `upgrade.de.md` in German), its folder the category unless its
 * front matter says otherwise, its first heading the title. Answers a string that says what is wrong with it.
 */
export function readArticleFile(path: string, text: string): ArticleFile | string {
  const [whole = '', head = ''] = FRONT.exec(text) ?? []
  const said = headOf(head)
  if (typeof said === 'string') return said
  const body = text.slice(whole.length).replaceAll('\r\n', '\n').trim()
  const parts = path.split('/')
  const [name = '', ofName] = (parts.at(-1) ?? '').replace(/\.md$/i, '').split(/\.(?=[^.]*$)/)
  const heading = /^#\s+(.+?)\s*#*\s*$/m.exec(body)
  const title = (word(said, 'title') ?? heading?.[1] ?? '').trim()
  if (title === '') return 'It has no title: neither in its front matter nor as its first heading.'
  if (body === '') return 'It has no text.'
  const language = (word(said, 'language') ?? word(said, 'lang') ?? ofName ?? 'en').toLowerCase()
  if (!LANGUAGE.test(language)) return `"${language}" is no language.`
  const folder = parts.length > 1 ? titled(parts[0] ?? '') : 'General'
  const slug = slugOfFile(word(said, 'slug') ?? name)
  if (slug === '') return 'Its name has no letters an address could be made of.'
  return {
    title: title.slice(0, 200),
    category: (word(said, 'category') ?? folder).trim().slice(0, 80) || 'General',
    language,
    slug,
    // The page shows the title itself.
    body: heading && body.startsWith(heading[0]) ? body.slice(heading[0].length).trim() : body,
  }
}

function headOf(text: string): Record<string, unknown> | string {
  if (text === '') return {}
  try {
    const read: unknown = parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : 'Its front matter is no list of names and values.'
  } catch (error) {
    return `Its front matter cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function word(said: Record<string, unknown>, name: string): string | undefined {
  const value = said[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

const titled = (folder: string) => {
  const words = folder.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The address of an article: lower case, words with hyphens. Empty when nothing is left. */
export const slugOfFile = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100)
