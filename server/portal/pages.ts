import { z } from 'zod'
import { contactOf } from '../customers/sign-in.ts'
import { STATUS_OF, notFound } from '../platform/errors.ts'
import type { App, Routes } from '../platform/http.ts'
import { organizationByLink } from './actions.ts'
import { emergencyHours } from './emergency-hours.ts'
import {
  answerLinkForm,
  answerMailForm,
  answerStatusForm,
  emergencyView,
  goToStatus,
  sendMemberEmergency,
  send,
  sendStatus,
} from './pages/answers.ts'
import { emergencyByLink, emergencyByMail, emergencyCode } from './pages/emergency-page.ts'
import { pageBasics } from './page-basics.ts'
import { assets, frameOf, version } from './pages/facts.ts'
import { ByMail, OtherCall, read, valuesOf } from './pages/form.ts'
import {
  customer,
  leaveCall,
  pressAsMember,
  pressByLink,
  pressForCode,
  pressSend,
  pressWithCode,
} from './pages/presses.ts'
import { openStatusLink } from './status-link.ts'

const Token = z.object({ token: z.string().max(600) })
const schema = { hide: true }
const withToken = { ...schema, params: Token }
/** Counted after the form is read: somebody who presses too often keeps their text. */
const config = { rateLimit: { max: 20, timeWindow: '1 minute', hook: 'preHandler' as const } }

/**
 * The pages of customers: HTML made here, whole without a script. Where a session counts (an emergency of somebody who
 * is signed in) the form carries its token; elsewhere a foreign page gains nothing by posting to them.
 */
export const portalPages: Routes = async (app) => {
  pageBasics(app)
  help(app)
  emergency(app)
  status(app)
}

function help(app: App) {
  // Mails name it when the playbook has no address of its own for it.
  app.get('/help/security', { schema }, async (_request, reply) => reply.redirect('/help#security'))

  const asset = {
    params: z.object({ name: z.string() }),
    querystring: z.object({ v: z.string().optional() }),
  }
  app.get('/help/assets/:name', { schema: { ...schema, ...asset } }, async (request, reply) => {
    const file = Object.entries(assets).find(([name]) => name === request.params.name)?.[1]
    if (!file) throw notFound('There is no such file.')
    const forEver = request.query.v === version
    reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    return reply.type(file.type).send(file.body)
  })
}

function emergency(app: App) {
  app.get('/help/emergency', { schema }, async (request, reply) => {
    const contact = await contactOf(request)
    if (contact) return sendMemberEmergency(request, reply, contact)
    const frame = await frameOf(request.system, request)
    return send(reply, emergencyByMail(frame, await emergencyView(request)))
  })

  const byMail = { schema, config, errorHandler: answerMailForm }
  app.post('/help/emergency', byMail, async (request, reply) => {
    const { step } = valuesOf(request.body)
    if (step === 'raise') return goToStatus(reply, await pressWithCode(request))
    const contact = step === 'member' ? await contactOf(request) : null
    if (contact) return goToStatus(reply, await pressAsMember(request, contact))
    const frame = await frameOf(request.system, request)
    // Whoever was signed out meanwhile goes on by mail, with all they wrote.
    if (step === 'back' || step === 'member')
      return send(reply, emergencyByMail(frame, await emergencyView(request)))
    const problem = await pressForCode(request, read(ByMail, request.body).email)
    const page = emergencyCode(frame, await emergencyView(request, problem))
    return send(reply, page, problem ? STATUS_OF.too_many : 200)
  })

  app.get('/help/emergency/:token', { schema: withToken }, async (request, reply) => {
    const { token } = request.params
    const frame = await frameOf(request.system, request)
    const { name, hours } = await request.inWorkAs(customer, async (work) => {
      const { id, name } = await organizationByLink(work, token)
      return { name, hours: await emergencyHours(work, frame, { organizationId: id }) }
    })
    const view = await emergencyView(request)
    return send(reply, emergencyByLink(frame, token, name, { ...view, hours }))
  })

  const byLink = { schema: withToken, config, errorHandler: answerLinkForm }
  app.post('/help/emergency/:token', byLink, async (request, reply) =>
    goToStatus(reply, await pressByLink(request, request.params.token)),
  )
}

function status(app: App) {
  const look = { ...withToken, querystring: z.object({ write: z.string().optional() }) }
  app.get('/help/status/:token', { schema: look }, async (request, reply) => {
    const still = request.query.write !== undefined
    const form = { values: {}, problem: null, still }
    return sendStatus(request, reply, request.params.token, form)
  })

  const comment = { schema: withToken, config, errorHandler: answerStatusForm(['body'], 'body') }
  app.post('/help/status/:token/comments', comment, async (request, reply) => {
    await pressSend(request, await openStatusLink(request.system, request.params.token))
    return reply.redirect(`/help/status/${request.params.token}`, 303)
  })

  const call = { schema: withToken, config, errorHandler: answerStatusForm([], 'call') }
  app.post('/help/status/:token/calls', call, async (request, reply) => {
    const { ticketId } = await openStatusLink(request.system, request.params.token)
    const { call } = read(OtherCall, request.body)
    await request.inWorkAs(customer, (work) => leaveCall(work, ticketId, call))
    return reply.redirect(`/help/status/${request.params.token}`, 303)
  })
}
