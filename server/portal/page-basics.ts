import type { App } from '../platform/http.ts'
import { answerProblem } from './pages/answers.ts'
import { parseForm } from './pages/form.ts'

const LARGEST_FORM = 200_000

/** What all pages of customers have in common: forms as browsers send them, errors as pages, nothing kept by anybody. */
export function pageBasics(app: App): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_request, text, done) => done(null, parseForm(String(text))),
  )
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    if (Object.hasOwn(Object(request.params), 'token'))
      reply.header('x-robots-tag', 'noindex, nofollow')
  })
}
