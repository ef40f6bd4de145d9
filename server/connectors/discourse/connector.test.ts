import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DeliveryFailed, type Net, type NetAnswer } from '../connector.ts'
import { failureOf } from '../fake-outside.ts'
import { discourse } from './connector.ts'

const settings = {
  baseUrl: 'https://forum.example.com/',
  username: 'support',
  apiKey: 'SECRET-714552c6148e1617aeab526d0606184b',
  categories: ['questions'],
}
const { check, news, readTopic, answer, solve } = discourse.community!

type Told = { status?: number; json?: unknown; text?: string; headers?: Record<string, string> }

/** A forum that answers by path, as told; a list is told one after the other. */
function forum(told: Record<string, Told | Told[]>): Net & { asked: string[] } {
  const asked: string[] = []
  const say = async (method: string, url: string): Promise<NetAnswer> => {
    const { pathname, search, host } = new URL(url)
    const path = `${method} ${pathname}${search}`
    asked.push(path)
    expect(host).toBe('forum.example.com')
    const found = told[path] ?? { status: 404, json: { errors: [], error_type: 'not_found' } }
    const one = Array.isArray(found) ? found.shift()! : found
    const { status = 200, json = null, headers = {} } = one
    const text = one.text ?? JSON.stringify(json)
    return { status, ok: status < 300, headers, text, json: one.text === undefined ? json : null }
  }
  return { asked, get: (url) => say('GET', url), post: (url) => say('POST', url) }
}

const CATEGORIES = 'GET /categories.json?include_subcategories=true'
const LATEST = 'GET /latest.json?order=activity'
const categories = {
  json: {
    category_list: {
      categories: [
        {
          id: 5,
          name: 'Questions',
          slug: 'questions',
          subcategory_list: [{ id: 7, name: 'Runner', slug: 'runner' }],
        },
        { id: 6, name: 'Lounge', slug: 'lounge' },
      ],
    },
  },
}
const listed = (id: number, bumpedAt: string, more: object = {}) => ({
  id,
  bumped_at: bumpedAt,
  posts_count: 1,
  category_id: 5,
  posters: [{}],
  ...more,
})
const latest = (topics: object[], next?: string): Told => ({
  json: { topic_list: { topics, ...(next && { more_topics_url: next }) } },
})
const since = new Date('2026-11-01T00:00:00.000Z')
const post = (id: number, number: number, more: object = {}) => ({
  id,
  post_number: number,
  post_type: 1,
  username: 'casey',
  created_at: '2026-11-10T04:12:00.000Z',
  updated_at: '2026-11-10T04:12:00.000Z',
  version: 1,
  ...more,
})
const topic = (posts: object[], more: object = {}): Told => ({
  json: {
    id: 15,
    title: 'Cannot log in',
    slug: 'cannot-log-in',
    category_id: 7,
    tags: ['login', { id: 1, name: 'sso' }],
    created_at: '2026-11-10T04:12:00.000Z',
    closed: false,
    post_stream: { posts, stream: posts.map((one) => (one as { id: number }).id) },
    ...more,
  },
})
const memory = {
  at: since.toISOString(),
  categories: [{ id: 7, name: 'Questions / Runner', wanted: true }],
}
const ask = { topicId: '15', known: {}, memory }

test('what is new is read page by page until what was seen before, pinned topics aside', async () => {
  const there = forum({
    [CATEGORIES]: categories,
    [LATEST]: latest(
      [
        listed(1, '2020-01-01T00:00:00.000Z', { pinned: true }),
        listed(2, '2026-11-20T00:00:00.000Z'),
      ],
      '/latest?order=activity&page=1',
    ),
    'GET /latest.json?order=activity&page=1': latest(
      [listed(3, '2026-11-19T00:00:00.000Z'), listed(4, '2026-10-19T00:00:00.000Z')],
      '/latest?order=activity&page=2',
    ),
  })
  const found = await news({ memory: null, since }, settings, there)
  expect(found.topics.map(({ topicId }) => topicId)).toEqual(['2', '3'])
  expect(found.memory).toMatchObject({ at: '2026-11-20T00:00:00.000Z' })
  expect(there.asked).toHaveLength(3)
})

