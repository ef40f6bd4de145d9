import { sql } from 'kysely'
import { expect } from 'vitest'
import { indexPublic } from '../../server/search/public-documents.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  step: 'send',
  category: 'questions',
  title: 'Where did my backup go',
  body: 'It was there yesterday.',
  displayName: 'Kim out',
}
const topic = '/help/forum/t/1/where-did-my-backup-go'

interface Post {
  id: string
  body: string
  isQuestion: boolean
  state: string
  version: number
  editedAt: string | null
  deletedAt: string | null
}

async function letThrough(world: World) {
  const { waiting } = (await world.dora.call('GET', '/forum/review')).body as unknown as {
    waiting: { postId: string }[]
  }
  for (const { postId } of waiting)
    await world.dora.call('PUT', `/forum/posts/${postId}/state`, { state: 'shown' })
}

const postsOf = async (world: World) =>
  (await world.dora.call('GET', '/forum/topics/1')).body['posts'] as Post[]
const before = async (world: World, id: string) =>
  (await world.dora.call('GET', `/forum/posts/${id}/versions`)).body['versions']

/** Kim asked, Lee answered and follows; both are known by now. */
async function conversation(world: World) {
  const [kim, lee] = [visit(world), visit(world)]
  await kim.signIn('kim@acme.test')
  await kim.press('/help/forum/new', question)
  await lee.signIn('lee@umbra.test')
  await letThrough(world)
  const answer = { body: 'Look under the bed.', displayName: 'Lee out', follow: '1' }
  await lee.press(`${topic}/replies`, answer)
  await letThrough(world)
  const [asked, answered] = await postsOf(world)
  return { kim, lee, asked: asked!, answered: answered! }
}

story(
  'an author changes their words on a page without a script: it is marked, kept for the team, and mailed to nobody again',
  async (world) => {
    const { kim, lee, asked, answered } = await conversation(world)
    const mails = () => world.kim.inbox().length + world.lee.inbox().length
    const [sent, page] = [mails(), (await lee.open(topic)).body]
    expect(page).toContain(`${topic}/edit?post=${answered.id}`)
    expect(page).not.toContain(`edit?post=${asked.id}`)
    const form = (await lee.open(`${topic}/edit?post=${answered.id}`)).body
    expect(form).toContain('Look under the bed.')
    const words = { post: answered.id, version: '1', body: 'Look in the **cellar**.' }
    expect((await lee.press(`${topic}/edit`, words)).location).toBe(`${topic}#post-${answered.id}`)
    const seen = (await visit(world).open(topic)).body
    expect(seen).toContain('<strong>cellar</strong>')
    expect(seen).toMatch(/edited\s*<time/)
    expect(seen).not.toContain('under the bed')
    expect(await before(world, answered.id)).toMatchObject([
      { version: 1, body: 'Look under the bed.', title: null },
    ])
    expect(mails()).toBe(sent)
    // From another window that still showed the first version.
    const late = await lee.press(`${topic}/edit`, { ...words, body: 'In the attic.' })
    expect([late.status, late.body]).toEqual([409, expect.stringContaining('In the attic.')])
    // Nobody changes what another wrote, nor learns of a post that is not shown.
    const foreign = await kim.press(`${topic}/edit`, { ...words, body: 'Mine now.' })
    expect(foreign.status).toBe(403)
    const nobody = visit(world)
    expect((await nobody.press(`${topic}/edit`, words)).location).toContain('/help/sign-in')
    expect((await world.alice.call('GET', `/forum/posts/${answered.id}/versions`)).status).toBe(403)
    await world.clock.advance('25 hours')
    const old = await lee.press(`${topic}/edit`, { ...words, version: '2' })
    expect([old.status, old.body]).toEqual([403, expect.stringContaining('stood for a day')])
  },
)

story('a question is renamed with its words, and its old address leads to it', async (world) => {
  const { kim, asked } = await conversation(world)
  await kim.press(`${topic}/edit`, {
    post: asked.id,
    version: '1',
    title: 'Where did my two backups go',
    body: 'They were there yesterday.',
  })
  const moved = await kim.open(topic)
  expect([moved.status, moved.location]).toEqual([
    301,
    '/help/forum/t/1/where-did-my-two-backups-go',
  ])
  expect(await before(world, asked.id)).toMatchObject([{ title: question.title }])
})

story('what reads like an advertisement after a change waits for a person', async (world) => {
  const { lee, answered } = await conversation(world)
  const words = { post: answered.id, body: 'The best online casino of all.' }
  await lee.press(`${topic}/edit`, words)
  expect((await visit(world).open(topic)).body).not.toContain('casino')
  expect((await lee.open(topic)).body).toContain('casino')
  const sent = world.kim.inbox().length
  await letThrough(world)
  expect((await visit(world).open(topic)).body).toContain('casino')
  expect(world.kim.inbox()).toHaveLength(sent)
})

