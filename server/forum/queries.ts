import { sql, type Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { ForumCategories, ForumPosts, ForumTopics } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type Topic = Selectable<ForumTopics>
export type Post = Selectable<ForumPosts>
export type Category = Selectable<ForumCategories>

/** Those in which something is begun, in the playbook's order. */
export const listCategories = (db: Database): Promise<Category[]> =>
  db
    .selectFrom('forumCategories')
    .selectAll()
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .orderBy('slug')
    .execute()

/** Where something new may stand. Throws for one that the playbook names no more. */
export async function findOpenCategory(db: Database, slug: string): Promise<Category> {
  const category = await findCategory(db, slug)
  if (category.retiredAt) throw notFound(`Nothing new is begun in ${category.name}.`)
  return category
}

/** Any, as long as pages lead there. */
export async function findCategory(db: Database, slug: string): Promise<Category> {
  const row = await db
    .selectFrom('forumCategories')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (!row) throw notFound('There is no such category.')
  return row
}

/** The topic under its lock: whatever changes one goes through here. */
export async function lockTopic(work: Work, number: number): Promise<Topic> {
  const row = await work.db
    .selectFrom('forumTopics')
    .selectAll()
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('There is no such topic.')
  return row
}

export async function findTopic(db: Database, id: string): Promise<Topic | null> {
  const row = await db.selectFrom('forumTopics').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export async function findPost(db: Database, id: string): Promise<Post | null> {
  const row = await db.selectFrom('forumPosts').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Whether everybody can read words there: it is shown, and its author did not take it back. */
export const isReadable = ({ state, deletedAt }: Pick<Post, 'state' | 'deletedAt'>) =>
  state === 'shown' && deletedAt === null

export type TopicFilter = 'shown' | 'unanswered' | 'solved' | 'review' | 'hidden' | 'outside'

export interface TopicsAsked {
  filter?: TopicFilter
  category?: string | undefined
  tag?: string | undefined
  /** Of forums elsewhere too: for people of ours alone. */
  withOutside?: boolean
  /** The last topic of the page before. */
  before?: { at: Date; number: number } | null
  limit: number
}

const topicsWithNames = (db: Database) =>
  db
    .selectFrom('forumTopics as t')
    .innerJoin('forumCategories as c', 'c.id', 't.categoryId')
    .innerJoin('forumMembers as m', 'm.id', 't.authorId')
    .leftJoin('connections as o', 'o.id', 't.connectionId')
    .select([
      't.id',
      't.number',
      't.slug',
      't.title',
      't.tags',
      't.state',
      't.replies',
      't.votes',
      't.lockedAt',
      't.pinnedAt',
      't.solutionPostId',
      't.waitingSince',
      't.createdAt',
      't.lastAt',
      't.authorId',
      't.ticketId',
      't.connectionId',
      't.outsideUrl',
      't.outsideCategory',
      'o.name as outsideName',
      'c.slug as categorySlug',
      'c.name as categoryName',
      'm.displayName as authorName',
      'm.userId as authorUserId',
    ])

export type TopicRow = Awaited<ReturnType<typeof listTopics>>[number]

/** Topics, last written in first; what waits for an answer longest first. Without pinned ones above. */
export async function listTopics(
  db: Database,
  { filter = 'shown', category, tag, withOutside = false, before, limit }: TopicsAsked,
) {
  let query = topicsWithNames(db)
  if (filter === 'review') query = query.where('t.state', '=', sql.lit('review' as const))
  else if (filter === 'hidden') query = query.where('t.state', 'in', ['hidden', 'spam'])
  else if (filter === 'outside') query = query.where('t.state', '=', sql.lit('outside' as const))
  else if (filter === 'unanswered' && withOutside)
    query = query.where('t.state', 'in', ['shown', 'outside'])
  else query = query.where('t.state', '=', sql.lit('shown' as const))
  if (filter === 'unanswered') query = query.where('t.waitingSince', 'is not', null)
  if (filter === 'solved') query = query.where('t.solutionPostId', 'is not', null)
  if (category) query = query.where('c.slug', '=', category)
  if (tag) query = query.where(sql<boolean>`t.tags @> array[${tag}]::text[]`)
  if (filter === 'unanswered')
    return query
      .where(
        before
          ? sql<boolean>`(t.waiting_since, t.number) > (${before.at}, ${before.number}::bigint)`
          : sql<boolean>`true`,
      )
      .orderBy('t.waitingSince')
      .orderBy('t.number')
      .limit(limit)
      .execute()
  if (before)
    query = query.where(
      sql<boolean>`(t.last_at, t.number) < (${before.at}, ${before.number}::bigint)`,
    )
  return query.orderBy('t.lastAt', 'desc').orderBy('t.number', 'desc').limit(limit).execute()
}

/** What stands above the list, newest pin first. */
export async function pinnedTopics(db: Database, category?: string): Promise<TopicRow[]> {
  let query = topicsWithNames(db).where('t.pinnedAt', 'is not', null).where('t.state', '=', 'shown')
  if (category) query = query.where('c.slug', '=', category)
  return query.orderBy('t.pinnedAt', 'desc').limit(5).execute()
}

export async function topicsByIds(db: Database, ids: readonly string[]): Promise<TopicRow[]> {
  if (ids.length === 0) return []
  return topicsWithNames(db)
    .where('t.id', 'in', [...ids])
    .where('t.state', '=', 'shown')
    .execute()
}

/** One topic by the number in its address, whatever its state: who may see it is asked by `maySee`. */
export async function topicByNumber(db: Database, number: number): Promise<TopicRow> {
  const row = await topicsWithNames(db).where('t.number', '=', number).executeTakeFirst()
  if (!row) throw notFound('There is no such topic.')
  return row
}

/** What is not shown exists only for its author and for people of ours. */
export const maySee = (
  topic: { state: string; authorId: string },
  reader: { memberId: string | null; isStaff: boolean },
): boolean => topic.state === 'shown' || reader.isStaff || topic.authorId === reader.memberId

export async function isFollowing(db: Database, topicId: string, memberId: string | null) {
  if (!memberId) return false
  const row = await db
    .selectFrom('forumFollows')
    .select('topicId')
    .where('topicId', '=', topicId)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  return row !== undefined
}

/** What waits for a person: words of somebody new, suspicious ones, and what was complained about. */
export async function reviewQueue(db: Database) {
  const waiting = await db
    .selectFrom('forumPosts as p')
    .innerJoin('forumTopics as t', 't.id', 'p.topicId')
    .innerJoin('forumMembers as m', 'm.id', 'p.authorId')
    .select([
      'p.id',
      'p.body',
      'p.why',
      'p.isQuestion',
      'p.createdAt',
      'p.via',
      't.number',
      't.title',
      'm.number as authorNumber',
      'm.displayName as authorName',
      'm.approved',
    ])
    .where('p.state', '=', sql.lit('review' as const))
    .orderBy('p.createdAt')
    .limit(100)
    .execute()
  const flags = await db
    .selectFrom('forumFlags as f')
    .innerJoin('forumPosts as p', 'p.id', 'f.postId')
    .innerJoin('forumTopics as t', 't.id', 'p.topicId')
    .innerJoin('forumMembers as m', 'm.id', 'p.authorId')
    .innerJoin('forumMembers as by', 'by.id', 'f.memberId')
    .select([
      'f.id',
      'f.reason',
      'f.note',
      'f.createdAt',
      'p.id as postId',
      'p.body',
      'p.state',
      't.number',
      't.title',
      'm.number as authorNumber',
      'm.displayName as authorName',
      'by.displayName as flaggedBy',
    ])
    .where('f.settledAt', 'is', null)
    .orderBy('f.createdAt')
    .limit(100)
    .execute()
  return { waiting, flags }
}

/** The newest posts of the feed, with their words. */
export async function newestTopics(db: Database, category?: string) {
  let query = topicsWithNames(db)
    .innerJoin('forumPosts as p', (join) =>
      join.onRef('p.topicId', '=', 't.id').on('p.isQuestion', '=', true),
    )
    .select(['p.html'])
    .where('t.state', '=', sql.lit('shown' as const))
    .where('p.deletedAt', 'is', null)
  if (category) query = query.where('c.slug', '=', category)
  return query.orderBy('t.createdAt', 'desc').limit(30).execute()
}
