import { expect, it } from 'vitest'
import { stateOf } from './article-words.ts'

it.each([
  [1, null, 'Draft'],
  [2, 1, 'Published, with a newer draft'],
  [2, 2, 'Published'],
])('version %s with %s published is told as %s', (version, publishedVersion, words) => {
  expect(stateOf({ version, publishedVersion })).toBe(words)
})