test('a forum in a folder of its host is read page by page too', async () => {
  const there = forum({
    [CATEGORIES.replace('/', '/forum/')]: categories,
    [LATEST.replace('/', '/forum/')]: latest(
      [listed(2, '2026-11-20T00:00:00.000Z')],
      '/forum/latest?order=activity&page=1',
    ),
    'GET /forum/latest.json?order=activity&page=1': latest([listed(3, '2026-11-19T00:00:00.000Z')]),
  })
  const inFolder = { ...settings, baseUrl: 'https://forum.example.com/forum/' }
  const found = await news({ memory: null, since }, inFolder, there)
  expect(found.topics.map(({ topicId }) => topicId)).toEqual(['2', '3'])
})

test('a next page on another host is not followed', async () => {
  const there = forum({
    [CATEGORIES]: categories,
    [LATEST]: latest([listed(2, '2026-11-20T00:00:00.000Z')], '//evil.example.com/latest'),
  })
  expect((await news({ memory: null, since }, settings, there)).topics).toHaveLength(1)
  expect(there.asked).toHaveLength(2)
})

test.each([
  ['nobody but its author wrote', { posts_count: 3, posters: [{}] }, true],
  ['it is in a category inside a named one', { category_id: 7 }, true],
  ['somebody answered', { posts_count: 2, posters: [{}, {}] }, false],
  ['it is in another category', { category_id: 6 }, false],
  ['it is closed', { closed: true }, false],
  ['it is solved', { has_accepted_answer: true }, false],
  ['it is unlisted', { visible: false }, false],
  ['it is a private message', { archetype: 'private_message' }, false],
])('whether a topic may wait: %s', async (_why, facts, mayWait) => {
  const at = '2026-11-20T00:00:00.000Z'
  const there = forum({ [CATEGORIES]: categories, [LATEST]: latest([listed(2, at, facts)]) })
  expect((await news({ memory: null, since }, settings, there)).topics).toMatchObject([{ mayWait }])
})

test('a topic is read with what everybody may read in it, and only what changed', async () => {
  const posts = [
    post(38, 1),
    post(39, 2, { username: 'Support', accepted_answer: true }),
    post(40, 3, { post_type: 3 }),
    post(41, 4, { post_type: 4 }),
    post(42, 5, { hidden: true }),
    post(43, 6, { deleted_at: '2026-11-11T00:00:00.000Z' }),
  ]
  const there = forum({
    'GET /t/15.json': topic(posts),
    'GET /posts/39.json': { json: { ...posts[1], raw: 'Clear the cache.' } },
  })
  const known = { 38: '1 2026-11-10T04:12:00.000Z' }
  expect(await readTopic({ ...ask, known }, settings, there)).toMatchObject({
    url: 'https://forum.example.com/t/cannot-log-in/15',
    category: 'Questions / Runner',
    isWanted: true,
    isOpen: true,
    tags: ['login', 'sso'],
    postIds: ['38', '39'],
    solutionId: '39',
    isWhole: true,
    posts: [
      { id: '38', body: null, isQuestion: true, isOurs: false },
      { id: '39', body: 'Clear the cache.', isOurs: true },
    ],
  })
  expect(there.asked).toEqual(['GET /t/15.json', 'GET /posts/39.json'])
})

test('of a post that never ends its beginning is kept', async () => {
  const there = forum({
    'GET /t/15.json': topic([post(38, 1)]),
    'GET /posts/38.json': { json: { ...post(38, 1), raw: '['.repeat(1_000_000) } },
  })
  const read = await readTopic(ask, settings, there)
  expect(read!.posts[0]!.body).toHaveLength(150_000)
})

test('a long topic is read in parts', async () => {
  const posts = Array.from({ length: 30 }, (_, index) => post(100 + index, index + 1))
  const told: Record<string, Told> = { 'GET /t/15.json': topic(posts) }
  for (const one of posts) told[`GET /posts/${one.id}.json`] = { json: { ...one, raw: 'x' } }
  const part = await readTopic(ask, settings, forum(told))
  expect(part).toMatchObject({ isWhole: false })
  expect(part!.posts).toHaveLength(25)
})

