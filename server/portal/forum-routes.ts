import { z } from 'zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addReply, markSolution } from '../forum/actions.ts'
import { setFollowing, unfollow, vote } from '../forum/reading.ts'
import { FLAG_REASONS, flagPost } from '../forum/moderation.ts'
import { topicPath, unfollowOf } from '../forum/links.ts'
import type { Who } from '../forum/members.ts'
import { POSTS_AT_ONCE, placeOfNewest } from '../forum/posts.ts'
import { topicByNumber } from '../forum/queries.ts'
import { makeTicket } from '../forum/tickets.ts'
import { Refusal, STATUS_OF, notAllowed, notFound } from '../platform/errors.ts'
import type { App, Routes } from '../platform/http.ts'
import type { Work } from '../platform/work.ts'
import { articleRoutes } from './article-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import { communityRoutes } from './community-routes.ts'
import { ownPostRoutes } from './own-post-routes.ts'
import { composerRoutes } from './forum-composer-routes.ts'
import { fromQuery, listView, topicView } from './forum-views.ts'
import { onceAForm } from './once.ts'
import { pageBasics } from './page-basics.ts'
import { HTML, answerPublic } from './public-answer.ts'
import { send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import { confirmPage, sentPage } from './pages/forum-composer.ts'
import { forumPage } from './pages/forum-list.ts'
import { topicPage } from './pages/forum-topic.ts'
import { read, valuesOf } from './pages/form.ts'
import { problemFor } from './told.ts'
import { actorOf, refuseForeignForm, signInPath, whoIs } from './who.ts'

const schema = { hide: true }
const number = z.coerce.number<string>().int().min(1).max(1e12)
const OfTopic = z.object({ number, slug: z.string().max(400) })
const From = z.object({ from: z.coerce.number<string>().int().min(0).max(1e6).catch(0) })
const Asked = z.object({
  filter: z.enum(['shown', 'unanswered', 'solved']).catch('shown'),
  tag: z.string().max(40).optional(),
  before: z.string().max(40).optional(),
})
const config = { rateLimit: { max: 30, timeWindow: '1 minute', hook: 'preHandler' as const } }

/** The community's pages: HTML made here, whole without a script; kept by caches for whoever is not signed in. */
export const forumPages: Routes = async (app) => {
  pageBasics(app)
  app.addHook('onRequest', async (_request, reply) => {
    // Browsers tell a form's own site where it stood, and nobody else.
    reply.header('referrer-policy', 'same-origin')
  })
  app.addHook('preHandler', refuseForeignForm)
  lists(app)
  topics(app)
  presses(app)
  ownPostRoutes(app)
  feedRoutes(app)
  communityRoutes(app)
  articleRoutes(app)
  await composerRoutes(app)
}

function lists(app: App) {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Parameters<typeof listView>[1],
  ) => {
    const frame = await frameOf(request.system, request)
    const body = forumPage(frame, await listView(request, asked))
    return answerPublic(request, reply, { type: HTML, body, isPersonal: frame.me !== null })
  }
  app.get('/help/forum', { schema: { ...schema, querystring: Asked } }, (request, reply) =>
    answer(request, reply, request.query),
  )
  app.get(
    '/help/forum/c/:category',
    {
      schema: {
        ...schema,
        params: z.object({ category: z.string().max(60) }),
        querystring: Asked,
      },
    },
    (request, reply) => answer(request, reply, { ...request.query, ...request.params }),
  )
}

function topics(app: App) {
  const short = { ...schema, params: OfTopic.pick({ number: true }) }
  app.get('/help/forum/t/:number', { schema: short }, async (request, reply) => {
    const topic = await topicByNumber(request.system.db, request.params.number)
    if (topic.state !== 'shown') throw notFound('There is no such topic.')
    return reply.redirect(topicPath(topic), 301)
  })
  app.get(
    '/help/forum/t/:number/:slug',
    { schema: { ...schema, params: OfTopic, querystring: From } },
    async (request, reply) => {
      const who = await whoIs(request)
      const { from } = request.query
      const view = await topicView(request, who, request.params.number, undefined, from)
      // One address for each: a topic that was renamed, or a link that somebody changed, leads to it.
      if (view.topic.slug !== request.params.slug) return reply.redirect(topicPath(view.topic), 301)
      const body = topicPage(await frameOf(request.system, request), view)
      return answerPublic(request, reply, { type: HTML, body, isPersonal: who !== null })
    },
  )
}

