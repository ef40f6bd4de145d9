import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementsOf } from '../../bench/watch-statements.ts'
import { createWorld, type World } from '../../test/world/world.ts'
import { namesOf } from '../people/queries.ts'
import { databaseOn, openPool } from './database.ts'

let world: World
beforeAll(async () => void (world = await createWorld()))
afterAll(() => world.close())

const contacts = () => world.system.db.selectFrom('contacts').selectAll().execute()
const often = async (act: () => Promise<unknown>) => {
  for (let n = 0; n < 12; n += 1) await act()
}

test('BEGIN travels with the clock, and a unit of work that says nothing else is two round trips', async () => {
  expect(await statementsOf(() => world.work(async () => undefined))).toEqual([
    'begin; select app_now() as now',
    'commit',
  ])
})

test('a statement that comes again is planned once', async () => {
  await often(() => namesOf(world.system.db, [world.alice.id]))
  const { rows } = await world.system.pool.query<{ plans: number }>(
    `select generic_plans as plans from pg_prepared_statements where statement like '%from "users"%'`,
  )
  expect(rows.some(({ plans }) => plans > 0)).toBe(true)
})

test('a transaction whose first statement fails leaves nothing open', async () => {
  const broken = world.system.db
    .transaction()
    .execute((db) => sql`select 1 / (select 0 from clock)`.execute(db))
  await expect(broken).rejects.toThrow('division by zero')
  const { rows } = await world.system.pool.query(
    `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  )
  expect(rows).toEqual([])
})

test('what a unit of work wrote before it failed is gone', async () => {
  const failing = world.work(async (work) => {
    await work.db.deleteFrom('apiTokens').execute()
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await world.system.db.selectFrom('apiTokens').select('id').execute()).not.toEqual([])
})

test('a migration that changes a table under a running program fails no read', async () => {
  await often(contacts)
  await world.system.pool.query('alter table contacts add column shoe_size integer')
  const rows = await contacts()
  expect(rows[0]).toHaveProperty('shoeSize', null)
})

test('a migration that changes a table under a running program fails no unit of work', async () => {
  const write = () =>
    world.work(async ({ db }) => {
      await db.selectFrom('contacts').selectAll().forUpdate().execute()
    })
  await often(write)
  await world.system.pool.query('alter table contacts add column hat_size integer')
  await expect(write()).resolves.toBeUndefined()
})

test('behind a pooler that changes sessions no plan is kept, and nothing fails', async () => {
  const { pool, db } = world.system
  // At once, so that every connection keeps it.
  await often(() => Promise.all(Array.from({ length: pool.totalCount }, contacts)))
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  await Promise.all(clients.map((client) => client.query('deallocate all')))
  clients.forEach((client) => client.release())
  await expect(contacts()).resolves.toBeInstanceOf(Array)
  await often(() => db.selectFrom('organizations').select('id').execute())
  const { rows } = await pool.query(
    `select 1 from pg_prepared_statements where statement like '%from "organizations"%'`,
  )
  expect(rows).toEqual([])
})

test('what went wrong with the plans of one pool changes nothing for another', async () => {
  const pool = openPool(world.url, (error) => world.system.log.warn(error), 1)
  const db = databaseOn(pool)
  await often(() => db.selectFrom('organizations').select('id').execute())
  const { rows } = await pool.query(
    `select 1 from pg_prepared_statements where statement like '%from "organizations"%'`,
  )
  await pool.end()
  expect(rows).not.toEqual([])
})

test('nobody believes that a unit of work was stored whose failed statement somebody had caught', async () => {
  const careless = world.system.db.transaction().execute(async (db) => {
    await db.deleteFrom('apiTokens').execute()
    await sql`select 1 / (select 0 from clock)`.execute(db).catch(() => undefined)
  })
  await expect(careless).rejects.toThrow('rolled back')
  expect(await world.system.db.selectFrom('apiTokens').select('id').execute()).not.toEqual([])
})
