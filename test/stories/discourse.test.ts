import { expect } from 'vitest'
import { addReply } from '../../server/forum/actions.ts'
import { mirrorForums } from '../../server/forum/outside-turn.ts'
import { startDiscourse, type FakeDiscourse } from '../world/discourse.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Topic {
  number: number
  title: string
  state: string
  url: string
  isSolved: boolean
  isLocked: boolean
  waitingSince: string | null
  outside: { name: string; url: string } | null
  category: { name: string }
  solutionRefused: string | null
  posts: {
    id: string
    body: string
    state: string
    why: string
    isSolution: boolean
    author: { name: string }
    sending: { state: string; why: string | null } | null
  }[]
}
interface Connection {
  key: string
  state: string
  lastError: string | null
  hasSecret: boolean
  callUrl: string
  settings: Record<string, unknown>
}

const settingsFor = (forum: FakeDiscourse) => ({
  baseUrl: `${forum.url}/`,
  username: 'support',
  apiKey: forum.key,
  categories: ['questions'],
  webhookSecret: forum.secret,
})

/** A story with a Discourse beside it, to which we are connected. Nothing said to or by it may miss its description. */
function withForum(name: string, tell: (world: World, forum: FakeDiscourse) => Promise<void>) {
  story(name, async (world) => {
    const forum = await startDiscourse({ now: () => world.clock.now() })
    try {
      const made = await world.dora.call('POST', '/connections', {
        key: 'forum',
        kind: 'discourse',
        name: 'Acme forum',
        settings: settingsFor(forum),
      })
      expect(made.status).toBe(201)
      await tell(world, forum)
      expect(forum.misfits).toEqual([])
    } finally {
      await forum.close()
    }
  })
}

const band = async (world: World) =>
  (
    await world.diego.call<{ topics: { number: number; title: string; outside: unknown }[] }>(
      'GET',
      '/queue',
    )
  ).body.topics
const read = async (world: World, number: number) =>
  (await world.diego.call<Topic>('GET', `/forum/topics/${number}`)).body
const connection = async (world: World) =>
  (await world.dora.call<{ connections: Connection[] }>('GET', '/connections')).body.connections[0]!
const answer = (world: World, number: number, body: string, solves = false) =>
  world.diego.call<{ id: string }>('POST', `/forum/topics/${number}/replies`, { body, solves })

async function hook(world: World, call: ReturnType<FakeDiscourse['hook']>, headers = {}) {
  const said = await world.app.inject({
    method: 'POST',
    url: '/intake/connections/forum',
    payload: call.payload,
    headers: { ...call.headers, ...headers },
  })
  await world.clock.settle()
  return { status: said.statusCode, body: said.json<{ taken?: number; detail?: string }>() }
}

/** One unanswered topic, in the queue. */
async function asked(world: World, forum: FakeDiscourse, title = 'Cannot log in after the update') {
  const id = forum.ask(title, 'It says **no**.')
  await world.clock.advance('61 seconds')
  const topic = (await band(world)).find((one) => one.title === title)
  return { id, number: topic!.number }
}
const ours = (forum: FakeDiscourse) => forum.posts.filter(({ username }) => username === 'support')

withForum(
  'what nobody answered there stands in the queue, with its origin',
  async (world, forum) => {
    forum.ask('In another category', 'Hello.', { categoryId: 6 })
    const answered = forum.ask('Somebody answered', 'How?')
    forum.write(answered, 'robin', 'So.')
    const { number } = await asked(world, forum)
    expect(await band(world)).toMatchObject([
      { title: 'Cannot log in after the update', outside: { name: 'Acme forum' } },
    ])
    const topic = await read(world, number)
    expect(topic).toMatchObject({
      state: 'outside',
      category: { name: 'Questions' },
      url: `${forum.url}/t/a-topic/17`,
      posts: [{ body: 'It says **no**.', author: { name: 'casey (Acme forum)' } }],
    })
    for (const path of [
      '',
      `/t/${number}`,
      `/t/${number}/cannot-log-in-after-the-update`,
      '/sitemap.xml',
    ]) {
      const page = await world.app.inject({ url: `/help/forum${path}` })
      expect(page.body).not.toContain('It says')
      expect(page.body).not.toContain('Cannot log in after the update')
    }
  },
)

withForum('a signed call is quicker than looking, and each counts once', async (world, forum) => {
  await world.clock.advance('61 seconds')
  const id = forum.ask('Quick question', 'Now?')
  const call = forum.hook(id, 'topic_created')
  expect(await hook(world, call)).toMatchObject({ status: 200, body: { taken: 1 } })
  expect(await band(world)).toMatchObject([{ title: 'Quick question' }])
  const before = forum.calls.length
  expect(await hook(world, call)).toMatchObject({ status: 200, body: { taken: 0 } })
  expect(forum.calls.length).toBe(before)
})

