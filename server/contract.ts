import pino from 'pino'
import { buildApp } from './app.ts'
import { completeConfig, settings } from './platform/config.ts'
import { databaseOn, openPool } from './platform/database.ts'
import { openDns } from './platform/dns.ts'
import { openFiles } from './platform/files.ts'
import { createNet } from './platform/net.ts'
import { secretsFrom } from './platform/secrets.ts'
import type { Live } from './platform/live.ts'
import { reactions } from './reactions.ts'

/** The contract as the routes state it. Nothing is asked of a database: none is needed to describe what is offered. */
export async function describeApi(): Promise<object> {
  const pool = openPool('postgres://nobody@127.0.0.1:1/none', () => {})
  const silent: Live = {
    tell() {},
    listen: () => () => {},
    wake() {},
    wakeWorkers() {},
    onWake: () => () => {},
    close: async () => {},
  }
  const config = completeConfig(settings.parse({}))
  const net = createNet({ allowPrivate: false })
  const app = await buildApp({
    config,
    pool,
    db: databaseOn(pool),
    log: pino({ level: 'silent' }),
    live: silent,
    net,
    files: openFiles(config, net),
    resolve: openDns(),
    secrets: secretsFrom('only to describe the contract, never to sign'),
    reactions,
  })
  await app.ready()
  const contract = app.swagger()
  await app.close()
  await pool.end()
  return tidy(contract) as object
}

/** zod writes long patterns for dates and unused `…Input` twins of every shape; readers of the contract need neither. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([name, inner]) => !(name === 'pattern' && typeof inner === 'string' && inner.length > 80),
  )
  return Object.fromEntries(
    kept.map(([name, inner]) => {
      if (name === '$ref' && typeof inner === 'string') return [name, inner.replace(/Input$/, '')]
      return [name, name === 'schemas' ? withoutTwins(inner) : tidy(inner)]
    }),
  )
}

function withoutTwins(schemas: unknown): unknown {
  const entries = Object.entries(schemas as object).filter(([name]) => !name.endsWith('Input'))
  return Object.fromEntries(entries.map(([name, schema]) => [name, tidy(schema)]))
}
