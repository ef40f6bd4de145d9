import { refusedBy, DeliveryFailed } from './connector.ts'
import { SignInRefused, type ImapAccount } from './email/imap-session.ts'
import { keepRefreshToken } from './mailbox-health.ts'
import { secretsOf, type Mailbox, type OAuth } from './mailboxes.ts'
import { addressOf, Unreachable } from '../platform/net.ts'
import type { System } from '../platform/system.ts'

/** Where and as whom we sign in, with everything looked up that may have changed since the last time. */
export async function accountOf(system: System, mailbox: Mailbox): Promise<ImapAccount> {
  const { host, port, tls, username: user, folder, moveTo } = mailbox
  if (!host || !port || !tls || !user) throw new Error(`The mailbox ${mailbox.key} has no server`)
  const address = await addressFor(system, { host, tls })
  const secret = await secretFor(system, mailbox)
  return { host, address, port, tls, user, secret, folder, moves: moveTo !== null }
}

/** The same for somebody who has only just written it down. */
export async function accountWith(
  system: System,
  {
    host,
    port,
    tls,
    user,
    password,
  }: Pick<ImapAccount, 'host' | 'port' | 'tls' | 'user'> & {
    password: string
  },
): Promise<ImapAccount> {
  const address = await addressFor(system, { host, tls })
  return { host, address, port, tls, user, secret: { password }, folder: 'INBOX', moves: false }
}

/** Where that host is. Refuses what would carry a password over the public internet in the clear. */
export async function addressFor(
  system: System,
  { host, tls }: Pick<ImapAccount, 'host' | 'tls'>,
): Promise<string> {
  const { address, isPublic } = await whereIs(system, host)
  if (tls === 'none' && isPublic)
    throw new DeliveryFailed(`${host} is on the public internet: only with tls or starttls`, {
      permanent: true,
    })
  return address
}

async function whereIs(system: System, host: string) {
  try {
    return await addressOf(host, { allowPrivate: system.config.ALLOW_PRIVATE_NETWORK })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    throw new DeliveryFailed(`${host} could not be reached: ${error.message}`, { permanent: false })
  }
}

async function secretFor(system: System, mailbox: Mailbox): Promise<ImapAccount['secret']> {
  if (mailbox.auth === 'oauth2') return { accessToken: await accessToken(system, mailbox) }
  return { password: readable(system, mailbox).password ?? '' }
}

interface Token {
  text: string
  version: number
  goodUntil: number
}

/** By mailbox. Lost with the process: the next one asks again. */
const kept = new WeakMap<System, Map<string, Token>>()
/** A token that ends in this time is not begun with. */
const SPARE_MS = 60_000

/** The server would not take this token although its time is not over. */
export const forgetToken = (system: System, { id }: Mailbox) => void tokensOf(system).delete(id)

function tokensOf(system: System): Map<string, Token> {
  const tokens = kept.get(system) ?? new Map<string, Token>()
  kept.set(system, tokens)
  return tokens
}

/** RFC 6749 6: a refresh token buys an access token. Refused, it is like a wrong password: nobody tries for ever. */
async function accessToken(system: System, mailbox: Mailbox): Promise<string> {
  const tokens = tokensOf(system)
  const known = tokens.get(mailbox.id)
  if (known && known.version === mailbox.version && known.goodUntil > performance.now())
    return known.text
  const { tokenUrl, clientId, scope } = mailbox.oauth as OAuth
  const { refreshToken = '', clientSecret } = await freshSecrets(system, mailbox)
  const answer = await system.net
    .post(tokenUrl, {
      form: {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        ...(clientSecret && { client_secret: clientSecret }),
        ...(scope && { scope }),
      },
    })
    .catch((error: unknown) => {
      throw new DeliveryFailed(
        `The sign-in server could not be reached: ${error instanceof Error ? error.message : ''}`,
        { permanent: false },
      )
    })
  const got = answer.json as {
    access_token?: unknown
    expires_in?: unknown
    refresh_token?: unknown
  } | null
  if (!answer.ok || typeof got?.access_token !== 'string') {
    const refused = refusedBy('The sign-in server', { ...answer, text: errorOf(answer.json) })
    throw refused.permanent ? new SignInRefused(refused.message, { permanent: true }) : refused
  }
  if (typeof got.refresh_token === 'string' && got.refresh_token !== refreshToken)
    await keepRefreshToken(system, mailbox.id, refreshToken, got.refresh_token)
  const seconds = Number(got.expires_in ?? 3600) || 3600
  const goodUntil = performance.now() + seconds * 1000 - SPARE_MS
  tokens.set(mailbox.id, { text: got.access_token, version: mailbox.version, goodUntil })
  return got.access_token
}

/** Another node may have been handed a newer refresh token. */
async function freshSecrets(system: System, mailbox: Mailbox) {
  const row = await system.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', mailbox.id)
    .executeTakeFirst()
  return readable(system, row ?? mailbox)
}

function readable(system: System, mailbox: Mailbox) {
  const secrets = secretsOf(system, mailbox)
  if (secrets) return secrets
  throw new DeliveryFailed('Its password was stored under another SECRET: give it again', {
    permanent: true,
  })
}

/** Of the answer only the words meant for people: the rest might hold a token. */
function errorOf(json: unknown): string {
  const { error, error_description: said } = (json ?? {}) as Record<string, unknown>
  return [error, said].filter((word) => typeof word === 'string').join(': ')
}
