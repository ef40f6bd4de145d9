import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { chmodSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { canEnter, postgresAccount, weAreRoot } from './postgres-account.ts'
import type { Account } from './postgres-account.ts'

export type PostgresFolder = {
  /** What belongs to the database: data, password, lock, state. */
  home: string
  data: string
  account: Account
}

/** Where root keeps what another account must be able to read. */
export const SHARED_FOLDER = '/var/lib/watchdesk'

const POINTER = 'postgres-folder'

/**
 * Where the database of this data folder lives. Usually inside it. But PostgreSQL does not run as
 * root, and the account that it runs as then cannot enter, say, /root/watchdesk/.watchdesk; no
 * permission on the last folder helps. So root puts the database of such a folder below `shared`,
 * and a pointer file in the data folder says where, so that moving the project loses nothing.
 */
export function findPostgresFolder(folder: string, shared = SHARED_FOLDER): PostgresFolder {
  mkdirSync(folder, { recursive: true, mode: weAreRoot() ? 0o711 : 0o700 })
  const here = realpathSync(folder)
  const known = knownHome(here)
  const account = postgresAccount(join(known ?? here, 'postgres'))
  const home = known ?? (canEnter(account, here) ? here : makeHomeElsewhere(here, shared, account))
  checkUsable(home, account)
  return { home, data: join(home, 'postgres'), account }
}

/** The home of a database made earlier, or null. Changes nothing. */
export function knownHome(folder: string): string | null {
  if (existsSync(join(folder, 'postgres'))) return folder
  const pointer = join(folder, POINTER)
  if (!existsSync(pointer)) return null
  const home = readFileSync(pointer, 'utf8').trim()
  if (existsSync(home)) return home
  throw new CannotStart(
    `${pointer} says that the database lives in ${home}, but that is not there. Put it back, or ` +
      `write its new place into ${pointer}. Delete the pointer only to begin with an empty database.`,
  )
}

function checkUsable(home: string, account: Account): void {
  if (!canEnter(account, home)) throw new CannotStart(unreachable(home, account))
  const data = join(home, 'postgres')
  const owner = statSync(data, { throwIfNoEntry: false })?.uid
  if (owner === undefined || account !== null || owner === process.getuid?.()) return
  throw new CannotStart(
    `The database in ${data} belongs to user ${owner}, and PostgreSQL starts only for its owner. ` +
      `Start Watchdesk as that user or as root, or take it over: sudo chown -R "$(id -u)" ${home}`,
  )
}

function unreachable(home: string, account: Account): string {
  const place = join(SHARED_FOLDER, 'moved')
  return (
    `The database in ${home} belongs to user ${account?.name ?? process.getuid?.()}, who cannot enter ` +
    `that folder. Let others pass (chmod o+x on it and on each folder above), or move the database: ` +
    `mkdir -p ${place} && mv ${home}/postgres* ${place} && echo ${place} > ${join(home, POINTER)}`
  )
}

/** Makes a folder that every account may enter, whatever our umask says. */
export function makeShared(folder: string): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755)
}

function makeHomeElsewhere(here: string, shared: string, account: Account): string {
  try {
    makeShared(shared)
    const home = mkdtempSync(join(shared, `${basename(dirname(here))}-`))
    chmodSync(home, 0o711)
    if (!canEnter(account, home)) throw new Error(`${account?.name} cannot enter it either`)
    writeFileSync(join(home, 'belongs-to'), `${here}\n`)
    writeFileSync(join(here, `${POINTER}.new`), `${home}\n`, { flush: true })
    renameSync(join(here, `${POINTER}.new`), join(here, POINTER))
    return home
  } catch (cause) {
    throw new CannotStart(
      `We run as root, PostgreSQL cannot, and no other account can enter ${here}; ${shared} cannot ` +
        `be made instead (${String(cause)}). Start Watchdesk as an ordinary user, set WATCHDESK_DATA ` +
        `to a folder others can enter, or set DATABASE_URL.`,
      { cause },
    )
  }
}
