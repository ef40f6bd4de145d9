import { randomUUIDv7 } from 'node:crypto'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { addToMember, becomeShown, creditSolution, refreshTopic } from './actions.ts'
import { refuseElsewhere } from './outside-outbox.ts'
import { findShownPost } from './reading.ts'
import { readerFor, trustOfMember, type Who } from './members.ts'
import {
  findOpenCategory,
  findPost,
  findTopic,
  isReadable,
  lockTopic,
  type Post,
  type Topic,
} from './queries.ts'
import { hidesPost, trustOf } from './trust.ts'
import { slugOf, tagsOf } from './wording.ts'

export const FLAG_REASONS = ['spam', 'rude', 'off_topic', 'secret', 'other'] as const
export type FlagReason = (typeof FLAG_REASONS)[number]

/** A person lets it through; their author's next words count for more. */
export async function approvePost(work: Work, postId: string): Promise<void> {
  const { post, topic } = await lockPost(work, postId)
  if (post.state === 'shown') return
  if (post.deletedAt) throw conflict('Its author deleted it: there is nothing to show.')
  await setState(work, topic, post, 'shown', '')
  await settleFlags(work, post, false)
  if (post.shownAt) {
    await credit(work, post, 1)
    moderated(work, topic.id, post.id, 'shown again', '')
  } else {
    await becomeShown(work, topic.id, post, { id: post.authorId }, true)
    moderated(work, topic.id, post.id, 'let through', '')
  }
  await refreshTopic(work, topic.id)
}

/** Nobody outside sees it any more. `spam` also tells against its author. */
export async function hidePost(
  work: Work,
  postId: string,
  { state, why }: { state: 'hidden' | 'spam'; why: string },
): Promise<void> {
  const { post, topic } = await lockPost(work, postId)
  if (post.state === state) return
  await setState(work, topic, post, state, why)
  if (isReadable(post)) await credit(work, post, -1)
  await settleFlags(work, post, true)
  await takeSolution(work, topic, post)
  moderated(work, topic.id, post.id, state === 'spam' ? 'called spam' : 'hidden', why)
  await refreshTopic(work, topic.id)
}

/** What cannot be read solves nothing. */
export async function takeSolution(work: Work, topic: Topic, post: Pick<Post, 'id'>) {
  if (topic.solutionPostId !== post.id) return
  await creditSolution(work, topic, post.id, -1)
  await work.db
    .updateTable('forumTopics')
    .set({ solutionPostId: null })
    .where('id', '=', topic.id)
    .execute()
}

/** What a post earned its author counts while it is shown, and no longer. */
export async function credit(work: Work, { authorId, votes }: Post, by: 1 | -1) {
  await addToMember(work, authorId, 'approved', by)
  if (votes > 0) await addToMember(work, authorId, 'votes', by * votes)
}

export async function lockPost(work: Work, postId: string) {
  const post = await findPost(work.db, postId)
  const found = post && (await findTopic(work.db, post.topicId))
  if (!post || !found) throw notFound('There is no such post.')
  refuseElsewhere(found)
  const topic = await lockTopic(work, found.number)
  // Read again under the lock: somebody else may have decided meanwhile.
  return { topic, post: (await findPost(work.db, postId)) ?? post }
}

/** A topic is shown as its question is. */
export async function setState(
  work: Work,
  topic: Topic,
  post: Post,
  state: Post['state'],
  why: string,
) {
  await work.db.updateTable('forumPosts').set({ state, why }).where('id', '=', post.id).execute()
  if (post.isQuestion)
    await work.db
      .updateTable('forumTopics')
      .set({ state, waitingSince: null })
      .where('id', '=', topic.id)
      .execute()
}

export function moderated(
  work: Work,
  topicId: string,
  postId: string | null,
  act: string,
  why: string,
) {
  work.record({ type: 'topic.moderated', topicId, postId, act, why })
  work.touch('forum', 'queue')
}

