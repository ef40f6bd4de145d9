import { expect, test } from 'vitest'
import { bestOf, shareOf, telling, type Candidate } from './ranking.ts'

const of = (id: string, more: Partial<Candidate>): Candidate => ({
  id,
  kind: 'topic',
  solved: false,
  covered: 1,
  titled: 0,
  isReadable: true,
  at: new Date(0),
  ...more,
})

test.each<[what: string, candidates: Candidate[], order: string]>([
  ['nothing fits', [of('a', { covered: 0.2 })], ''],
  ['more of the question comes first', [of('a', { covered: 0.4 }), of('b', {})], 'ba'],
  ['solved before what fits as well', [of('a', {}), of('b', { covered: 0.8, solved: true })], 'ba'],
  [
    'not before what fits much better',
    [of('a', {}), of('b', { covered: 0.4, solved: true })],
    'ab',
  ],
  [
    'words in the title weigh more',
    [of('a', { covered: 0.9 }), of('b', { covered: 0.9, titled: 1 })],
    'ba',
  ],
  [
    'the reader’s language first',
    [of('a', { solved: true, isReadable: false }), of('b', {})],
    'ba',
  ],
  ['newer when all is equal', [of('a', {}), of('b', { at: new Date(1) })], 'ba'],
  ['three at most', ['a', 'b', 'c', 'd'].map((id) => of(id, {})), 'abc'],
])('%s', (_what, candidates, order) => {
  expect(
    bestOf(candidates, 3)
      .map(({ id }) => id)
      .join(''),
  ).toBe(order)
})

const word = (text: string, documents: number) => ({ word: text, lexemes: [text], documents })

test('a question is about its rare words; common ones count only when there are no others', () => {
  const words = [
    word('the', 900),
    word('runner', 20),
    word('pull', 60),
    word('xyzzy', 0),
    word('a', 10),
  ]
  expect(telling(words, 1000).map((one) => one.word)).toEqual(['runner', 'pull'])
  expect(telling([word('the', 900), word('is', 950)], 1000).map((one) => one.word)).toEqual([
    'the',
    'is',
  ])
  expect(telling([word('xyzzy', 0)], 1000)).toEqual([])
})

test('the share is of the weight, not of the number of words', () => {
  const sought = telling([word('runner', 1), word('pull', 60)], 1000)
  expect(shareOf(sought, ['runners'])).toBeGreaterThan(0.6)
  expect(shareOf(sought, ['pull'])).toBeLessThan(0.4)
  expect(shareOf(sought, ['runner', 'pull'])).toBe(1)
  expect(shareOf([], ['pull'])).toBe(0)
})
