import { conflict, notAllowed, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { publicHtml } from '../tickets/markdown.ts'
import { checkedBody, checkedTitle, refreshTopic } from './actions.ts'
import { findMember, trustOfMember, type Member, type Who } from './members.ts'
import { credit, lockPost, moderated, setState, settleFlags, takeSolution } from './moderation.ts'
import type { Post, Topic } from './queries.ts'
import { whyNotDelete, whyNotEdit, type Author, type OwnPost } from './own-rules.ts'
import { limitsOf } from './trust.ts'
import { slugOf, whySuspicious } from './wording.ts'

const HOUR_MS = 3_600_000

export interface Change {
  body: string
  /** Of a question. */
  title?: string | undefined
  /** The version the author saw; refused when it changed meanwhile. */
  version?: number | undefined
}

/**
 * Its author says it better. What it said is kept for those who look after the community, nobody is mailed again, and
 * what reads like an advertisement now waits for a person as if it were new.
 */
export async function editPost(
  work: Work,
  who: Who,
  postId: string,
  change: Change,
): Promise<void> {
  const { topic, post, member } = await lockOwnPost(work, who, postId, whyNotEdit)
  if (change.version !== undefined && change.version !== post.version)
    throw conflict('It was changed meanwhile, in another window. Look at it again first.')
  const body = checkedBody(change.body)
  const title = post.isQuestion ? checkedTitle(change.title ?? topic.title) : topic.title
  if (body === post.body && title === topic.title) return
  await keepVersion(work, topic, post)
  await work.db
    .updateTable('forumPosts')
    .set({
      body,
      html: publicHtml(body),
      version: post.version + 1,
      // As long as nobody else has read it, it says what it always said.
      ...(post.shownAt && { editedAt: work.now }),
    })
    .where('id', '=', post.id)
    .execute()
  if (title !== topic.title)
    await work.db
      .updateTable('forumTopics')
      .set({ title, slug: slugOf(title) })
      .where('id', '=', topic.id)
      .execute()
  await reviewAgain(work, topic, post, member, whyReview(work, member, title, body))
  work.record({
    type: 'post.edited',
    topicId: topic.id,
    postId: post.id,
    version: post.version + 1,
  })
  await refreshTopic(work, topic.id)
}

function whyReview(work: Work, member: Member, title: string, body: string): string | null {
  const limits = limitsOf(trustOfMember(member, work.now))
  return limits.isReviewed ? 'Changed by somebody new.' : whySuspicious(title, body, limits.links)
}

async function reviewAgain(
  work: Work,
  topic: Topic,
  post: Post,
  member: Member,
  why: string | null,
) {
  if (!why || post.state !== 'shown') return
  await setState(work, topic, post, 'review', why)
  await credit(work, { ...post, authorId: member.id }, -1)
  await takeSolution(work, topic, post)
  moderated(work, topic.id, post.id, 'changed, and waits for a person', why)
}

/**
 * Its author takes it back. Its place stays, with whatever answers it; a question nobody answered is gone as a whole.
 * What it said is kept for those who look after the community. Twice is once.
 */
export async function deletePost(work: Work, who: Who, postId: string): Promise<void> {
  const { topic, post } = await lockOwnPost(work, who, postId, (facts, author) =>
    facts.isMine && facts.isDeleted ? null : whyNotDelete(facts, author),
  )
  if (post.deletedAt) return
  await keepVersion(work, topic, post)
  await work.db
    .updateTable('forumPosts')
    .set({ body: '', html: '', version: post.version + 1, deletedAt: work.now })
    .where('id', '=', post.id)
    .execute()
  if (post.state === 'shown') await credit(work, post, -1)
  await settleFlags(work, { ...post, state: 'shown' }, false)
  await takeSolution(work, topic, post)
  // Nothing hangs on it: there is no place to keep.
  if (post.state === 'review' || (post.isQuestion && topic.replies === 0))
    await setState(work, topic, post, 'hidden', 'Deleted by its author.')
  work.record({ type: 'post.deleted', topicId: topic.id, postId: post.id })
  await refreshTopic(work, topic.id)
}

/** Their own post under the lock of its topic. Throws when it is somebody else's, or `whyNot` says why not. */
export async function lockOwnPost(
  work: Work,
  who: Who,
  postId: string,
  whyNot: (post: OwnPost, author: Author) => string | null = () => null,
) {
  const { post, topic } = await lockPost(work, postId)
  const member = await findMember(work.db, who)
  const isMine = member?.id === post.authorId
  // What is not shown exists for nobody but its author.
  if (!isMine && (post.state !== 'shown' || topic.state !== 'shown'))
    throw notFound('There is no such post.')
  if (!member || !isMine) throw notAllowed('Only whoever wrote it can change it.')
  const why = whyNot(ownPost(post, topic, member.id, work.now), authorOf(member, work.now))
  if (why) throw notAllowed(why)
  return { post, topic, member }
}

export const authorOf = (member: Member, now: Date): Author => ({
  trust: trustOfMember(member, now),
  isBlocked: member.blockedAt !== null,
})

export const ownPost = (
  post: Pick<Post, 'authorId' | 'state' | 'deletedAt' | 'createdAt' | 'version'>,
  topic: Pick<Topic, 'lockedAt' | 'connectionId'>,
  memberId: string,
  now: Date,
): OwnPost => ({
  isMine: post.authorId === memberId,
  state: post.state,
  isDeleted: post.deletedAt !== null,
  isOutside: topic.connectionId !== null,
  isLocked: topic.lockedAt !== null,
  hours: (now.getTime() - post.createdAt.getTime()) / HOUR_MS,
  versions: post.version,
})

async function keepVersion(work: Work, topic: Topic, { id, version, isQuestion, body }: Post) {
  await work.db
    .insertInto('forumPostVersions')
    .values({
      postId: id,
      version,
      title: isQuestion ? topic.title : null,
      body,
      replacedAt: work.now,
    })
    .execute()
}

/** What a post said before, newest first. */
export const earlierVersions = (db: Database, postId: string) =>
  db
    .selectFrom('forumPostVersions')
    .selectAll()
    .where('postId', '=', postId)
    .orderBy('version', 'desc')
    .execute()
