/** npm run demo [-- --fresh] [--port N]: the whole of Watchdesk with a company inside, on this machine only. */
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { start } from '../server/main.ts'
import { CannotStart } from '../server/platform/cannot-start.ts'
import { completeConfig, settings, type Config } from '../server/platform/config.ts'
import { openPool } from '../server/platform/database.ts'
import { startEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'
import { migrate } from '../server/platform/migrate.ts'
import { FOLDER, isComplete, markComplete, removeData } from './demo/data-folder.ts'
import { makeCompany, raiseEmergencyNow } from './demo/make-company.ts'
import { startOutside } from './demo/outside.ts'
import { exactPort, portNear } from './demo/ports.ts'
import { linkOfAcme, printAddresses } from './demo/print.ts'
import { step } from './demo/progress.ts'
import { buildWeb, webIsOld } from './demo/web-build.ts'

type Closing = (() => Promise<unknown>)[]

async function main(closing: Closing) {
  const { fresh, port } = readArguments()
  if (fresh || !isComplete(FOLDER)) await removeData(FOLDER)
  mkdirSync(FOLDER, { recursive: true, mode: 0o711 })
  const postgres = await step('PostgreSQL', async () => {
    const running = await startEmbeddedPostgres({ folder: FOLDER, log: () => {} })
    closing.push(() => running.stop())
    const pool = openPool(running.url, () => {}, 2)
    await migrate(pool).finally(() => pool.end())
    return running
  })
  const { config, outside } = await startSurroundings(port, closing)
  await Promise.all([ensureWeb(), ensureCompany(config, postgres.url, outside)])
  const acme = await linkOfAcme(config, postgres.url)
  const isNew = !isComplete(FOLDER)
  if (isNew) await raiseEmergencyNow(config, postgres.url)
  const running = await start({ ...config, DATABASE_URL: postgres.url }, 'both')
  closing.push(() => running.stop())
  markComplete(FOLDER)
  printAddresses({ config, acme, outsideUrl: outside.url })
}

function readArguments() {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, port: { type: 'string' } },
  })
  const port = values.port === undefined ? null : Number(values.port)
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new CannotStart(`--port takes a number from 1 to 65535, not "${values.port}".`)
  return { fresh: values.fresh, port }
}

/** Everything outside of Watchdesk, and the settings that lead there. */
async function startSurroundings(wanted: number | null, closing: Closing) {
  const web = wanted === null ? await portNear(3000) : await exactPort(wanted)
  const smtp = await portNear(2525, [web])
  const phones = await portNear(3025, [web, smtp])
  const mailboxes = await portNear(phones + 1, [web, smtp])
  const outside = await startOutside({
    folder: FOLDER,
    port: phones,
    smtpPort: mailboxes,
    webUrl: `http://127.0.0.1:${web}`,
  })
  closing.push(() => outside.close())
  const config = completeConfig(
    settings.parse({
      WATCHDESK_DATA: FOLDER,
      PORT: web,
      SMTP_LISTEN_PORT: smtp,
      SMTP_URL: outside.smtpUrl,
      NTFY_URL: outside.url,
      MAIL_DOMAIN: 'support.test',
      ALLOW_PRIVATE_NETWORK: 'true',
      LOG_LEVEL: 'error',
    }),
  )
  return { config, outside }
}

async function ensureWeb() {
  if (webIsOld()) await step('The web app is built', buildWeb)
}

async function ensureCompany(
  config: Config,
  url: string,
  outside: Awaited<ReturnType<typeof startOutside>>,
) {
  if (isComplete(FOLDER)) return
  await step('A company with three months behind it', (progress) =>
    makeCompany(config, url, outside, progress),
  )
}

async function stopAll(closing: Closing) {
  for (const close of closing.splice(0).toReversed()) await close()
}

const closing: Closing = []
let stopping = false

function stop(signal: string) {
  if (stopping) return
  stopping = true
  console.log(`\n${signal}: finishing what is under way`)
  stopAll(closing).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}

process.on('SIGINT', stop)
process.on('SIGTERM', stop)

main(closing).catch(async (error: unknown) => {
  // Stopped while it was being made: what fails then is only that.
  if (stopping) return
  console.error(error instanceof CannotStart ? error.message : error)
  await stopAll(closing)
  process.exit(1)
})
