import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import { publicHtml } from '../tickets/markdown.ts'
import { editArticle, publishArticle, restoreVersion, writeArticle } from './actions.ts'
import { articlePath } from './links.ts'
import { findArticle, listArticles, versionsOf, type Article } from './queries.ts'

const OfArticle = z.object({ number: z.coerce.number<string>().int().min(1) })
const Listed = z
  .object({
    number: z.int(),
    title: z.string(),
    category: z.string(),
    language: z.string(),
    slug: z.string(),
    path: z.string().meta({ description: 'Of its public page.' }),
    version: z.int(),
    publishedVersion: z.int().nullable(),
    source: z.enum(['app', 'folder']),
    sourcePath: z.string().nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'Article' })

const Version = z
  .object({
    version: z.int(),
    title: z.string(),
    body: z.string(),
    author: z.string(),
    note: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'ArticleVersion' })

const words = {
  title: z.string().trim().min(1).max(200),
  body: z.string().min(1).max(200_000),
  category: z.string().trim().max(80).default('General'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/, 'is no language, such as en or pt-br')
    .default('en'),
  note: z.string().max(200).default(''),
  publish: z.boolean().default(false),
}

const listed = (article: Article): z.output<typeof Listed> => ({
  ...article,
  path: articlePath(article),
})

/** The help centre, for those who write it. */
export const knowledgeRoutes: Routes = async (app) => {
  app.get('/articles', {
    schema: {
      operationId: 'listArticles',
      tags: ['Knowledge'],
      response: { 200: z.object({ articles: z.array(Listed) }) },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db) => ({
        articles: (await listArticles(db)).map(listed),
      })),
  })

  app.get('/articles/:number', {
    schema: {
      operationId: 'showArticle',
      tags: ['Knowledge'],
      summary: 'One article with every version, newest first.',
      params: OfArticle,
      response: { 200: Listed.extend({ versions: z.array(Version) }).meta({ id: 'ArticleWhole' }) },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db) => {
        const article = await findArticle(db, request.params.number)
        return { ...listed(article), versions: await versionsOf(db, article.id) }
      }),
  })

  app.post('/articles', {
    schema: {
      operationId: 'writeArticle',
      tags: ['Knowledge'],
      summary: 'A new article: a draft, or published at once.',
      body: z.object({ ...words, slug: z.string().max(100).default('') }),
      response: { 201: z.object({ number: z.int() }) },
    },
    handler: async (request, answer) => {
      const { publish, ...article } = request.body
      const { number } = await request.inWork('knowledge.write', (work) =>
        writeArticle(work, article, { publishes: publish }),
      )
      return answer.status(201).send({ number })
    },
  })

  app.post('/articles/:number/versions', {
    schema: {
      operationId: 'editArticle',
      tags: ['Knowledge'],
      summary: 'The next version. What was written before stays, and can be restored.',
      params: OfArticle,
      body: z.object({ ...words, expectedVersion: z.int() }),
      response: { 201: z.object({ version: z.int() }) },
    },
    handler: async (request, answer) => {
      const { publish, expectedVersion, ...article } = request.body
      const { version } = await request.inWork('knowledge.write', (work) =>
        editArticle(work, request.params.number, article, { expectedVersion, publishes: publish }),
      )
      return answer.status(201).send({ version })
    },
  })

  app.put('/articles/:number/publication', {
    schema: {
      operationId: 'publishArticle',
      tags: ['Knowledge'],
      summary: 'Which version everybody reads; null: none.',
      params: OfArticle,
      body: z.object({ version: z.int().nullable() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('knowledge.write', async (work) => {
        await publishArticle(work, request.params.number, request.body.version)
        return done
      }),
  })

  app.post('/articles/:number/restorations', {
    schema: {
      operationId: 'restoreArticle',
      tags: ['Knowledge'],
      summary: 'An earlier version becomes the newest again.',
      params: OfArticle,
      body: z.object({ version: z.int().min(1), publish: z.boolean().default(false) }),
      response: { 201: z.object({ version: z.int() }) },
    },
    handler: async (request, answer) => {
      const { version, publish } = request.body
      const article = await request.inWork('knowledge.write', (work) =>
        restoreVersion(work, request.params.number, version, publish),
      )
      return answer.status(201).send({ version: article.version })
    },
  })

  app.post('/articles/preview', {
    schema: {
      operationId: 'previewArticle',
      tags: ['Knowledge'],
      summary: 'How Markdown looks on the public page, cleaned.',
      body: z.object({ body: z.string().max(200_000) }),
      response: { 200: z.object({ html: z.string() }) },
    },
    handler: (request) =>
      request.reads('tickets.read', async () => ({ html: publicHtml(request.body.body, 1) })),
  })
}
