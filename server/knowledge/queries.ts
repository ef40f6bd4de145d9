import { sql, type Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { KnowledgeArticles, KnowledgeVersions } from '../platform/tables.ts'

export type Article = Selectable<KnowledgeArticles>
export type ArticleVersion = Selectable<KnowledgeVersions>

const published = (db: Database) =>
  db
    .selectFrom('knowledgeArticles as a')
    .innerJoin('knowledgeVersions as v', (join) =>
      join.onRef('v.articleId', '=', 'a.id').onRef('v.version', '=', 'a.publishedVersion'),
    )
    .select([
      'a.id',
      'a.number',
      'a.slug',
      'a.language',
      'a.category',
      'v.title',
      'v.version',
      'v.createdAt as writtenAt',
    ])

export type PublishedArticle = Awaited<ReturnType<typeof listPublished>>[number]

/** What everybody may read, by category. */
export const listPublished = (db: Database, language?: string) => {
  const query = published(db).orderBy('a.category').orderBy('v.title').limit(2000)
  return (language ? query.where('a.language', '=', language) : query).execute()
}

export async function articlesByIds(db: Database, ids: readonly string[]) {
  return ids.length === 0
    ? []
    : published(db)
        .where('a.id', 'in', [...ids])
        .execute()
}

/** The article everybody reads at this address: in the language asked for, else in any. */
export async function articleAt(db: Database, slug: string, language: string | null) {
  const row = await published(db)
    .select('v.html')
    .where('a.slug', '=', slug)
    .orderBy(sql`a.language = ${language ?? 'en'}`, 'desc')
    .orderBy('a.language')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw notFound('There is no such article, or it is no longer published.')
  return row
}

/** In which languages the same article stands. */
export const languagesOf = (db: Database, slug: string) =>
  published(db).where('a.slug', '=', slug).orderBy('a.language').execute()

export async function listArticles(db: Database): Promise<Article[]> {
  return db
    .selectFrom('knowledgeArticles')
    .selectAll()
    .orderBy('category')
    .orderBy('title')
    .limit(2000)
    .execute()
}

export async function findArticle(db: Database, number: number): Promise<Article> {
  const row = await db
    .selectFrom('knowledgeArticles')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound(`There is no article ${number}.`)
  return row
}

/** Every version, newest first. */
export const versionsOf = (db: Database, articleId: string): Promise<ArticleVersion[]> =>
  db
    .selectFrom('knowledgeVersions')
    .selectAll()
    .where('articleId', '=', articleId)
    .orderBy('version', 'desc')
    .limit(500)
    .execute()
