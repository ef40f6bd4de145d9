import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText, html, render, safeUrl, withLinks } from './html.ts'

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  '<!--',
  '&lt;script&gt;',
]

test.each(attacks)('text stays text, in an element and in an attribute: %s', (attack) => {
  const page = render(html`<p title="${attack}">${attack}</p>`)
  expect(page.match(/</g)).toHaveLength(2)
  expect(page.match(/"/g)).toHaveLength(2)
  expect(page).not.toContain("'")
})

test('escaping loses nothing: what a browser reads back is what was given', () => {
  const names: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    '#96': '`',
  }
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const read = escapeText(text).replaceAll(
        /&([a-z0-9#]+);/g,
        (_all, name: string) => names[name] ?? '?',
      )
      expect(read).toBe(text)
    }),
  )
})

test('html inside html is not escaped twice, lists are joined, nothing leaves nothing', () => {
  const list = ['a & b', 'c'].map((item) => html`<i>${item}</i>`)
  const absent: string | undefined = undefined
  const page = html`<b class="${absent}">${list}${null}${false}${0}</b>`
  expect(render(page)).toBe('<b class=""><i>a &amp; b</i><i>c</i>0</b>')
})

test('an object that looks like our own markup from outside is not taken for it', () => {
  const forged = JSON.parse('{"Symbol(markup)":"<script>"}') as never
  expect(render(html`<p>${forged}</p>`)).not.toContain('<script>')
})

test.each([
  ['https://meet.jit.si/abc', 'https://meet.jit.si/abc'],
  ['tel:+49301234', 'tel:+49301234'],
  ['javascript:alert(1)', null],
  [' JaVaScRiPt:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['vbscript:x', null],
  ['/relative', null],
  ['', null],
])('a browser may follow %j: %j', (address, expected) => {
  expect(safeUrl(address)).toBe(expected)
})

test('addresses in a message become links that say nothing about the reader; the rest stays text', () => {
  const page = render(
    html`${withLinks('See https://a.test/x?a=1&b="2, then <b>. javascript:alert(1)')}`,
  )
  expect(page).toBe(
    'See <a href="https://a.test/x?a=1&amp;b=" target="_blank" rel="noopener noreferrer nofollow">https://a.test/x?a=1&amp;b=</a>&quot;2, then &lt;b&gt;. javascript:alert(1)',
  )
})
