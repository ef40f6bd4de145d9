import { randomUUIDv7 } from 'node:crypto'
import { createAuthEndpoint } from '@better-auth/core/api'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth } from 'better-auth/plugins'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { requestCounts, type RequestCounts } from '../platform/request-counts.ts'
import { signInLog } from '../platform/sign-in-log.ts'
import type { System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'
import { joinByAddress } from './joining.ts'
import { listProviders } from './sign-in-providers.ts'
import { vouchesFor, type SignInProvider } from './vouching.ts'

/** Thirty days: signing in again is one press in a mail. */
const SESSION_SECONDS = 30 * 86_400

/** Set by us from Fastify's own judgement of the peer, so nobody can claim another address. */
const CLIENT_IP = 'x-watchdesk-client-ip'
const COOKIES = 'watchdesk-portal'
export const AUTH_PATH = '/help/auth'

/** Somebody who has proven to be one of our contacts, on this device. */
export interface SignedIn {
  id: string
  name: string
  email: string
  /** Chosen by them, such as `de`; null: as their browser asks. */
  language: string | null
  timeZone: string | null
  sessionId: string
}

export type ContactAuth = ReturnType<typeof buildContactAuth>

interface Built {
  of: readonly SignInProvider[]
  auth: ContactAuth
  /** Outlives what it was built with: a new provider is no new chance to guess. */
  counts: RequestCounts
}

const built = new WeakMap<System, Built>()

/** The sign-in of customers, made anew when a company's own way of signing in was added or changed. */
export async function contactAuth(system: System): Promise<ContactAuth> {
  const of = await listProviders(system)
  const known = built.get(system)
  if (known?.of === of) return known.auth
  const counts = known?.counts ?? requestCounts()
  const auth = buildContactAuth(system, of, counts)
  built.set(system, { of, auth, counts })
  return auth
}

function buildContactAuth(
  system: System,
  listed: readonly SignInProvider[],
  counts: RequestCounts,
) {
  const { config, secrets } = system
  const providers = listed.flatMap((provider) => opened(system, provider))
  const { hostname, protocol } = new URL(config.portalUrl)
  return betterAuth({
    appName: 'Watchdesk help',
    baseURL: config.portalUrl,
    basePath: AUTH_PATH,
    secret: secrets.keyFor('sessions of contacts').toString('base64url'),
    trustedOrigins: [
      config.portalUrl,
      config.publicUrl,
      // For trying it out on one machine; where customers come by TLS nothing else is trusted.
      ...(protocol === 'https:'
        ? []
        : [`http://127.0.0.1:${config.PORT}`, `http://localhost:${config.PORT}`]),
    ],
    database: { db: system.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: signInLog(system),
    // A password is set by somebody who has signed in; a contact is made by a mail, never by a form.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { modelName: 'contactSessions', expiresIn: SESSION_SECONDS, updateAge: 86_400 },
    user: {
      modelName: 'contacts',
      additionalFields: {
        language: { type: 'string', required: false, input: false },
        timeZone: { type: 'string', required: false, input: false },
        erasedAt: { type: 'date', required: false, input: false },
      },
    },
    account: {
      modelName: 'contactSignInAccounts',
      // `vouchesFor` has decided already whom each of them may name.
      accountLinking: {
        trustedProviders: providers.map(({ key }) => key),
        requireLocalEmailVerified: false,
      },
    },
    verification: { modelName: 'contactVerifications' },
    databaseHooks: {
      session: {
        create: {
          // Their company has said now whose address it is. Links and codes join where they are used; a password or a
          // passkey proves the person, and says nothing about the address today.
          async after({ userId }, context) {
            if (!context?.path?.startsWith('/callback/')) return
            await inWork(system, { kind: 'contact', id: userId, name: 'The customer' }, (work) =>
              joinByAddress(work, userId),
            )
          },
        },
      },
    },
    onAPIError: { errorURL: `${config.portalUrl}/help/sign-in` },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: { '/sign-in/*': { window: 60, max: 10 } },
      customStorage: counts,
    },
    advanced: {
      cookiePrefix: COOKIES,
      useSecureCookies: protocol === 'https:',
      ipAddress: { ipAddressHeaders: [CLIENT_IP] },
      database: { generateId: () => randomUUIDv7(), validateSchema: false },
    },
    plugins: [
      provenContact(),
      passkey({
        rpID: hostname,
        rpName: 'Watchdesk help',
        // Our pages tell nobody where their reader comes from, so the browser says no origin beside the signed one.
        origin: config.portalUrl,
        schema: {
          passkey: { modelName: 'contactPasskeys', fields: { credentialID: 'credentialId' } },
        },
      }),
      genericOAuth({ config: providers.map((provider) => outsideSignIn(system, provider)) }),
    ],
  })
}

/** A session for a contact whose address a link or code of ours has proven. No address of the web leads here. */
const provenContact = () => ({
  id: 'proven-contact',
  endpoints: {
    signInProven: createAuthEndpoint.serverOnly(
      { method: 'POST', requireHeaders: true, body: z.object({ contactId: z.string() }) },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.contactId)
        if (!user) throw notFound('There is no such contact any more.')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(context, { session, user })
        return context.json({ sessionId: session.id })
      },
    ),
  },
})

