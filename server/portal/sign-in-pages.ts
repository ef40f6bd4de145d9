import type { FastifyReply, FastifyRequest } from 'fastify'
import { isAPIError } from 'better-auth/api'
import { z } from 'zod'
import {
  contactAuth,
  contactOf,
  giveCookies,
  signInContact,
  signOutContact,
  webHeaders,
} from '../customers/sign-in.ts'
import {
  LINK_MINUTES,
  countGuess,
  lookAtLink,
  useCode,
  useLink,
} from '../customers/sign-in-links.ts'
import { listProviders } from '../customers/sign-in-providers.ts'
import { checkForm, nextPath, signedInPage } from '../customers/signed-in-page.ts'
import { Refusal, STATUS_OF, invalid } from '../platform/errors.ts'
import type { App, Routes } from '../platform/http.ts'
import { pageBasics } from './page-basics.ts'
import { codeOf, note, send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import type { Problem } from './pages/fields.ts'
import { Email, read, valuesOf } from './pages/form.ts'
import { customer } from './pages/presses.ts'
import { refuseForeignForm } from './who.ts'
import { confirmPage, deadLinkPage, linkSentPage, signInPage } from './pages/sign-in-page.ts'
import { mailSignInLink } from './sign-in-mail.ts'
import { problemFor } from './told.ts'

const schema = { hide: true }
const Token = z.object({ token: z.string().max(100) })
const Query = z.object({ next: z.string().optional(), error: z.string().max(300).optional() })
/** Counted after the form is read: somebody who presses too often keeps what they typed. */
const config = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }

/** How customers sign in and out. */
export const signInPages: Routes = async (app) => {
  pageBasics(app)
  app.addHook('onRequest', async (_request, reply) => {
    // Browsers tell a form's own site where it stood, and nobody else.
    reply.header('referrer-policy', 'same-origin')
  })
  // A page elsewhere must not sign somebody in under another name than they think.
  app.addHook('preHandler', refuseForeignForm)
  byMail(app)
  byLink(app)
  byPassword(app)
  byCompany(app)

  app.post('/help/sign-out', { schema }, async (request, reply) => {
    checkForm(request, await signedInPage(request), valuesOf(request.body)['token'])
    await signOutContact(request, reply)
    return reply.redirect('/help', 303)
  })
}

function byMail(app: App) {
  app.get(
    '/help/sign-in',
    { schema: { ...schema, querystring: Query } },
    async (request, reply) => {
      const next = nextPath(request.query.next)
      if (await contactOf(request)) return reply.redirect(next, 303)
      return sendSignIn(request, reply, { problem: await outsideProblem(request) })
    },
  )

  app.post('/help/sign-in', { schema, config, errorHandler: again }, async (request, reply) => {
    const { email } = read(Email, request.body)
    const next = nextPath(valuesOf(request.body)['next'])
    const problem = await mailOrTell(request, email, next)
    return sendLinkSent(request, reply, problem, problem ? STATUS_OF.too_many : 200)
  })

  const code = { schema, config, errorHandler: codeAgain }
  app.post('/help/sign-in/code', code, async (request, reply) => {
    const { email, code = '' } = { ...valuesOf(request.body), ...read(Email, request.body) }
    await request.inWorkAs(customer, (work) => countGuess(work, email))
    const used = await request.inWorkAs(customer, (work) => useCode(work, email, code))
    await signInContact(request, reply, used.contact.id)
    return reply.redirect(used.next, 303)
  })
}

/** When enough mails were sent the last one still works, so the page goes on to ask for its code and says so. */
async function mailOrTell(
  request: FastifyRequest,
  email: string,
  next: string,
): Promise<Problem | null> {
  try {
    await request.inWorkAs(customer, (work) => mailSignInLink(work, email, next))
    return null
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too_many') return problemFor(request, error, [])
    throw error
  }
}

