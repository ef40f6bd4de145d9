/** Decides how strangers' HTML becomes a tree of plain objects, and when it is too much to look at. */
import { Parser } from 'htmlparser2'

export interface Tag {
  tag: string
  attributes: Record<string, string>
  children: Node[]
  parent: Tag | null
}
export interface Text {
  text: string
  parent: Tag | null
}
export type Node = Tag | Text

export const isTag = (node: Node | null | undefined): node is Tag => !!node && 'tag' in node

/** Where reading stops; a newsletter has some 3,000 nodes, 100 links and a depth of 40. */
/** Steps are tags, ends of tags and pieces of text; a sign written as an entity is a piece of its own. */
export const LIMITS = {
  characters: 2_000_000,
  nodes: 50_000,
  links: 5000,
  depth: 200,
  steps: 600_000,
}

/** What was built, and how many steps it took: tests bound the steps instead of the time. */
export type Reading =
  | { root: Tag; steps: number; tooMuch: null }
  | { root: null; steps: number; tooMuch: string }

/**
 * Reads HTML into a tree in one pass. Never throws; stops at the first limit and names it. The root
 * is a tag without a name. Comments, directives and CDATA sections are not kept.
 */
export function readTree(html: string, limits = LIMITS): Reading {
  if (html.length > limits.characters)
    return { root: null, steps: 0, tooMuch: `more than ${limits.characters} characters` }
  const root = newTag('')
  const count = { steps: 0, nodes: 0, links: 0, depth: 0 }
  let tooMuch: string | null = null
  let at = root
  const add = (node: Node) => {
    node.parent = at
    at.children.push(node)
    if (++count.nodes > limits.nodes) stop(`more than ${limits.nodes} elements`)
  }
  const step = () => {
    if (++count.steps > limits.steps) stop(`more than ${limits.steps} tags and signs`)
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      step()
      const tag = newTag(name, attributes)
      add(tag)
      at = tag
      if (name === 'a' && ++count.links > limits.links) stop(`more than ${limits.links} links`)
      if (++count.depth > limits.depth) stop(`elements nested more than ${limits.depth} deep`)
    },
    ontext(text) {
      step()
      const last = at.children.at(-1)
      if (last && !isTag(last)) last.text += text
      else add({ text, parent: at })
    },
    onclosetag() {
      step()
      count.depth--
      at = at.parent ?? root
    },
  })
  function stop(why: string) {
    tooMuch ??= why
    parser.pause()
  }
  parser.write(html)
  if (!tooMuch) parser.end()
  return tooMuch === null
    ? { root, steps: count.steps, tooMuch }
    : { root: null, steps: count.steps, tooMuch }
}

export function newTag(tag: string, attributes: Record<string, string> = {}): Tag {
  return { tag, attributes, children: [], parent: null }
}

/** All text below a node, in order. */
export function textIn(node: Node): string {
  if (!isTag(node)) return node.text
  return node.children.map(textIn).join('')
}

/** Characters that no text needs and that confuse readers of it. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

export const escapeText = (text: string) =>
  text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

export const escapeAttribute = (value: string) => escapeText(value).replaceAll('"', '&quot;')

/** Elements without content and end tag that we ever write. */
export const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr'])

export function openingOf(tag: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeAttribute(value)}"`,
  )
  return `<${tag}${written.join('')}>`
}

/** Writes a tree of tags that are already known to be harmless. */
export function writeTree(node: Node): string {
  if (!isTag(node)) return escapeText(node.text)
  // A browser drops the first line end of a <pre>.
  const first = node.tag === 'pre' ? node.children[0] : undefined
  const guard = first && !isTag(first) && first.text.startsWith('\n') ? '\n' : ''
  const inner = guard + node.children.map(writeTree).join('')
  if (!node.tag) return inner
  if (VOID.has(node.tag)) return openingOf(node.tag, node.attributes)
  return `${openingOf(node.tag, node.attributes)}${inner}</${node.tag}>`
}
