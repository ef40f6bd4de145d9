import { conflict, notFound, tooMany } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { addToMember, follow, refreshTopic } from './actions.ts'
import { readerFor, trustOfMember, type Who } from './members.ts'
import { findPost, findTopic, isReadable, lockTopic, type Post } from './queries.ts'
import { limitsOf } from './trust.ts'

/** One vote a member and post; pressing again takes it back. Nobody votes for themselves. */
export async function vote(work: Work, who: Who, postId: string, wants: boolean): Promise<void> {
  const post = await findShownPost(work, postId)
  const member = await readerFor(work, who)
  if (post.authorId === member.id) throw conflict('That one is yours.')
  const { count } = await work.db
    .selectFrom('forumVotes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', member.id)
    .where('createdAt', '>', new Date(work.now.getTime() - 86_400_000))
    .executeTakeFirstOrThrow()
  if (wants && count >= limitsOf(trustOfMember(member, work.now)).votesADay)
    throw tooMany('That is enough votes for a day.')
  const changed = wants
    ? await work.db
        .insertInto('forumVotes')
        .values({ postId, memberId: member.id, createdAt: work.now })
        .onConflict((conflicting) => conflicting.doNothing())
        .returning('postId')
        .executeTakeFirst()
    : await work.db
        .deleteFrom('forumVotes')
        .where('postId', '=', postId)
        .where('memberId', '=', member.id)
        .returning('postId')
        .executeTakeFirst()
  if (!changed) return
  const by = wants ? 1 : -1
  await work.db
    .updateTable('forumPosts')
    .set((eb) => ({ votes: eb('votes', '+', by) }))
    .where('id', '=', postId)
    .execute()
  await addToMember(work, post.authorId, 'votes', by)
  await refreshTopic(work, post.topicId)
}

export async function findShownPost(work: Work, postId: string): Promise<Post> {
  const post = await findPost(work.db, postId)
  const topic = post && (await findTopic(work.db, post.topicId))
  if (!post || !isReadable(post) || topic?.state !== 'shown')
    throw notFound('There is no such post.')
  return post
}

export async function unfollow(work: Work, topicId: string, memberId: string): Promise<void> {
  await work.db
    .deleteFrom('forumFollows')
    .where('topicId', '=', topicId)
    .where('memberId', '=', memberId)
    .execute()
}

/** What is said in the topic comes by mail, or no longer. */
export async function setFollowing(
  work: Work,
  who: Who,
  topicNumber: number,
  wants: boolean,
): Promise<void> {
  const topic = await lockTopic(work, topicNumber)
  const member = await readerFor(work, who)
  await (wants ? follow(work, topic.id, member.id) : unfollow(work, topic.id, member.id))
}
