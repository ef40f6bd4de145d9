import { DeliveryFailed } from '../connector.ts'
import type {
  AnswerAsked,
  Answered,
  Glimpse,
  Net,
  NetAnswer,
  News,
  NewsAsked,
  OutsidePost,
  OutsideTopic,
  SolutionAsked,
  TopicAsked,
} from '../connector.ts'
import type { DiscourseSettings } from './settings.ts'
import {
  categoriesOf,
  glimpseOf,
  isForEverybody,
  markOf,
  postOf,
  slugsIn,
  topicOf,
} from './reading.ts'
import { refusalOf } from './refusal.ts'
import { Categories, Cursor, Latest, Posted, PostRead, TopicRead } from './shapes.ts'
import type { TopicListed } from './shapes.ts'
import type { z } from 'zod'

/** Pages of 30 topics, in one look at what is new: an outage of days. */
const MOST_PAGES = 40
/** Posts whose words are read in one look; a key may ask 60 times a minute. */
const MOST_BODIES = 25
const TIMEOUT_MS = 10_000
/** The first posts of a topic, 32,000 characters each. */
const MOST_BYTES = 4_000_000

export async function check(settings: DiscourseSettings, net: Net): Promise<string> {
  const slugs = slugsIn(await readCategories(settings, net))
  const unknown = settings.categories.filter((slug) => !slugs.includes(slug))
  if (unknown.length > 0)
    throw new DeliveryFailed(
      `${hostOf(settings)} has no category ${unknown.join(', ')} that ${settings.username} can read. It has ${slugs.slice(0, 40).join(', ')}.`,
      { permanent: true },
    )
  const count = settings.categories.length || slugs.length
  return `${hostOf(settings)} let us in as ${settings.username}: ${count} ${count === 1 ? 'category' : 'categories'} to mirror.`
}

export async function news(
  { memory, since }: NewsAsked,
  settings: DiscourseSettings,
  net: Net,
): Promise<News> {
  const before = Cursor.safeParse(memory).data?.at ?? since.toISOString()
  const categories = categoriesOf(await readCategories(settings, net), settings.categories)
  const glimpses: Glimpse[] = []
  let newest = before
  let path: string | null = '/latest.json?order=activity'
  for (let page = 0; path && page < MOST_PAGES; page += 1) {
    const { topic_list: list }: z.output<typeof Latest> = await read(path, Latest, settings, net)
    const fresh = list.topics.filter(({ bumped_at }) => bumped_at >= before)
    glimpses.push(...fresh.map((topic) => glimpseOf(topic, categories)))
    newest = fresh.reduce((last, { bumped_at }) => (bumped_at > last ? bumped_at : last), newest)
    path = reachesBack(list.topics, before) ? null : nextPage(list.more_topics_url, settings)
  }
  const cursor: Cursor = { at: newest, categories }
  return { topics: glimpses, memory: cursor }
}

/** Pinned topics stand first however old they are. */
const reachesBack = (topics: readonly TopicListed[], before: string) =>
  topics.some(({ bumped_at, pinned }) => !pinned && bumped_at < before)

/** The address of the next page as Discourse names it, which lacks the ending that asks for JSON. Never another host's. */
function nextPage(url: string | null | undefined, settings: DiscourseSettings): string | null {
  if (!url?.startsWith('/') || url.startsWith('//')) return null
  const [named = '', query = ''] = url.split('?')
  // A forum in a folder of its host names the folder too.
  const folder = new URL(baseOf(settings)).pathname.replace(/\/$/, '')
  const path = named.startsWith(`${folder}/`) ? named.slice(folder.length) : named
  return `${path.endsWith('.json') ? path : `${path}.json`}?${query}`
}

export async function readTopic(
  { topicId, known, memory }: TopicAsked,
  settings: DiscourseSettings,
  net: Net,
): Promise<OutsideTopic | null> {
  const answer = await ask('GET', `/t/${encodeURIComponent(topicId)}.json`, settings, net)
  if (await isGone(answer, settings, net)) return null
  const topic = understood(TopicRead, answer, settings)
  if (topic.deleted_at) return null
  const categories = Cursor.safeParse(memory).data?.categories ?? []
  const shape = topicOf(topic, { baseUrl: baseOf(settings), categories })
  const listed = new Map(topic.post_stream.posts.map((post) => [String(post.id), post]))
  const posts: OutsidePost[] = []
  let bodies = 0
  for (const id of shape.postIds) {
    const post = listed.get(id)
    if (post ? known[id] === markOf(post) : known[id] !== undefined) {
      if (post) posts.push(postOf(post, null, settings.username))
      continue
    }
    if (bodies >= MOST_BODIES) return { ...shape, posts, isWhole: false }
    bodies += 1
    const whole = await readPost(id, settings, net)
    if (whole) posts.push(whole)
    else shape.postIds = shape.postIds.filter((other) => other !== id)
  }
  return { ...shape, posts, isWhole: true }
}

