import { sql } from 'kysely'
import { expect } from 'vitest'
import { addReply, startTopic } from '../../server/forum/actions.ts'
import { hidePost } from '../../server/forum/moderation.ts'
import { indexPublic } from '../../server/search/public-documents.ts'
import { findPublicThings } from '../../server/search/public-results.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Row {
  kind: string
  number: number
  subject: { text: string; marks: [number, number][] }
  excerpt: { text: string; author: string | null } | null
}
interface Answer {
  rows: Row[]
  total: number | null
  next: string | null
  findings: { message: string; kind: string }[]
}

const search = async (world: World, q: string, more = '') =>
  (await world.alice.call('GET', `/search?q=${encodeURIComponent(q)}${more}`))
    .body as unknown as Answer
const found = async (world: World, q: string) =>
  (await search(world, q)).rows.map(({ kind, number }) => `${kind} ${number}`)

/** A ticket, a topic of dora's with an answer, and an article, an hour apart, all about one thing. */
async function furnish(world: World) {
  const who = { kind: 'user' as const, id: world.dora.id, name: world.dora.name }
  await world.alice.call('POST', '/tickets', {
    subject: 'Runner is slow',
    body: 'It waits for images.',
    requester: { email: 'kim@acme.test', name: 'Kim' },
  })
  await world.clock.advance('1 hour')
  await world.work(async (work) => {
    await startTopic(work, who, {
      category: 'questions',
      title: 'The runner cannot pull images',
      body: 'It says `unauthorized: access forbidden`.',
      tags: 'registry',
      via: 'web',
    })
    await addReply(work, who, 1, { body: 'Set the pull policy of the runner.', via: 'web' })
  })
  await world.clock.advance('1 hour')
  await world.dora.call('POST', '/articles', {
    title: 'Images and where they come from',
    body: 'The runner asks the registry.',
    category: 'Running it',
    language: 'en',
    publish: true,
  })
  await indexPublic(world.system)
  await world.clock.settle()
}

story('people of ours find topics and articles beside tickets, newest first', async (world) => {
  await furnish(world)
  expect(await found(world, 'runner images')).toEqual(['article 1', 'topic 1', 'ticket 1'])
  const { rows, total } = await search(world, 'policy')
  expect(total).toBe(1)
  expect(rows[0]).toMatchObject({
    kind: 'topic',
    subject: { text: 'The runner cannot pull images' },
    excerpt: { text: 'Set the pull policy of the runner.', author: world.dora.name },
  })
  expect(await found(world, '"unauthorized: access"')).toEqual(['topic 1'])
  expect(await found(world, 'runner -policy')).toEqual(['article 1', 'ticket 1'])
  const pages: string[] = []
  for (let mark = ''; ;) {
    const page = await search(world, 'runner', `&limit=1${mark && `&cursor=${mark}`}`)
    pages.push(...page.rows.map(({ kind }) => kind))
    if (!page.next) break
    mark = page.next
  }
  expect(pages).toEqual(['article', 'topic', 'ticket'])
})

story('a query says which kind, and what only tickets have finds only them', async (world) => {
  await furnish(world)
  expect(await found(world, 'runner kind:topic')).toEqual(['topic 1'])
  expect(await found(world, 'kind:article')).toEqual(['article 1'])
  expect(await found(world, 'runner -kind:ticket')).toEqual(['article 1', 'topic 1'])
  expect(await found(world, 'runner kind:ticket')).toEqual(['ticket 1'])
  expect(await found(world, 'runner status:new')).toEqual(['ticket 1'])
  expect(await found(world, 'tag:registry runner')).toEqual(['topic 1'])
  expect(await found(world, '')).toEqual(['ticket 1'])
  const odd = await search(world, 'runner kind:topic status:new')
  expect([odd.rows, odd.findings]).toMatchObject([
    [],
    [{ kind: 'wrong', message: 'Only tickets have status:new: leave it out, or kind:.' }],
  ])
  const numbers = await world.alice.call('GET', '/search/numbers?q=kind:topic runner')
  expect(numbers.body['numbers']).toEqual([])
})

story('what is hidden in the community is found by nobody, from that moment', async (world) => {
  await furnish(world)
  const { id } = await world.system.db
    .selectFrom('forumPosts')
    .select('id')
    .where('isQuestion', '=', true)
    .executeTakeFirstOrThrow()
  await world.work((work) => hidePost(work, id, { state: 'hidden', why: 'wrong' }))
  expect(await found(world, 'runner kind:topic')).toEqual([])
})

story('a search among topics that takes too long is refused in words', async (world) => {
  await furnish(world)
  const slow = {
    kinds: ['topic' as const],
    words: null,
    others: [sql<boolean>`pg_sleep(5) is null`],
  }
  const cutOff = world.work(async ({ db }) => {
    await sql`select set_config('statement_timeout', '100', true)`.execute(db)
    return findPublicThings(db, slow, { after: null, limit: 20 })
  })
  await expect(cutOff).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringMatching(/would take too long/),
  })
})
