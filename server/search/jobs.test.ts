import { randomUUIDv7 } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../test/world/world.ts'
import { indexWhatIsNew } from './jobs.ts'

let world: World
let ticketId: string
beforeAll(async () => {
  world = await createWorld()
  await world.alice.call('POST', '/tickets', {
    subject: 'One',
    body: 'first words',
    requester: { email: 'kim@acme.test' },
  })
  ticketId = (await world.system.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()).id
})
afterAll(() => world.close())

const found = async (word: string) => {
  const { body } = await world.alice.call('GET', `/search?q=${word}`)
  return (body['rows'] as object[]).length === 1
}

/** What a ticket's actions write: a comment, and the event that tells of it. */
async function comment(client: Client, body: string) {
  const id = randomUUIDv7()
  await client.query(
    `insert into comments (id, ticket_id, kind, author_kind, author_name, body, via, created_at)
     values ($1, $2, 'note', 'machine', 'test', $3, 'system', app_now())`,
    [id, ticketId, body],
  )
  await client.query(
    `insert into events (id, type, at, actor_kind, actor_name, ticket_id, payload)
     values ($1, 'comment.posted', app_now(), 'machine', 'test', $2, $3)`,
    [randomUUIDv7(), ticketId, JSON.stringify({ ticketId, commentId: id })],
  )
}

async function connected() {
  const client = new Client({ connectionString: world.url })
  // The database goes first when a test fails before its connection is closed.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

test('what commits late is found too, although later numbers were read before it', async () => {
  const [slow, quick] = [await connected(), await connected()]
  await slow.query('begin')
  await comment(slow, 'tortoise')
  await comment(quick, 'hare')
  await indexWhatIsNew(world.system)
  expect([await found('hare'), await found('tortoise')]).toEqual([true, false])
  await comment(quick, 'second')
  await indexWhatIsNew(world.system)
  await slow.query('commit')
  await indexWhatIsNew(world.system)
  expect([await found('tortoise'), await found('second')]).toEqual([true, true])
  await Promise.all([slow.end(), quick.end()])
})

test('what has settled is forgotten, so that an idle index remembers nothing', async () => {
  // A transaction anywhere in the cluster, another test's too, holds back what counts as settled.
  const remembered = async () => {
    await indexWhatIsNew(world.system)
    const { doneSeqs } = await world.system.db
      .selectFrom('searchState')
      .select('doneSeqs')
      .executeTakeFirstOrThrow()
    return doneSeqs
  }
  await expect.poll(remembered, { timeout: 100_000 }).toEqual([])
}, 120_000)

test('a log with more words than one row can hold keeps nobody else from being found', async () => {
  const client = await connected()
  for (let n = 0; n < 8; n += 1)
    await comment(
      client,
      Array.from({ length: 4500 }, (_, at) => `${'q'.repeat(30)}${n}${at}`).join(' '),
    )
  await comment(client, 'afterwards')
  await indexWhatIsNew(world.system)
  expect(await found('first')).toBe(true)
  await world.alice.call('POST', '/tickets', {
    subject: 'Two',
    body: 'unharmed',
    requester: { email: 'lee@umbra.test' },
  })
  expect(await found('unharmed')).toBe(true)
  await client.end()
})

test('two indexers at once are one', async () => {
  const client = await connected()
  await comment(client, 'together')
  await Promise.all([indexWhatIsNew(world.system), indexWhatIsNew(world.system)])
  await indexWhatIsNew(world.system)
  expect(await found('together')).toBe(true)
  await client.end()
})
