import type { FastifyReply, FastifyRequest } from 'fastify'
import { isAPIError } from 'better-auth/api'
import { z } from 'zod'
import { removePasskey, saveOwnSettings } from '../customers/own-settings.ts'
import { contactAuth, giveCookies, webHeaders, type SignedIn } from '../customers/sign-in.ts'
import { checkForm, signedInPage } from '../customers/signed-in-page.ts'
import { invalid } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { pageBasics } from './page-basics.ts'
import { accountPage } from './pages/account-page.ts'
import { codeOf, note, send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import type { FormState } from './pages/fields.ts'
import { valuesOf } from './pages/form.ts'
import { problemFor } from './told.ts'
import { isLanguage } from './words.ts'

const schema = { hide: true }

/** What a customer says of themselves, and how they sign in. */
export const accountPages: Routes = async (app) => {
  pageBasics(app)

  const look = { schema: { ...schema, querystring: z.object({ saved: z.string().optional() }) } }
  app.get('/help/account', look, async (request, reply) =>
    sendAccount(request, reply, { values: {}, problem: null }),
  )

  app.post('/help/account', { schema, errorHandler: again }, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { language = '', timeZone = '' } = values
    if (timeZone.trim() !== '' && !isZone(timeZone.trim()))
      throw await saying(request, 'account.wrongZone', 'timeZone')
    await request.inWorkAs(actorOf(contact), (work) =>
      saveOwnSettings(work, contact.id, {
        language: isLanguage(language) ? language : null,
        timeZone: timeZone.trim() || null,
      }),
    )
    return reply.redirect('/help/account?saved', 303)
  })

  app.post('/help/account/password', { schema, errorHandler: again }, async (request, reply) => {
    const { contact, values } = await formOf(request)
    const { newPassword = '', oldPassword = '' } = values
    if (newPassword.length < 10 || newPassword.length > 128)
      throw await saying(request, 'account.passwordShort', 'newPassword')
    const auth = await contactAuth(request.system)
    const headers = webHeaders(request)
    try {
      if (await hasPassword(request, contact)) {
        const body = { newPassword, currentPassword: oldPassword, revokeOtherSessions: true }
        const changed = await auth.api.changePassword({ body, headers, returnHeaders: true })
        giveCookies(reply, changed.headers)
      } else await auth.api.setPassword({ body: { newPassword }, headers })
    } catch (error) {
      if (!isAPIError(error)) throw error
      throw await saying(request, 'account.passwordWrong', 'oldPassword')
    }
    return reply.redirect('/help/account?saved', 303)
  })

  const passkey = { schema: { ...schema, params: z.object({ id: z.uuid() }) }, errorHandler: again }
  app.post('/help/account/passkeys/:id', passkey, async (request, reply) => {
    const { contact } = await formOf(request)
    await request.inWorkAs(actorOf(contact), (work) =>
      removePasskey(work, contact.id, request.params.id),
    )
    return reply.redirect('/help/account?saved', 303)
  })
}

/** Who sent a form, once it is certain that a page of ours made it for them. */
export async function formOf(request: FastifyRequest) {
  const contact = await signedInPage(request)
  const values = valuesOf(request.body)
  checkForm(request, contact, values['token'])
  return { contact, values }
}

export const actorOf = ({ id, name }: SignedIn) => ({ kind: 'contact' as const, id, name })

async function saying(
  request: FastifyRequest,
  key: 'account.wrongZone' | 'account.passwordShort' | 'account.passwordWrong',
  path: string,
) {
  const { words } = await frameOf(request.system, request)
  return invalid(words.say(key), [{ path, message: words.say(key) }])
}

const isZone = (zone: string) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }) !== null && zone.includes('/')
  } catch {
    return zone === 'UTC'
  }
}

async function hasPassword({ system }: FastifyRequest, { id }: SignedIn): Promise<boolean> {
  const row = await system.db
    .selectFrom('contactSignInAccounts')
    .select('id')
    .where('userId', '=', id)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row !== undefined
}

async function sendAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormState,
  code = 200,
) {
  const contact = await signedInPage(request)
  const passkeys = await request.system.db
    .selectFrom('contactPasskeys')
    .select(['id', 'name', 'createdAt'])
    .where('userId', '=', contact.id)
    .execute()
  const view = {
    ...contact,
    ...form,
    passkeys,
    hasPassword: await hasPassword(request, contact),
    saved: (request.query as { saved?: string }).saved !== undefined,
    now: new Date(),
  }
  return send(reply, accountPage(await frameOf(request.system, request), view), code)
}

async function again(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const fields = ['timeZone', 'newPassword', 'oldPassword']
  note(error, request)
  const form = { values: valuesOf(request.body), problem: await problemFor(request, error, fields) }
  return sendAccount(request, reply, form, codeOf(error))
}
