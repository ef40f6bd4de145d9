/** Decides which elements of a mail are shown, under which name, and where each may stand. */
import { isTag, newTag, type Node, type Tag } from './tree.ts'

const SHOWN =
  'a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td ' +
  'tfoot th thead time tr u ul var wbr'
/** Every element name that can leave the cleaner. */
export const SHOWN_TAGS = SHOWN.split(' ')

const RENAMED: Record<string, string> = {
  acronym: 'abbr',
  strike: 's',
  tt: 'code',
  nobr: 'span',
  listing: 'pre',
  plaintext: 'pre',
  xmp: 'pre',
  textarea: 'pre',
  dir: 'ul',
  menu: 'ul',
}
for (const name of SHOWN_TAGS) RENAMED[name] = name
for (const name of (
  'body section article header footer main nav aside address figure figcaption fieldset legend details ' +
  'summary hgroup option'
).split(' '))
  RENAMED[name] = 'div'

/** What these hold is not text for people. */
const SILENT = new Set(
  'script style title iframe noembed noframes xml datalist frameset'.split(' '),
)

/** The name to write; '' where only the content counts; null where not even that. */
export function shownAs(tag: string): string | null {
  if (SILENT.has(tag)) return null
  return Object.hasOwn(RENAMED, tag) ? (RENAMED[tag] ?? '') : ''
}

const BLOCKS = new Set(
  (
    'blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody thead tfoot tr td th ul ' +
    'caption colgroup col details'
  ).split(' '),
)
export const isBlock = (tag: string) => BLOCKS.has(tag)

const SECTIONS = new Set(['tbody', 'thead', 'tfoot'])
const PARENTS: Record<string, Set<string>> = {
  tr: SECTIONS,
  td: new Set(['tr']),
  th: new Set(['tr']),
  tbody: new Set(['table']),
  thead: new Set(['table']),
  tfoot: new Set(['table']),
  caption: new Set(['table']),
  colgroup: new Set(['table']),
  col: new Set(['colgroup']),
  li: new Set(['ul', 'ol']),
  dt: new Set(['dl']),
  dd: new Set(['dl']),
}
const HEADING = /^h[1-6]$/

/**
 * Where an element may stand below `parent`, and under which name: a browser that reads the result
 * must build the same tree. Elsewhere it would move things and repeat open formatting, which a
 * hostile mail could use to make 50,000 elements into millions.
 */
export function placeTag(tag: string, parent: Tag): { tag: string; parent: Tag } | null {
  const home = tableHome(tag, parent)
  const parents = PARENTS[tag]
  if (parents && !parents.has(home.tag))
    return tag === 'col' || tag === 'colgroup' ? null : { tag: 'div', parent: cellFor(parent) }
  if (home.tag === 'colgroup' && tag !== 'col') return null
  if (HEADING.test(tag) && isInside(home, HEADING)) return { tag: 'div', parent: home }
  return { tag, parent: home }
}

/** Where text may stand; null where it is only space between the parts of a table. */
export function placeText(text: string, parent: Tag): Tag | null {
  if (parent.tag === 'colgroup') return null
  if (!/\S/.test(text))
    return parent.tag === 'table' || parent.tag === 'tr' || SECTIONS.has(parent.tag) ? null : parent
  return cellFor(parent)
}

function tableHome(tag: string, parent: Tag): Tag {
  if (parent.tag === 'table') {
    if (tag === 'tr') return lastOr(parent, 'tbody')
    if (tag === 'td' || tag === 'th') return lastOr(lastOr(parent, 'tbody'), 'tr')
    if (tag === 'col') return lastOr(parent, 'colgroup')
    return PARENTS[tag]?.has('table') ? parent : cellFor(parent)
  }
  if (SECTIONS.has(parent.tag)) {
    if (tag === 'tr') return parent
    return tag === 'td' || tag === 'th' ? lastOr(parent, 'tr') : cellFor(parent)
  }
  if (parent.tag === 'tr' && tag !== 'td' && tag !== 'th') return cellFor(parent)
  return parent
}

/** The nearest place for content in what may be the bones of a table. */
function cellFor(parent: Tag): Tag {
  if (parent.tag === 'table') return cellFor(lastOr(parent, 'tbody'))
  if (SECTIONS.has(parent.tag)) return cellFor(lastOr(parent, 'tr'))
  return parent.tag === 'tr' ? lastOr(parent, 'td') : parent
}

function lastOr(parent: Tag, tag: string): Tag {
  const last = parent.children.at(-1)
  if (isTag(last) && last.tag === tag) return last
  return addTo(parent, newTag(tag))
}

export function addTo<N extends Node>(parent: Tag, node: N): N {
  node.parent = parent
  parent.children.push(node)
  return node
}

export function isInside(tag: Tag | null, names: RegExp): boolean {
  for (let at = tag; at; at = at.parent) if (names.test(at.tag)) return true
  return false
}
