import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { UsageError } from './errors.ts'

export const DEFAULT_SERVER = 'http://127.0.0.1:3000'

export type Environment = Record<string, string | undefined>

export interface Stored {
  server: string
  token: string
}

export interface Settings {
  server: string
  token: string | null
  file: string
}

/** Which server, and by which token: option before environment before file. The only place that reads the environment. */
export function readSettings(
  given: { server?: string | undefined; token?: string | undefined },
  env: Environment = process.env,
): Settings {
  const file = settingsFile(env)
  const stored = readStored(file)
  const server = addressOf(
    given.server ?? filled(env['WATCHDESK_URL']) ?? stored?.server ?? DEFAULT_SERVER,
  )
  // A stored token belongs to one server and is shown to no other.
  const kept = stored && addressOf(stored.server) === server ? stored.token : null
  return { server, token: given.token ?? filled(env['WATCHDESK_TOKEN']) ?? kept, file }
}

/** Keeps the address and the token where only their owner reads them. */
export function storeSettings(file: string, stored: Stored) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // A mode is for new files only: written beside and moved, the token is never readable by others.
  const beside = `${file}.${process.pid}.new`
  writeFileSync(beside, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(beside, file)
}

export function wantsColours(isTerminal: boolean, env: Environment = process.env): boolean {
  return isTerminal && !filled(env['NO_COLOR']) && env['TERM'] !== 'dumb'
}

function settingsFile(env: Environment): string {
  return join(
    filled(env['XDG_CONFIG_HOME']) ?? join(filled(env['HOME']) ?? homedir(), '.config'),
    'watchdesk',
    'config.json',
  )
}

function readStored(file: string): Stored | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new UsageError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  const found = parsed(text)
  if (!found)
    throw new UsageError(
      `${file} is not what sign-in wrote. Remove it, then run: watchdesk sign-in`,
    )
  return found
}

function parsed(text: string): Stored | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('server' in value) || !('token' in value))
      return null
    const { server, token } = value
    return typeof server === 'string' && typeof token === 'string' ? { server, token } : null
  } catch {
    return null
  }
}

function addressOf(text: string): string {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `"${text}" is not the address of a server. Write it like https://desk.example.com`,
    )
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

const filled = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)
