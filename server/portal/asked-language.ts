/** In which language somebody reads, by what their browser says. */
import type { FastifyRequest } from 'fastify'

/** The first language the browser names. */
export function languageAsked({ headers }: FastifyRequest): string {
  const [, first] =
    /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)/i.exec(headers['accept-language'] ?? '') ?? []
  return first?.toLowerCase() ?? 'en'
}
