#!/usr/bin/env node
/** watchdesk [serve|work|migrate]: serve and work together by default. */
import { closeSystem, buildApp, openSystem, startWork } from './app.ts'
import { startMail } from './mail-in.ts'
import { CannotStart } from './platform/cannot-start.ts'
import { readConfig, type Config } from './platform/config.ts'
import { openPool } from './platform/database.ts'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { migrate } from './platform/migrate.ts'

type Role = 'serve' | 'work' | 'both' | 'migrate'
const ROLES: readonly Role[] = ['serve', 'work', 'both', 'migrate']

interface Running {
  stop(): Promise<void>
}

/** Starts this program in a role. Stopping undoes it in reverse, so that nothing is cut off half way. */
export async function start(config: Config, role: Role): Promise<Running> {
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    const url = await databaseFor(config, role, closing)
    const pool = openPool(url, () => {}, 2)
    const applied = await migrate(pool).finally(() => pool.end())
    if (applied.length > 0) console.log(`Database brought up to date: ${applied.join(', ')}`)
    if (role === 'migrate') return { stop }
    const system = await openSystem(config, url)
    closing.push(() => closeSystem(system))
    if (role !== 'serve') {
      const work = await startWork(system)
      closing.push(() => work.stop())
    }
    if (role !== 'work') {
      const app = await buildApp(system)
      closing.push(() => app.close())
      await app.listen({ host: config.HOST, port: config.PORT })
      const mail = await startMail(system)
      closing.push(() => mail.close())
      console.log(
        `Watchdesk is at ${config.publicUrl}, mail comes in at ${config.SMTP_LISTEN_HOST}:${mail.port}`,
      )
    }
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The server of DATABASE_URL, or the embedded one: started here, or joined when another process of ours runs it. */
async function databaseFor(
  config: Config,
  role: Role,
  closing: (() => Promise<unknown>)[],
): Promise<string> {
  if (config.DATABASE_URL) return config.DATABASE_URL
  const running =
    role === 'work' || role === 'migrate' ? runningEmbeddedPostgres(config.dataFolder) : null
  if (running) return running.url
  const postgres = await startEmbeddedPostgres({
    folder: config.dataFolder,
    log: (line) => console.log(line),
  })
  closing.push(() => postgres.stop())
  return postgres.url
}

async function main() {
  const role = (process.argv[2] ?? 'both') as Role
  if (!ROLES.includes(role)) throw new CannotStart(`"${role}" is none of: ${ROLES.join(', ')}`)
  const running = await start(readConfig(), role)
  if (role === 'migrate') return running.stop()
  let stopping = false
  const end = (signal: string) => {
    if (stopping) return
    stopping = true
    console.log(`${signal}: finishing what is under way`)
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(
      error instanceof CannotStart ||
        (error instanceof Error && error.message.startsWith('The configuration'))
        ? error.message
        : error,
    )
    process.exit(1)
  })
}