test('what is gone, or not for us any more, is null; a key that is not accepted is no such thing', async () => {
  const refused = { status: 403, json: { errors: ['Kein Zugriff'], error_type: 'invalid_access' } }
  for (const status of [404, 410])
    expect(await readTopic(ask, settings, forum({ 'GET /t/15.json': { status } }))).toBe(null)
  const hidden = forum({ 'GET /t/15.json': refused, [CATEGORIES]: categories })
  expect(await readTopic(ask, settings, hidden)).toBe(null)
  const locked = forum({ 'GET /t/15.json': refused, [CATEGORIES]: refused })
  const failure = await failureOf(readTopic(ask, settings, locked))
  expect(failure).toMatchObject({ keyRefused: true, permanent: false })
  expect(failure.message).toContain('forum.example.com does not accept our API key')
  expect(failure.message).toContain('Kein Zugriff')
})

test.each([
  [{ status: 429, headers: { 'retry-after': '17' }, text: 'Slow down' }, 17],
  [{ status: 429, json: { errors: [], extras: { wait_seconds: 8.2 } } }, 9],
  [{ status: 429, text: '<html><body>Too many</body></html>' }, 60],
])('who asks us to wait is heard: %j', async (told: Told, seconds) => {
  const failure = await failureOf(check(settings, forum({ [CATEGORIES]: told })))
  expect(failure).toMatchObject({ permanent: false, retryAfterSeconds: seconds })
})

test('a page that is not Discourse is said to be none, without its markup', async () => {
  const page = '<html><head><style>b{}</style></head><body><b>Hello</b> there</body></html>'
  const failure = await failureOf(check(settings, forum({ [CATEGORIES]: { text: page } })))
  expect(failure.message).toContain('not what Discourse answers')
  const moved = await failureOf(
    check(settings, forum({ [CATEGORIES]: { status: 301, text: page } })),
  )
  expect(moved.message).toMatch(/sends us elsewhere \(301\)/)
  const down = await failureOf(
    check(settings, forum({ [CATEGORIES]: { status: 503, text: page } })),
  )
  expect(down.message).toBe('forum.example.com is down or busy (503). It says: Hello there')
})

test('a page that never ends is not read to its end', async () => {
  const text = `Hello ${'<head '.repeat(600_000)}`
  const begun = performance.now()
  const failure = await failureOf(check(settings, forum({ [CATEGORIES]: { status: 503, text } })))
  expect(failure.message).toContain('It says: Hello')
  expect(performance.now() - begun).toBeLessThan(1000)
})

test('the check says what there is to mirror, or which category there is not', async () => {
  const there = forum({ [CATEGORIES]: categories })
  expect(await check(settings, there)).toBe(
    'forum.example.com let us in as support: 1 category to mirror.',
  )
  const failure = await failureOf(check({ ...settings, categories: ['runner', 'x'] }, there))
  expect(failure.message).toMatch(/has no category x .* It has questions, runner, lounge/)
})

test('an answer that waits there for somebody to let it through has no id yet', async () => {
  const there = forum({ 'POST /posts.json': { json: { success: true, action: 'enqueued' } } })
  expect(await answer({ topicId: '15', body: 'Hi' }, settings, there)).toEqual({ postId: null })
})

test('a refused answer is refused for good, in the words of the forum', async () => {
  const there = forum({
    'POST /posts.json': { status: 422, json: { errors: ['Body is too short'] } },
  })
  const failure = await failureOf(answer({ topicId: '15', body: 'Hi' }, settings, there))
  expect(failure).toMatchObject({ permanent: true, keyRefused: false })
  expect(failure.message).toContain('Body is too short')
})

test('a forum without the Solved plug-in says so', async () => {
  const failure = await failureOf(solve({ postId: '39', isSolution: true }, settings, forum({})))
  expect(failure.message).toContain('the Solved plug-in is switched off there')
  expect(failure).toBeInstanceOf(DeliveryFailed)
})

test('the excerpt of the description names where it comes from', () => {
  const file = join(import.meta.dirname, 'samples', 'openapi.excerpt.json')
  expect(readFileSync(file, 'utf8')).toContain('https://docs.discourse.org/openapi.json')
})
