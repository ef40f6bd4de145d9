import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { misfitsOfAnswer, misfitsOfRequest } from './discourse-described.ts'
import { categoryList, onePost, TOPIC, type FakePost } from './discourse-shapes.ts'

interface FakeTopic {
  id: number
  title: string
  categoryId: number
  createdAt: Date
  bumpedAt: Date
  closed: boolean
  deleted: boolean
  acceptedPostId: number | null
}

/** How it treats the next calls: `lost` does what is asked and breaks the line before it answers. */
export type Mood =
  | { kind: 'well' }
  | { kind: 'down' }
  | { kind: 'lost' }
  | { kind: 'busy'; seconds: number }
  | { kind: 'wrongKey' }
  | { kind: 'refuses'; words: string }

export type FakeDiscourse = Awaited<ReturnType<typeof startDiscourse>>

/**
 * A Discourse that holds topics and posts, built from its published description: whatever it is asked, and whatever it
 * answers, is checked against it, and what does not fit is kept in `misfits`.
 */
export async function startDiscourse({
  now,
  secret = 'secret of the webhook',
}: {
  now: () => Date
  secret?: string
}) {
  const topics: FakeTopic[] = []
  const posts: FakePost[] = []
  const calls: string[] = []
  const misfits: string[] = []
  let mood: Mood = { kind: 'well' }
  let only: RegExp = /./
  let events = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()))
  })

  function answer(request: IncomingMessage, response: ServerResponse, body: string) {
    const { pathname } = new URL(request.url ?? '', 'http://forum.test')
    const method = request.method ?? ''
    calls.push(`${method} ${pathname}`)
    const applies = only.test(`${method} ${pathname}`)
    const say = (status: number, json: object, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
        .end(JSON.stringify(json))
    if (applies && mood.kind === 'down')
      return void response
        .writeHead(502, { 'content-type': 'text/html' })
        .end('<html><head><title>x</title></head><body><h1>502 Bad Gateway</h1></body></html>')
    if (applies && mood.kind === 'busy')
      return void say(
        429,
        {
          errors: ['You’ve performed this action too many times, please try again later.'],
          error_type: 'rate_limit',
          extras: { wait_seconds: mood.seconds, time_left: `${mood.seconds} seconds` },
        },
        { 'retry-after': String(mood.seconds) },
      )
    if ((applies && mood.kind === 'wrongKey') || request.headers['api-key'] !== KEY)
      return void say(403, {
        errors: [
          'You are not permitted to view the requested resource. The API username or key is invalid.',
        ],
        error_type: 'invalid_access',
      })
    if (applies && mood.kind === 'refuses')
      return void say(422, { action: 'create_post', errors: [mood.words] })
    misfits.push(...misfitsOfRequest(request, body))
    const [status, json] = act(method, pathname, body)
    if (status === 200) misfits.push(...misfitsOfAnswer(method, pathname, json))
    if (applies && mood.kind === 'lost') return void response.destroy()
    say(status, json)
  }

  function act(method: string, path: string, body: string): [number, object] {
    const [, id = ''] = /\/(\d+)\.json$/.exec(path) ?? []
    if (path === '/categories.json') return [200, categoryList()]
    if (path === '/latest.json') return [200, latest()]
    if (path.startsWith('/t/')) {
      const topic = topics.find((one) => one.id === Number(id) && !one.deleted)
      return topic ? [200, wholeTopic(topic)] : notFound
    }
    if (method === 'POST' && path === '/posts.json') {
      const { topic_id: topicId, raw } = z
        .object({ topic_id: z.int(), raw: z.string() })
        .parse(JSON.parse(body))
      const post = write(topicId, 'support', raw)
      return [200, { ...onePost(post), draft_sequence: 0 }]
    }
    if (path.startsWith('/posts/')) {
      const post = posts.find((one) => one.id === Number(id) && !one.deleted)
      return post ? [200, onePost(post)] : notFound
    }
    if (path.startsWith('/solution/')) {
      const post = posts.find(
        (one) => one.id === z.object({ id: z.int() }).parse(JSON.parse(body)).id,
      )
      const topic = topics.find((one) => one.id === post?.topicId)
      if (!post || !topic) return notFound
      topic.acceptedPostId = path.includes('unaccept') ? null : post.id
      return [200, { success: 'OK' }]
    }
    return notFound
  }

  const of = (topic: FakeTopic) => posts.filter((one) => one.topicId === topic.id && !one.deleted)

  const latest = () => ({
    users: [],
    primary_groups: [],
    topic_list: {
      can_create_topic: true,
      draft: null,
      draft_key: 'new_topic',
      draft_sequence: 0,
      per_page: 30,
      topics: topics
        .filter(({ deleted }) => !deleted)
        .toSorted((one, other) => other.bumpedAt.getTime() - one.bumpedAt.getTime())
        .map((topic) => ({
          id: topic.id,
          title: topic.title,
          slug: 'a-topic',
          posts_count: of(topic).length,
          created_at: topic.createdAt.toISOString(),
          bumped_at: topic.bumpedAt.toISOString(),
          archetype: 'regular',
          visible: true,
          closed: topic.closed,
          archived: false,
          pinned: false,
          category_id: topic.categoryId,
          has_accepted_answer: topic.acceptedPostId !== null,
          posters: [...new Set(of(topic).map(({ username }) => username))].map((_, index) => ({
            extras: '',
            description: 'Poster',
            user_id: index,
          })),
        })),
    },
  })

  function wholeTopic(topic: FakeTopic) {
    const accepted = posts.find(({ id }) => id === topic.acceptedPostId)
    return {
      ...TOPIC,
      id: topic.id,
      title: topic.title,
      fancy_title: topic.title,
      created_at: topic.createdAt.toISOString(),
      category_id: topic.categoryId,
      closed: topic.closed,
      posts_count: of(topic).length,
      post_stream: {
        posts: of(topic).map((post) => {
          const { raw: _raw, ...shown } = onePost(post)
          return {
            ...shown,
            display_username: post.username,
            name: post.username,
            read: true,
            link_counts: [],
            reviewable_id: 0,
            ...(accepted === post && { accepted_answer: true }),
          }
        }),
        stream: of(topic).map(({ id }) => id),
      },
      ...(accepted && { accepted_answer: { post_number: accepted.number } }),
    }
  }

  function write(topicId: number, username: string, raw: string, type = 1): FakePost {
    const topic = topics.find(({ id }) => id === topicId)
    if (!topic) throw new Error(`There is no topic ${topicId}`)
    const post: FakePost = {
      id: 100 + posts.length,
      topicId,
      number: posts.filter((one) => one.topicId === topicId).length + 1,
      type,
      username,
      // Discourse drops blanks at the end.
      raw: raw.trimEnd(),
      version: 1,
      createdAt: now(),
      updatedAt: now(),
      deleted: false,
    }
    posts.push(post)
    topic.bumpedAt = now()
    return post
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: KEY,
    secret,
    calls,
    misfits,
    posts,
    topics,
    /** Of every call, or of those whose method and path match. */
    turns(next: Mood, which = /./) {
      mood = next
      only = which
    },
    ask(title: string, raw: string, { by = 'casey', categoryId = 5 } = {}): number {
      const id = 15 + topics.length
      const at = now()
      const facts = { closed: false, deleted: false, acceptedPostId: null }
      topics.push({ id, title, categoryId, createdAt: at, bumpedAt: at, ...facts })
      write(id, by, raw)
      return id
    },
    write,
    edit(postId: number, raw: string) {
      const post = posts.find(({ id }) => id === postId)!
      Object.assign(post, { raw, version: post.version + 1, updatedAt: now() })
    },
    /** The call of its webhook, signed; `eventId` to say the same one again. */
    hook(topicId: number, event = 'post_created', eventId = String((events += 1))) {
      const payload = JSON.stringify({ post: { id: 1, topic_id: topicId } })
      const signature = createHmac('sha256', secret).update(payload).digest('hex')
      return {
        payload,
        headers: {
          'content-type': 'application/json',
          'x-discourse-event-id': eventId,
          'x-discourse-event': event,
          'x-discourse-event-signature': `sha256=${signature}`,
        },
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const KEY = '714552c6148e1617aeab526d0606184b'
const notFound: [number, object] = [
  404,
  { errors: ['The requested URL or resource could not be found.'], error_type: 'not_found' },
]