const Tokens = z.object({ access_token: z.string().min(1) })
const Claims = z.object({
  sub: z.string().min(1),
  email: z.email(),
  name: z.string().optional(),
  /** Left out it is not the same as false (OpenID Connect Core 1.0, 5.1); some send it as a word. */
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
    .nullish(),
})

interface OpenedProvider extends SignInProvider {
  clientSecret: string
}

/** A secret that cannot be opened (sealed under another SECRET) costs this one way of signing in, and nobody else theirs. */
function opened(system: System, provider: SignInProvider): OpenedProvider[] {
  const { key, sealedSecret } = provider
  try {
    return [
      { ...provider, clientSecret: system.secrets.open('sign-in provider', key, sealedSecret) },
    ]
  } catch (error) {
    system.log.error({ err: error, provider: key }, 'The secret of a sign-in cannot be opened')
    return []
  }
}

/** OpenID Connect, with every call going out by our own door. The claims come straight from the provider over TLS. */
function outsideSignIn(system: System, provider: OpenedProvider) {
  const { key, name, clientId, clientSecret, authorizationUrl, tokenUrl, userInfoUrl } = provider
  return {
    providerId: key,
    name,
    clientId,
    clientSecret,
    authorizationUrl,
    tokenUrl,
    scopes: ['openid', 'email', 'profile'],
    accountSubject: ({ profile }: { profile: { sub?: string | number | null | undefined } }) =>
      String(profile.sub ?? ''),
    async getToken(given: {
      code: string
      redirectURI: string
      codeVerifier?: string | undefined
    }) {
      const answer = await system.net.post(tokenUrl, {
        form: {
          grant_type: 'authorization_code',
          code: given.code,
          redirect_uri: given.redirectURI,
          ...(given.codeVerifier && { code_verifier: given.codeVerifier }),
        },
        basicAuth: [encodeURIComponent(clientId), encodeURIComponent(clientSecret)],
      })
      const tokens = Tokens.safeParse(answer.json)
      if (!tokens.success) throw new Error(`${name} gave no token for a code (${answer.status})`)
      return { accessToken: tokens.data.access_token }
    },
    async getUserInfo({ accessToken }: { accessToken?: string | undefined }) {
      const answer = await system.net.get(userInfoUrl, {
        headers: { authorization: `Bearer ${accessToken ?? ''}` },
      })
      const claims = Claims.safeParse(answer.json)
      if (!answer.ok || !claims.success) return null
      const { sub, email, name: called, email_verified: isVerified } = claims.data
      if (!vouchesFor(provider, email, isVerified ?? null)) return null
      return { sub, email: email.toLowerCase(), emailVerified: true, name: called ?? email }
    },
  }
}

const seen = new WeakMap<FastifyRequest, Promise<SignedIn | null>>()

/** The customer who is signed in, or null. Asked once a request; a session of the staff is never one. */
export function contactOf(request: FastifyRequest): Promise<SignedIn | null> {
  const known = seen.get(request)
  if (known) return known
  const found = readContact(request)
  seen.set(request, found)
  return found
}

async function readContact(request: FastifyRequest): Promise<SignedIn | null> {
  if (!request.headers.cookie?.includes(`${COOKIES}.`)) return null
  const auth = await contactAuth(request.system)
  const found = await auth.api.getSession({ headers: webHeaders(request) })
  if (!found || found.user.erasedAt) return null
  const { id, name, email, language = null, timeZone = null } = found.user
  return { id, name, email, language, timeZone, sessionId: found.session.id }
}

/** Gives the browser a session of this contact. The caller has proven who they are. */
export async function signInContact(
  request: FastifyRequest,
  reply: FastifyReply,
  contactId: string,
): Promise<void> {
  const auth = await contactAuth(request.system)
  const { headers } = await auth.api.signInProven({
    body: { contactId },
    headers: webHeaders(request),
    returnHeaders: true,
  })
  giveCookies(reply, headers)
  seen.delete(request)
}

/** Ends the session of this browser. */
export async function signOutContact(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const auth = await contactAuth(request.system)
  const { headers } = await auth.api.signOut({ headers: webHeaders(request), returnHeaders: true })
  giveCookies(reply, headers)
  seen.delete(request)
}

export function giveCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
}

export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value))
  headers.set(CLIENT_IP, request.ip)
  return headers
}
