import { expect, test } from 'vitest'
import { tryWords } from './sign-in-try-words.ts'

test.each([
  [400, { error: 'invalid_grant' }, true, 'knows this client'],
  [401, { error: 'invalid_client' }, false, 'does not know this client'],
  [401, null, false, 'does not know this client'],
  [400, { error: 'unauthorized_client' }, false, 'does not know this client'],
  [400, { error: 'redirect_uri_mismatch' }, false, 'refuses the redirect address'],
  [500, 'oops', false, 'says 500'],
  [200, { error: 7 }, false, 'says 200'],
])('a %s with %j', (status, answer, works, words) => {
  const tried = tryWords('https://login.example.com', status, answer)
  expect(tried.works).toBe(works)
  expect(tried.words).toContain(words)
})
