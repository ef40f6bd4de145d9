import { spawn } from 'node:child_process'
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { CannotStart, codeOf } from './cannot-start.ts'
import { asAccount, leaveToOwnerOf } from './postgres-account.ts'
import { binary } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresFolder } from './postgres-folder.ts'
import { isSameProcess, processBirth, processCommand } from './process-identity.ts'

type ProcessName = { pid: number; birth: string }
export type Postmaster = ProcessName & { exited: Promise<void> }
export type StartFailure = 'port_taken' | 'still_ending'

/** What PostgreSQL wrote while it failed to start; `kind` says whether another try can help. */
export class StartFailed extends CannotStart {
  override name = 'StartFailed'
  readonly kind: StartFailure | null

  constructor(kind: StartFailure | null, message: string) {
    super(message)
    this.kind = kind
  }
}

const LOG_BYTES = 10_000_000
const FAST_STOP_MS = 60_000
const WRONG_PASSWORD = 'PostgreSQL does not take the password that is kept beside its data.'
const RECOVERY_MS = 600_000

/**
 * Starts PostgreSQL in a session of its own, so that a signal to our process group does not end it
 * before we have stopped using it. Resolves when it answers; crash recovery may take minutes.
 */
export async function startPostmaster(
  binaries: PostgresBinaries,
  where: PostgresFolder,
  logPath: string,
  url: string,
): Promise<Postmaster> {
  keepLogSmall(logPath)
  const log = openSync(logPath, 'a', 0o600)
  leaveToOwnerOf(dirname(logPath), logPath)
  const begin = statSync(logPath).size
  const child = spawn(binary(binaries, 'postgres'), ['-D', where.data], {
    ...asAccount(where.account),
    detached: true,
    cwd: '/',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const pid = child.pid ?? 0
  const birth = processBirth(pid) ?? ''
  const answer = await Promise.race([answers(url, () => !isSameProcess(pid, birth)), exited])
  if (answer === 'ready') return { pid, birth, exited }
  await endPostmaster({ pid, birth })
  if (answer === 'refused') throw new CannotStart(WRONG_PASSWORD)
  throw startFailed(readFrom(logPath, begin), where.data)
}

/** Stops PostgreSQL cleanly: sessions are ended, everything is on disk. Waits until it is gone. */
export async function endPostmaster({ pid, birth }: ProcessName): Promise<void> {
  for (const [signal, limit] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!isSameProcess(pid, birth)) return
    sendSignal(pid, signal)
    for (let waited = 0; waited < limit; waited += 20) {
      if (!isSameProcess(pid, birth)) return
      await pause(20)
    }
  }
  throw new CannotStart(
    `PostgreSQL, process ${pid}, does not end. Look what holds it, or: kill -9 ${pid}`,
  )
}

/**
 * Clears what a killed Watchdesk left: ends its PostgreSQL if that still runs, and removes the pid
 * file if the number in it now belongs to something else (PostgreSQL would refuse to start).
 * Only call it while holding the lock.
 */
export async function clearOrphan(data: string, log: (line: string) => void): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  // In single-user mode the number is negative.
  const pid = Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10))
  const birth = processBirth(pid)
  if (birth !== null && `${processCommand(pid)} `.includes(` -D ${data} `)) {
    log(`PostgreSQL of an earlier Watchdesk, process ${pid}, still runs: ending it first`)
    return await endPostmaster({ pid, birth })
  }
  rmSync(file, { force: true })
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** PostgreSQL appends, so the file may be emptied under it; one older part is kept beside it. */
export function keepLogSmall(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < LOG_BYTES) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

// Another PostgreSQL on our port refuses the password, too, until ours has given up.
async function answers(url: string, isGone: () => boolean): Promise<'ready' | 'refused' | 'gone'> {
  let refused = 0
  for (let waited = 0; waited < RECOVERY_MS && !isGone(); waited += 20) {
    const state = await tryToConnect(url)
    if (state === 'ready') return 'ready'
    if (state === '28P01' && ++refused === 50) return 'refused'
    await pause(20)
  }
  return 'gone'
}

async function tryToConnect(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A connection that breaks right after it was made is answered by the next try.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    return codeOf(error) ?? 'no answer'
  } finally {
    await client.end()
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return
    throw new CannotStart(
      `PostgreSQL, process ${pid}, belongs to another user. Stop it there, then start again.`,
    )
  }
}

function readFrom(path: string, begin: number): string {
  const buffer = Buffer.alloc(Math.min(statSync(path).size - begin, 20_000))
  const file = openSync(path, 'r')
  readSync(file, buffer, 0, buffer.length, begin)
  closeSync(file)
  return buffer.toString('utf8').trim()
}

function startFailed(said: string, data: string): StartFailed {
  const kind = /could not bind|Address already in use/.test(said)
    ? 'port_taken'
    : /pre-existing shared memory|lock file ".*" already exists/.test(said)
      ? 'still_ending'
      : null
  const advice = /No space left on device/.test(said)
    ? `The disk that holds ${data} is full. Make room and start again; nothing is lost. `
    : /annot allocate memory|could not map anonymous shared memory/.test(said)
      ? `There is too little memory. Lower shared_buffers in ${join(data, 'local.conf')}. `
      : ''
  return new StartFailed(kind, `${advice}PostgreSQL did not start. It said:\n${said}`)
}
