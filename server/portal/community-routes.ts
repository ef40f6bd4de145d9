import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import type { App } from '../platform/http.ts'
import { RESULTS_A_PAGE, findPublic, suggest } from '../search/suggest.ts'
import { languageAsked } from './asked-language.ts'
import { HTML, answerPublic } from './public-answer.ts'
import { send } from './pages/answers.ts'
import { communityPage, hitList, searchPage } from './pages/community-page.ts'
import { doorsOf, frameOf, readersWords } from './pages/facts.ts'
import { valuesOf } from './pages/form.ts'
import { html, render, safeUrl } from './pages/html.ts'
import { signInPath } from './who.ts'

const schema = { hide: true }
/** Somebody who types makes a few a second at most; a program that guesses makes more. */
const config = { rateLimit: { max: 120, timeWindow: '1 minute', hook: 'preHandler' as const } }
const MOST_TEXT = 2000

/** The door of the free plans, the search of everything public, and what fits a text. */
export function communityRoutes(app: App) {
  // What was typed on another page of ours comes along.
  const typed = z.object({
    title: z.string().max(300).catch(''),
    subject: z.string().max(300).catch(''),
    text: z.string().max(MOST_TEXT).catch(''),
  })
  app.get(
    '/help/community',
    { schema: { ...schema, querystring: typed }, config },
    async (request, reply) => {
      const { title, subject, text } = request.query
      const words = [title || subject, text].filter(Boolean).join('\n').trim()
      return send(reply, await view(request, words))
    },
  )
  app.post('/help/community', { schema, config }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    return send(reply, await view(request, valuesOf(request.body)['q'] ?? ''))
  })

  const asked = z.object({ q: z.string().max(MOST_TEXT).catch('') })
  app.get('/help/suggest', { schema: { ...schema, querystring: asked }, config }, (request) =>
    hitsFor(request, request.query.q).then((hits) => ({ hits })),
  )
  app.post('/help/suggest', { schema, config }, async (request, reply) => {
    const hits = await hitsFor(request, valuesOf(request.body)['q'] ?? '')
    reply.header('cache-control', 'no-store')
    if (!request.headers.accept?.includes('text/html')) return { hits }
    const list = hitList(await readersWords(request), hits)
    return reply.type(HTML).send(list ? render(html`${list}`) : '')
  })

  const search = z.object({
    q: z.string().max(200).catch(''),
    page: z.coerce.number<string>().int().min(0).max(9).catch(0),
  })
  app.get(
    '/help/search',
    { schema: { ...schema, querystring: search }, config },
    async (request, reply) => {
      const { q, page } = request.query
      const { db } = request.system
      const { hits, hasMore } = await findPublic(db, q, page)
      const near = hits.length === 0 && page === 0 ? await hitsFor(request, q) : []
      const next = hasMore
        ? `/help/search?${new URLSearchParams({ q, page: String(page + 1) })}`
        : null
      const frame = await frameOf(request.system, request)
      const body = searchPage(frame, {
        q,
        hits: hits.length > 0 ? hits : near.slice(0, RESULTS_A_PAGE),
        isNear: near.length > 0,
        next,
      })
      return answerPublic(request, reply, { type: HTML, body, isPersonal: frame.me !== null })
    },
  )
}

const hitsFor = (request: FastifyRequest, text: string) =>
  suggest(request.system.db, text.slice(0, MOST_TEXT), languageAsked(request))

async function view(request: FastifyRequest, q: string): Promise<string> {
  return communityPage(await frameOf(request.system, request), {
    values: { q },
    problem: null,
    hits: q ? await hitsFor(request, q) : [],
    formKey: randomUUIDv7(),
    signIn: signInPath('/help'),
    security: await securityDoor(request),
  })
}

/** A mail to the door itself where there is one; nobody is asked for a plan. */
async function securityDoor({ system }: FastifyRequest): Promise<string> {
  const { channels, disclosure } = await doorsOf(system)
  const address = channels.find(({ kind }) => kind === 'security')?.address
  const page = disclosure && safeUrl(disclosure)
  return address ? `mailto:${address}` : page || '/help#security'
}
