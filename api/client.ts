import createClient from 'openapi-fetch'
import type { paths } from './types.ts'

/** The typed client of the public API for programs: an address such as http://127.0.0.1:3000 and an API token. */
export function apiClient({
  server,
  token,
  timeoutMs = 30_000,
}: {
  server: string
  token: string | null
  timeoutMs?: number
}) {
  return createClient<paths>({
    baseUrl: server.replace(/\/$/, ''),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) }),
  })
}

export type ApiClient = ReturnType<typeof apiClient>
