import { randomUUIDv7 } from 'node:crypto'
import type { Connection } from '../connectors/connections.ts'
import type { OutsidePost } from '../connectors/connector.ts'
import type { Work } from '../platform/work.ts'
import { publicHtml } from '../tickets/markdown.ts'
import { memberElsewhere } from './members.ts'
import type { Post } from './queries.ts'
import { areSameWords } from './same-words.ts'

const GONE = 'It was taken away there.'

export const postsThere = (work: Work, topicId: string): Promise<Post[]> =>
  work.db.selectFrom('forumPosts').selectAll().where('topicId', '=', topicId).execute()

/** What we know of each post there, so that only what changed is read again. */
export async function knownMarks(
  work: Work,
  topicId: string | null,
): Promise<Record<string, string>> {
  const posts = topicId ? await postsThere(work, topicId) : []
  return Object.fromEntries(
    posts.flatMap(({ outsideId, outsideMark }) =>
      outsideId && outsideMark ? [[outsideId, outsideMark]] : [],
    ),
  )
}

/** Brings one post to what it is there. */
export async function mirrorPost(
  work: Work,
  connection: Connection,
  topicId: string,
  ours: readonly Post[],
  post: OutsidePost,
): Promise<void> {
  const known =
    ours.find(({ outsideId }) => outsideId === post.id) ?? (await adopt(work, ours, post))
  if (!known) return insertPost(work, connection, topicId, post)
  if (post.body === null && known.state === 'shown') return
  const body = post.body ?? known.body
  await work.db
    .updateTable('forumPosts')
    .set({ body, html: publicHtml(body), outsideMark: post.mark, state: 'shown', why: '' })
    .where('id', '=', known.id)
    .execute()
}

/** An answer of ours that arrived there although nobody told us: it is that one, and is not sent again. */
async function adopt(
  work: Work,
  ours: readonly Post[],
  post: OutsidePost,
): Promise<Post | undefined> {
  const { body, isOurs } = post
  if (!isOurs || body === null) return undefined
  const mine = ours.find(
    ({ outsideId, via, ...one }) =>
      outsideId === null && via !== 'outside' && areSameWords(one.body, body),
  )
  if (!mine) return undefined
  // Two of the same words in one look are two posts: the second finds this one taken.
  mine.outsideId = post.id
  await arrivedThere(work, mine.id, post.id)
  return mine
}

/** Our answer stands there under this id. */
export async function arrivedThere(work: Work, postId: string, outsideId: string | null) {
  await work.db
    .updateTable('forumPosts')
    .set({ outsideId, state: 'shown', why: '' })
    .where('id', '=', postId)
    .execute()
  await work.db
    .updateTable('forumOutsideActs')
    .set({ state: 'done', settledAt: work.now, lastError: null })
    .where('postId', '=', postId)
    .where('kind', '=', 'answer')
    .where('state', '<>', 'done')
    .execute()
}

async function insertPost(
  work: Work,
  connection: Connection,
  topicId: string,
  { id, mark, author, isQuestion, body, createdAt }: OutsidePost,
): Promise<void> {
  if (body === null) return
  const member = await memberElsewhere(work, connection, author)
  await work.db
    .insertInto('forumPosts')
    .values({
      id: randomUUIDv7(),
      topicId,
      authorId: member.id,
      isQuestion,
      body,
      html: publicHtml(body),
      state: 'shown',
      via: 'outside',
      outsideId: id,
      outsideMark: mark,
      createdAt,
    })
    .execute()
}

/** What was taken away there is taken away here, words and all. */
export async function takeAway(work: Work, ours: readonly Post[], stays: ReadonlySet<string>) {
  const gone = ours.filter(
    ({ outsideId, state }) => outsideId && state === 'shown' && !stays.has(outsideId),
  )
  for (const { id } of gone)
    await work.db
      .updateTable('forumPosts')
      .set({ state: 'hidden', why: GONE, body: '', html: '', outsideMark: null })
      .where('id', '=', id)
      .execute()
}
