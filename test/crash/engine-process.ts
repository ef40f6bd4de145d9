/**
 * One engine: the two loops of `startWork` that wake people, on the database named by the first argument. What may wait
 * (jobs, sweeps) is left out, so that a killed engine is soon followed by the next. Ends only by being killed.
 */
import pino from 'pino'
import { tick } from '../../server/incidents/tick.ts'
import { startSender } from '../../server/paging/sender.ts'
import { completeConfig, settings } from '../../server/platform/config.ts'
import { databaseOn, openPool } from '../../server/platform/database.ts'
import { openFiles } from '../../server/platform/files.ts'
import { openLive } from '../../server/platform/live.ts'
import { startLoop } from '../../server/platform/loop.ts'
import { createNet } from '../../server/platform/net.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import type { System } from '../../server/platform/system.ts'
import { reactions } from '../../server/reactions.ts'

const SECRET = 'a secret for tests, long enough to be taken'

/** The smallest system that pages. */
export async function openEngine(url: string, maxConnections: number): Promise<System> {
  const log = pino({ level: 'silent' })
  const pool = openPool(url, () => {}, maxConnections)
  const config = completeConfig(
    settings.parse({ LOG_LEVEL: 'silent', SECRET, ALLOW_PRIVATE_NETWORK: 'true' }),
  )
  const net = createNet({ allowPrivate: true })
  return {
    config,
    pool,
    log,
    db: databaseOn(pool),
    live: await openLive(url, pool, log),
    net,
    files: openFiles(config, net),
    secrets: secretsFrom(SECRET),
    reactions,
  }
}

if (import.meta.main) {
  const system = await openEngine(process.argv[2]!, 6)
  startLoop(system, { name: 'incidents', idleMs: 500, turn: () => tick(system) })
  startSender(system)
  process.stdout.write('running\n')
}
