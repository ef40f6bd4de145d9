import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { Routes } from './http.ts'

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url))

/** The built web app: hashed files for ever, the page itself fresh each time; any address of the app answers with the page. */
export const webAppRoutes: Routes = async (app) => {
  if (!existsSync(`${folder}index.html`)) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/plain').send('The web app is not built yet. Run: npm run build'),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (wantsPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply
      .status(404)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: 'not_found',
        status: 404,
        detail: `There is nothing at ${request.url}.`,
        requestId: request.id,
        errors: [],
      })
  })
}
