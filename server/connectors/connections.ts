import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { Connector, DeliveryFailed } from './connector.ts'
import { placeFields, secretFields } from './marked-fields.ts'
import { connectorOf, connectors } from './registry.ts'
import { UNIQUE_VIOLATION, sqlState, type Database } from '../platform/database.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { Connections } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

/** One account of ours at a system outside. */
export type Connection = Selectable<Connections>
type Settings = Record<string, unknown>

/** How long nothing is asked after the n-th failure in a row. */
const FIRST_WAIT_SECONDS = 15
const LONGEST_WAIT_SECONDS = 600
/** A key that was refused is refused again: asked seldom, in case it is let in after all. */
const KEY_WAIT_SECONDS = 1800

/** The connectors that a connection can be made of. */
export const connectable = (): readonly Connector[] =>
  connectors.filter(({ community }) => community !== undefined)

export const listConnections = (db: Database): Promise<Connection[]> =>
  db.selectFrom('connections').selectAll().where('removedAt', 'is', null).orderBy('key').execute()

export async function findConnection(db: Database, key: string): Promise<Connection> {
  const found = await db
    .selectFrom('connections')
    .selectAll()
    .where('key', '=', key)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!found) throw notFound(`There is no connection "${key}".`)
  return found
}

/** With its keys, for the connector alone; null when they were sealed with another SECRET. */
export function settingsOfConnection(system: System, row: Connection): Settings | null {
  const secrets = openSecrets(system, row)
  return secrets && { ...(row.settings as Settings), ...secrets }
}

function openSecrets(system: System, { id, key, secrets }: Connection): Settings | null {
  try {
    return JSON.parse(system.secrets.open('connection', id, secrets)) as Settings
  } catch (error) {
    system.log.warn({ err: error, connection: key }, 'The keys of a connection cannot be read')
    return null
  }
}

