import { z } from 'zod'
import { invalid, notFound } from '../platform/errors.ts'
import { Unreachable } from '../platform/net.ts'
import { forgetRemembered, remembered } from '../platform/remembered.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import type { SignInProvider } from './vouching.ts'

/** Where a provider says it is asked (OpenID Connect Discovery 1.0, section 3). */
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
})

export interface ProviderToSave {
  key: string
  name: string
  issuer: string
  clientId: string
  clientSecret: string
  organizationId: string | null
}

/** The ways of other companies to sign in, with the domains each one vouches for. */
export function listProviders(system: System): Promise<SignInProvider[]> {
  return remembered(system, 'sign-in providers', (db) =>
    db
      .selectFrom('contactSignInProviders')
      .leftJoin('organizations', 'organizations.id', 'contactSignInProviders.organizationId')
      .selectAll('contactSignInProviders')
      .select('organizations.domains')
      .orderBy('contactSignInProviders.name')
      .execute(),
  )
}

/**
 * Asks the provider where it is asked. Throws `invalid` in words for the administrator when it does not answer as a
 * provider, or answers under another name (its section 4.3).
 */
export async function discover({ net }: System, issuer: string) {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const refuse = (message: string) =>
    invalid(message, [{ path: 'issuer', message: 'is no provider' }])
  try {
    const answer = await net.get(url)
    const read = Discovery.safeParse(answer.json)
    if (!answer.ok || !read.success)
      throw refuse(`${url} did not answer as an OpenID Connect provider does (${answer.status}).`)
    if (read.data.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
      throw refuse(`That provider calls itself ${read.data.issuer}. Give that address.`)
    return read.data
  } catch (error) {
    if (error instanceof Unreachable) throw refuse(`${url} could not be reached: ${error.message}`)
    throw error
  }
}

/** Keeps a provider under its key; what was asked of it before the unit of work began is given along. */
export async function saveProvider(
  work: Work,
  { clientSecret, key, ...provider }: ProviderToSave,
  found: Awaited<ReturnType<typeof discover>>,
): Promise<void> {
  // What better-auth calls a password.
  if (key === 'credential')
    throw invalid('That name is taken.', [{ path: 'key', message: 'is taken' }])
  await forgetOthers(work, key, provider)
  const columns = {
    ...provider,
    sealedSecret: work.system.secrets.seal('sign-in provider', key, clientSecret),
    authorizationUrl: found.authorization_endpoint,
    tokenUrl: found.token_endpoint,
    userInfoUrl: found.userinfo_endpoint,
    updatedAt: work.now,
  }
  await work.db
    .insertInto('contactSignInProviders')
    .values({ key, ...columns, createdAt: work.now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
  work.afterCommit(() => forgetRemembered(work.system))
}

/** Another issuer, or another organization, knows other people by the same numbers: nobody is taken for one of before. */
async function forgetOthers(
  work: Work,
  key: string,
  { issuer, organizationId }: Pick<ProviderToSave, 'issuer' | 'organizationId'>,
): Promise<void> {
  const before = await work.db
    .selectFrom('contactSignInProviders')
    .select(['issuer', 'organizationId'])
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
  if (!before || (before.issuer === issuer && before.organizationId === organizationId)) return
  await work.db.deleteFrom('contactSignInAccounts').where('providerId', '=', key).execute()
}

/** Who signed in by it signs in by mail from now on. */
export async function removeProvider(work: Work, key: string): Promise<void> {
  const { numDeletedRows } = await work.db
    .deleteFrom('contactSignInProviders')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound(`There is no way of signing in called "${key}".`)
  await work.db.deleteFrom('contactSignInAccounts').where('providerId', '=', key).execute()
  work.afterCommit(() => forgetRemembered(work.system))
}
