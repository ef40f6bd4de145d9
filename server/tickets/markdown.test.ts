import { expect, test } from 'vitest'
import { publicHtml } from './markdown.ts'

test.each([
  ['## How\n\n### Why\n\n## When', 1, 'h2 h3 h2'],
  ['# How\n\n#### Why\n\n## When', 1, 'h2 h3 h3'],
  ['### How', 2, 'h3'],
  ['# a\n\n## b\n\n### c\n\n#### d\n\n##### e', 2, 'h3 h4 h5 h6 h6'],
])('headings of %j below level %i skip none: %s', (body, below, expected) => {
  const levels = [...publicHtml(body, below).matchAll(/<(h\d)/g)].map(([, level]) => level)
  expect(levels.join(' ')).toBe(expected)
})