withForum('what is not signed, or wrongly, is refused in words', async (world, forum) => {
  await world.clock.advance('61 seconds')
  const call = forum.hook(forum.ask('Forged', 'x'))
  const wrong = { 'x-discourse-event-signature': `sha256=${'0'.repeat(64)}` }
  expect(await hook(world, call, wrong)).toMatchObject({
    status: 403,
    body: { detail: 'The signature is wrong: the secret in Discourse is another one than here.' },
  })
  const { 'x-discourse-event-signature': _signature, ...unsigned } = call.headers
  expect(await hook(world, { ...call, headers: unsigned as typeof call.headers })).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('not signed') },
  })
  const other = { ...call, payload: call.payload.replace('"id":1', '"id":2') }
  expect((await hook(world, other)).status).toBe(403)
  expect(await band(world)).toEqual([])
})

withForum(
  'calls in the wrong order do no harm: the topic is read as it is now',
  async (world, forum) => {
    await world.clock.advance('61 seconds')
    const id = forum.ask('Two calls', 'First words')
    const [created, edited] = [forum.hook(id, 'post_created'), forum.hook(id, 'post_edited')]
    forum.edit(forum.posts[0]!.id, 'Second words')
    await hook(world, edited)
    await hook(world, created)
    const [topic] = await band(world)
    expect((await read(world, topic!.number)).posts).toMatchObject([{ body: 'Second words' }])
  },
)

withForum('an answer written here stands there, once', async (world, forum) => {
  const { id, number } = await asked(world, forum)
  const written = await answer(world, number, 'Clear the cache.  ')
  expect(written.status).toBe(201)
  expect(ours(forum)).toMatchObject([{ topicId: id, raw: 'Clear the cache.' }])
  expect(await band(world)).toEqual([])
  await hook(world, forum.hook(id))
  await world.clock.advance('7 hours')
  expect(ours(forum)).toHaveLength(1)
  expect((await read(world, number)).posts).toMatchObject([{}, { sending: { state: 'done' } }])
})

withForum(
  'an answer whose sending was cut off is looked for before it is sent again',
  async (world, forum) => {
    const { number } = await asked(world, forum)
    forum.turns({ kind: 'lost' }, /POST \/posts/)
    await answer(world, number, 'Clear the cache.')
    expect(ours(forum)).toHaveLength(1)
    expect((await read(world, number)).posts[1]!.sending!.state).toBe('waiting')
    forum.turns({ kind: 'well' })
    await world.clock.advance('40 seconds')
    await world.clock.advance('10 minutes')
    expect(ours(forum)).toHaveLength(1)
    expect((await read(world, number)).posts).toMatchObject([{}, { sending: { state: 'done' } }])
  },
)

withForum(
  'however many of us ask at one moment, an answer goes there once',
  async (world, forum) => {
    const { number } = await asked(world, forum)
    const { id, name } = world.diego
    await world.work((work) =>
      addReply(work, { kind: 'user', id, name }, number, { body: 'Clear the cache.', via: 'web' }),
    )
    await Promise.all([1, 2, 3, 4].map(() => mirrorForums(world.system)))
    expect(ours(forum)).toHaveLength(1)
  },
)

withForum(
  'while the forum is down nothing is lost, and everybody can see why it waits',
  async (world, forum) => {
    const { number } = await asked(world, forum)
    forum.turns({ kind: 'down' })
    await answer(world, number, 'Clear the cache.')
    const calls = forum.calls.length
    expect(await connection(world)).toMatchObject({
      state: 'failing',
      lastError: expect.stringMatching(/is down or busy \(502\)\. It says: 502 Bad Gateway/),
    })
    await world.clock.advance('5 seconds')
    expect(forum.calls.length).toBe(calls)
    expect((await read(world, number)).posts[1]!.sending).toMatchObject({ state: 'waiting' })
    for (let hour = 0; hour < 12; hour += 1) await world.clock.advance('10 minutes')
    expect(forum.calls.length - calls).toBeLessThan(40)
    forum.turns({ kind: 'well' })
    for (let minutes = 0; minutes < 5; minutes += 1) await world.clock.advance('11 minutes')
    expect(ours(forum)).toMatchObject([{ raw: 'Clear the cache.' }])
    expect(await connection(world)).toMatchObject({ state: 'running', lastError: null })
  },
)

withForum('when it asks us to wait we ask nothing until then', async (world, forum) => {
  await world.clock.advance('61 seconds')
  forum.turns({ kind: 'busy', seconds: 300 })
  await world.clock.advance('61 seconds')
  const calls = forum.calls.length
  expect((await connection(world)).lastError).toMatch(
    /asks us to wait 300 seconds\. It says: You’ve performed this action too many times/,
  )
  forum.turns({ kind: 'well' })
  forum.ask('Meanwhile', 'x')
  await world.clock.advance('4 minutes')
  expect(forum.calls.length).toBe(calls)
  await world.clock.advance('61 seconds')
  expect(await band(world)).toMatchObject([{ title: 'Meanwhile' }])
})

