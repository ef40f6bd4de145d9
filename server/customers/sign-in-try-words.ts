/** Decides what a provider's answer to a code that nobody was given says about our client id and secret (RFC 6749, 5.2). */

export interface Tried {
  works: boolean
  words: string
}

export function tryWords(issuer: string, status: number, answer: unknown): Tried {
  const said = errorOf(answer)
  if (said === 'invalid_grant')
    return { works: true, words: `${issuer} answers, and knows this client id and secret.` }
  if (said === 'invalid_client' || said === 'unauthorized_client' || status === 401)
    return {
      works: false,
      words: `${issuer} answers, and does not know this client id and secret.`,
    }
  if (said === 'invalid_request' || said === 'redirect_uri_mismatch')
    return {
      works: false,
      words: `${issuer} answers, and refuses the redirect address: register it there as it stands here.`,
    }
  return {
    works: false,
    words: `${issuer} answers, and says ${said || status} to a code. Sign in by it once to be certain.`,
  }
}

const errorOf = (answer: unknown): string =>
  typeof answer === 'object' &&
  answer !== null &&
  'error' in answer &&
  typeof answer.error === 'string'
    ? answer.error.slice(0, 60)
    : ''
