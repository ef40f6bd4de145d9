/** Topics and articles among what people of ours search: found newest first, each with the words that say most of it. */
import { sql } from 'kysely'
import { topicUrl } from '../forum/links.ts'
import { topicsByIds } from '../forum/queries.ts'
import { articlePath } from '../knowledge/links.ts'
import { articlesByIds } from '../knowledge/queries.ts'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { excerptOf, marked } from './excerpt.ts'
import { literally } from './names.ts'
import type { PublicConditions } from './public-conditions.ts'
import { MOST_COUNTED, refusingTooWide } from './queries.ts'
import type { Terms } from './results.ts'
import type { PublicRow } from './shapes.ts'

/** Letters of a post that are looked through for an excerpt, and posts of one topic among which it is chosen. */
const LOOKED_THROUGH = 20_000
const MOST_POSTS = 100

export interface PublicFound {
  id: string
  kind: 'topic' | 'article'
  /** Microseconds since the epoch, when it was begun. */
  at: number
}

/**
 * Newest first; one more than `limit` says that there are more. `total`: on the first page, as far as we count. Throws when
 * the search was too wide.
 */
export async function findPublicThings(
  db: Database,
  { kinds, words, others }: PublicConditions,
  { after, limit }: { after: { at: number; id: string } | null; limit: number },
): Promise<{ hits: PublicFound[]; total: number | null }> {
  const conditions = [
    sql`d.kind = any(${kinds}::text[])`,
    ...(words ? [sql`d.words @@ ${words}`] : []),
    ...others,
    ...(after
      ? [sql`(d.at, d.id) < (to_timestamp(${after.at}::float8 / 1000000), ${after.id}::uuid)`]
      : []),
  ]
  const most = after ? limit + 1 : Math.max(limit, MOST_COUNTED) + 1
  const { rows } = await refusingTooWide(() =>
    sql<PublicFound & { total: number }>`
    with hits as materialized (
      select d.id, d.kind, d.at from public_documents d where ${sql.join(conditions, sql` and `)}
      order by d.at desc, d.id desc limit ${most})
    select id, kind, (extract(epoch from at) * 1000000)::bigint as at, (select count(*)::int from hits) as total
    from hits order by hits.at desc, id desc limit ${limit + 1}`.execute(db),
  )
  return {
    hits: rows.map(({ id, kind, at }) => ({ id, kind, at })),
    total: after ? null : (rows[0]?.total ?? 0),
  }
}

/** What a page shows of them, by id. What is shown no more since it was indexed is not among them. */
export async function readPublicRows(
  system: System,
  db: Database,
  found: readonly PublicFound[],
  terms: Terms,
): Promise<Map<string, PublicRow>> {
  const ids = (kind: string) => found.flatMap((one) => (one.kind === kind ? [one.id] : []))
  const said = await whatIsSaid(db, found, terms)
  const rows = new Map<string, PublicRow>()
  for (const topic of await topicsByIds(db, ids('topic')))
    rows.set(topic.id, {
      kind: 'topic',
      number: topic.number,
      subject: marked(topic.title, terms.sought, terms.literals),
      excerpt: said.get(topic.id) ?? null,
      category: topic.categoryName,
      url: topicUrl(system, topic),
      author: topic.authorName,
      isSolved: topic.solutionPostId !== null,
      replies: topic.replies,
      createdAt: topic.createdAt,
      updatedAt: topic.lastAt,
    })
  for (const article of await articlesByIds(db, ids('article')))
    rows.set(article.id, {
      kind: 'article',
      number: article.number,
      subject: marked(article.title, terms.sought, terms.literals),
      excerpt: said.get(article.id) ?? null,
      category: article.category,
      url: `${system.config.portalUrl}${articlePath(article)}`,
      author: null,
      isSolved: true,
      replies: 0,
      createdAt: article.writtenAt,
      updatedAt: article.writtenAt,
    })
  return rows
}

/** Of each the post, or the article, that says most of what was asked for; of equals the question. */
async function whatIsSaid(db: Database, found: readonly PublicFound[], terms: Terms) {
  const patterns = [
    ...terms.literals,
    ...terms.sought.map(({ lexemes }) => lexemes.reduce((a, b) => (b.length < a.length ? b : a))),
  ].map((text) => `%${literally(text)}%`)
  const { rows } = await sql<{ id: string; body: string; author: string | null; at: Date }>`
    select w.id, s.* from unnest(${found.map(({ id }) => id)}::uuid[]) w (id) cross join lateral (
      select body, author, at from (
        (select left(p.body, ${LOOKED_THROUGH}) as body, m.display_name as author, p.created_at as at, p.is_question as first
          from forum_posts p join forum_members m on m.id = p.author_id
          where p.topic_id = w.id and p.state = 'shown' and p.deleted_at is null order by p.is_question desc, p.created_at desc limit ${MOST_POSTS})
        union all
        select left(v.body, ${LOOKED_THROUGH}), null, v.created_at, true
          from knowledge_articles a join knowledge_versions v on v.article_id = a.id and v.version = a.published_version
          where a.id = w.id) texts
      order by (select count(*) from unnest(${patterns}::text[]) p where body ilike p) desc, first desc, at desc
      limit 1) s`.execute(db)
  return new Map(
    rows.map(({ id, body, author, at }) => [
      id,
      { ...excerptOf(body, terms.sought, terms.literals), author, at },
    ]),
  )
}
