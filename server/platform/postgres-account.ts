import { accessSync, constants, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** The account PostgreSQL runs as; null: the one we run as ourselves. */
export type Account = { uid: number; gid: number; name: string } | null

export const weAreRoot = () => process.getuid?.() === 0

// initdb looks its account up by name, so a number alone will not do. Machines for everyone have
// "nobody"; an account that holds nothing else is better where there is one.
const CANDIDATES = ['watchdesk', 'postgres', '_postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. As root: the owner of the data if there is data already,
 * otherwise an account that may do little. Throws CannotStart when the machine has none.
 */
export function postgresAccount(data: string): Account {
  if (!weAreRoot()) return null
  const owner = statSync(data, { throwIfNoEntry: false })
  const known = accounts()
  if (owner && owner.uid !== 0) {
    const name = known.values().find(({ uid }) => uid === owner.uid)?.name
    return { uid: owner.uid, gid: owner.gid, name: name ?? String(owner.uid) }
  }
  const found = CANDIDATES.map((name) => known.get(name)).find((account) => account !== undefined)
  if (found) return found
  throw new CannotStart(
    'PostgreSQL does not run as root, and this machine has no account to run it as. Make one ' +
      '(useradd --system watchdesk), start Watchdesk as an ordinary user, or set DATABASE_URL.',
  )
}

/** May the account enter this folder? Judged by owner, group and others on the whole way to it. */
export function canEnter(account: Account, folder: string): boolean {
  if (account === null) return isAllowedToUs(folder, constants.X_OK)
  if (!allows(account, folder, 1)) return false
  return folder === dirname(folder) || canEnter(account, dirname(folder))
}

/** May the account read this file? */
export function canRead(account: Account, file: string): boolean {
  if (account === null) return isAllowedToUs(file, constants.R_OK)
  return allows(account, file, 4) && canEnter(account, dirname(file))
}

/** What makes a child process run as the account. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid }
}

/** Hands a file, or a folder with all that it holds, to the account. */
export function giveTo(account: Account, path: string): void {
  if (account === null) return
  const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : []
  for (const name of ['', ...inside]) lchownSync(join(path, String(name)), account.uid, account.gid)
}

/** Root that starts the Watchdesk of an ordinary user must not lock that user out afterwards. */
export function leaveToOwnerOf(folder: string, path: string): void {
  const { uid, gid } = statSync(folder)
  if (weAreRoot() && uid !== 0) lchownSync(path, uid, gid)
}

function accounts(): Map<string, NonNullable<Account>> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const fields = lines.filter((line) => /^\w[^:]*:/.test(line)).map((line) => line.split(':'))
  // macOS writes nobody as -2; the system call wants it unsigned.
  const unsigned = (text = '') => Number(text) >>> 0
  return new Map(
    fields.map(([name = '', , uid, gid]) => [
      name,
      { name, uid: unsigned(uid), gid: unsigned(gid) },
    ]),
  )
}

function allows(account: NonNullable<Account>, path: string, bit: number): boolean {
  const { uid, gid, mode } = statSync(path)
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & bit) !== 0
}

function isAllowedToUs(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
