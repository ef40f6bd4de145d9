import { expect, test } from 'vitest'
import { countWords, delayWords, piecesOf, whileTyping } from './words.ts'

test.each([
  ['l', undefined],
  ['ld', 'ld'],
  ['lda', 'lda*'],
  ['ldap syn', 'ldap syn*'],
  ['ldap ', 'ldap*'],
  ['status:open', 'status:open'],
  ['"exit 137', '"exit 137'],
  ['kim@acme.test', 'kim@acme.test'],
  ['> take', undefined],
])('while %j is typed, %j is asked', (typed, asked) => expect(whileTyping(typed)).toBe(asked))

test('counts and delays are said in words', () => {
  expect([countWords(0), countWords(1), countWords(1001)]).toEqual([
    '0 results',
    '1 result',
    'More than 1,000 results',
  ])
  const upTo = '2026-03-03T10:00:00Z'
  expect(delayWords({ upTo, behindSeconds: 0, rebuilding: false })).toBe('')
  expect(delayWords({ upTo, behindSeconds: 3, rebuilding: false })).toBe('Indexed up to 3 s ago.')
})

test('a text is cut at its marks, and a range that does not fit does no harm', () => {
  expect(
    piecesOf('All pushes fail', [
      [4, 10],
      [2, 5],
      [11, 99],
    ]),
  ).toEqual([
    { text: 'All ', isMarked: false },
    { text: 'pushes', isMarked: true },
    { text: ' fail', isMarked: false },
  ])
})
