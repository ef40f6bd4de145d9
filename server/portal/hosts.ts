import type { FastifyReply, FastifyRequest } from 'fastify'
import { STATUS_OF } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import { send } from './pages/answers.ts'
import { frameOf } from './pages/facts.ts'
import { problemPage } from './pages/help-page.ts'
import { placeOf } from './which-host.ts'

/**
 * Where customers have a host of their own: it knows nothing of the staff's side, and the staff's host sends whoever looks for
 * a page of customers there. By any other name (a health check, a machine of ours) everything is answered.
 */
export function hostGuard({ config }: System) {
  const hosts = { staff: new URL(config.publicUrl).host, portal: new URL(config.portalUrl).host }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const place = placeOf(hosts, request.host, request.url)
    if (place === 'here') return
    if (place === 'home') return reply.redirect('/help', 302)
    if (place === 'portal') return reply.redirect(`${config.portalUrl}${request.url}`, 308)
    return answerNowhere(request, reply)
  }
}

async function answerNowhere(request: FastifyRequest, reply: FastifyReply) {
  const wantsPage = request.headers.accept?.includes('text/html') === true
  if (!wantsPage)
    return reply.status(STATUS_OF.not_found).type('application/problem+json').send({
      type: 'about:blank',
      title: 'not_found',
      status: STATUS_OF.not_found,
      detail: 'There is nothing here.',
      requestId: request.id,
      errors: [],
    })
  const frame = await frameOf(request.system, request)
  const { say, tell } = frame.words
  const page = problemPage(frame, say('problem.link'), tell('There is nothing here.'))
  return send(reply, page, STATUS_OF.not_found)
}
