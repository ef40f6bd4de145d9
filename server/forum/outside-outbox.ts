import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { conflict, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { ForumOutsideActs } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { findTopic, type Post, type Topic } from './queries.ts'

/** What is to be done in a topic that stands elsewhere. */
export type OutsideAct = Selectable<ForumOutsideActs>

/** Refuses what can only be done where the topic stands. */
export function refuseElsewhere({ state, outsideUrl }: Pick<Topic, 'state' | 'outsideUrl'>): void {
  if (state === 'outside')
    throw conflict(`This topic stands elsewhere. Change it there: ${outsideUrl}`)
}

/** Does nothing for a topic of our own. One thing at a time in each topic, in this order. */
export async function doOutside(
  work: Work,
  topic: Pick<Topic, 'id' | 'connectionId'>,
  act: { kind: OutsideAct['kind']; postId: string },
): Promise<void> {
  if (!topic.connectionId) return
  await work.db
    .insertInto('forumOutsideActs')
    .values({
      id: randomUUIDv7(),
      topicId: topic.id,
      ...act,
      dueAt: work.now,
      createdAt: work.now,
    })
    .execute()
}

/** Of each of these posts of ours, how its way there is. */
export async function answersUnderWay(db: Database, topicId: string) {
  const rows = await db
    .selectFrom('forumOutsideActs')
    .select(['postId', 'kind', 'state', 'lastError'])
    .where('topicId', '=', topicId)
    .orderBy('number')
    .execute()
  return new Map(rows.filter(({ kind }) => kind === 'answer').map((row) => [row.postId, row]))
}

/** The newest mark of a solution that was refused there; null when the last one was not. */
export async function refusedSolution(db: Database, topicId: string): Promise<string | null> {
  const last = await db
    .selectFrom('forumOutsideActs')
    .select(['state', 'lastError'])
    .where('topicId', '=', topicId)
    .where('kind', '<>', 'answer')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return last?.state === 'refused' ? last.lastError : null
}

/** What they refused is tried once more, because somebody mended it there. */
export async function tryAgain(work: Work, postId: string): Promise<Post> {
  const post = await work.db
    .selectFrom('forumPosts')
    .selectAll()
    .where('id', '=', postId)
    .executeTakeFirst()
  const topic = post && (await findTopic(work.db, post.topicId))
  if (topic?.lockedAt) throw conflict('It was closed where it stands: nothing goes there any more.')
  const act = await work.db
    .updateTable('forumOutsideActs')
    .set({
      state: 'waiting',
      settledAt: null,
      dueAt: work.now,
      tries: sql<number>`least(tries, 1)`,
    })
    .where('postId', '=', postId)
    .where('kind', '=', 'answer')
    .where('state', '=', 'refused')
    .returning('id')
    .executeTakeFirst()
  if (!post || !act) throw notFound('There is no answer that was refused.')
  await work.db
    .updateTable('forumPosts')
    .set({ state: 'shown', why: '' })
    .where('id', '=', postId)
    .execute()
  return post
}
