import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'
import { clearOrphan } from '../../server/platform/postgres-process.ts'
import { isSameProcess, processBirth } from '../../server/platform/process-identity.ts'

export type TestCluster = {
  /** As superuser, in the database `postgres`; the same after a restart. */
  adminUrl: string
  /** Ends PostgreSQL as a power cut would, as `pg_ctl stop -m immediate` does. */
  crash: () => Promise<void>
  /** Starts it again, after a crash with recovery. */
  restart: () => Promise<void>
  /** Ends PostgreSQL and removes every trace. */
  stop: () => Promise<void>
}

const FOLDER = 'watchdesk-test-'
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * A PostgreSQL for one test run, in a temporary folder. It does not survive a power cut of the
 * machine unless it is `durable`, which tests of crashes need.
 */
export async function startTestCluster({ durable = false } = {}): Promise<TestCluster> {
  await removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), FOLDER))
  // As root PostgreSQL runs under another account, who must get in.
  chmodSync(folder, 0o711)
  writeFileSync(join(folder, 'owner'), `${process.pid} ${processBirth(process.pid)}`)
  const start = () =>
    startEmbeddedPostgres({
      folder,
      log: () => undefined,
      startAgain: false,
      extraSettings: { max_connections: '200', ...(durable ? {} : THROW_AWAY) },
    })
  let postgres = await start()
  return {
    adminUrl: postgres.adminUrl,
    async crash() {
      const { pid } = postgres
      const birth = processBirth(pid) ?? ''
      process.kill(pid, 'SIGQUIT')
      // No child of ours: nobody tells us when it has ended, so we look.
      while (isSameProcess(pid, birth)) await pause(10)
    },
    async restart() {
      await postgres.stop()
      postgres = await start()
    },
    async stop() {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// A test run that was killed could not clean up: the next one does.
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER))) {
    const folder = join(tmpdir(), name)
    const owner = join(folder, 'owner')
    if (!existsSync(owner)) continue
    const [, pid, birth] = /^(\d+) (.*)$/.exec(readFileSync(owner, 'utf8')) ?? []
    if (pid === undefined || isSameProcess(Number(pid), birth ?? '')) continue
    await clearOrphan(join(folder, 'postgres'), () => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}
