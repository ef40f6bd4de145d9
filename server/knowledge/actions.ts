import { randomUUIDv7 } from 'node:crypto'
import { conflict, invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { publicHtml } from '../tickets/markdown.ts'
import { slugOfFile, type ArticleFile } from './front-matter.ts'
import { findArticle, type Article } from './queries.ts'

export interface ArticleWords {
  title: string
  body: string
  category: string
  language: string
  /** Empty: made of the title. */
  slug?: string
  note?: string
}

const LONGEST_BODY = 200_000

/** A new article: a draft until it is published. */
export async function writeArticle(
  work: Work,
  words: ArticleWords,
  { publishes }: { publishes: boolean },
): Promise<Article> {
  const slug = slugOfFile(words.slug || words.title)
  if (slug === '') throw invalid('It needs a title.', [{ path: 'title', message: 'is empty' }])
  return insert(work, { ...words, slug }, { publishes, sourcePath: null })
}

async function insert(
  work: Work,
  words: ArticleWords & { slug: string },
  { publishes, sourcePath }: { publishes: boolean; sourcePath: string | null },
): Promise<Article> {
  const article = await work.db
    .insertInto('knowledgeArticles')
    .values({
      id: randomUUIDv7(),
      slug: words.slug,
      language: words.language,
      category: words.category.trim() || 'General',
      title: words.title.trim(),
      publishedVersion: publishes ? 1 : null,
      source: sourcePath === null ? 'app' : 'folder',
      sourcePath,
      createdAt: work.now,
      updatedAt: work.now,
    })
    .onConflict((conflicting) => conflicting.columns(['slug', 'language']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!article)
    throw conflict(`An article "${words.slug}" exists in that language. Give this another address.`)
  await addVersion(work, article.id, 1, words)
  recordChange(work, article, publishes ? 'published' : 'drafted')
  return article
}

async function addVersion(work: Work, articleId: string, version: number, words: ArticleWords) {
  const body = words.body.replaceAll('\r\n', '\n').trim()
  if (body === '' || body.length > LONGEST_BODY)
    throw invalid(body === '' ? 'Write something first.' : 'That is too long for one article.', [
      { path: 'body', message: body === '' ? 'is empty' : 'is too long' },
    ])
  if (words.title.trim() === '')
    throw invalid('It needs a title.', [{ path: 'title', message: 'is empty' }])
  await work.db
    .insertInto('knowledgeVersions')
    .values({
      articleId,
      version,
      title: words.title.trim(),
      body,
      html: publicHtml(body, 1),
      authorId: work.actor.kind === 'user' ? work.actor.id : null,
      author: work.actor.name,
      note: words.note ?? '',
      createdAt: work.now,
    })
    .execute()
}

function recordChange(work: Work, { id, version }: Pick<Article, 'id' | 'version'>, what: string) {
  work.record({ type: 'article.changed', articleId: id, version, what })
  work.touch('knowledge')
}

/** The next version. `expectedVersion`: what one began with; somebody else's edit since is refused, not overwritten. */
export async function editArticle(
  work: Work,
  number: number,
  words: ArticleWords,
  { expectedVersion, publishes }: { expectedVersion: number; publishes: boolean },
): Promise<Article> {
  const article = await lockArticle(work, number)
  refuseFolder(article)
  if (article.version !== expectedVersion)
    throw conflict(
      `Somebody wrote version ${article.version} meanwhile. Yours is not lost: copy it, look at theirs, and save again.`,
    )
  return nextVersion(work, article, words, publishes)
}

async function nextVersion(
  work: Work,
  article: Article,
  words: ArticleWords,
  publishes: boolean,
): Promise<Article> {
  const version = article.version + 1
  await addVersion(work, article.id, version, words)
  const changed = await work.db
    .updateTable('knowledgeArticles')
    .set({
      version,
      title: words.title.trim(),
      category: words.category.trim() || 'General',
      language: words.language,
      updatedAt: work.now,
      ...(publishes && { publishedVersion: version }),
    })
    .where('id', '=', article.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordChange(work, changed, publishes ? 'published' : 'drafted')
  return changed
}

async function lockArticle(work: Work, number: number): Promise<Article> {
  await work.db
    .selectFrom('knowledgeArticles')
    .select('id')
    .where('number', '=', number)
    .forUpdate()
    .execute()
  return findArticle(work.db, number)
}

function refuseFolder({ source, sourcePath }: Article) {
  if (source === 'folder')
    throw conflict(`Its text stands in the file ${sourcePath ?? ''}: change it there.`)
}

/** Which version everybody reads; null: none. */
export async function publishArticle(
  work: Work,
  number: number,
  version: number | null,
): Promise<void> {
  const article = await lockArticle(work, number)
  refuseFolder(article)
  if (version !== null && (version < 1 || version > article.version))
    throw invalid(`There is no version ${version}.`)
  await setPublished(work, article, version)
}

async function setPublished(work: Work, article: Article, version: number | null) {
  if (article.publishedVersion === version) return
  await work.db
    .updateTable('knowledgeArticles')
    .set({ publishedVersion: version, updatedAt: work.now })
    .where('id', '=', article.id)
    .execute()
  recordChange(work, article, version === null ? 'unpublished' : 'published')
}

/** An earlier version becomes the newest again: nothing that was written since is lost. */
export async function restoreVersion(
  work: Work,
  number: number,
  version: number,
  publishes: boolean,
): Promise<Article> {
  const article = await lockArticle(work, number)
  refuseFolder(article)
  const earlier = await work.db
    .selectFrom('knowledgeVersions')
    .selectAll()
    .where('articleId', '=', article.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!earlier) throw invalid(`There is no version ${version}.`)
  const { category, language } = article
  const { title, body } = earlier
  const words = { title, body, category, language, note: `Version ${version} again` }
  return nextVersion(work, article, words, publishes)
}

/** One file of the folder, published. Doing it twice changes nothing. Answers whether something changed. */
export async function saveFile(work: Work, path: string, file: ArticleFile): Promise<boolean> {
  const article = await work.db
    .selectFrom('knowledgeArticles')
    .selectAll()
    .where('sourcePath', '=', path)
    .forUpdate()
    .executeTakeFirst()
  if (!article) {
    await insert(work, file, { publishes: true, sourcePath: path })
    return true
  }
  const newest = await work.db
    .selectFrom('knowledgeVersions')
    .select(['title', 'body'])
    .where('articleId', '=', article.id)
    .where('version', '=', article.version)
    .executeTakeFirstOrThrow()
  const isSame =
    newest.title === file.title &&
    newest.body === file.body &&
    article.category === file.category &&
    article.language === file.language &&
    article.slug === file.slug
  if (isSame && article.publishedVersion === article.version) return false
  if (article.slug !== file.slug)
    await work.db
      .updateTable('knowledgeArticles')
      .set({ slug: file.slug })
      .where('id', '=', article.id)
      .execute()
  if (isSame) await setPublished(work, article, article.version)
  else await nextVersion(work, article, file, true)
  return true
}

/** Files that are gone are read by nobody any more; what they said is kept. Answers how many. */
export async function unpublishMissing(work: Work, paths: readonly string[]): Promise<number> {
  const gone = await work.db
    .selectFrom('knowledgeArticles')
    .selectAll()
    .where('source', '=', 'folder')
    .where('publishedVersion', 'is not', null)
    .where((eb) => eb.not(eb('sourcePath', '=', eb.fn.any(eb.val([...paths])))))
    .execute()
  for (const article of gone) await setPublished(work, article, null)
  return gone.length
}
