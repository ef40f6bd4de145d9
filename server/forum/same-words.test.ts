import { expect, test } from 'vitest'
import { areSameWords } from './same-words.ts'

test.each([
  ['Clear the cache.  \n', 'Clear the cache.', true],
  ['“Clear” – the cache', '"Clear" - the cache', true],
  ['Clear the cache.', 'Clear the caches.', false],
  ['...', '...', true],
  ['...', '!!!', false],
])('whether %j and %j are the same words', (one, other, are) => {
  expect(areSameWords(one, other)).toBe(are)
})
