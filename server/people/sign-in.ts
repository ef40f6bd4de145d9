import { randomUUIDv7 } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { hashPassword } from 'better-auth/crypto'
import { twoFactor } from 'better-auth/plugins'
import type { FastifyRequest } from 'fastify'
import { sha256 } from '../platform/secrets.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { requestCounts } from '../platform/request-counts.ts'
import { signInLog } from '../platform/sign-in-log.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { isRole, may, type Role } from './permissions.ts'

/** Device sessions of people on call last 90 days: nobody is to meet a sign-in form at 3 am. */
const SESSION_SECONDS = 90 * 86_400

/** Set by us from Fastify's own judgement of the peer, so nobody can claim another address. */
const CLIENT_IP = 'x-watchdesk-client-ip'

export type Auth = ReturnType<typeof buildAuth>

export function buildAuth(system: System) {
  const { config, secrets } = system
  const { hostname, protocol } = new URL(config.publicUrl)
  return betterAuth({
    appName: 'Watchdesk',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: secrets.keyFor('sessions').toString('base64url'),
    trustedOrigins: [
      config.publicUrl,
      `http://127.0.0.1:${config.PORT}`,
      `http://localhost:${config.PORT}`,
    ],
    database: { db: system.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: signInLog(system),
    // People are invited by the playbook or an administrator; nobody signs themselves up.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_SECONDS,
      updateAge: 86_400,
      cookieCache: { enabled: true, maxAge: 30 },
    },
    user: {
      modelName: 'users',
      additionalFields: {
        role: { type: 'string', input: false },
        timeZone: { type: 'string', required: false },
        disabledAt: { type: 'date', required: false, input: false },
      },
    },
    account: { modelName: 'signInAccounts' },
    verification: { modelName: 'verifications' },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: { '/sign-in/*': { window: 60, max: 10 } },
      customStorage: requestCounts(),
    },
    advanced: {
      cookiePrefix: 'watchdesk',
      useSecureCookies: protocol === 'https:',
      ipAddress: { ipAddressHeaders: [CLIENT_IP] },
      database: { generateId: () => randomUUIDv7(), validateSchema: false },
    },
    plugins: [
      twoFactor({ issuer: 'Watchdesk', schema: { twoFactor: { modelName: 'twoFactors' } } }),
      passkey({
        rpID: hostname,
        rpName: 'Watchdesk',
        schema: { passkey: { modelName: 'passkeys', fields: { credentialID: 'credentialId' } } },
      }),
    ],
  })
}

/** Sets somebody's password. Ends their other sessions, as a change of password should. */
export async function setPassword(work: Work, userId: string, password: string) {
  await work.db
    .deleteFrom('signInAccounts')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await work.db.deleteFrom('sessions').where('userId', '=', userId).execute()
  await work.db
    .insertInto('signInAccounts')
    .values({
      id: randomUUIDv7(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: await hashPassword(password),
    })
    .execute()
}

/** better-auth speaks web standard requests; Fastify's are translated here. */
export function signInRoutes(auth: Auth, system: System): Routes {
  return async (app) => {
    app.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      schema: { hide: true },
      async handler(request, reply) {
        const url = new URL(request.url, system.config.publicUrl)
        const headers = webHeaders(request)
        headers.delete('content-length')
        const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined
        const answer = await auth.handler(
          new Request(url, { method: request.method, headers, body }),
        )
        reply.status(answer.status)
        answer.headers.forEach((value, name) => void reply.header(name, value))
        return reply.send(answer.body ? Buffer.from(await answer.arrayBuffer()) : null)
      },
    })
  }
}

/** Who is asking, by API token or by session cookie; null for a stranger. */
export async function identify(
  auth: Auth,
  system: System,
  request: FastifyRequest,
): Promise<Caller | null> {
  const { authorization, cookie } = request.headers
  if (authorization?.startsWith('Bearer wd_')) return callerByToken(system, authorization.slice(7))
  // A customer's cookie is called watchdesk-portal.…, and is none of ours.
  if (!cookie?.includes('watchdesk.')) return null
  const session = await auth.api.getSession({ headers: webHeaders(request) })
  if (!session) return null
  const { id, name, email, role, disabledAt } = session.user
  if (disabledAt) return null
  return callerFor({ id, name, email, role: role ?? '' }, null)
}

async function callerByToken(system: System, token: string): Promise<Caller | null> {
  const row = await system.db
    .selectFrom('apiTokens')
    .innerJoin('users', 'users.id', 'apiTokens.userId')
    .select([
      'users.id',
      'users.name',
      'users.email',
      'users.role',
      'apiTokens.scopes',
      'apiTokens.expiresAt',
      'apiTokens.id as tokenId',
      'apiTokens.lastUsedAt',
    ])
    .where('tokenHash', '=', sha256(token))
    .where('revokedAt', 'is', null)
    .where('users.disabledAt', 'is', null)
    .executeTakeFirst()
  if (!row || (row.expiresAt && row.expiresAt < new Date())) return null
  // Once an hour is enough to see that a token lives; a write per request would cost a commit.
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > 3_600_000) {
    await system.db
      .updateTable('apiTokens')
      .set({ lastUsedAt: new Date() })
      .where('id', '=', row.tokenId)
      .execute()
  }
  return callerFor(row, row.scopes)
}

function callerFor(
  user: { id: string; name: string; email: string; role: string },
  scopes: string[] | null,
): Caller | null {
  if (!isRole(user.role)) return null
  const role: Role = user.role
  return {
    actor: { kind: 'user', id: user.id, name: user.name },
    email: user.email,
    role,
    byToken: scopes !== null,
    may: (permission) => may(role, scopes, permission),
  }
}

function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value))
  headers.set(CLIENT_IP, request.ip)
  return headers
}