withForum(
  'a key that is accepted no more is said so; with a new one all goes on',
  async (world, forum) => {
    const { number } = await asked(world, forum)
    forum.turns({ kind: 'wrongKey' })
    await answer(world, number, 'Clear the cache.')
    expect(await connection(world)).toMatchObject({
      state: 'failing',
      lastError: expect.stringMatching(/does not accept our API key.*Put in a new key/),
    })
    forum.turns({ kind: 'well' })
    await world.dora.call('PATCH', '/connections/forum', { settings: { apiKey: forum.key } })
    await world.clock.advance('40 seconds')
    expect(ours(forum)).toHaveLength(1)
    const shown = await connection(world)
    expect(shown).toMatchObject({ state: 'running', hasSecret: true })
    expect(JSON.stringify(shown)).not.toContain(forum.key)
  },
)

withForum(
  'what the forum refuses is shown with its words, and the topic waits again',
  async (world, forum) => {
    const { number } = await asked(world, forum)
    forum.turns(
      { kind: 'refuses', words: 'Body is too short (minimum is 20 characters)' },
      /POST \/posts/,
    )
    const { body } = await answer(world, number, 'Yes.')
    expect((await read(world, number)).posts[1]).toMatchObject({
      state: 'hidden',
      sending: { state: 'refused', why: expect.stringContaining('Body is too short') },
    })
    expect(await band(world)).toHaveLength(1)
    forum.turns({ kind: 'well' })
    expect((await world.diego.call('POST', `/forum/posts/${body.id}/sendings`)).status).toBe(202)
    expect(ours(forum)).toMatchObject([{ raw: 'Yes.' }])
    expect(await band(world)).toEqual([])
  },
)

withForum(
  'a solution marked here is marked there, after the answer itself',
  async (world, forum) => {
    const { id, number } = await asked(world, forum)
    await answer(world, number, 'Clear the cache.', true)
    await world.clock.settle()
    const topic = forum.topics.find((one) => one.id === id)!
    expect(topic.acceptedPostId).toBe(ours(forum)[0]!.id)
    await world.clock.advance('7 hours')
    expect(await read(world, number)).toMatchObject({ isSolved: true, solutionRefused: null })
    await world.diego.call('PUT', `/forum/topics/${number}/solution`, { postId: null })
    expect(topic.acceptedPostId).toBe(null)
  },
)

withForum('answers, solutions, changes and removals there show here', async (world, forum) => {
  const { id, number } = await asked(world, forum)
  const post = forum.write(id, 'robin', 'Restart it.')
  forum.write(id, 'support', 'Only for us.', 4)
  await hook(world, forum.hook(id))
  expect(await band(world)).toEqual([])
  expect((await read(world, number)).posts.map(({ body }) => body)).toEqual([
    'It says **no**.',
    'Restart it.',
  ])
  forum.topics[0]!.acceptedPostId = post.id
  forum.edit(post.id, 'Restart it twice.')
  await hook(world, forum.hook(id, 'accepted_solution'))
  expect((await read(world, number)).posts[1]).toMatchObject({
    body: 'Restart it twice.',
    isSolution: true,
  })
  forum.topics[0]!.acceptedPostId = null
  post.deleted = true
  await hook(world, forum.hook(id, 'post_destroyed'))
  expect((await read(world, number)).posts[1]).toMatchObject({ body: '', state: 'hidden' })
  expect(await band(world)).toHaveLength(1)
  forum.topics[0]!.deleted = true
  await hook(world, forum.hook(id, 'topic_destroyed'))
  expect(await band(world)).toEqual([])
  expect((await answer(world, number, 'Too late')).status).toBe(409)
})

withForum('what stands there cannot be published here by any press', async (world, forum) => {
  const { number } = await asked(world, forum)
  const [question] = (await read(world, number)).posts
  const hidden = await world.dora.call('PUT', `/forum/posts/${question!.id}/state`, {
    state: 'shown',
    why: '',
  })
  expect(hidden.status).toBe(409)
  const pinned = await world.dora.call('PATCH', `/forum/topics/${number}`, { pinned: true })
  expect(pinned.body.detail).toContain('stands elsewhere')
  await world.dora.call('DELETE', '/connections/forum')
  expect(await band(world)).toEqual([])
})

withForum('whoever sets it up is told what is wrong', async (world, forum) => {
  const test = () =>
    world.dora.call<{ ok: boolean; says: string }>('POST', '/connections/forum/tests')
  expect((await test()).body).toMatchObject({
    ok: true,
    says: expect.stringContaining('as support'),
  })
  await world.dora.call('PATCH', '/connections/forum', { settings: { categories: ['nowhere'] } })
  expect((await test()).body.says).toContain('has no category nowhere')
  const wrong = await world.dora.call<{ errors: { path: string }[] }>(
    'PATCH',
    '/connections/forum',
    {
      settings: { baseUrl: 'forum.example.com' },
    },
  )
  expect(wrong.body.errors).toMatchObject([{ path: 'settings.baseUrl' }])
  expect((await world.alice.call('GET', '/connections')).status).toBe(403)
  expect(forum.calls.length).toBeGreaterThan(0)
})
