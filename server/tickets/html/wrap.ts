/** Decides how a part of a mail is folded: wrapped in place, its words untouched, elements divided where one begins in their middle. */
import { isSeen } from './lines.ts'
import { isTag, newTag, type Node, type Tag } from './tree.ts'

export type Fold = 'quote' | 'signature'
const LABEL: Record<Fold, string> = {
  quote: 'Show or hide the quoted text',
  signature: 'Show or hide the signature',
}

/** Elements that may be divided in two without moving a cell or an item. */
const DIVISIBLE = new Set(
  'div p span font b strong i em u small big center blockquote s sub sup mark h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
)

/** Folds everything from a node to the end of the mail, or to the fold that already stands behind it. */
export function foldFrom(start: Node, kind: Fold): Tag | null {
  let node = start
  for (let parent = node.parent; parent?.parent; parent = node.parent) {
    if (!hasSeenBefore(node)) node = parent
    else if (DIVISIBLE.has(parent.tag)) node = divide(node)
    else break
  }
  const top = node.parent
  if (!top) return null
  const rest = top.children.slice(top.children.indexOf(node))
  const end = rest.findIndex(isFold)
  const fold = foldRange(top, node, end < 0 ? rest.length : end, kind)
  if (end < 0) foldRestAbove(top, kind)
  return fold
}

/** In a cell or an item the rest of the mail stands outside of it: it is folded too, each part for itself. */
function foldRestAbove(top: Tag, kind: Fold) {
  for (let inner: Tag = top; inner.parent; inner = inner.parent) {
    const { children } = inner.parent
    const after = children.slice(children.indexOf(inner) + 1)
    const first = after[0]
    const canHold = !/^(table|tbody|thead|tfoot|tr|ul|ol|dl)$/.test(inner.parent.tag)
    if (first && canHold && after.some(isSeen)) foldRange(inner.parent, first, after.length, kind)
  }
}

/** Folds `count` neighbours from `first`; null where the browser would not leave them in place. */
export function foldRange(parent: Tag, first: Node, count: number, kind: Fold): Tag | null {
  const from = parent.children.indexOf(first)
  const inside = parent.children.slice(from, from + count)
  if (!inside.some(isSeen)) return null
  const fold = newTag('details', { class: kind })
  fold.parent = parent
  const summary = newTag('summary', { 'aria-label': LABEL[kind] })
  summary.parent = fold
  fold.children = [summary, ...inside]
  for (const node of inside) node.parent = fold
  parent.children.splice(from, count, fold)
  freeFromParagraphs(parent)
  return fold
}

export const isFold = (node: Node): node is Tag => isTag(node) && node.tag === 'details'

export function isFolded(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.tag === 'details') return true
  return false
}

/** Moves a node and what follows it in its parent into a twin of the parent; returns the twin. */
export function divide(node: Node): Tag {
  const parent = node.parent!
  const twin = newTag(parent.tag, { ...parent.attributes })
  twin.parent = parent.parent
  twin.children = parent.children.splice(parent.children.indexOf(node))
  for (const child of twin.children) child.parent = twin
  const siblings = parent.parent!.children
  siblings.splice(siblings.indexOf(parent) + 1, 0, twin)
  return twin
}

/** True when something to see stands before it in its parent. */
export function hasSeenBefore(node: Node): boolean {
  for (const sibling of node.parent?.children ?? []) {
    if (sibling === node) return false
    if (isSeen(sibling)) return true
  }
  return false
}

export function contains(tag: Tag, node: Node): boolean {
  for (let at: Node | null = node; at; at = at.parent) if (at === tag) return true
  return false
}

export const isDivisible = (tag: Tag) => DIVISIBLE.has(tag.tag)

/** A browser ends a paragraph where a fold begins. */
function freeFromParagraphs(tag: Tag) {
  for (let at: Tag | null = tag; at; at = at.parent) {
    if (at.tag !== 'p') continue
    at.tag = 'div'
    at.attributes['data-mark'] = [at.attributes['data-mark'], 'p'].filter(Boolean).join(' ')
  }
}
