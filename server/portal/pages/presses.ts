/** What the buttons of the pages do. People in panic press twice: twice is once. */
import type { FastifyRequest } from 'fastify'
import type { SignedIn } from '../../customers/sign-in.ts'
import { checkForm } from '../../customers/signed-in-page.ts'
import { latestIncidentOf } from '../../incidents/queries.ts'
import { Refusal, invalid } from '../../platform/errors.ts'
import { answeredOnce } from '../../platform/idempotency.ts'
import type { Work } from '../../platform/work.ts'
import { openCallLink } from '../../rooms/queries.ts'
import {
  countTry,
  customerSwitchesCall,
  raiseByCode,
  raiseByLink,
  sendCode,
  writeOnStatus,
} from '../actions.ts'
import { statusUrl, type StatusLink } from '../links.ts'
import { onceAForm } from '../once.ts'
import { raiseEmergency } from '../ticket-actions.ts'
import { problemFor } from '../told.ts'
import type { Problem } from './fields.ts'
import { AsMember, ByCode, ByLink, Comment, read, valuesOf } from './form.ts'

export const customer = { kind: 'contact' as const, id: null, name: 'A customer' }

/** By an organization's link. */
export async function pressByLink(request: FastifyRequest, token: string) {
  const form = read(ByLink, request.body)
  return request.inWorkAs(customer, (work) => raiseByLink(work, token, form))
}

/** By somebody who is signed in. */
export async function pressAsMember(request: FastifyRequest, contact: SignedIn) {
  const form = read(AsMember, request.body)
  checkForm(request, contact, valuesOf(request.body)['token'])
  const actor = { kind: 'contact' as const, id: contact.id, name: contact.name }
  const { id } = await request.inWorkAs(actor, (work) => raiseEmergency(work, contact, form))
  return { statusUrl: statusUrl(request.system, id) }
}

/** By a code. It works once, so the same press sent twice gets the first one's answer. */
export async function pressWithCode(request: FastifyRequest) {
  const { email, code, what, phone, formKey } = read(ByCode, request.body)
  const owner = `portal-code:${email.toLowerCase()}`
  await request.inWorkAs(customer, (work) => countTry(work, email))
  try {
    return await request.inWorkAs(customer, (work) =>
      answeredOnce(work, owner, formKey || undefined, [what, code], () =>
        raiseByCode(work, email, code, { what, phone }),
      ),
    )
  } catch (error) {
    if (!isConflict(error)) throw error
    const words =
      'This emergency is raised already: its page is in your mail. For another one ask for a new code.'
    throw invalid(words, [{ path: 'code', message: 'was used' }])
  }
}

/** When enough codes were sent the last one still works, so the form goes on to ask for it and says so. */
export async function pressForCode(
  request: FastifyRequest,
  email: string,
): Promise<Problem | null> {
  try {
    await request.inWorkAs(customer, (work) => sendCode(work, email))
    return null
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too_many') return problemFor(request, error, [])
    throw error
  }
}

export async function pressSend(request: FastifyRequest, link: StatusLink): Promise<void> {
  const { body, formKey } = read(Comment, request.body)
  await request.inWorkAs(customer, (work) =>
    onceAForm(work, { owner: `portal-status:${link.ticketId}`, formKey, said: body }, async () => {
      await writeOnStatus(work, link, body)
      return {}
    }),
  )
}

/** Nothing happens when the call that would not open has been replaced meanwhile: no call is skipped. */
export async function leaveCall(work: Work, ticketId: string, callId: string): Promise<void> {
  const incident = await latestIncidentOf(work.db, ticketId)
  const open = incident && (await openCallLink(work.db, incident.id))
  if (open && callId !== '' && open.id !== callId) return
  await customerSwitchesCall(work, ticketId)
}

const isConflict = (error: unknown) => error instanceof Refusal && error.kind === 'conflict'
