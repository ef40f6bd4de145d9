import { wordsFor } from '../channels/queries.ts'
import { LINK_MINUTES, makeSignInLink } from '../customers/sign-in-links.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { mailDirectly } from '../tickets/outgoing.ts'

/** Mails a link and a code that prove this address. Whether we know it changes nothing. Throws `too_many`. */
export async function mailSignInLink(work: Work, email: string, next: string): Promise<void> {
  const { token, code } = await makeSignInLink(work, email, { next })
  const { company } = await settingsOf(work.system)
  const words = await wordsFor(work.system, 'sign_in_code', {
    sign_in_code: code,
    company_name: company.name,
    expires_minutes: String(LINK_MINUTES),
    sign_in_url: signInUrl(work, token),
  })
  await mailDirectly(work, 'sign_in_code', email.trim().toLowerCase(), words)
}

export const signInUrl = ({ system }: Work, token: string) =>
  `${system.config.portalUrl}/help/sign-in/link/${token}`
