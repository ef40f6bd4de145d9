import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

/** For sitemaps: every topic anyone may read, newest first, as many as one file may hold (sitemaps.org: 50,000). */
export const allShown = (db: Database) =>
  db
    .selectFrom('forumTopics')
    .select(['number', 'slug', 'lastAt'])
    .where('state', '=', sql.lit('shown' as const))
    .orderBy('lastAt', 'desc')
    .limit(50_000)
    .execute()

/** Tags in use, the most used first. */
export async function listTags(db: Database, limit: number) {
  const { rows } = await sql<{ tag: string; topics: number }>`
    select tag, count(*)::int as topics from (
      select unnest(tags) as tag from (select tags from forum_topics where state = 'shown' and tags <> '{}'
        order by last_at desc limit 2000) recent) tags
    group by tag order by topics desc, tag limit ${limit}`.execute(db)
  return rows
}
