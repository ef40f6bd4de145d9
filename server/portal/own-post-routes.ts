import { z } from 'zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { topicPath } from '../forum/links.ts'
import type { Who } from '../forum/members.ts'
import { deletePost, editPost, lockOwnPost } from '../forum/own-posts.ts'
import { whyNotDelete, whyNotEdit } from '../forum/own-rules.ts'
import { topicByNumber } from '../forum/queries.ts'
import { Refusal, STATUS_OF } from '../platform/errors.ts'
import type { App } from '../platform/http.ts'
import { send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import type { Problem, Values } from './pages/fields.ts'
import { read, valuesOf } from './pages/form.ts'
import { deletePage, editPage, type OwnPostView } from './pages/own-post.ts'
import { problemFor } from './told.ts'
import { actorOf, signInPath, whoIs } from './who.ts'

const schema = { hide: true }
const config = { rateLimit: { max: 30, timeWindow: '1 minute', hook: 'preHandler' as const } }
const number = z.coerce.number<string>().int().min(1).max(1e12)
const params = z.object({ number, slug: z.string().max(400) })
const post = z.uuid('There is no such post.')
const OfPost = z.object({ post })
const Edited = z.object({
  post,
  title: z.string().max(300).optional(),
  body: z.string().max(60_000, 'That is too long.').default(''),
  version: z.coerce.number<string>().int().optional().catch(undefined),
})

/** Where an author changes or takes back their own words; pages and forms, no script. */
export function ownPostRoutes(app: App) {
  const path = '/help/forum/t/:number/:slug'
  for (const act of ['edit', 'delete'] as const) {
    app.get(
      `${path}/${act}`,
      { schema: { ...schema, params, querystring: OfPost } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const who = await whoIs(request)
        if (!who) return reply.redirect(signInPath(backTo(request.params)), 303)
        return show(request, reply, { who, act, postId: request.query.post })
      },
    )
    app.post(
      `${path}/${act}`,
      { schema: { ...schema, params }, config },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const who = await whoIs(request)
        if (!who) return reply.redirect(signInPath(backTo(request.params)), 303)
        const values = valuesOf(request.body)
        const { post: id } = read(OfPost, values)
        try {
          const to = await request.inWorkAs(actorOf(who), async (work) => {
            if (act === 'edit') await editPost(work, who, id, read(Edited, values))
            else await deletePost(work, who, id)
            const topic = await topicByNumber(work.db, request.params.number)
            // A question nobody answered is gone with its topic.
            return topic.state === 'hidden' ? '/help/forum' : `${topicPath(topic)}#post-${id}`
          })
          return await reply.redirect(to, 303)
        } catch (error) {
          if (!(error instanceof Refusal) || error.kind === 'not_found') throw error
          const problem = await problemFor(request, error, ['title', 'body'])
          const again = { who, act, postId: id, values, problem }
          return show(request, reply, again, STATUS_OF[error.kind])
        }
      },
    )
  }
}

const backTo = ({ number, slug }: { number: number; slug: string }) => topicPath({ number, slug })

interface Shown {
  who: Who
  act: 'edit' | 'delete'
  postId: string
  values?: Values
  problem?: Problem
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { who, act, postId, values, problem }: Shown,
  code = 200,
) {
  const view = await viewOf(request, who, postId, act)
  const shown = {
    ...view,
    values: values ?? view.values,
    problem: problem ?? null,
  }
  const frame = await frameOf(request.system, request)
  return send(reply, act === 'edit' ? editPage(frame, shown) : deletePage(frame, shown), code)
}

/** After a refusal the form comes back with what was typed, whatever may still be done with it. */
async function viewOf(
  request: FastifyRequest,
  who: Who,
  postId: string,
  act: Shown['act'],
): Promise<OwnPostView> {
  const rule = act === 'edit' ? whyNotEdit : whyNotDelete
  const { post, topic } = await request.inWorkAs(actorOf(who), (work) =>
    lockOwnPost(work, who, postId, request.method === 'GET' ? rule : undefined),
  )
  return { topic, post, values: { title: topic.title, body: post.body }, problem: null }
}
