import { fileTypeFromBuffer } from 'file-type'
import { Parser } from 'htmlparser2'
import { z } from 'zod'
import { invalid, notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { isPicture } from './file-type.ts'
import { mailDocument } from './html/mail-document.ts'
import { htmlOf, inlineFile } from './mail-html.ts'

const ById = z.object({ id: z.uuid() })
const MAX_PICTURE_BYTES = 10 * 1024 * 1024

/** A picture is looked at and nothing else, wherever it came from. */
const PICTURE_HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, max-age=86400',
}

export const mailHtmlRoutes: Routes = async (app) => {
  app.get('/comments/:id/body', {
    schema: {
      operationId: 'showMailBody',
      tags: ['Tickets'],
      summary: 'The HTML of a mail, cleaned, as a document of its own for a sandboxed frame.',
      params: ById,
      querystring: z.object({ scheme: z.enum(['light', 'dark']).default('light') }),
      response: { 200: z.string() },
    },
    handler: async (request, answer) => {
      const { params, query } = request
      const row = await request.inWork('tickets.read', (work, caller) =>
        htmlOf(work, params.id, caller.may('tickets.restricted')),
      )
      const { body, headers } = mailDocument({
        html: row.html,
        scheme: query.scheme,
        imageOrigin: "'self'",
        title: `Mail from ${row.authorName}`,
      })
      return answer.headers(headers).send(body)
    },
  })

  app.get('/comments/:id/images', {
    schema: {
      operationId: 'showRemotePicture',
      tags: ['Tickets'],
      summary:
        'A picture of a mail that lies elsewhere, fetched by us: its owner does not learn who reads.',
      params: ById,
      querystring: z.object({ src: z.url().max(4000) }),
      response: { 200: z.unknown() },
    },
    // Each makes us call a stranger's server: enough for the longest newsletter, for nobody's flood.
    config: {
      rateLimit: {
        max: 300,
        timeWindow: '1 minute',
        hook: 'preHandler',
        keyGenerator: ({ caller, ip }) => caller?.actor.id ?? ip,
      },
    },
    handler: async (request, answer) => {
      const { src } = request.query
      const row = await request.inWork('tickets.read', (work, caller) =>
        htmlOf(work, request.params.id, caller.may('tickets.restricted')),
      )
      // Only what this mail names: whoever may read it must not make us fetch anything else.
      if (!remoteSources(row.html).has(src)) throw notFound('This mail has no such picture.')
      const given = await request.system.net
        .get(src, {
          redirects: 3,
          publicOnly: true,
          maxBytes: MAX_PICTURE_BYTES,
          headers: { accept: 'image/*' },
        })
        .catch((error: unknown) => {
          throw invalid(`The picture could not be fetched: ${wordsOf(error)}`)
        })
      const type = given.ok ? await fileTypeFromBuffer(given.bytes) : undefined
      if (!type || !isPicture(type.mime)) throw notFound('What lies there is no picture.')
      return answer.headers({ ...PICTURE_HEADERS, 'content-type': type.mime }).send(given.bytes)
    },
  })

  app.get('/comments/:id/inline', {
    schema: {
      operationId: 'showInlinePicture',
      tags: ['Tickets'],
      summary: 'A picture that came with a mail, by the content id its HTML names.',
      params: ById,
      querystring: z.object({ contentId: z.string().min(1).max(300) }),
      response: { 200: z.unknown() },
    },
    handler: async (request, answer) => {
      const file = await request.inWork('tickets.read', (work, caller) =>
        inlineFile(
          work.db,
          request.params.id,
          request.query.contentId,
          caller.may('tickets.restricted'),
        ),
      )
      if (!isPicture(file.contentType)) throw notFound('This is no picture.')
      const bytes = await request.system.files.read(file.sha256)
      return answer.headers({ ...PICTURE_HEADERS, 'content-type': file.contentType }).send(bytes)
    },
  })
}

function remoteSources(html: string): Set<string> {
  const sources = new Set<string>()
  const parser = new Parser({
    onopentag(_name, attributes) {
      const source = attributes['data-remote-src']
      if (source) sources.add(source)
    },
  })
  parser.end(html)
  return sources
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : 'no reason given')
