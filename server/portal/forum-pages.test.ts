import { expect } from 'vitest'
import { story } from '../../test/world/story.ts'
import type { World } from '../../test/world/world.ts'

const question = {
  category: 'questions',
  title: 'The runner cannot pull images',
  body: 'It says **unauthorized** <script>alert(1)</script> ![x](https://spy.test/a.png)',
  tags: 'runner, registry',
  displayName: 'Lee out',
  email: 'lee@umbra.test',
  step: 'send',
}

const open = (world: World, url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ url, headers })

async function press(
  world: World,
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const answer = await world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  })
  await world.clock.settle()
  return answer
}

/** Lee asks without an account, and publishes by the link in the mail; a person lets it through. */
async function asked(world: World) {
  await press(world, '/help/forum/new', question)
  const link = /http\S+\/help\/forum\/publish\/\S+/.exec(world.lee.inbox().at(-1)?.text ?? '')?.[0]
  const path = new URL(link ?? '').pathname
  await press(world, path, question)
  const review = await world.dora.call('GET', '/forum/review')
  const [waiting] = review.body['waiting'] as { postId: string }[]
  await world.dora.call('PUT', `/forum/posts/${waiting?.postId}/state`, { state: 'shown' })
  return { path, topic: '/help/forum/t/1/the-runner-cannot-pull-images' }
}

