import { z } from 'zod'
import { articleAt, languagesOf, listPublished } from '../knowledge/queries.ts'
import type { App } from '../platform/http.ts'
import { languageAsked } from './asked-language.ts'
import { HTML, answerPublic } from './public-answer.ts'
import { articlePage, articlesPage } from './pages/articles.ts'
import { frameOf } from './pages/facts.ts'

const schema = { hide: true }

/** The help centre's pages, for everybody. */
export function articleRoutes(app: App) {
  app.get('/help/articles', { schema }, async (request, reply) => {
    const { config, db } = request.system
    const frame = await frameOf(request.system, request)
    const body = articlesPage(frame, {
      articles: await listPublished(db),
      canonical: `${config.portalUrl}/help/articles`,
    })
    return answerPublic(request, reply, { type: HTML, body, isPersonal: frame.me !== null })
  })

  const one = {
    params: z.object({ slug: z.string().max(300) }),
    querystring: z.object({ lang: z.string().max(40).optional() }),
  }
  app.get('/help/articles/:slug', { schema: { ...schema, ...one } }, async (request, reply) => {
    const { config, db } = request.system
    const { slug } = request.params
    const article = await articleAt(db, slug, request.query.lang ?? languageAsked(request))
    const frame = await frameOf(request.system, request)
    const body = articlePage(frame, {
      article,
      languages: await languagesOf(db, slug),
      publicUrl: config.portalUrl,
    })
    return answerPublic(request, reply, { type: HTML, body, isPersonal: frame.me !== null })
  })
}
