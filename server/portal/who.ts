/** Who reads or writes a page of the community: one of ours, a customer who is signed in, or somebody we do not know. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contactOf } from '../customers/sign-in.ts'
import type { Who } from '../forum/members.ts'
import { notAllowed } from '../platform/errors.ts'

export async function whoIs(request: FastifyRequest): Promise<Who | null> {
  const contact = await contactOf(request)
  if (contact) return { kind: 'contact', id: contact.id, name: contact.name }
  const { caller } = request
  // A learner of ours reads here like anybody.
  if (!caller?.may('forum.write')) return null
  return { kind: 'user', id: caller.actor.id, name: caller.actor.name }
}

/** Whoever acts, for the record. */
export const actorOf = (who: Who) => ({ kind: who.kind, id: who.id, name: who.name })

export const signInPath = (next: string) => `/help/sign-in?next=${encodeURIComponent(next)}`

/**
 * A form on somebody else's page must not act for whoever is signed in here. Browsers say where a form stands
 * (Fetch Metadata, Origin); what says nothing is no browser and carries no session.
 */
export async function refuseForeignForm(request: FastifyRequest, _reply: FastifyReply) {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign()
  const { origin } = request.headers
  if (site !== undefined || origin === undefined) return
  const { publicUrl, portalUrl } = request.system.config
  const own = [request.headers.host, new URL(publicUrl).host, new URL(portalUrl).host]
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) throw foreign()
}

const foreign = () =>
  notAllowed('This form was sent by another site. Open the page here and press again.')
