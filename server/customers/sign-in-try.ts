import { Unreachable } from '../platform/net.ts'
import type { System } from '../platform/system.ts'
import { discover } from './sign-in-providers.ts'
import { tryWords, type Tried } from './sign-in-try-words.ts'
import type { SignInProvider } from './vouching.ts'

/**
 * Asks the provider who it is, and then for a token by a code that nobody was given: a provider that knows us refuses the code,
 * one that does not refuses us (RFC 6749, 5.2). Nobody has to sign in for it. Throws `invalid` when it cannot be reached.
 */
export async function tryProvider(
  system: System,
  { key, issuer, clientId, sealedSecret, ...saved }: SignInProvider,
): Promise<Tried> {
  const found = await discover(system, issuer)
  // Customers are sent to what was saved, and the secret goes nowhere else.
  const isMoved =
    found.token_endpoint !== saved.tokenUrl ||
    found.authorization_endpoint !== saved.authorizationUrl ||
    found.userinfo_endpoint !== saved.userInfoUrl
  if (isMoved)
    return {
      works: false,
      words: `${issuer} is asked at other addresses than when this was saved. Save it once more.`,
    }
  const secret = system.secrets.open('sign-in provider', key, sealedSecret)
  // RFC 6749 2.3.1: both are encoded as in a form before they are joined.
  const both = [clientId, secret].map(encodeURIComponent).join(':')
  try {
    const answer = await system.net.post(found.token_endpoint, {
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(both).toString('base64')}`,
      },
      form: {
        grant_type: 'authorization_code',
        code: 'a-code-nobody-was-given',
        redirect_uri: `${system.config.portalUrl}/help/auth/callback/${key}`,
        code_verifier: 'x'.repeat(43),
      },
    })
    return tryWords(issuer, answer.status, answer.json)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { works: false, words: `${found.token_endpoint} could not be reached: ${error.message}` }
  }
}
