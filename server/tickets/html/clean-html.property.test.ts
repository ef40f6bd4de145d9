import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanHtml } from './clean-html.ts'
import { secondGate } from './gate.ts'
import { mailDocument } from './mail-document.ts'
import { isTag, readTree, type Tag } from './tree.ts'

const PIECES = (
  '<p>|</p>|<div style="|">|"|\'|<table>|<tr>|<td>|</table>|<a href="https://a.test/">|</a>|<a href="javascript:1">|<b>|' +
  '</b>|<font color=red>|</font>|<li>|<ul>|</ul>|<svg>|</svg>|<math>|<style>|</style>|<!--|-->|<![CDATA[|]]>|<script>|' +
  '</script>|<textarea>|</textarea>|<title>|</title>|<img src=x onerror=1>|<img src="cid:a">|<img src="https://a.test/1">|' +
  '<select>|<option>|<template>|</template>|<form>|</form>|<h1>|<h2>|</h2>|<pre>|\n|</pre>|<noscript>|</noscript>|&lt;|&#60;|' +
  '&|<|>|\0|text|<caption>|<colgroup>|<col>|<tbody>|<dl>|<dt>|<dd>|<xmp>|<plaintext>|<iframe>|</iframe>|<br>|</br>|<hr>|<'
).split('|')
const soup = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), {
  maxLength: 60,
})

test('no soup of tags makes it throw, and what leaves it passes again unchanged', () => {
  fc.assert(
    fc.property(soup, (pieces) => {
      const { html } = cleanHtml(pieces.join(''))
      expect(secondGate(html)).toBe(html)
      expect(cleanHtml(html.replaceAll('data-mark="p"', '')).notes).toEqual([])
      expect(html).not.toMatch(/<(script|style|svg|math|template|form|iframe|textarea|xmp)/i)
      expect(html).not.toMatch(/<[^>]* on[a-z]+=/i)
    }),
    { numRuns: 2000 },
  )
})

test('any text at all gives a document in both schemes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
      for (const scheme of ['light', 'dark'] as const) {
        const { body } = mailDocument({ html: cleanHtml(raw).html, scheme, imageOrigin: 'x' })
        expect(body.isWellFormed()).toBe(true)
      }
    }),
  )
})

/** Instead of time: how many pieces are read and written for so many characters. */
test('work grows with the length, whatever is repeated', () => {
  fc.assert(
    fc.property(soup, fc.integer({ min: 2, max: 200 }), (pieces, times) => {
      const once = pieces.join('')
      const raw = once.repeat(times)
      const { steps } = readTree(raw)
      expect(steps).toBeLessThanOrEqual(2 * raw.length + 1)
      const { html } = cleanHtml(raw)
      expect(elementsIn(html)).toBeLessThanOrEqual(4 * raw.length + 4)
      expect(html.length).toBeLessThanOrEqual(60 * raw.length + 200)
    }),
    { numRuns: 300 },
  )
})

function elementsIn(html: string): number {
  const limits = { characters: 1e9, nodes: 1e9, links: 1e9, depth: 1e9, steps: 1e9 }
  const { root } = readTree(html, limits)
  const count = (tag: Tag): number =>
    tag.children.filter(isTag).reduce((sum, child) => sum + 1 + count(child), 0)
  return root ? count(root) : Number.POSITIVE_INFINITY
}
