/** Decides what a reader sees of strangers' HTML mail: an allow-list written anew, never the mail minus what is bad. */
import { keptAttributes } from './attributes.ts'
import { addTo, isBlock, isInside, placeTag, placeText, shownAs } from './elements.ts'
import { secondGate } from './gate.ts'
import { safeTarget, showsAnotherHost } from './links.ts'
import { pictureOf } from './pictures.ts'
import { roughText } from './rough-text.ts'
import { escapeText, isTag, newTag, readTree, textIn, VOID, writeTree, type Tag } from './tree.ts'

/** Stored beside the result: a smaller number means the mail can be cleaned again, better. */
export const CLEANER_VERSION = 1

export interface CleanedHtml {
  html: string
  images: {
    /** Pictures that would be fetched from elsewhere; they wait as `data-remote-src`. */
    remote: number
    /** Content ids of the mail's own pictures, in order, each once; they wait as `data-content-id`. */
    inline: string[]
  }
  links: number
  /** What was left out, in sentences for the reader. */
  notes: string[]
}

/** Deeper than this a browser builds another tree than the one that was written. */
const DEEPEST = 400
const REL = 'noopener noreferrer nofollow ugc'

interface Cleaning {
  remote: number
  inline: Set<string>
  links: number
  notes: Set<string>
}

/**
 * Cleans the HTML of one mail. Never throws; work grows with the length, and beyond the limits of
 * tree.ts the words alone are shown, with a note that says so.
 */
export function cleanHtml(raw: string): CleanedHtml {
  const reading = readTree(raw)
  if (!reading.root) return wordsOnly(raw, reading.tooMuch)
  const cleaning: Cleaning = { remote: 0, inline: new Set(), links: 0, notes: new Set() }
  const root = newTag('')
  for (const child of reading.root.children) cleanInto(root, child, cleaning, 0)
  return {
    html: secondGate(writeTree(root)).trim(),
    images: { remote: cleaning.remote, inline: [...cleaning.inline] },
    links: cleaning.links,
    notes: [...cleaning.notes],
  }
}

function wordsOnly(raw: string, why: string): CleanedHtml {
  return {
    html: `<pre>${escapeText(roughText(raw))}</pre>`,
    images: { remote: 0, inline: [] },
    links: 0,
    notes: [`Only the words are shown: this mail has ${why}. The original is kept.`],
  }
}

function cleanInto(parent: Tag, node: Tag['children'][number], cleaning: Cleaning, depth: number) {
  if (!isTag(node)) {
    const home = placeText(node.text, parent)
    if (home) addTo(home, { text: node.text, parent: home })
    return
  }
  const name = shownAs(node.tag)
  if (name === null) return noteSilent(node.tag, cleaning)
  if (hasBackdrop(node)) cleaning.notes.add('Background pictures are left out.')
  const tag = depth < DEEPEST && name ? openTag(parent, name, node, cleaning) : null
  if (tag && VOID.has(tag.tag)) return
  for (const child of node.children)
    cleanInto(tag ?? parent, child, cleaning, depth + (tag ? 1 : 0))
  if (tag) closeTag(tag, cleaning)
}

function openTag(parent: Tag, name: string, node: Tag, cleaning: Cleaning): Tag | null {
  const place = placeTag(name, parent)
  if (!place) return null
  const kept = keptAttributes(place.tag, node.tag, node.attributes)
  if (name === 'a') return openLink(place.parent, node, kept)
  if (name === 'img') return openPicture(place.parent, node, kept, cleaning)
  return addTo(place.parent, newTag(place.tag, kept))
}

function openLink(parent: Tag, node: Tag, kept: Record<string, string>): Tag | null {
  const target = safeTarget(node.attributes['href'] ?? '')
  if (!target || isInside(parent, /^a$/)) return null
  const warning: Record<string, string> = target.hadUser
    ? { 'data-mismatch': 'host', 'data-host': target.host }
    : {}
  const link = { href: target.href, target: '_blank', rel: REL, ...warning }
  return addTo(parent, newTag('a', { ...kept, ...link }))
}

function openPicture(
  parent: Tag,
  node: Tag,
  kept: Record<string, string>,
  cleaning: Cleaning,
): Tag | null {
  const picture = pictureOf(node.attributes, kept)
  if (picture.kind === 'nothing') {
    if (picture.why === 'invisible')
      cleaning.notes.add('Invisible pictures that report reading are removed.')
    if (picture.why === 'too large') cleaning.notes.add('A picture is too large to show here.')
    if (picture.why === 'invisible' || !kept['alt']) return null
    return addTo(parent, newTag('img', kept))
  }
  if (picture.kind === 'remote') cleaning.remote++
  if (picture.kind === 'inline') cleaning.inline.add(picture.contentId)
  const source =
    picture.kind === 'inline'
      ? { 'data-content-id': picture.contentId }
      : { [picture.kind === 'remote' ? 'data-remote-src' : 'src']: picture.address }
  return addTo(parent, newTag('img', { ...kept, ...source }))
}

/** What can only be decided when the content is known. */
function closeTag(tag: Tag, cleaning: Cleaning) {
  if (tag.tag === 'a') return closeLink(tag, cleaning)
  // A browser ends a paragraph where a block begins; the result must read as it is written.
  if (tag.tag === 'p' && holdsBlock(tag)) {
    tag.tag = 'div'
    tag.attributes['data-mark'] = [tag.attributes['data-mark'], 'p'].filter(Boolean).join(' ')
  }
}

function closeLink(tag: Tag, cleaning: Cleaning) {
  cleaning.links++
  const host = safeTarget(tag.attributes['href'] ?? '')?.host ?? ''
  if (!showsAnotherHost(textIn(tag), host)) return
  tag.attributes['data-mismatch'] = 'host'
  tag.attributes['data-host'] = host
}

/** Paragraphs inside were closed first, so this looks through inline elements only. */
function holdsBlock(tag: Tag): boolean {
  return tag.children.some((child) => isTag(child) && (isBlock(child.tag) || holdsBlock(child)))
}

const hasBackdrop = ({ attributes }: Tag) =>
  Object.hasOwn(attributes, 'background') || /\burl\s*\(/i.test(attributes['style'] ?? '')

function noteSilent(tag: string, cleaning: Cleaning) {
  if (tag === 'script' || tag === 'iframe')
    cleaning.notes.add('Active content (scripts, embedded pages) is removed.')
}
