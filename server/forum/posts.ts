import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'

export type PostRow = Awaited<ReturnType<typeof postsOf>>[number]

/** Answers on one page for everybody, and at once for those who look after the community. */
export const POSTS_AT_ONCE = 500
export const POSTS_FOR_STAFF = 100

interface Reader {
  memberId: string | null
  isStaff: boolean
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * The question and its answers in the order they were written, those one may see. `from`: how many come before;
 * `after`: the last one of the page before.
 */
export async function postsOf(
  db: Database,
  topicId: string,
  reader: Reader,
  {
    from = 0,
    after,
    limit = POSTS_AT_ONCE,
  }: { from?: number; after?: string; limit?: number } = {},
) {
  let query = db
    .selectFrom('forumPosts as p')
    .innerJoin('forumMembers as m', 'm.id', 'p.authorId')
    .leftJoin('forumVotes as v', (join) =>
      join.onRef('v.postId', '=', 'p.id').on('v.memberId', '=', reader.memberId ?? NOBODY),
    )
    .select([
      'p.id',
      'p.isQuestion',
      'p.body',
      'p.html',
      'p.state',
      'p.why',
      'p.via',
      'p.outsideId',
      'p.votes',
      'p.createdAt',
      'p.editedAt',
      'p.deletedAt',
      'p.version',
      'p.authorId',
      'm.number as authorNumber',
      'm.displayName as authorName',
      'm.userId as authorUserId',
      'm.contactId as authorContactId',
      'm.blockedAt as authorBlockedAt',
      'm.approved',
      'm.solutions',
      'm.votes as authorVotes',
      'm.upheldFlags',
      'm.createdAt as authorSince',
      'v.memberId as votedBy',
    ])
    .where('p.topicId', '=', topicId)
  if (!reader.isStaff)
    query = query.where((eb) =>
      eb.or([
        eb('p.state', '=', 'shown'),
        eb.and([eb('p.state', '=', 'review'), eb('p.authorId', '=', reader.memberId ?? NOBODY)]),
      ]),
    )
  if (after) {
    const last = await placeOf(db, topicId, after)
    query = query
      .where(sql<boolean>`(p.created_at, p.id) > (${last.createdAt}::timestamptz, ${after}::uuid)`)
      .where('p.isQuestion', '=', false)
  }
  return query
    .orderBy('p.isQuestion', 'desc')
    .orderBy('p.createdAt')
    .orderBy('p.id')
    .offset(from)
    .limit(limit)
    .execute()
}

/** When the last post of a page was written, to the microsecond: the question comes before whatever answers it. */
async function placeOf(db: Database, topicId: string, postId: string) {
  const row = await db
    .selectFrom('forumPosts')
    .select(
      sql<string>`(case when is_question then '-infinity' else created_at end)::text`.as(
        'createdAt',
      ),
    )
    .where('id', '=', postId)
    .where('topicId', '=', topicId)
    .executeTakeFirst()
  if (!row) throw notFound('That page of answers does not exist.')
  return row
}

/** Where the newest answer stands among those everybody sees, places of deleted ones included; the question is 0. */
export async function placeOfNewest(db: Database, topicId: string): Promise<number> {
  const { count } = await db
    .selectFrom('forumPosts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('topicId', '=', topicId)
    .where('isQuestion', '=', false)
    .where('state', '=', 'shown')
    .executeTakeFirstOrThrow()
  return count
}
