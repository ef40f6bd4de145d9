import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { letManage, listColleagues, removeColleague } from '../customers/colleagues.ts'
import { inviteColleague, listInvitations, takeBackInvitation } from '../customers/invitations.ts'
import { placesOf } from '../customers/places.ts'
import { makeSignInLink } from '../customers/sign-in-links.ts'
import { signedInPage } from '../customers/signed-in-page.ts'
import { appNow } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { mailDirectly } from '../tickets/outgoing.ts'
import { actorOf, formOf } from './account-pages.ts'
import { homesOf } from './homes.ts'
import { pageBasics } from './page-basics.ts'
import { answerProblem, codeOf, note, send } from './pages/answers.ts'
import { colleaguesPage } from './pages/colleagues-page.ts'
import { frameOf } from './pages/facts.ts'
import type { FormState } from './pages/fields.ts'
import { Email, read, valuesOf } from './pages/form.ts'
import { signInUrl } from './sign-in-mail.ts'
import { problemFor } from './told.ts'

const schema = { hide: true }
const config = { rateLimit: { max: 30, timeWindow: '1 minute', hook: 'preHandler' as const } }
const Organization = z.object({ organization: z.uuid() })
const Press = Organization.extend({ verb: z.enum(['let', 'unlet', 'remove', 'takeBack']) })

/** An organization looks after its own contacts. */
export const colleaguePages: Routes = async (app) => {
  pageBasics(app)

  const look = { schema: { ...schema, querystring: z.object({ saved: z.string().optional() }) } }
  app.get('/help/colleagues', look, (request, reply) =>
    sendColleagues(request, reply, { values: {}, problem: null }),
  )

  app.post('/help/colleagues', { schema, config, errorHandler: again }, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { email } = read(Email, values)
    const { organization } = read(Organization, values)
    const { words, company } = await frameOf(request.system, request)
    await request.inWorkAs(actorOf(contact), async (work) => {
      const name = values['name'] ?? ''
      const invitation = await inviteColleague(work, contact.id, organization, { email, name })
      if (!invitation) return
      const link = { next: '/help', name: name.trim() || null, invitationId: invitation.id }
      const { token } = await makeSignInLink(work, email, link)
      const facts = { name: contact.name, company, url: signInUrl(work, token) }
      await mailDirectly(work, 'portal_notice', email.toLowerCase(), {
        subject: words.say('mail.addedSubject', facts),
        body: words.say('mail.addedBody', facts),
      })
    })
    return reply.redirect('/help/colleagues?saved', 303)
  })

  const one = {
    schema: { ...schema, params: z.object({ id: z.uuid() }) },
    config,
    errorHandler: again,
  }
  app.post('/help/colleagues/:id', one, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { organization, verb } = read(Press, values)
    const { id } = request.params
    await request.inWorkAs(actorOf(contact), (work) =>
      verb === 'remove'
        ? removeColleague(work, contact.id, organization, id)
        : verb === 'takeBack'
          ? takeBackInvitation(work, contact.id, organization, id)
          : letManage(work, contact.id, organization, id, verb === 'let'),
    )
    return reply.redirect('/help/colleagues?saved', 303)
  })
}

async function sendColleagues(
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormState,
  code = 200,
) {
  const contact = await signedInPage(request)
  const { system } = request
  const { db } = system
  const now = await appNow(db)
  const mine = (await homesOf(db, contact.id)).filter(({ mayManage }) => mayManage)
  if (mine.length === 0) throw notFound('There is no such page.')
  const homes = await Promise.all(
    mine.map(async ({ id, name }) => ({
      id,
      name,
      colleagues: await listColleagues(db, id),
      invited: await listInvitations(db, id, now),
      ...(await placesOf({ system, db }, id)),
    })),
  )
  const saved = (request.query as { saved?: string }).saved !== undefined
  const view = { ...form, contactId: contact.id, homes, saved }
  return send(reply, colleaguesPage(await frameOf(request.system, request), view), code)
}

async function again(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const code = codeOf(error)
  if (code === 403 || code === 404) return answerProblem(error, request, reply)
  note(error, request)
  const form = {
    values: valuesOf(request.body),
    problem: await problemFor(request, error, ['email']),
  }
  return sendColleagues(request, reply, form, code)
}
