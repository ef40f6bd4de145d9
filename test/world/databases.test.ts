import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { giveBackDatabase, takeDatabase } from './databases.ts'
import { databaseUrl, run } from './global-setup.ts'

const adminUrl = inject('adminUrl')

/** Whether a database that was given back after `change` is the next one taken. */
async function isUsedAgain(change: string): Promise<boolean> {
  const name = await takeDatabase(adminUrl, 'empty')
  await run(databaseUrl(adminUrl, name), change)
  await giveBackDatabase(adminUrl, 'empty', name)
  const next = await takeDatabase(adminUrl, 'empty')
  await giveBackDatabase(adminUrl, 'empty', next)
  return next === name
}

test('a database is used again with the rows it had', async () => {
  const name = await takeDatabase(adminUrl, 'empty')
  const url = databaseUrl(adminUrl, name)
  const frozen = `select from clock where frozen_at is not null`
  const before = await count(url, frozen)
  await run(url, `update clock set frozen_at = case when frozen_at is null then now() end`)
  await giveBackDatabase(adminUrl, 'empty', name)
  expect(await takeDatabase(adminUrl, 'empty')).toBe(name)
  expect(await count(url, frozen)).toBe(before)
  await giveBackDatabase(adminUrl, 'empty', name)
})

test.each([
  [
    'a constraint that asks for less under its old name',
    `alter table incidents drop constraint snoozed_has_timer, add constraint snoozed_has_timer check (true)`,
  ],
  [
    'a trigger that was switched off',
    'alter table comments disable trigger comment_kind_is_for_ever',
  ],
  ['another default', 'alter table clock alter column frozen_at set default now()'],
  ['another column', 'alter table clock add column made_by text'],
  ['another rule for who reads what', 'create policy nobody on clock using (false)'],
])('a database with %s is not used again', async (_, change) => {
  expect(await isUsedAgain(change)).toBe(false)
})

test('a database in which somebody is still connected is not used again', async () => {
  const name = await takeDatabase(adminUrl, 'empty')
  const forgotten = new Client({ connectionString: databaseUrl(adminUrl, name) })
  const ended = new Promise<Error>((resolve) => forgotten.on('error', resolve))
  await forgotten.connect()
  await giveBackDatabase(adminUrl, 'empty', name)
  expect((await ended).message).toContain('terminating connection')
  const next = await takeDatabase(adminUrl, 'empty')
  await giveBackDatabase(adminUrl, 'empty', next)
  expect(next).not.toBe(name)
})

async function count(url: string, query: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(query)
  await client.end()
  return rows.length
}
