import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { actRefused } from '../../server/forum/outside-acts.ts'
import { mirrorForums } from '../../server/forum/outside-turn.ts'
import { startDiscourse, type FakeDiscourse } from '../world/discourse.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Topic {
  isLocked: boolean
  waitingSince: string | null
  posts: { id: string; body: string; state: string }[]
}

async function connect(world: World, key: string): Promise<FakeDiscourse> {
  const forum = await startDiscourse({ now: () => world.clock.now() })
  const made = await world.dora.call('POST', '/connections', {
    key,
    kind: 'discourse',
    name: `The ${key}`,
    settings: {
      baseUrl: forum.url,
      username: 'support',
      apiKey: forum.key,
      webhookSecret: forum.secret,
    },
  })
  expect(made.status).toBe(201)
  return forum
}

/** A story with a Discourse beside it, to which we are connected as `forum`. */
const withForum = (name: string, tell: (world: World, forum: FakeDiscourse) => Promise<void>) =>
  story(name, async (world) => {
    const forum = await connect(world, 'forum')
    try {
      await world.clock.advance('61 seconds')
      await tell(world, forum)
    } finally {
      await forum.close()
    }
  })

const band = async (world: World) =>
  (await world.diego.call<{ topics: { number: number; title: string }[] }>('GET', '/queue')).body
    .topics
const read = async (world: World, number: number) =>
  (await world.diego.call<Topic>('GET', `/forum/topics/${number}`)).body

async function asked(world: World, forum: FakeDiscourse, by = 'casey') {
  const id = forum.ask('Cannot log in after the update', 'It says **no**.', { by })
  await world.clock.advance('61 seconds')
  return { id, number: (await band(world))[0]!.number }
}

const hook = (world: World, { payload, headers }: ReturnType<FakeDiscourse['hook']>) =>
  world.app.inject({ method: 'POST', url: '/intake/connections/forum', payload, headers })

withForum(
  'a forum that is removed while we look into a topic leaves nothing that waits',
  async (world, forum) => {
    const { id, number } = await asked(world, forum)
    await hook(world, forum.hook(id))
    const { net } = world.system
    const slow: typeof net = {
      ...net,
      async get(url, request) {
        const answer = await net.get(url, request)
        if (url.includes('/t/')) await world.dora.call('DELETE', '/connections/forum')
        return answer
      },
    }
    await mirrorForums({ ...world.system, net: slow })
    expect(await band(world)).toEqual([])
    expect(await read(world, number)).toMatchObject({ isLocked: true, waitingSince: null })
  },
)

withForum('whatever letters a name has, it is one person', async (world, forum) => {
  const { id, number } = await asked(world, forum, 'ΓΙΩΡΓΟΣ')
  forum.write(id, 'ΓΙΩΡΓΟΣ', 'And more.')
  await hook(world, forum.hook(id))
  await world.clock.settle()
  expect((await read(world, number)).posts).toMatchObject([{}, { body: 'And more.' }])
})

withForum('a forum that breaks keeps no other one waiting', async (world, forum) => {
  const other = await connect(world, 'other')
  try {
    await world.clock.advance('61 seconds')
    const broken = forum.ask('Nobody can be called that', 'x', {
      by: randomBytes(8000).toString('hex'),
    })
    await hook(world, forum.hook(broken))
    other.ask('Asked elsewhere', 'Hello.')
    await world.clock.jump(new Date(world.clock.now().getTime() + 61_000).toISOString())
    await expect(mirrorForums(world.system)).rejects.toThrow('Not every forum')
    expect(await band(world)).toMatchObject([{ title: 'Asked elsewhere' }])
  } finally {
    await other.close()
  }
})

withForum('an answer that was seen there is not said to be missing', async (world, forum) => {
  const { number } = await asked(world, forum)
  const { body } = await world.diego.call<{ id: string }>(
    'POST',
    `/forum/topics/${number}/replies`,
    { body: 'Clear the cache.' },
  )
  await world.clock.settle()
  const act = await world.system.db
    .selectFrom('forumOutsideActs')
    .selectAll()
    .where('postId', '=', body.id)
    .executeTakeFirstOrThrow()
  expect(act.state).toBe('done')
  // Another of us sent it once more, and was told that it stands there.
  await world.work((work) => actRefused(work, act, 'Body is too similar to what you said'))
  expect((await read(world, number)).posts[1]).toMatchObject({ state: 'shown' })
})

withForum('a connection is of one forum: another address is another connection', async (world) => {
  const patch = (settings: object) => world.dora.call('PATCH', '/connections/forum', { settings })
  const elsewhere = await patch({ baseUrl: 'https://elsewhere.test/', apiKey: 'a key of theirs' })
  expect(elsewhere).toMatchObject({ status: 409 })
  expect(elsewhere.body['detail']).toContain('Remove it, and connect the new address')
})

story('the key of a forum that never answered goes to no other', async (world) => {
  const settings = { baseUrl: 'http://127.0.0.1:1/', username: 'support', apiKey: 'a key of ours' }
  await world.dora.call('POST', '/connections', {
    key: 'typo',
    kind: 'discourse',
    name: 'A typo',
    settings,
  })
  const patch = (settings: object) => world.dora.call('PATCH', '/connections/typo', { settings })
  expect(await patch({ baseUrl: 'http://127.0.0.1:2/' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'settings.apiKey' }] },
  })
  expect((await patch({ baseUrl: 'http://127.0.0.1:1' })).status).toBe(200)
  expect((await patch({ baseUrl: 'http://127.0.0.1:2/', apiKey: 'a key of ours' })).status).toBe(
    200,
  )
})
