import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf, marked, type Excerpt } from './excerpt.ts'

const word = (...lexemes: string[]) => ({ lexemes, prefix: false })
const shown = ({ text, marks }: Excerpt) => marks.map(([from, to]) => text.slice(from, to))

test.each([
  ['All pushes fail, every push', [word('pushes', 'push')], [], ['pushes', 'push']],
  ['Müller schreibt', [word('muller')], [], ['Müller']],
  ['exit 137 and Exit 137', [], ['exit 137'], ['exit 137', 'Exit 137']],
  ['portals and ports', [word('port')], [], ['portals', 'ports']],
  ['connection', [{ lexemes: ['con'], prefix: true }], [], ['connection']],
  ['京都の東京', [word('東京')], [], ['東京']],
  ['<b>bold</b>', [word('bold')], [], ['bold']],
  ['nothing', [word('other')], [], []],
])('%j', (text, sought, literals, words) =>
  expect(shown(marked(text, sought, literals))).toEqual(words),
)

test('a long text is shown around what was found', () => {
  const text = `${'before '.repeat(200)}the needle stands here ${'after '.repeat(200)}`
  const excerpt = excerptOf(text, [word('needle')])
  expect(excerpt.text).toMatch(/^… .*the needle stands here.* …$/)
  expect(excerpt.text.length).toBeLessThan(260)
  expect(shown(excerpt)).toEqual(['needle'])
})

test('marks are in order, apart, and inside the text, whatever it says', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ maxLength: 3 }),
      (text, lexeme, literal) => {
        const { text: line, marks } = excerptOf(
          text,
          [{ lexemes: [lexeme], prefix: true }],
          [literal],
        )
        let last = -1
        for (const [from, to] of marks) {
          expect(from).toBeGreaterThan(last)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(line.length)
          last = to
        }
      },
    ),
  )
})
