import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { explainFileError } from './cannot-start.ts'
import { leaveToOwnerOf, weAreRoot } from './postgres-account.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { makeDatabase, preparePostgresData, readPassword, writeSettings } from './postgres-data.ts'
import { findPostgresFolder, knownHome, SHARED_FOLDER } from './postgres-folder.ts'
import type { PostgresFolder } from './postgres-folder.ts'
import { takePostgresLock } from './postgres-lock.ts'
import { clearOrphan, endPostmaster, freePort, keepLogSmall } from './postgres-process.ts'
import { StartFailed, startPostmaster } from './postgres-process.ts'
import type { Postmaster } from './postgres-process.ts'
import type { PostgresSettings } from './postgres-settings.ts'
import { isSameProcess } from './process-identity.ts'

export type EmbeddedPostgres = {
  /** As the owner of the product's database; the same for as long as this runs. */
  url: string
  /** As superuser, in the database `postgres`. */
  adminUrl: string
  readonly pid: number
  /** Ends every session and PostgreSQL, with everything on disk. */
  stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  folder: string
  log: (line: string) => void
  extraSettings?: PostgresSettings
  /** Start PostgreSQL again when it dies under us. Default true. */
  startAgain?: boolean
  /** Where root keeps what another account must read. Default /var/lib/watchdesk. */
  shared?: string
}

const State = z.object({ pid: z.int(), birth: z.string(), port: z.int() })
type State = z.output<typeof State>
type Setting = EmbeddedPostgresOptions & {
  binaries: PostgresBinaries
  where: PostgresFolder
  password: string
}

const LOG_CHECK_MS = 60_000

/**
 * Starts the PostgreSQL that npm brought, making its database in `<folder>/postgres` the first time.
 * Throws CannotStart, whose message says what to do, when a person is needed.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  let release = () => {}
  try {
    const shared = options.shared ?? SHARED_FOLDER
    const where = findPostgresFolder(options.folder, shared)
    if (where.home !== realpathSync(options.folder)) {
      options.log(`The database lives in ${where.home}; ${where.account?.name} runs it`)
    }
    const lock = await takePostgresLock(join(where.home, 'postgres-lock'))
    release = lock.release
    const binaries = postgresBinaries(where.account, weAreRoot() ? shared : where.home)
    await clearOrphan(where.data, options.log)
    const password = await preparePostgresData(binaries, where)
    const folder = realpathSync(options.folder)
    return await run({ ...options, folder, binaries, where, password }, release)
  } catch (error) {
    release()
    throw explainFileError(error, options.folder)
  }
}

/** The embedded PostgreSQL that another process runs on this data folder, or null. */
export function runningEmbeddedPostgres(
  folder: string,
): { url: string; adminUrl: string; pid: number } | null {
  const home = knownHome(folder)
  const state = home === null ? null : readState(home)
  const password = home === null ? null : readPassword(home)
  if (state === null || password === null || !isSameProcess(state.pid, state.birth)) return null
  return { ...urls(password, state.port), pid: state.pid }
}

async function run(setting: Setting, release: () => void): Promise<EmbeddedPostgres> {
  const started = await startOnSomePort(setting)
  const { port } = started
  let { postmaster } = started
  let stopping = false
  let stopped: Promise<void> | undefined
  let watching = Promise.resolve()

  const watch = async () => {
    await postmaster.exited
    if (stopping) return
    setting.log(`PostgreSQL, process ${postmaster.pid}, died; starting it again`)
    const next = await startUntilItRuns(setting, port, () => stopping)
    if (next === null) return
    postmaster = next
    watching = watch()
  }
  if (setting.startAgain !== false) watching = watch()

  // A signal is all that can be sent while our process exits; PostgreSQL does the rest alone.
  const endWithUs = () => signalToEnd(postmaster)
  const stop = async () => {
    stopping = true
    clearInterval(logCheck)
    await endPostmaster(postmaster)
    // It may just have died by itself and be on its way up again.
    await watching
    await endPostmaster(postmaster)
    await postmaster.exited
    process.off('exit', endWithUs)
    release()
  }
  const logCheck = setInterval(() => keepLogSmall(logPath(setting)), LOG_CHECK_MS).unref()
  process.once('exit', endWithUs)
  return {
    ...urls(setting.password, port),
    get pid() {
      return postmaster.pid
    },
    stop: () => (stopped ??= stop()),
  }
}

// The last port first, so that what was written down elsewhere stays true for as long as it can.
async function startOnSomePort(
  setting: Setting,
): Promise<{ postmaster: Postmaster; port: number }> {
  let port = readState(setting.where.home)?.port ?? (await freePort())
  for (let attempt = 1; ; attempt++) {
    try {
      return { postmaster: await start(setting, port), port }
    } catch (error) {
      if (!(error instanceof StartFailed) || error.kind === null || attempt === 10) throw error
      if (error.kind === 'port_taken') port = await freePort()
      else await pause(attempt * 200)
    }
  }
}

async function start(setting: Setting, port: number): Promise<Postmaster> {
  const { binaries, where, password } = setting
  writeSettings(where, port, setting.extraSettings)
  const { adminUrl } = urls(password, port)
  const postmaster = await startPostmaster(binaries, where, logPath(setting), adminUrl)
  try {
    await makeDatabase(adminUrl, password)
    writeState(where.home, { pid: postmaster.pid, birth: postmaster.birth, port })
    return postmaster
  } catch (error) {
    await endPostmaster(postmaster)
    throw error
  }
}

// The port must stay the same: pools hold the address. Whatever is in the way may go away, so this
// goes on until it runs or is told to stop.
async function startUntilItRuns(setting: Setting, port: number, isStopping: () => boolean) {
  for (let attempt = 0; !isStopping(); attempt++) {
    try {
      await clearOrphan(setting.where.data, setting.log)
      return await start(setting, port)
    } catch (error) {
      setting.log(error instanceof Error ? error.message : String(error))
      await pause(Math.min(100 * 2 ** attempt, 5_000))
    }
  }
  return null
}

function signalToEnd({ pid, birth }: Postmaster): void {
  if (isSameProcess(pid, birth)) process.kill(pid, 'SIGINT')
}

function urls(password: string, port: number): { url: string; adminUrl: string } {
  const at = (role: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
  return { url: at('watchdesk', 'watchdesk'), adminUrl: at('postgres', 'postgres') }
}

const logPath = (setting: Setting) => join(setting.folder, 'postgres.log')
const statePath = (home: string) => join(home, 'postgres-state.json')

function readState(home: string): State | null {
  if (!existsSync(statePath(home))) return null
  return State.parse(JSON.parse(readFileSync(statePath(home), 'utf8')))
}

function writeState(home: string, state: State): void {
  writeFileSync(`${statePath(home)}.new`, JSON.stringify(state), { mode: 0o600, flush: true })
  leaveToOwnerOf(home, `${statePath(home)}.new`)
  renameSync(`${statePath(home)}.new`, statePath(home))
}