export async function createConnection(
  work: Work,
  given: { key: string; kind: string; name: string; settings: Settings },
): Promise<Connection> {
  const { key, kind, name } = given
  const connector = connectable().find((one) => one.kind === kind)
  if (!connector) throw invalid(`There is no connection of the kind "${kind}".`)
  const id = randomUUIDv7()
  try {
    const made = await work.db
      .insertInto('connections')
      .values({
        ...stored(work.system, id, connector, given.settings),
        id,
        key,
        kind,
        name,
        dueAt: work.now,
        createdAt: work.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    work.touch('connections')
    return made
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw conflict(`There is or was a connection "${key}". Choose another key.`)
  }
}

/** What is left out stays as it is, keys too. Whatever is changed, it is asked again at once. */
export async function changeConnection(
  work: Work,
  key: string,
  change: { name?: string; settings?: Settings; paused?: boolean },
): Promise<Connection> {
  const { id } = await findConnection(work.db, key)
  const before = await work.db
    .selectFrom('connections')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const secrets = openSecrets(work.system, before)
  if (change.settings) refuseAnother(before, secrets, change.settings)
  const settings = { ...(before.settings as Settings), ...secrets, ...change.settings }
  const isPaused = change.paused ?? before.state === 'paused'
  const after = await work.db
    .updateTable('connections')
    .set({
      ...(change.settings && stored(work.system, id, connectorOf(before.kind), settings)),
      name: change.name ?? before.name,
      state: isPaused ? 'paused' : 'running',
      dueAt: work.now,
      failures: 0,
      failingSince: null,
      lastError: null,
      // Other categories, or another forum: what is new is looked for afresh.
      ...(change.settings && { memory: null }),
      version: before.version + 1,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  work.touch('connections')
  return after
}

/** Keys are for the one they were given for, and what was mirrored is numbered by it: another one is another connection. */
function refuseAnother(before: Connection, secrets: Settings | null, given: Settings) {
  const was = before.settings as Settings
  const fields = placeFields(connectorOf(before.kind).settings)
  const other = fields.find((field) => field in given && !isSamePlace(was[field], given[field]))
  if (!other) return
  if (before.lastSeenAt)
    throw conflict(
      `"${before.name}" is another one. Remove it, and connect the new address: what came stays readable.`,
    )
  const missing = Object.keys(secrets ?? {}).filter((field) => !(field in given))
  if (missing.length > 0)
    throw invalid(
      'It is another address: give its keys too.',
      missing.map((field) => ({ path: `settings.${field}`, message: 'Give it for this address.' })),
    )
}

/** With TLS or without it, with a slash at the end or not; what is no address is refused by the settings themselves. */
function isSamePlace(was: unknown, given: unknown): boolean {
  const [one, other] = [was, given].map((address) => URL.parse(String(address)))
  if (!one || !other) return true
  const placeOf = ({ host, pathname }: URL) => host + pathname.replace(/\/+$/, '')
  return placeOf(one) === placeOf(other)
}

/** Checked as the connector will check it; what is secret stands apart, sealed. */
function stored(system: System, id: string, connector: Connector, settings: Settings) {
  const read = connector.settings.safeParse(settings)
  if (!read.success)
    throw invalid(
      'These settings are not right.',
      read.error.issues.map(({ path, message }) => ({
        path: ['settings', ...path].join('.'),
        message,
      })),
    )
  const isSecret = new Set(secretFields(connector.settings))
  const part = (wants: boolean) =>
    Object.fromEntries(Object.entries(read.data).filter(([name]) => isSecret.has(name) === wants))
  return {
    settings: JSON.stringify(part(false)),
    secrets: system.secrets.seal('connection', id, JSON.stringify(part(true))),
  }
}

/** Nothing is asked of it any more, and its keys are forgotten. What was mirrored stays. */
export async function removeConnection(work: Work, key: string): Promise<Connection> {
  const { id } = await findConnection(work.db, key)
  const row = await work.db
    .updateTable('connections')
    .set({ removedAt: work.now, state: 'paused', secrets: '', memory: null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  work.record({ type: 'connection.removed', connectionId: row.id, name: row.name })
  work.touch('connections')
  return row
}

/** Those that may be asked something now. A failing one waits until it is due. */
export const connectionsToAsk = (db: Database): Promise<Connection[]> =>
  db
    .selectFrom('connections')
    .selectAll()
    .where('removedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'running'),
        eb.and([eb('state', '=', 'failing'), eb('dueAt', '<=', sql<Date>`app_now()`)]),
      ]),
    )
    .orderBy('createdAt')
    .execute()

/** True for one of those who ask at this moment: it looks at what is new, the others leave it. */
export async function takeTurn(
  work: Work,
  { id, version, dueAt }: Connection,
  everySeconds: number,
): Promise<boolean> {
  const taken = await work.db
    .updateTable('connections')
    .set({ dueAt: secondsFrom(work, everySeconds) })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('dueAt', '=', dueAt)
    .where('dueAt', '<=', work.now)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** Whether it is still the one that was asked. Nobody changes or removes it before the work is over. */
export async function isStillThere(work: Work, { id, version }: Connection): Promise<boolean> {
  const row = await work.db
    .selectFrom('connections')
    .select('id')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removedAt', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** They answered: whatever was wrong is over. */
export async function markConnected(
  work: Work,
  { id, version }: Connection,
  memory?: object,
): Promise<void> {
  const before = await work.db
    .selectFrom('connections')
    .select('state')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '<>', 'paused')
    .forUpdate()
    .executeTakeFirst()
  if (!before) return
  await work.db
    .updateTable('connections')
    .set({ state: 'running', failures: 0, failingSince: null, lastError: null })
    .set({ lastSeenAt: work.now, ...(memory && { memory: JSON.stringify(memory) }) })
    .where('id', '=', id)
    .execute()
  if (before.state === 'failing') work.touch('connections')
}

/** Nothing is asked until it is due again: longer each time, or as long as they said. */
export async function markDisconnected(
  work: Work,
  { id, version }: Connection,
  failure: DeliveryFailed,
): Promise<void> {
  const row = await work.db
    .selectFrom('connections')
    .select('failures')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '<>', 'paused')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  await work.db
    .updateTable('connections')
    .set((eb) => ({
      state: 'failing' as const,
      failures: row.failures + 1,
      dueAt: secondsFrom(work, waitAfter(failure, row.failures)),
      failingSince: eb.fn.coalesce('failingSince', eb.val(work.now)),
      lastError: failure.message.slice(0, 500),
    }))
    .where('id', '=', id)
    .execute()
  work.touch('connections')
}

function waitAfter({ retryAfterSeconds, keyRefused }: DeliveryFailed, failures: number): number {
  if (retryAfterSeconds !== null) return retryAfterSeconds
  if (keyRefused) return KEY_WAIT_SECONDS
  return Math.min(FIRST_WAIT_SECONDS * 2 ** Math.min(failures, 10), LONGEST_WAIT_SECONDS)
}

const secondsFrom = (work: Work, seconds: number) => new Date(work.now.getTime() + seconds * 1000)
