import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { startTopic } from '../forum/actions.ts'
import { findDraft, keepDraft, publishDraft } from '../forum/drafts.ts'
import { draftOfLink, topicPath } from '../forum/links.ts'
import { findMember, isUnnamed, type Who } from '../forum/members.ts'
import { listCategories, type Topic } from '../forum/queries.ts'
import { Refusal, STATUS_OF, notFound } from '../platform/errors.ts'
import type { App } from '../platform/http.ts'
import { send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import type { Problem, Values } from './pages/fields.ts'
import { composerPage, sentPage } from './pages/forum-composer.ts'
import { read, valuesOf } from './pages/form.ts'
import { html } from './pages/html.ts'
import { suggest } from '../search/suggest.ts'
import { languageAsked } from './asked-language.ts'
import { hitList } from './pages/community-page.ts'
import { onceAForm } from './once.ts'
import type { Words } from './words.ts'
import { problemFor } from './told.ts'
import { actorOf, signInPath, whoIs } from './who.ts'

const schema = { hide: true }
const config = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }
const words = {
  category: z.string().max(60).default(''),
  title: z.string().max(300).default(''),
  body: z.string().max(60_000, 'That is too long.').default(''),
  tags: z.string().max(300).default(''),
  displayName: z.string().max(100).default(''),
  formKey: z.string().max(100).default(''),
}
const Question = z.object(words)
const Asked = z.object({
  ...words,
  email: z
    .string({ error: 'Your e-mail address is missing.' })
    .trim()
    .pipe(z.email('That does not look like an e-mail address.')),
})
const FIELDS = ['title', 'body', 'tags', 'displayName', 'email']
const stranger = { kind: 'contact' as const, id: null, name: 'Somebody' }

/** The form for a new topic: what was typed elsewhere comes along, and is never lost. */
export async function composerRoutes(app: App) {
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/help\/forum\/(new|publish)/.test(request.url)) reply.header('cache-control', 'no-store')
  })
  const carried = z.object({ title: words.title, body: words.body, category: words.category })
  app.get(
    '/help/forum/new',
    { schema: { ...schema, querystring: carried } },
    async (request, reply) => sendComposer(request, reply, request.query),
  )
  app.post('/help/forum/new', { schema, config }, async (request, reply) => {
    const values = valuesOf(request.body)
    // Carried over from another page: nothing is sent yet.
    if (values['step'] !== 'send') return sendComposer(request, reply, carriedIn(values))
    const who = await whoIs(request)
    try {
      return await (who ? ask(request, reply, who) : askByMail(request, reply))
    } catch (error) {
      return answerWith(request, error, (problem, code) =>
        sendComposer(request, reply, values, problem, code),
      )
    }
  })
  publishing(app)
}

/** What stood in one box becomes a title and a text. */
function carriedIn(values: Values): Values {
  const { title = '', body = '', q = '' } = values
  if (title || body || !q) return values
  const [first = ''] = q.trim().split('\n')
  return { ...values, title: first.slice(0, 160), body: q.trim() === first ? '' : q.trim() }
}

async function sendComposer(
  request: FastifyRequest,
  reply: FastifyReply,
  values: Values,
  problem: Problem | null = null,
  code = 200,
) {
  const { db } = request.system
  const who = await whoIs(request)
  const member = who && (await findMember(db, who))
  const frame = await frameOf(request.system, request)
  const page = composerPage(frame, {
    values,
    problem,
    categories: await listCategories(db),
    action: '/help/forum/new',
    formKey: values['formKey'] || randomUUIDv7(),
    isStaff: who?.kind === 'user',
    needsName: who?.kind !== 'user' && isUnnamed(member),
    needsMail: who === null,
    signIn: signInPath('/help/forum/new'),
    matches: await matchesFor(request, frame.words, values),
  })
  return send(reply, page, code)
}

/** What others asked before, for whoever has no script as well. */
async function matchesFor(
  request: FastifyRequest,
  words: Words,
  { title = '', body = '' }: Values,
) {
  const text = `${title}\n${body}`.trim()
  if (text.length < 4) return null
  return hitList(words, await suggest(request.system.db, text, languageAsked(request)))
}

