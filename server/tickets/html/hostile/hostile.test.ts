import { expect, test } from 'vitest'
import { cleanHtml } from '../clean-html.ts'
import { foldQuotes } from '../fold.ts'
import { secondGate } from '../gate.ts'
import { isTag, readTree, textIn, type Tag } from '../tree.ts'
import { textOfHtml } from '../text-of-html.ts'
import { MAY_BE_FOUND } from './allowed.ts'
import { HOSTILE_MAILS } from './mails.ts'

const NO_LIMITS = { characters: 1e9, nodes: 1e9, links: 1e9, depth: 1e9, steps: 1e9 }
const tags = new Set(MAY_BE_FOUND.tags)
const attributes = new Set(MAY_BE_FOUND.attributes)

test('the set holds more than two hundred mails, each with a name of its own', () => {
  expect(HOSTILE_MAILS.length).toBeGreaterThan(300)
  expect(new Set(HOSTILE_MAILS.map(({ name }) => name)).size).toBe(HOSTILE_MAILS.length)
})

test.each(HOSTILE_MAILS)('$name: nothing is left that is not on the list', ({ html: raw }) => {
  const { html } = cleanHtml(raw)
  expect(forbiddenIn(html)).toEqual([])
  expect(forbiddenIn(foldQuotes(html).html)).toEqual([])
  // What the cleaner wrote, the second gate has nothing to take from.
  expect(secondGate(html)).toBe(html)
  expect(textOfHtml(raw).length).toBeLessThanOrEqual(raw.length * 2 + 100)
})

test.each([
  ['namespaces: listing', '<img src=x onerror=alert(1)>'],
  ['signs: escaped script stays text', '<script>alert(1)</script>'],
  ['too much: nested very deep', 'deep'],
  ['too much: a mail of megabytes', 'filler filler'],
  ['broken tags: popover', 'ab'],
  ['namespaces: select', ''],
])('%s keeps its words', (name, words) => {
  const raw = HOSTILE_MAILS.find((mail) => mail.name === name)?.html ?? ''
  const { root } = readTree(cleanHtml(raw).html, NO_LIMITS)
  expect(root && textIn(root)).toContain(words)
})

function forbiddenIn(html: string): string[] {
  const { root } = readTree(html, NO_LIMITS)
  return root ? all(root).flatMap(forbiddenOf) : ['unreadable']
}

function forbiddenOf(tag: Tag): string[] {
  const { href, src, style } = tag.attributes
  return [
    !tags.has(tag.tag) && `<${tag.tag}>`,
    ...Object.keys(tag.attributes).map((name) => !attributes.has(name) && `${tag.tag} ${name}`),
    href !== undefined && !MAY_BE_FOUND.linkSchemes.includes(schemeOf(href)) && `href ${href}`,
    href !== undefined &&
      tag.attributes['target'] !== '_blank' &&
      'a link without a page of its own',
    src !== undefined && !new RegExp(MAY_BE_FOUND.pictures).test(src) && `src ${src}`,
    style !== undefined && new RegExp(MAY_BE_FOUND.styles, 'i').test(style) && `style ${style}`,
  ].filter((finding) => typeof finding === 'string')
}

const schemeOf = (address: string) => (URL.canParse(address) ? new URL(address).protocol : address)

function all(tag: Tag): Tag[] {
  return tag.children.filter(isTag).flatMap((child) => [child, ...all(child)])
}
