import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { conflict, invalid, notAllowed, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { publicHtml } from '../tickets/markdown.ts'
import { doOutside } from './outside-outbox.ts'
import { limitsFor, memberFor, readerFor, type Member, type Who } from './members.ts'
import {
  findOpenCategory,
  findPost,
  isReadable,
  lockTopic,
  type Post,
  type Topic,
} from './queries.ts'
import { slugOf, tagsOf, whySuspicious } from './wording.ts'

export type PostVia = Post['via']

export interface NewTopic {
  category: string
  title: string
  body: string
  /** As typed, with commas. */
  tags?: string
  /** The name everybody sees; asked once, with somebody's first words. */
  displayName?: string
  via: PostVia
}

const LONGEST_TITLE = 160
const LONGEST_BODY = 50_000

const FIRST_WORDS = 'First words of somebody new.'

/** Begins a topic. Somebody new is read by a person first; they see it at once, the others when it is let through. */
export async function startTopic(work: Work, who: Who, asked: NewTopic): Promise<Topic> {
  const title = checkedTitle(asked.title)
  const body = checkedBody(asked.body)
  const category = await findOpenCategory(work.db, asked.category)
  const member = await memberFor(work, who, asked.displayName)
  if (category.staffOnly && member.userId === null)
    throw notAllowed(`Topics in ${category.name} are begun by the team.`)
  const limits = await limitsFor(work, member, { isTopic: true })
  const why = limits.isReviewed ? FIRST_WORDS : whySuspicious(title, body, limits.links)
  const state = why ? ('review' as const) : ('shown' as const)
  const topic = await work.db
    .insertInto('forumTopics')
    .values({
      id: randomUUIDv7(),
      categoryId: category.id,
      authorId: member.id,
      title,
      slug: slugOf(title),
      tags: tagsOf(asked.tags ?? ''),
      state,
      createdAt: work.now,
      lastAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const post = await insertPost(work, {
    topicId: topic.id,
    member,
    body,
    state,
    why: why ?? '',
    via: asked.via,
    isQuestion: true,
  })
  await follow(work, topic.id, member.id)
  work.record({
    type: 'topic.opened',
    topicId: topic.id,
    number: topic.number,
    inReview: why !== null,
  })
  if (!why) await becomeShown(work, topic.id, post, member, false)
  await refreshTopic(work, topic.id)
  return topic
}

export interface NewReply {
  body: string
  displayName?: string
  via: PostVia
  follows?: boolean
  arrivalId?: string
}

export async function addReply(
  work: Work,
  who: Who,
  topicNumber: number,
  asked: NewReply,
): Promise<Post> {
  const body = checkedBody(asked.body)
  const topic = await lockTopic(work, topicNumber)
  const member = await memberFor(work, who, asked.displayName)
  if (topic.state !== 'shown' && topic.authorId !== member.id && member.userId === null)
    throw notFound('There is no such topic.')
  if (topic.lockedAt && member.userId === null)
    throw conflict('This topic is locked: nothing more can be written in it.')
  if (topic.lockedAt && topic.state === 'outside')
    throw conflict('It was closed where it stands: nothing more can be written in it.')
  const limits = await limitsFor(work, member, { isTopic: false })
  const why = limits.isReviewed ? FIRST_WORDS : whySuspicious('', body, limits.links)
  const post = await insertPost(work, {
    topicId: topic.id,
    member,
    body,
    state: why ? 'review' : 'shown',
    why: why ?? '',
    via: asked.via,
    isQuestion: false,
    arrivalId: asked.arrivalId ?? null,
  })
  if (asked.follows) await follow(work, topic.id, member.id)
  if (!why) await becomeShown(work, topic.id, post, member, false)
  await doOutside(work, topic, { kind: 'answer', postId: post.id })
  await refreshTopic(work, topic.id)
  return post
}

export function checkedTitle(text: string): string {
  const title = text.replaceAll(/\s+/g, ' ').trim()
  const wrong =
    title.length < 8
      ? 'Say in a line what it is about.'
      : title.length > LONGEST_TITLE
        ? 'That is too long for a title.'
        : null
  if (wrong) throw invalid(wrong, [{ path: 'title', message: wrong }])
  return title
}

export function checkedBody(text: string): string {
  const body = text.replaceAll('\r\n', '\n').trim()
  const wrong =
    body === '' ? 'Write something first.' : body.length > LONGEST_BODY ? 'That is too long.' : null
  if (wrong) throw invalid(wrong, [{ path: 'body', message: wrong }])
  return body
}

async function insertPost(
  work: Work,
  post: {
    topicId: string
    member: Member
    body: string
    state: Post['state']
    why: string
    via: PostVia
    isQuestion: boolean
    arrivalId?: string | null
  },
): Promise<Post> {
  const { member, body, ...columns } = post
  return work.db
    .insertInto('forumPosts')
    .values({
      id: randomUUIDv7(),
      ...columns,
      authorId: member.id,
      body,
      html: publicHtml(body),
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** For the first time everybody sees it: it counts for its author, and those who follow hear of it. */
export async function becomeShown(
  work: Work,
  topicId: string,
  post: Pick<Post, 'id'>,
  author: Pick<Member, 'id'>,
  afterReview: boolean,
) {
  await work.db
    .updateTable('forumPosts')
    .set({ shownAt: work.now })
    .where('id', '=', post.id)
    .execute()
  await addToMember(work, author.id, 'approved', 1)
  work.record({ type: 'post.shown', topicId, postId: post.id, afterReview })
}

export async function addToMember(
  work: Work,
  memberId: string,
  column: 'approved' | 'solutions' | 'votes' | 'upheldFlags',
  by: number,
) {
  await work.db
    .updateTable('forumMembers')
    .set((eb) => ({ [column]: sql`greatest(0, ${eb(column, '+', by)})` }))
    .where('id', '=', memberId)
    .execute()
}

/**
 * Counts what is shown again. What waits: shown, open, unsolved, asked by somebody outside who has not taken it back,
 * and answered by nobody else.
 */
export async function refreshTopic(work: Work, topicId: string): Promise<void> {
  const { rows } = await sql<{ before: Date | null; after: Date | null }>`
    update forum_topics t set replies = p.replies, votes = p.votes, last_at = greatest(t.created_at, p.last_at),
      waiting_since = case when t.state in ('shown', 'outside') and t.locked_at is null and t.solution_post_id is null
        and t.ticket_id is null and p.by_others = 0 and not p.is_taken_back
        and not exists (select from forum_members m where m.id = t.author_id and m.user_id is not null)
        then coalesce(t.waiting_since, t.created_at) end
    from (select count(*) filter (where not p.is_question and p.state = 'shown' and p.deleted_at is null)::int as replies,
        count(*) filter (where not p.is_question and p.state = 'shown' and p.deleted_at is null
          and p.author_id <> a.author_id)::int as by_others,
        coalesce(bool_or(p.is_question and p.deleted_at is not null), false) as is_taken_back,
        coalesce(max(p.votes) filter (where p.is_question), 0) as votes,
        coalesce(max(p.created_at) filter (where p.state = 'shown'), max(a.created_at)) as last_at
      from forum_posts p join forum_topics a on a.id = p.topic_id where p.topic_id = ${topicId}) p
    where t.id = ${topicId}
    returning (select waiting_since from forum_topics where id = ${topicId}) as before, t.waiting_since as after`.execute(
    work.db,
  )
  work.touch('forum')
  // A vote changes nothing in the queue: no desk reads it again for one.
  const [waiting] = rows
  if (waiting?.before?.getTime() !== waiting?.after?.getTime()) work.touch('queue')
}

/** The answer that helped; null takes the mark away. Its author and people of ours may say which. */
export async function markSolution(
  work: Work,
  who: Who,
  topicNumber: number,
  postId: string | null,
): Promise<void> {
  const topic = await lockTopic(work, topicNumber)
  const member = await readerFor(work, who)
  if (topic.authorId !== member.id && member.userId === null)
    throw notAllowed('Whoever asked says which answer helped.')
  if (topic.solutionPostId === postId) return
  const post = postId ? await findPost(work.db, postId) : null
  if (post && (post.topicId !== topic.id || post.isQuestion || !isReadable(post)))
    throw invalid('Only an answer in this topic can be its solution.')
  await creditSolution(work, topic, topic.solutionPostId, -1)
  await creditSolution(work, topic, postId, 1)
  await work.db
    .updateTable('forumTopics')
    .set({ solutionPostId: postId })
    .where('id', '=', topic.id)
    .execute()
  const marked = postId ?? topic.solutionPostId
  if (marked) await doOutside(work, topic, { kind: postId ? 'accept' : 'unaccept', postId: marked })
  await refreshTopic(work, topic.id)
  work.record({ type: 'topic.solved', topicId: topic.id, postId })
}

/** Nobody earns trust by answering themselves. */
export async function creditSolution(work: Work, topic: Topic, postId: string | null, by: number) {
  const post = postId ? await findPost(work.db, postId) : null
  if (post && post.authorId !== topic.authorId)
    await addToMember(work, post.authorId, 'solutions', by)
}

export async function follow(work: Work, topicId: string, memberId: string): Promise<void> {
  await work.db
    .insertInto('forumFollows')
    .values({ topicId, memberId, createdAt: work.now })
    .onConflict((conflicting) => conflicting.doNothing())
    .execute()
}