/** Null: it was taken away since the topic was read, or is not for everybody. */
async function readPost(
  id: string,
  settings: DiscourseSettings,
  net: Net,
): Promise<OutsidePost | null> {
  const answer = await ask('GET', `/posts/${id}.json`, settings, net)
  if (await isGone(answer, settings, net)) return null
  const post = understood(PostRead, answer, settings)
  return isForEverybody(post) ? postOf(post, post.raw, settings.username) : null
}

/** Discourse says 403 of what we may not read and of a key it does not know: the list of categories tells them apart. */
async function isGone({ status }: NetAnswer, settings: DiscourseSettings, net: Net) {
  if (status === 404 || status === 410) return true
  if (status !== 403) return false
  await readCategories(settings, net)
  return true
}

export async function answer(
  { topicId, body }: AnswerAsked,
  settings: DiscourseSettings,
  net: Net,
): Promise<Answered> {
  const sent = await ask('POST', '/posts.json', settings, net, {
    topic_id: Number(topicId),
    raw: body,
  })
  await refuseBadKey(sent, settings, net)
  const posted = understood(Posted, sent, settings)
  return { postId: 'id' in posted ? String(posted.id) : null }
}

/** Of the Solved plug-in, which is part of Discourse; a forum may have it switched off. */
export async function solve(
  { postId, isSolution }: SolutionAsked,
  settings: DiscourseSettings,
  net: Net,
): Promise<void> {
  const path = `/solution/${isSolution ? 'accept' : 'unaccept'}.json`
  const done = await ask('POST', path, settings, net, { id: Number(postId) })
  if (done.ok) return
  if (done.status === 404)
    throw new DeliveryFailed(
      `${hostOf(settings)} could not mark the solution: the Solved plug-in is switched off there, or the post is gone.`,
      { permanent: true },
    )
  await refuseBadKey(done, settings, net)
  throw refusalOf(hostOf(settings), done)
}

async function refuseBadKey({ status }: NetAnswer, settings: DiscourseSettings, net: Net) {
  if (status === 403) await readCategories(settings, net)
}

const readCategories = (settings: DiscourseSettings, net: Net) =>
  read('/categories.json?include_subcategories=true', Categories, settings, net, true)

async function read<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  settings: DiscourseSettings,
  net: Net,
  aboutKey = true,
): Promise<z.output<Schema>> {
  const answer = await ask('GET', path, settings, net)
  return understood(schema, answer, settings, aboutKey)
}

function understood<Schema extends z.ZodType>(
  schema: Schema,
  answer: NetAnswer,
  settings: DiscourseSettings,
  aboutKey = false,
): z.output<Schema> {
  if (!answer.ok) throw refusalOf(hostOf(settings), answer, { aboutKey })
  const body = schema.safeParse(answer.json)
  if (body.success) return body.data
  const where = body.error.issues[0]?.path.join('.') || 'its answer'
  throw new DeliveryFailed(
    `${hostOf(settings)} answered with something that is not what Discourse answers (${where}). Is the address right?`,
    { permanent: false },
  )
}

const ask = (
  method: 'GET' | 'POST',
  path: string,
  settings: DiscourseSettings,
  net: Net,
  json?: object,
): Promise<NetAnswer> => {
  const request = {
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    headers: {
      accept: 'application/json',
      'api-key': settings.apiKey,
      'api-username': settings.username,
    },
  }
  const url = `${baseOf(settings)}${path}`
  return method === 'GET' ? net.get(url, request) : net.post(url, { ...request, json, once: true })
}

const baseOf = ({ baseUrl }: DiscourseSettings) => baseUrl.replace(/\/+$/, '')
const hostOf = ({ baseUrl }: DiscourseSettings) => new URL(baseUrl).host
