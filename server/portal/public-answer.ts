/** How a page that everybody may read is answered: kept by caches when no one is signed in, and never sent twice. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const KEPT = 'public, max-age=60, stale-while-revalidate=600'

interface Answer {
  type: string
  body: string
  /** Somebody is signed in: what they see is theirs. */
  isPersonal: boolean
}

export function answerPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, body, isPersonal }: Answer,
) {
  reply.header('vary', 'cookie, accept-language')
  if (isPersonal) return reply.header('cache-control', 'private, no-store').type(type).send(body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  reply.headers({ 'cache-control': KEPT, etag })
  if (request.headers['if-none-match'] === etag) return reply.status(304).send()
  return reply.type(type).send(body)
}

export const HTML = 'text/html; charset=utf-8'