story(
  'without an account somebody asks, proves their address by one press, and is read first',
  async (world) => {
    const sent = await press(world, '/help/forum/new', question)
    expect(sent.body).toContain('Look into your mail')
    expect((await open(world, '/help/forum')).body).toContain('Nothing here yet')
    const mail = world.lee.inbox().at(-1)
    expect(mail?.subject).toBe(`Publish: ${question.title}`)
    const path = new URL(/http\S+\/publish\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
    // Looking at it, as programs that check mail do, changes nothing.
    const shown = await open(world, path)
    expect(shown.body).toContain('value="The runner cannot pull images"')
    expect(shown.headers['x-robots-tag']).toContain('noindex')
    expect(await world.system.db.selectFrom('forumTopics').selectAll().execute()).toEqual([])
    const pressed = await press(world, path, question)
    expect(pressed.body).toContain('It is with us')
    expect((await open(world, '/help/forum/t/1/the-runner-cannot-pull-images')).statusCode).toBe(
      404,
    )
    await press(world, path, question)
    expect(await world.system.db.selectFrom('forumTopics').selectAll().execute()).toHaveLength(1)
    expect((await open(world, `${path.slice(0, -4)}xxxx`)).statusCode).toBe(404)
  },
)

story(
  'everybody reads a topic at one address; caches keep it; nobody’s address stands in it',
  async (world) => {
    const { topic } = await asked(world)
    const page = await open(world, topic)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<strong>unauthorized</strong>')
    expect(page.body).not.toMatch(/<script>alert|lee@umbra|<img/)
    expect(page.body).toContain(
      `<link rel="canonical" href="${world.system.config.portalUrl}${topic}"`,
    )
    expect(page.headers['cache-control']).toContain('public')
    const etag = String(page.headers['etag'])
    expect((await open(world, topic, { 'if-none-match': etag })).statusCode).toBe(304)
    for (const other of ['/help/forum/t/1', '/help/forum/t/1/old-name'])
      expect([
        (await open(world, other)).statusCode,
        (await open(world, other)).headers['location'],
      ]).toEqual([301, topic])
    const front = (await open(world, '/help/forum')).body
    expect(front).toContain(topic)
    expect(front).toContain('no answer yet')
    expect((await open(world, '/help/forum?tag=runner')).body).toContain(topic)
    expect((await open(world, '/help/forum?tag=other')).body).not.toContain(topic)
    expect((await open(world, '/help/forum/c/ideas')).body).not.toContain(topic)
    expect((await open(world, '/help/forum/c/nothing')).statusCode).toBe(404)
  },
)

story('feeds and the sitemap name what everybody may read, and nothing else', async (world) => {
  const { topic } = await asked(world)
  await press(world, '/help/forum/new', { ...question, email: 'kim@acme.test' })
  const atom = await open(world, '/help/forum/feed.xml')
  expect(atom.headers['content-type']).toContain('application/atom+xml')
  expect(atom.body.match(/<entry>/g)).toHaveLength(1)
  expect(atom.body).toContain(topic)
  const rss = await open(world, '/help/forum/c/questions/feed.rss')
  expect(rss.body).toContain('<dc:creator>Lee out</dc:creator>')
  expect((await open(world, '/robots.txt')).body).toContain('/help/sitemap.xml')
  const map = await open(world, '/help/sitemap.xml')
  expect(map.body).toContain(`<loc>${world.system.config.portalUrl}${topic}</loc>`)
  const [post] = await world.system.db.selectFrom('forumPosts').select('id').execute()
  await world.dora.call('PUT', `/forum/posts/${post?.id}/state`, { state: 'hidden', why: 'old' })
  for (const url of ['/help/forum/feed.xml', '/help/sitemap.xml', '/help/forum'])
    expect((await open(world, url)).body).not.toContain(topic)
  expect((await open(world, topic)).statusCode).toBe(404)
})

story(
  'one of ours answers with a badge, marks what solved it, and a foreign page cannot',
  async (world) => {
    const { topic } = await asked(world)
    const { body } = await world.dora.call('POST', '/forum/topics/1/replies', {
      body: 'Set the image pull policy.',
      solves: true,
    })
    expect(body['id']).toBeTypeOf('string')
    const page = (await open(world, topic)).body
    expect(page).toMatch(/Dora<\/bdi><\/strong>\s*<span class="badge">Team/)
    expect(page).toContain('✓ This solved it')
    expect((await open(world, '/help/forum?filter=solved')).body).toContain(topic)
    const stranger = await press(world, `${topic}/replies`, { body: 'Me too' })
    expect(stranger.headers['location']).toContain('/help/sign-in?next=')
    const foreign = await press(
      world,
      `${topic}/replies`,
      { body: 'Buy' },
      { origin: 'https://evil.test' },
    )
    expect(foreign.statusCode).toBe(403)
    expect((await open(world, topic)).body).not.toContain('Buy')
  },
)

story('what is wrong with a question is said beside it, and no word is lost', async (world) => {
  const short = await press(world, '/help/forum/new', { ...question, title: 'Help' })
  expect(short.statusCode).toBe(400)
  expect(short.body).toContain('Say in a line what it is about.')
  expect(short.body).toContain('It says **unauthorized**')
  const carried = await press(world, '/help/forum/new', { q: 'All builds fail\nsince noon' })
  expect(carried.body).toContain('value="All builds fail"')
  expect(carried.body).toContain('since noon')
})

story(
  'unanswered topics stand in the queue of developer relations, and never in support’s',
  async (world) => {
    await asked(world)
    const topicsOf = async (who: World['alice'], query = '') =>
      ((await who.call('GET', `/queue${query}`)).body['topics'] as { title: string }[]).map(
        ({ title }) => title,
      )
    expect(await topicsOf(world.dora)).toEqual([question.title])
    expect(await topicsOf(world.dora, '?channel=forum')).toEqual([question.title])
    expect(await topicsOf(world.dora, '?channel=paid')).toEqual([])
    expect(await topicsOf(world.dora, '?filter=mine')).toEqual([])
    expect(await topicsOf(world.alice)).toEqual([])
    expect((await world.alice.call('POST', '/queue/next', {})).status).toBe(404)
    expect((await world.alice.call('GET', '/forum/review')).status).toBe(403)
    await world.dora.call('POST', '/forum/topics/1/replies', { body: 'Set the policy.' })
    expect(await topicsOf(world.dora)).toEqual([])
  },
)
