import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'
import { median, round, spread } from './figures.ts'
import type { Result } from './goals.ts'
import { furnish, type Ground } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, times } from './load.ts'
import { familyOf, memoryOf, processorSecondsOf } from './processes.ts'
import { newTicket } from './seed.ts'
import { startServer } from './server-process.ts'

const STARTS = 3
/** A whole minute, or what happens once a minute is seen in one run and not in the next. */
const IDLE_SECONDS = 60

/** What it costs to have the program: its start on an existing data folder, its memory after load, its idle hours. */
export async function start(ground: Ground): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchdesk-bench-'))
  // As root PostgreSQL runs under another account, who must get in.
  chmodSync(folder, 0o711)
  const env = { WATCHDESK_DATA: folder }
  try {
    const first = await startServer('both', env)
    await furnish(runningEmbeddedPostgres(folder)!.url)
    await first.stop()
    const starts: number[] = []
    for (let n = 0; n < STARTS; n += 1) {
      const server = await startServer('both', env)
      starts.push(server.startMs)
      await server.stop()
    }
    return [startResult(starts, first.startMs), ...(await inUse(ground, env, folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const startResult = (starts: readonly number[], first: number): Result => ({
  goal: '10',
  what: 'cold start to first answer, with the embedded PostgreSQL',
  wanted: 'at most',
  floor: 2000,
  target: 600,
  unit: ' ms',
  reached: median(starts),
  rounds: `${STARTS}, ${spread(starts)}`,
  absolute: `the very first, which makes the database: ${round(first)} ms`,
})

async function inUse(
  ground: Ground,
  env: Record<string, string>,
  folder: string,
): Promise<Result[]> {
  const server = await startServer('both', env)
  try {
    const token = await furnish(runningEmbeddedPostgres(folder)!.url)
    const idle = await idleShares(server.pid)
    const clients = await Promise.all(times(8, () => openHttp(server.port, token)))
    let n = 0
    const acts = clients.map((client) => async () => {
      const opened = await insist(client, 201, 'POST', '/api/v1/tickets', newTicket((n += 1)))
      await insist(client, 200, 'GET', '/api/v1/queue')
      const { number } = JSON.parse(opened) as { number: number }
      await insist(client, 200, 'GET', `/api/v1/tickets/${number}`)
    })
    await closedLoop(acts, ground.seconds * 2)
    clients.forEach((client) => client.close())
    const own = memoryOf([server.pid])
    const all = memoryOf(familyOf(server.pid))
    return [
      {
        goal: '10',
        what: 'memory after load, all our processes without PostgreSQL, PSS',
        wanted: 'at most',
        floor: 400,
        target: 180,
        unit: ' MiB',
        reached: own.pss,
        rounds: `1, after ${n} creations, queue pages and ticket pages`,
        absolute: `RSS ${round(own.rss)}; with PostgreSQL PSS ${round(all.pss)}, RSS ${round(all.rss)}`,
      },
      {
        goal: '10',
        what: 'idle, share of one core, all our processes without PostgreSQL',
        wanted: 'at most',
        floor: 1,
        target: 0.3,
        unit: ' %',
        reached: idle.own,
        rounds: `1 of ${IDLE_SECONDS} s`,
        absolute: `with PostgreSQL ${round(idle.all)} %`,
      },
    ]
  } finally {
    await server.stop()
  }
}

/** After a start everything is still warm from it: the idle seconds begin when that is over. */
async function idleShares(pid: number) {
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const family = familyOf(pid)
  const [own, all] = [processorSecondsOf([pid]), processorSecondsOf(family)]
  await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000))
  const share = (before: number, after: number) => ((after - before) / IDLE_SECONDS) * 100
  return {
    own: share(own, processorSecondsOf([pid])),
    all: share(all, processorSecondsOf(family)),
  }
}