/** Somebody says that a post should not stand. Enough whom we trust, and it waits for a person. */
export async function flagPost(
  work: Work,
  who: Who,
  postId: string,
  { reason, note = '' }: { reason: FlagReason; note?: string },
): Promise<void> {
  await findShownPost(work, postId)
  // Under the lock: of those who complain at one moment the last sees all of them, and somebody may have decided.
  const { post, topic } = await lockPost(work, postId)
  if (!isReadable(post)) throw notFound('There is no such post.')
  const member = await readerFor(work, who)
  if (post.authorId === member.id) throw conflict('That one is yours.')
  const flagged = await work.db
    .insertInto('forumFlags')
    .values({
      id: randomUUIDv7(),
      postId,
      memberId: member.id,
      reason,
      note: note.slice(0, 500),
      createdAt: work.now,
    })
    .onConflict((conflicting) => conflicting.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!flagged) throw conflict('You said so already. A person will look.')
  work.record({ type: 'post.flagged', topicId: post.topicId, postId, reason })
  work.touch('forum')
  if (!hidesPost(await flaggedBy(work, postId))) return
  await setState(work, topic, post, 'review', 'Members complained about it.')
  await credit(work, post, -1)
  moderated(work, topic.id, postId, 'hidden until somebody has looked', 'Members complained.')
  await refreshTopic(work, topic.id)
}

async function flaggedBy(work: Work, postId: string) {
  const rows = await work.db
    .selectFrom('forumFlags')
    .innerJoin('forumMembers', 'forumMembers.id', 'forumFlags.memberId')
    .selectAll('forumMembers')
    .where('forumFlags.postId', '=', postId)
    .where('forumFlags.settledAt', 'is', null)
    .execute()
  return rows.map((member) => trustOfMember(member, work.now))
}

export async function settleFlags(work: Work, post: Post, upheld: boolean) {
  const settled = await work.db
    .updateTable('forumFlags')
    .set({ settledAt: work.now, settledBy: work.actor.name, upheld })
    .where('postId', '=', post.id)
    .where('settledAt', 'is', null)
    .returning('id')
    .execute()
  if (upheld && (settled.length > 0 || post.state === 'review'))
    await addToMember(work, post.authorId, 'upheldFlags', 1)
}

/** Nothing is wrong with what was complained about: the complaint is settled, the post stands. */
export async function dismissFlags(work: Work, postId: string): Promise<void> {
  const post = await findPost(work.db, postId)
  if (!post) throw notFound('There is no such post.')
  await settleFlags(work, post, false)
  moderated(work, post.topicId, postId, 'kept after a complaint', '')
}

export interface TopicChange {
  category?: string | undefined
  title?: string | undefined
  tags?: string | undefined
  locked?: boolean | undefined
  pinned?: boolean | undefined
}

/** Moves, renames, locks or pins a topic. Its old address goes on leading to it: the number decides. */
export async function changeTopic(work: Work, number: number, change: TopicChange): Promise<void> {
  const topic = await lockTopic(work, number)
  refuseElsewhere(topic)
  const columns = await columnsOf(work, change)
  if (Object.keys(columns).length === 0) throw invalid('Say what is to change.')
  await work.db.updateTable('forumTopics').set(columns).where('id', '=', topic.id).execute()
  moderated(work, topic.id, null, wordsOf(change), '')
  await refreshTopic(work, topic.id)
}

async function columnsOf(work: Work, { category, title, tags, locked, pinned }: TopicChange) {
  return {
    ...(category !== undefined && { categoryId: (await findOpenCategory(work.db, category)).id }),
    ...(title !== undefined && { title: title.trim(), slug: slugOf(title) }),
    ...(tags !== undefined && { tags: tagsOf(tags) }),
    ...(locked !== undefined && { lockedAt: locked ? work.now : null }),
    ...(pinned !== undefined && { pinnedAt: pinned ? work.now : null }),
  }
}

const wordsOf = ({ category, title, tags, locked, pinned }: TopicChange) =>
  [
    category !== undefined && `moved to ${category}`,
    title !== undefined && 'renamed',
    tags !== undefined && 'tagged',
    locked !== undefined && (locked ? 'locked' : 'unlocked'),
    pinned !== undefined && (pinned ? 'pinned' : 'unpinned'),
  ]
    .filter(Boolean)
    .join(', ')

/** Trust as pages show it. */
export const trustShown = (
  row: {
    authorUserId: string | null
    approved: number
    solutions: number
    authorVotes: number
    upheldFlags: number
    authorSince: Date
  },
  now: Date,
) =>
  trustOf({
    isStaff: row.authorUserId !== null,
    approved: row.approved,
    solutions: row.solutions,
    votes: row.authorVotes,
    upheldFlags: row.upheldFlags,
    days: (now.getTime() - row.authorSince.getTime()) / 86_400_000,
  })
