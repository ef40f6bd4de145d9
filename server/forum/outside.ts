import { randomUUIDv7 } from 'node:crypto'
import { isStillThere, type Connection } from '../connectors/connections.ts'
import type { OutsidePost, OutsideTopic } from '../connectors/connector.ts'
import type { Reaction, Work } from '../platform/work.ts'
import { creditSolution, refreshTopic } from './actions.ts'
import { memberElsewhere } from './members.ts'
import { mirrorPost, postsThere, takeAway } from './outside-posts.ts'
import { endLook, lockLook, type Look } from './outside-looks.ts'
import { findTopic, listCategories, lockTopic, type Topic } from './queries.ts'
import { slugOf, tagsOf } from './wording.ts'

/** Looked at again without a reason, for a call may be lost: what waits, and what was written in lately. */
const WAITING_SECONDS = 900
const LIVELY_SECONDS = 6 * 3600
const LIVELY_DAYS = 3

/**
 * Brings our copy of a topic to what it is there; null: it is gone. Makes one only of what waits for an answer. False when
 * not all of it is here now: another look is under way, or there is more to read.
 */
export async function mirrorTopic(
  work: Work,
  connection: Connection,
  claimed: Look,
  there: OutsideTopic | null,
): Promise<boolean> {
  // Removed, or led elsewhere, while we looked: what was seen is nobody's any more.
  if (!(await isStillThere(work, connection))) return false
  const look = await lockLook(work, claimed)
  if (!look) return false
  const known = look.topicId ? await findTopic(work.db, look.topicId) : null
  if (!there) {
    if (known) await closeGone(work, known)
    await endLook(work, claimed, { topicId: look.topicId, nextSeconds: null })
    return true
  }
  const topic = known ?? (await beginTopic(work, connection, there))
  if (!topic) {
    await endLook(work, claimed, { topicId: null, nextSeconds: null })
    return true
  }
  await lockTopic(work, topic.number)
  const ours = await postsThere(work, topic.id)
  for (const post of there.posts) await mirrorPost(work, connection, topic.id, ours, post)
  await takeAway(work, ours, new Set(there.postIds))
  await mirrorFacts(work, topic, there)
  await mirrorSolution(work, topic, there)
  await refreshTopic(work, topic.id)
  const nextSeconds = await nextLook(work, topic.id, there)
  await endLook(work, claimed, { topicId: topic.id, nextSeconds })
  return there.isWhole
}

async function nextLook(work: Work, topicId: string, there: OutsideTopic): Promise<number | null> {
  if (!there.isWhole) return 0
  const topic = await findTopic(work.db, topicId)
  if (topic?.waitingSince) return WAITING_SECONDS
  const idleMs = work.now.getTime() - (topic?.lastAt.getTime() ?? 0)
  return idleMs < LIVELY_DAYS * 86_400_000 ? LIVELY_SECONDS : null
}

async function beginTopic(
  work: Work,
  connection: Connection,
  there: OutsideTopic,
): Promise<Topic | null> {
  const question = there.posts.find(({ isQuestion }) => isQuestion)
  if (!question || !isUnanswered(there, question)) return null
  // It is in none of ours; the column wants one, and no page shows it.
  const [category] = await listCategories(work.db)
  if (!category) return null
  const author = await memberElsewhere(work, connection, question.author)
  return work.db
    .insertInto('forumTopics')
    .values({
      id: randomUUIDv7(),
      categoryId: category.id,
      authorId: author.id,
      ...shape(there),
      state: 'outside',
      connectionId: connection.id,
      createdAt: there.createdAt,
      lastAt: there.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

const isUnanswered = (there: OutsideTopic, question: OutsidePost) =>
  there.isWanted &&
  there.isOpen &&
  there.isWhole &&
  !there.isSolved &&
  !question.isOurs &&
  there.posts.every(({ author }) => author === question.author)

const shape = ({ title, tags, url, category }: OutsideTopic) => ({
  title: title.slice(0, 500),
  slug: slugOf(title),
  tags: tagsOf(tags.join(',')),
  outsideUrl: url,
  outsideCategory: category,
})

async function mirrorFacts(work: Work, topic: Topic, there: OutsideTopic) {
  await work.db
    .updateTable('forumTopics')
    .set({ ...shape(there), lockedAt: there.isOpen ? null : (topic.lockedAt ?? work.now) })
    .where('id', '=', topic.id)
    .execute()
}

async function closeGone(work: Work, topic: Topic) {
  await takeAway(work, await postsThere(work, topic.id), new Set())
  await work.db
    .updateTable('forumTopics')
    .set({ lockedAt: topic.lockedAt ?? work.now })
    .where('id', '=', topic.id)
    .execute()
  await refreshTopic(work, topic.id)
}

/** Theirs counts, unless ours is still on its way; a mark of ours that they refused stays until they have one. */
async function mirrorSolution(work: Work, { id }: Topic, { isSolved, solutionId }: OutsideTopic) {
  const topic = await findTopic(work.db, id)
  const mark = await work.db
    .selectFrom('forumOutsideActs')
    .select('state')
    .where('topicId', '=', id)
    .where('kind', '<>', 'answer')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (!topic || mark?.state === 'waiting') return
  const posts = await postsThere(work, id)
  const solution = posts.find(({ outsideId }) => outsideId !== null && outsideId === solutionId)
  if (!solution && (isSolved || mark?.state === 'refused')) return
  const postId = solution?.id ?? null
  if (topic.solutionPostId === postId) return
  await creditSolution(work, topic, topic.solutionPostId, -1)
  await creditSolution(work, topic, postId, 1)
  await work.db
    .updateTable('forumTopics')
    .set({ solutionPostId: postId })
    .where('id', '=', id)
    .execute()
  work.record({ type: 'topic.solved', topicId: id, postId })
}

/** A connection is gone: nobody could answer its topics any more, so none of them waits. */
export const forgetTopicsThere: Reaction<'connection.removed'> = async (work, { fact }) => {
  await work.db
    .updateTable('forumTopics')
    .set({ waitingSince: null, lockedAt: work.now })
    .where('connectionId', '=', fact.connectionId)
    .execute()
  await work.db
    .updateTable('forumOutsideActs')
    .set({ state: 'refused', settledAt: work.now, lastError: 'The connection was removed.' })
    .where('state', '=', 'waiting')
    .where('topicId', 'in', (eb) =>
      eb.selectFrom('forumTopics').select('id').where('connectionId', '=', fact.connectionId),
    )
    .execute()
  work.touch('forum', 'queue')
}
