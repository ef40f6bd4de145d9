import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from '../api/types.ts'
import { failure, problemFrom } from './problem.ts'
import { anchorRoughly } from './ui/clock.ts'

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const watchdesk: Middleware = {
  onRequest({ request }) {
    // A foreign page can make a browser send our cookie, but not this header.
    if (unsafe.has(request.method)) request.headers.set('x-watchdesk', '1')
    return request
  },
  onResponse({ response }) {
    const date = response.headers.get('date')
    if (date) anchorRoughly(Date.parse(date))
  },
}

/** The typed client of our own public API. Use it through `take`, which throws on a problem. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })
api.use(watchdesk)

type Answer<T> = { data?: T; error?: unknown; response: Response }

/**
 * The data of one API call, or an error that `problemOf` can read:
 * `const ticket = await take(api.GET('/api/v1/tickets/{number}', { params }))`.
 */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) {
    const requestId = response.headers.get('x-request-id') ?? undefined
    throw failure(problemFrom(response.status, error, requestId))
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ok means data; where it is empty, T is undefined
  return data as T
}
