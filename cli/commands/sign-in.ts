import { hostname } from 'node:os'
import { reached, take } from '../call.ts'
import type { Command, Session } from '../command.ts'
import { Refused, UsageError } from '../errors.ts'
import { oneLine } from '../output.ts'
import { storeSettings } from '../settings.ts'
import { apiClient } from '../../api/client.ts'

const signIn: Command = {
  name: 'sign-in',
  says: 'Sign in once; a token is made and kept for you',
  takes: [],
  options: {
    email: { type: 'string', value: 'E-MAIL', says: 'Who signs in; asked for when left out' },
    name: {
      type: 'string',
      value: 'NAME',
      says: 'The name of the token; usually "command line on" this machine',
    },
  },
  examples: [
    'watchdesk sign-in --server https://desk.example.com',
    'watchdesk sign-in --email bob@example.com < password-file',
  ],
  async run(session) {
    const { given, settings, terminal, show } = session
    if (isOpenRoad(settings.server))
      terminal.say(
        `Careful: ${settings.server} is not encrypted; your password can be read on the way.`,
      )
    const email = given.text('email') ?? (await terminal.ask('E-mail:')).trim()
    const password = await terminal.ask('Password:', { hidden: true })
    if (!email || !password) throw new UsageError('An e-mail address and a password are needed.')
    const cookies = await openSession(session, email, password)
    const name = given.text('name') ?? `command line on ${hostname()}`.slice(0, 100)
    const made = await take(
      settings.server,
      apiClient({ server: settings.server, token: null }).POST('/api/v1/tokens', {
        headers: { cookie: cookies, 'x-watchdesk': '1' },
        body: { name, scopes: ['*'] },
      }),
    )
    // The session was only the way to the token.
    await askAuth(session, '/sign-out', {}, cookies)
    storeSettings(settings.file, { server: settings.server, token: made.token })
    const me = await take(
      settings.server,
      apiClient({ server: settings.server, token: made.token }).GET('/api/v1/me', {}),
    )
    show(
      { server: settings.server, file: settings.file, tokenId: made.id, person: me },
      () =>
        `Signed in at ${settings.server} as ${oneLine(me.name)} (${me.role}). The token is in ${settings.file}.`,
    )
  },
}

/** Cookies of a session for this person; asks for the second factor when they have one. */
async function openSession(session: Session, email: string, password: string): Promise<string> {
  const first = await askAuth(session, '/sign-in/email', { email, password })
  if (!first.needsSecondFactor) return first.cookies
  const code = (
    await session.terminal.ask('Code of your authenticator app (or a backup code):')
  ).replaceAll(/\s/g, '')
  const isTimed = /^\d{6}$/.test(code)
  const second = await askAuth(
    session,
    isTimed ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code',
    { code },
    first.cookies,
  )
  return second.cookies
}

interface AuthAnswer {
  cookies: string
  needsSecondFactor: boolean
}

/** The sign-in part of the server is better-auth's and speaks its own words, so it stands outside the contract. */
async function askAuth(
  { settings: { server } }: Session,
  path: string,
  body: object,
  cookie = '',
): Promise<AuthAnswer> {
  const headers = {
    'content-type': 'application/json',
    origin: new URL(server).origin,
    ...(cookie && { cookie }),
  }
  const response = await reached(
    server,
    fetch(`${server}/api/auth${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }),
  )
  const answer = fieldsOf(await reached(server, response.text()))
  if (!response.ok) throw refusal(server, response.status, answer)
  return {
    cookies: joined(cookie, response.headers.getSetCookie()),
    needsSecondFactor: answer['twoFactorRedirect'] === true,
  }
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const WORDS: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'E-mail address or password is wrong.',
  INVALID_EMAIL: 'That is not an e-mail address.',
  INVALID_CODE: 'The code is wrong or too old. Is the clock of the phone right?',
  INVALID_BACKUP_CODE:
    'That is no code of an app (six digits) and no backup code that still works.',
  INVALID_ORIGIN:
    'The server knows itself by another address. Use the one of its PUBLIC_URL with --server.',
}

function refusal(
  server: string,
  status: number,
  { code, message }: Record<string, unknown>,
): Refused {
  const known = typeof code === 'string' ? WORDS[code] : undefined
  const detail =
    status === 429
      ? 'Too many tries. Wait a minute, then try again.'
      : (known ??
        (typeof message === 'string'
          ? message
          : `What answers at ${server} is not Watchdesk (HTTP ${status}).`))
  // Not 401: "sign in first" would be no help to somebody who is doing just that.
  return new Refused({
    title: typeof code === 'string' ? code : 'refused',
    status: status === 401 ? 403 : status,
    detail,
    errors: [],
  })
}

/** What a browser would send back: later cookies replace earlier ones, those set to nothing are gone. */
function joined(before: string, set: readonly string[]): string {
  const pairs = [
    ...before.split('; ').filter(Boolean),
    ...set.map((cookie) => cookie.split(';')[0]!),
  ].map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return [...new Map(pairs)]
    .filter(([, value]) => value !== '')
    .map((pair) => pair.join('='))
    .join('; ')
}

function isOpenRoad(server: string): boolean {
  const { protocol, hostname } = new URL(server)
  return protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

export const signInCommands: readonly Command[] = [signIn]
