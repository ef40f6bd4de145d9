/** Decides whose address a company's own sign-in may vouch for. */

export interface SignInProvider {
  key: string
  name: string
  organizationId: string | null
  issuer: string
  clientId: string
  sealedSecret: string
  authorizationUrl: string
  tokenUrl: string
  userInfoUrl: string
  /** Of its organization; null when it belongs to none. */
  domains: string[] | null
}

/**
 * An organization's own provider speaks for that organization's domains and nobody else's, so it can never sign somebody
 * in as a customer of another company. One without an organization is believed where it says it has verified the address.
 * @param isVerified as the provider says; null: it says nothing. An explicit no is believed of everybody.
 */
export function vouchesFor(
  { organizationId, domains }: Pick<SignInProvider, 'organizationId' | 'domains'>,
  email: string,
  isVerified: boolean | null,
): boolean {
  if (isVerified === false) return false
  if (organizationId === null) return isVerified === true
  const domain = email.toLowerCase().split('@').at(-1) ?? ''
  return domain !== '' && (domains ?? []).includes(domain)
}
