import { passkeyClient } from '@better-auth/passkey/client'
import { createAuthClient } from 'better-auth/client'
import { twoFactorClient } from 'better-auth/client/plugins'
import { failure, problemFrom } from '../problem.ts'

// Loaded only by the pages for signing in and for security: nothing else needs its code.

/** The client of the sign-in service. Use its answers through `signed`. */
export const auth = createAuthClient({
  basePath: '/api/auth',
  plugins: [twoFactorClient(), passkeyClient()],
})

type Answer<T> = {
  data: T | null
  error: { status?: number; message?: string | undefined; code?: string | undefined } | null
}

const words: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'This e-mail address and password do not go together.',
  INVALID_PASSWORD: 'This is not your password.',
  INVALID_CODE: 'This code is not right, or it is over. Take the one your app shows now.',
  INVALID_BACKUP_CODE: 'This backup code is not right, or it was used before.',
  INVALID_TWO_FACTOR_COOKIE: 'This took too long. Enter your password again.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Enter your password again.',
  AUTH_CANCELLED: 'The passkey was not used. Try again, or sign in with your password.',
  ERROR_CEREMONY_ABORTED: 'Nothing was added: the browser stopped asking.',
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'This device has a passkey for you already.',
  PREVIOUSLY_REGISTERED: 'This device has a passkey for you already.',
  REGISTRATION_CANCELLED: 'Nothing was added: the browser stopped asking.',
  PASSKEY_NOT_FOUND: 'This passkey is not known here. Sign in with your password.',
  SESSION_NOT_FRESH: 'You signed in a while ago. Sign out and in again, then try once more.',
}

/** The data of one sign-in call, or an error that `problemOf` can read. */
export async function signed<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error } = await call
  if (error) {
    const known = words[error.code ?? '']
    // A wrong code or password is answered with 401 too; elsewhere that word means a lost session.
    const status = known && error.status === 401 ? 422 : (error.status ?? 400)
    // What the service says is for developers; where we have no words of ours, the status has some.
    const detail = known ?? (status === 429 || status >= 500 ? undefined : error.message)
    throw failure(problemFrom(status, { title: error.code, detail }))
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without an error there is data
  return data as T
}

/** Whether this browser can use passkeys at this address. */
export const canPasskey = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$/.test(location.hostname)
