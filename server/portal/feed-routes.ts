import { z } from 'zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { topicUrl } from '../forum/links.ts'
import { allShown } from '../forum/public-lists.ts'
import { findCategory, listCategories, newestTopics } from '../forum/queries.ts'
import { articlePath } from '../knowledge/links.ts'
import { listPublished } from '../knowledge/queries.ts'
import type { App } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import { answerPublic } from './public-answer.ts'
import { atomFeed, rssFeed, sitemap, type Feed } from './pages/feeds.ts'

const schema = { hide: true }
const Feeds = z.object({ kind: z.enum(['feed.xml', 'feed.rss']) })

/** For feed readers and search engines. */
export function feedRoutes(app: App) {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    kind: 'feed.xml' | 'feed.rss',
    slug?: string,
  ) => {
    const { system } = request
    const { company } = await settingsOf(system)
    const category = slug ? await findCategory(system.db, slug) : null
    const page = `${system.config.portalUrl}/help/forum${category ? `/c/${category.slug}` : ''}`
    const feed: Feed = {
      title: `${category?.name ?? 'Community'} – ${company.name}`,
      pageUrl: page,
      selfUrl: `${page}/${kind}`,
      entries: (await newestTopics(system.db, category?.slug)).map((topic) => ({
        url: topicUrl(system, topic),
        title: topic.title,
        author: topic.authorName,
        category: topic.categoryName,
        html: topic.html,
        createdAt: topic.createdAt,
        updatedAt: topic.lastAt,
      })),
    }
    return answerPublic(request, reply, {
      type:
        kind === 'feed.xml'
          ? 'application/atom+xml; charset=utf-8'
          : 'application/rss+xml; charset=utf-8',
      body: kind === 'feed.xml' ? atomFeed(feed) : rssFeed(feed),
      isPersonal: false,
    })
  }
  app.get('/help/forum/:kind', { schema: { ...schema, params: Feeds } }, (request, reply) =>
    answer(request, reply, request.params.kind),
  )
  const ofCategory = { ...schema, params: Feeds.extend({ category: z.string().max(60) }) }
  app.get('/help/forum/c/:category/:kind', { schema: ofCategory }, (request, reply) =>
    answer(request, reply, request.params.kind, request.params.category),
  )
  // The desk is nobody's to read; what everybody may read stands under one path.
  app.get('/robots.txt', { schema }, async ({ system: { config } }, reply) =>
    reply
      .header('cache-control', 'public, max-age=86400')
      .type('text/plain; charset=utf-8')
      .send(
        `User-agent: *\nAllow: /help\nDisallow: /\nSitemap: ${config.portalUrl}/help/sitemap.xml\n`,
      ),
  )
  app.get('/help/sitemap.xml', { schema }, async (request, reply) => {
    const { config, db } = request.system
    const at = (path: string) => `${config.portalUrl}${path}`
    const body = sitemap([
      { url: at('/help'), at: null },
      { url: at('/help/forum'), at: null },
      { url: at('/help/articles'), at: null },
      ...(await listPublished(db)).map((article) => ({
        url: at(articlePath(article)),
        at: article.writtenAt,
      })),
      ...(await listCategories(db)).map(({ slug }) => ({
        url: at(`/help/forum/c/${slug}`),
        at: null,
      })),
      ...(await allShown(db)).map((topic) => ({
        url: topicUrl(request.system, topic),
        at: topic.lastAt,
      })),
    ])
    return answerPublic(request, reply, {
      type: 'application/xml; charset=utf-8',
      body,
      isPersonal: false,
    })
  })
}