const onOff = z.enum(['0', '1']).transform((word) => word === '1')
const OfPost = z.object({ post: z.uuid('There is no such post.'), on: onOff })
const Flag = z.object({ post: z.uuid('There is no such post.'), reason: z.enum(FLAG_REASONS) })
const Reply = z.object({
  body: z.string().default(''),
  displayName: z.string().max(100).default(''),
  follow: z.string().default(''),
  formKey: z.string().max(100).default(''),
})

type Press = (work: Work, who: Who, number: number, body: unknown) => Promise<unknown>

/** The buttons of a topic's page. What goes wrong is said on the page, with what was typed. */
function presses(app: App) {
  const press = (act: string, run: Press) =>
    app.post(
      `/help/forum/t/:number/:slug/${act}`,
      { schema: { ...schema, params: OfTopic }, config },
      async (request, reply) => {
        const { number, slug } = request.params
        reply.header('cache-control', 'no-store')
        const who = await whoIs(request)
        if (!who) return reply.redirect(signInPath(`/help/forum/t/${number}/${slug}`), 303)
        try {
          const to = await request.inWorkAs(actorOf(who), (work) =>
            run(work, who, number, request.body),
          )
          return await reply.redirect(
            typeof to === 'string' ? to : topicPath({ number, slug }),
            303,
          )
        } catch (error) {
          if (!(error instanceof Refusal) || error.kind === 'not_found') throw error
          const problem = await problemFor(request, error, ['body', 'displayName'])
          const form = { values: valuesOf(request.body), problem }
          const page = topicPage(
            await frameOf(request.system, request),
            await topicView(request, who, number, form),
          )
          return send(reply, page, STATUS_OF[error.kind])
        }
      },
    )
  press('replies', async (work, who, number, body) => {
    const { formKey, follow, ...reply } = read(Reply, body)
    const said = { number, follow, ...reply }
    const { id } = await onceAForm(work, { owner: `forum:${who.id}`, formKey, said }, async () => {
      const follows = follow === '1'
      const post = await addReply(work, who, number, { ...reply, follows, via: 'web' })
      return { id: post.id }
    })
    const topic = await topicByNumber(work.db, number)
    // The question comes first, so the newest answer stands at the place that is their number.
    const place = await placeOfNewest(work.db, topic.id)
    const from = place - (place % POSTS_AT_ONCE)
    return `${topicPath(topic)}${fromQuery(from)}#post-${id}`
  })
  press('votes', (work, who, _number, body) => {
    const { post, on } = read(OfPost, body)
    return vote(work, who, post, on)
  })
  press('solution', (work, who, number, body) => {
    const { post, on } = read(OfPost, body)
    return markSolution(work, who, number, on ? post : null)
  })
  press('flags', (work, who, _number, body) => {
    const { post, reason } = read(Flag, body)
    return flagPost(work, who, post, { reason })
  })
  press('follow', (work, who, number, body) =>
    setFollowing(work, who, number, read(z.object({ on: onOff }), body).on),
  )
  press('ticket', async (work, who, number) => {
    if (who.kind !== 'contact') throw notAllowed('The team does this among its own topics.')
    await makeTicket(work, who, number)
  })
  unfollowing(app)
}

/** By the link of a mail: whoever holds it, signed in or not. */
function unfollowing(app: App) {
  const params = z.object({ token: z.string().max(600) })
  const path = '/help/forum/unfollow/:token'
  app.get(path, { schema: { ...schema, params } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!unfollowOf(request.system, request.params.token)) throw dead()
    const frame = await frameOf(request.system, request)
    const { say } = frame.words
    return send(reply, confirmPage(frame, say('unfollow.title'), say('unfollow.stop')))
  })
  app.post(path, { schema: { ...schema, params }, config }, async (request, reply) => {
    const named = unfollowOf(request.system, request.params.token)
    if (!named) throw dead()
    const reader = { kind: 'contact' as const, id: null, name: 'A reader' }
    await request.inWorkAs(reader, (work) => unfollow(work, named.topicId, named.memberId))
    const frame = await frameOf(request.system, request)
    const { say } = frame.words
    return send(reply, sentPage(frame, say('unfollow.done'), say('unfollow.words')))
  })
}

const dead = () => notFound('This link is not one of ours, or it was cut short.')
