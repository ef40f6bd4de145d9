import { expect, test } from 'vitest'
import { isStorable, storable } from './storable.ts'

test.each([
  ['words', true],
  ['a\0b', false],
  ['\ud800', false],
  ['🧨', true],
  [null, true],
  [undefined, true],
  [7, true],
  [Buffer.from([0]), true],
  [['a', ['b\0']], false],
  [{ a: { b: 'c' } }, true],
  [{ a: { 'b\0': 'c' } }, false],
  [Object.assign(Object.create(null) as object, { key: '\0' }), false],
])('%j can be kept: %s', (given, expected) => expect(isStorable(given)).toBe(expected))

test('what cannot be kept is left out, and nothing else', () => {
  expect(storable({ 'a\0': ['b\0c', 1, null, '\ud800'], d: 'e' })).toEqual({
    a: ['bc', 1, null, '\ufffd'],
    d: 'e',
  })
})
