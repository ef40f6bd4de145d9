import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { AUTH_PATH, contactAuth, giveCookies, webHeaders } from './sign-in.ts'

/**
 * What a browser asks better-auth itself. Everything else it offers (changing one's name or address among it) is done by
 * pages of ours with rules of ours, or not at all.
 */
const OPEN_PATHS = [
  ['GET', /^passkey\/generate-(?:authenticate|register)-options$/],
  ['POST', /^passkey\/verify-(?:authentication|registration)$/],
  ['GET', /^callback\/[^/]+$/],
] as const

/** better-auth speaks web standard requests; Fastify's are translated here. */
export const contactSignInRoutes: Routes = async (app) => {
  app.route({
    method: ['GET', 'POST'],
    url: `${AUTH_PATH}/*`,
    schema: { hide: true, params: z.object({ '*': z.string() }) },
    async handler(request, reply) {
      const { '*': path } = request.params
      const isOpen = OPEN_PATHS.some(
        ([method, known]) => method === request.method && known.test(path),
      )
      if (!isOpen) throw notFound('There is nothing here.')
      const auth = await contactAuth(request.system)
      const url = new URL(request.url, request.system.config.portalUrl)
      const headers = webHeaders(request)
      headers.delete('content-length')
      const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined
      const answer = await auth.handler(new Request(url, { method: request.method, headers, body }))
      reply.status(answer.status)
      answer.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value)
      })
      giveCookies(reply, answer.headers)
      return reply.send(answer.body ? Buffer.from(await answer.arrayBuffer()) : null)
    },
  })
}
