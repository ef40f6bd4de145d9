import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { CannotStart, saidBy } from './cannot-start.ts'
import { asAccount, giveTo, leaveToOwnerOf } from './postgres-account.ts'
import { binary } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresFolder } from './postgres-folder.ts'
import { accessFile, settingsFile } from './postgres-settings.ts'
import type { PostgresSettings } from './postgres-settings.ts'

const LOCALE = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/** Makes the data folder on the first start, later checks that it is ours. Returns the password. */
export async function preparePostgresData(
  binaries: PostgresBinaries,
  where: PostgresFolder,
): Promise<string> {
  const known = readPassword(where.home)
  const password = known ?? makePassword(where.home)
  if (!existsSync(where.data)) {
    await initialise(binaries, where, password)
    return password
  }
  checkVersion(binaries, where.data)
  // Data that came back from a copy belongs to whoever copied it.
  if (where.account && statSync(where.data).uid === 0) giveTo(where.account, where.data)
  if (known === null) resetPassword(binaries, where, password)
  return password
}

/** The generated password of both roles, or null before the first start. */
export function readPassword(home: string): string | null {
  const path = join(home, 'postgres-password')
  return (existsSync(path) && readFileSync(path, 'utf8').trim()) || null
}

/** Writes what PostgreSQL reads at its start. */
export function writeSettings(where: PostgresFolder, port: number, extra?: PostgresSettings): void {
  const files = { 'postgresql.conf': settingsFile(port, extra), 'pg_hba.conf': accessFile() }
  const ofYours = existsSync(join(where.data, 'local.conf')) ? {} : { 'local.conf': '' }
  for (const [name, text] of Object.entries({ ...files, ...ofYours })) {
    const path = join(where.data, name)
    // The folder belongs to the account: were it turned, a link there must not lead root elsewhere.
    rmSync(`${path}.new`, { force: true })
    writeFileSync(`${path}.new`, text, { mode: 0o600, flag: 'wx' })
    giveTo(where.account, `${path}.new`)
    renameSync(`${path}.new`, path)
  }
}

/**
 * Makes the database and the role that the product uses. The role owns its database but is no
 * superuser: a superuser may run programs on the machine.
 */
export async function makeDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const roles = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'watchdesk'")
    const verb = roles.rowCount === 0 ? 'CREATE' : 'ALTER'
    await client.query(`${verb} ROLE watchdesk LOGIN PASSWORD '${password}'`)
    const databases = await client.query("SELECT 1 FROM pg_database WHERE datname = 'watchdesk'")
    if (databases.rowCount === 0) await client.query('CREATE DATABASE watchdesk OWNER watchdesk')
  } finally {
    await client.end()
  }
}

function makePassword(home: string): string {
  const path = join(home, 'postgres-password')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(`${path}.new`, `${password}\n`, { mode: 0o600, flush: true })
  leaveToOwnerOf(home, `${path}.new`)
  renameSync(`${path}.new`, path)
  return password
}

// An initdb that was cut short leaves its traces under another name, and never half a database.
async function initialise(binaries: PostgresBinaries, where: PostgresFolder, password: string) {
  const growing = `${where.data}.new`
  const passwordFile = `${where.data}.password`
  rmSync(growing, { recursive: true, force: true })
  mkdirSync(growing, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of [growing, passwordFile]) giveTo(where.account, path)
  const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    await promisify(execFile)(
      binary(binaries, 'initdb'),
      ['-D', growing, ...access, ...LOCALE, '--no-instructions'],
      { ...asAccount(where.account), cwd: '/', env: { LC_ALL: 'C' } },
    )
    renameSync(growing, where.data)
  } catch (cause) {
    throw new CannotStart(whyNotInitialised(where, cause), { cause })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function whyNotInitialised(where: PostgresFolder, cause: unknown): string {
  const said = saidBy(cause)
  const advice = /No space left on device/.test(said)
    ? `The disk that holds ${where.home} is full: make room (100 MB at least) and start again. `
    : /could not look up effective user ID/.test(said)
      ? 'The user we run as has no entry in /etc/passwd, which PostgreSQL needs: add one, or set DATABASE_URL. '
      : ''
  return `${advice}The database in ${where.home} could not be made: ${said}`
}

function checkVersion(binaries: PostgresBinaries, data: string): void {
  const major = Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10)
  if (major === binaries.major) return
  throw new CannotStart(
    `The database in ${data} was made by PostgreSQL ${major}; the one installed is ${binaries.major}. ` +
      `Start the Watchdesk that made it, dump it with pg_dump, and load the dump into an empty one.`,
  )
}

// The password file is lost when only the data came back from a copy. The owner of the data may
// set a new one in single-user mode, without any password.
function resetPassword(binaries: PostgresBinaries, where: PostgresFolder, password: string): void {
  writeSettings(where, 5432) // nobody listens in this mode
  execFileSync(binary(binaries, 'postgres'), ['--single', '-D', where.data, 'postgres'], {
    ...asAccount(where.account),
    cwd: '/',
    env: { LC_ALL: 'C' },
    input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}
