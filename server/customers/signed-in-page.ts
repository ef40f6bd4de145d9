import type { FastifyRequest } from 'fastify'
import { Refusal, notAllowed } from '../platform/errors.ts'
import { contactOf, type SignedIn } from './sign-in.ts'

const SIGNED_OUT = 'signed_out'
/** Name of the hidden field that carries the form's token. */
export const FORM_TOKEN = 'token'

/**
 * For pages that need somebody: who is signed in. Throws a refusal that `isSignedOut` knows (a page answers it by leading
 * to the sign-in). A form that was posted is checked by `checkForm` as well.
 */
export async function signedInPage(request: FastifyRequest): Promise<SignedIn> {
  const contact = await contactOf(request)
  if (contact) return contact
  throw new Refusal('not_allowed', 'Sign in first.', [{ path: '', message: SIGNED_OUT }])
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Refusal && error.fields[0]?.message === SIGNED_OUT

/** Goes into every form of a signed-in page: a page elsewhere can neither read nor guess it. */
export const formToken = ({ system }: FastifyRequest, { sessionId }: SignedIn): string =>
  system.secrets.mark('form of a contact', sessionId)

/** Throws when a form was not made by a page of ours for this very session. */
export function checkForm(request: FastifyRequest, contact: SignedIn, given: unknown): void {
  if (given === formToken(request, contact)) return
  throw notAllowed(
    'This form is too old, or was not made here. Go back, load the page again and send once more.',
  )
}

/** Where to after signing in: a page of the portal, whatever was asked for. */
export function nextPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 500) return '/help'
  if (!/^\/help(?:[/?#]|$)/.test(wanted) || /[\\\s]/.test(wanted)) return '/help'
  return wanted.startsWith('/help/sign-') || wanted.startsWith('/help/auth') ? '/help' : wanted
}