story(
  'an author takes their words back: the place stays, answers stay, nothing is found or counted any more',
  async (world) => {
    const { kim, lee, asked, answered } = await conversation(world)
    await kim.press(`${topic}/solution`, { post: answered.id, on: '1' })
    expect((await lee.open(`${topic}/delete?post=${answered.id}`)).body).toContain('Delete it')
    for (const _ of [1, 2])
      expect((await lee.press(`${topic}/delete`, { post: answered.id })).status).toBe(303)
    const seen = (await visit(world).open(topic)).body
    expect(seen).toContain('Deleted by its author.')
    expect(seen).not.toMatch(/under the bed|This solved it/)
    expect(seen).toMatch(/no answer yet/i)
    const { lists } = await waiting(world)
    expect(lists).toEqual([1])
    expect(await before(world, answered.id)).toMatchObject([{ body: 'Look under the bed.' }])
    const shown = await world.dora.call('PUT', `/forum/posts/${answered.id}/state`, {
      state: 'shown',
    })
    expect(shown.status).toBe(200)
    const hidden = await world.dora.call('PUT', `/forum/posts/${answered.id}/state`, {
      state: 'hidden',
    })
    expect(hidden.status).toBe(200)
    expect((await visit(world).open(topic)).body).not.toContain('Deleted by its author.')
    const again = await world.dora.call('PUT', `/forum/posts/${answered.id}/state`, {
      state: 'shown',
    })
    expect(again.status).toBe(409)
    // The question goes as a whole, as nothing hangs on it.
    expect((await kim.press(`${topic}/delete`, { post: asked.id })).location).toBe('/help/forum')
    expect((await visit(world).open(topic)).status).toBe(404)
    await indexPublic(world.system)
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from public_documents`.execute(world.system.db)
    expect(rows).toEqual([{ count: 0 }])
  },
)

const waiting = async (world: World) => {
  const { topics } = (await world.dora.call('GET', '/forum/topics?filter=unanswered'))
    .body as unknown as { topics: { number: number }[] }
  return { lists: topics.map(({ number }) => number) }
}

story('a question that was answered keeps its place when it is taken back', async (world) => {
  const { kim, asked } = await conversation(world)
  await kim.press(`${topic}/delete`, { post: asked.id })
  const seen = (await visit(world).open(topic)).body
  expect(seen).toContain('Deleted by its author.')
  expect(seen).toContain('Look under the bed.')
  expect((await waiting(world)).lists).toEqual([])
})

story('one of ours changes and takes back what they wrote, and nobody else’s', async (world) => {
  const { answered } = await conversation(world)
  await world.clock.advance('3 days')
  const { id } = (await world.dora.call('POST', '/forum/topics/1/replies', { body: 'From us.' }))
    .body as unknown as Post
  await world.clock.advance('90 days')
  const change = { body: 'From us, better.', version: 1 }
  expect((await world.dora.call('PATCH', `/forum/posts/${id}`, change)).status).toBe(200)
  expect((await world.dora.call('PATCH', `/forum/posts/${id}`, change)).status).toBe(409)
  expect((await world.dora.call('PATCH', `/forum/posts/${answered.id}`, change)).status).toBe(403)
  expect((await world.dora.call('DELETE', `/forum/posts/${answered.id}`)).status).toBe(403)
  expect((await world.dora.call('DELETE', `/forum/posts/${id}`)).status).toBe(200)
  const last = (await postsOf(world)).at(-1)
  expect([last?.body, last?.version]).toEqual(['', 3])
  expect(last?.deletedAt).not.toBeNull()
})

story('a topic of hundreds of answers is read page by page, each answer once', async (world) => {
  await conversation(world)
  await sql`insert into forum_posts (id, topic_id, author_id, is_question, body, html, state, via, created_at, shown_at)
    select gen_random_uuid(), topic_id, author_id, false, 'Answer ' || n, '<p></p>', 'shown', 'web',
      created_at + (n / 10) * interval '0.00001 second', created_at
    from forum_posts, generate_series(1, 230) n where is_question`.execute(world.system.db)
  const read = async (path: string) =>
    (await world.dora.call('GET', path)).body as unknown as { posts: Post[]; next: string | null }
  const pages = [await read('/forum/topics/1')]
  for (let { next } = pages[0]!; next;) {
    const page = await read(`/forum/topics/1/posts?after=${next}`)
    pages.push(page)
    next = page.next
  }
  expect(pages.map(({ posts }) => posts.length)).toEqual([100, 100, 32])
  const all = pages.flatMap(({ posts }) => posts)
  expect(new Set(all.map(({ id }) => id)).size).toBe(232)
  expect([all[0]?.isQuestion, all.at(-1)?.body]).toEqual([true, 'Answer 230'])
  expect(
    (await world.dora.call('GET', `/forum/topics/1/posts?after=${crypto.randomUUID()}`)).status,
  ).toBe(404)
})