function byLink(app: App) {
  const link = { schema: { ...schema, params: Token }, config, errorHandler: deadLink }
  app.get('/help/sign-in/link/:token', link, async (request, reply) => {
    const { token } = request.params
    const found = await request.inWorkAs(customer, (work) => lookAtLink(work, token))
    return send(reply, confirmPage(await frameOf(request.system, request), { token, ...found }))
  })
  app.post('/help/sign-in/link/:token', link, async (request, reply) => {
    const { token } = request.params
    const name = valuesOf(request.body)['name']?.slice(0, 200)
    const used = await request.inWorkAs(customer, (work) => useLink(work, token, name))
    await signInContact(request, reply, used.contact.id)
    return reply.redirect(used.next, 303)
  })
}

function byPassword(app: App) {
  const byForm = {
    schema,
    config: { rateLimit: { max: 10, timeWindow: '1 minute', hook: 'preHandler' as const } },
    errorHandler: again,
  }
  app.post('/help/sign-in/password', byForm, async (request, reply) => {
    const { email } = read(Email, request.body)
    const { password = '', next } = valuesOf(request.body)
    const auth = await contactAuth(request.system)
    try {
      const { headers } = await auth.api.signInEmail({
        body: { email: email.toLowerCase(), password },
        headers: webHeaders(request),
        returnHeaders: true,
      })
      giveCookies(reply, headers)
    } catch (error) {
      if (!isAPIError(error)) throw error
      const { words } = await frameOf(request.system, request)
      const message = words.say('signIn.wrongPassword')
      throw invalid(message, [{ path: 'password', message }])
    }
    return reply.redirect(nextPath(next), 303)
  })
}

/** A link and not a form: the policy of our pages lets no form lead to another site. */
function byCompany(app: App) {
  const way = { ...schema, params: z.object({ key: z.string().max(100) }), querystring: Query }
  app.get('/help/sign-in/with/:key', { schema: way, config }, async (request, reply) => {
    const auth = await contactAuth(request.system)
    const next = nextPath(request.query.next)
    const { response, headers } = await auth.api.signInSocial({
      body: {
        provider: request.params.key,
        callbackURL: next,
        errorCallbackURL: `/help/sign-in?next=${encodeURIComponent(next)}`,
        disableRedirect: true,
      },
      headers: webHeaders(request),
      returnHeaders: true,
    })
    giveCookies(reply, headers)
    return reply.redirect(response.url ?? '/help/sign-in', 303)
  })
}

/** What another company's sign-in answered when it came back without one. */
async function outsideProblem(request: FastifyRequest): Promise<Problem | null> {
  const { error } = request.query as { error?: string }
  if (!error) return null
  const { words } = await frameOf(request.system, request)
  const why = error.replaceAll(/[^\w ]/g, ' ').replaceAll('_', ' ')
  return { at: '', words: words.say('signIn.outsideFailed', { why }) }
}

async function sendSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, code = 200 }: { problem: Problem | null; code?: number },
) {
  const values = valuesOf(request.body)
  const next = nextPath(values['next'] ?? (request.query as { next?: string }).next)
  // An organization's own way is told to its people by its administrator: a list here would be a list of customers.
  const providers = await listProviders(request.system)
  const outside = providers.filter(({ organizationId }) => organizationId === null)
  const view = { values, problem, next, outside }
  return send(reply, signInPage(await frameOf(request.system, request), view), code)
}

async function sendLinkSent(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem | null,
  code: number,
) {
  const values = valuesOf(request.body)
  const view = { values, problem, next: nextPath(values['next']), minutes: LINK_MINUTES }
  return send(reply, linkSentPage(await frameOf(request.system, request), view), code)
}

async function again(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const problem = await problemFor(request, error, ['email', 'password'])
  return sendSignIn(request, reply, { problem, code: codeOf(error) })
}

async function codeAgain(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const problem = await problemFor(request, error, ['code'])
  return sendLinkSent(request, reply, problem, codeOf(error))
}

async function deadLink(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  note(error, request)
  const frame = await frameOf(request.system, request)
  const { words } = await problemFor(request, error, [])
  return send(reply, deadLinkPage(frame, words), codeOf(error))
}