async function ask(request: FastifyRequest, reply: FastifyReply, who: Who) {
  const { formKey, ...question } = read(Question, request.body)
  const { number, slug } = await request.inWorkAs(actorOf(who), (work) =>
    onceAForm(work, { owner: `forum:${who.id}`, formKey, said: question }, async () => {
      const topic = await startTopic(work, who, { ...question, via: 'web' })
      return { number: topic.number, slug: topic.slug }
    }),
  )
  return reply.redirect(topicPath({ number, slug }), 303)
}

async function askByMail(request: FastifyRequest, reply: FastifyReply) {
  const { formKey, ...draft } = read(Asked, request.body)
  await request.inWorkAs(stranger, (work) =>
    onceAForm(work, { owner: `forum-draft:${draft.email}`, formKey, said: draft }, async () => {
      await keepDraft(work, draft)
      return {}
    }),
  )
  const frame = await frameOf(request.system, request)
  const { say, put } = frame.words
  const said = put('ask.sent', { email: html`<strong><bdi>${draft.email}</bdi></strong>` })
  return send(reply, sentPage(frame, say('signIn.sent'), said))
}

/** By the link of a mail, which proves the address: shown once more, then published by one press. */
function publishing(app: App) {
  const params = z.object({ token: z.string().max(600) })
  const path = '/help/forum/publish/:token'
  app.get(path, { schema: { ...schema, params } }, (request, reply) =>
    sendDraft(request, reply, request.params.token),
  )
  app.post(path, { schema: { ...schema, params }, config }, async (request, reply) => {
    const id = draftIn(request, request.params.token)
    try {
      const question = read(Question, request.body)
      const topic = await request.inWorkAs(stranger, (work) => publishDraft(work, id, question))
      return await goToTopic(request, reply, topic)
    } catch (error) {
      return answerWith(request, error, (problem, code) =>
        sendDraft(request, reply, request.params.token, valuesOf(request.body), problem, code),
      )
    }
  })
}

async function sendDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  typed: Values | null = null,
  problem: Problem | null = null,
  code = 200,
) {
  const id = draftIn(request, token)
  const { topicId, ...draft } = await request.inWorkAs(stranger, (work) => findDraft(work, id))
  const { db } = request.system
  if (topicId) {
    const topic = await db
      .selectFrom('forumTopics')
      .selectAll()
      .where('id', '=', topicId)
      .executeTakeFirstOrThrow()
    return goToTopic(request, reply, topic)
  }
  reply.header('x-robots-tag', 'noindex, nofollow')
  const page = composerPage(await frameOf(request.system, request), {
    values: typed ?? valuesOfDraft(draft),
    problem,
    categories: await listCategories(db),
    action: `/help/forum/publish/${token}`,
    formKey: randomUUIDv7(),
    isStaff: false,
    needsName: await isNewName(request, draft.email),
    needsMail: false,
    signIn: null,
    matches: null,
  })
  return send(reply, page, code)
}

const valuesOfDraft = ({
  title,
  body,
  category,
  displayName,
  tags,
}: {
  title: string
  body: string
  category: string
  displayName: string
  tags: string[]
}): Values => ({ title, body, category, displayName, tags: tags.join(', ') })

async function isNewName({ system: { db } }: FastifyRequest, email: string) {
  const contact = await db
    .selectFrom('contacts')
    .select(['id', 'name'])
    .where('email', '=', email)
    .executeTakeFirst()
  return !contact || isUnnamed(await findMember(db, { kind: 'contact', ...contact }))
}

async function goToTopic(request: FastifyRequest, reply: FastifyReply, topic: Topic) {
  if (topic.state === 'shown') return reply.redirect(topicPath(topic), 303)
  const frame = await frameOf(request.system, request)
  const { say } = frame.words
  return send(reply, sentPage(frame, say('ask.reviewTitle'), say('ask.review')))
}

function draftIn(request: FastifyRequest, token: string): string {
  const id = draftOfLink(request.system, token)
  if (!id) throw notFound('This link is not one of ours, or it was cut short.')
  return id
}

/** A refusal is said at the form; the rest is not the form's business. */
async function answerWith(
  request: FastifyRequest,
  error: unknown,
  again: (problem: Problem, code: number) => Promise<unknown>,
) {
  if (!(error instanceof Refusal) || error.kind === 'not_found') throw error
  return again(await problemFor(request, error, FIELDS), STATUS_OF[error.kind])
}
