import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { MAX_FILE_BYTES } from '../platform/files.ts'
import type { App, Routes } from '../platform/http.ts'
import { bareName, disposition } from './file-type.ts'
import { keepFile, saveUpload } from './files.ts'

export const fileRoutes: Routes = async (app) => {
  // Whatever comes is bytes here, whatever it calls itself.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES + 1 },
    (_request, body, done) => done(null, body),
  )

  app.post('/files', {
    schema: {
      operationId: 'uploadFile',
      tags: ['Files'],
      summary:
        'Put a file away to send it with a reply or note. The body is the file itself. Forgotten after a day unless sent.',
      querystring: z.object({ name: z.string().min(1).max(200) }),
      response: {
        201: z
          .object({ id: z.string(), name: z.string(), contentType: z.string(), bytes: z.int() })
          .meta({ id: 'UploadedFile' }),
      },
    },
    handler: async (request, answer) => {
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      // Asked before a byte is put away, not only before it is written down.
      await request.reads('tickets.write', () => Promise.resolve())
      const name = bareName(request.query.name)
      const kept = await keepFile(request.system, { name, content })
      const file = await request.inWork('tickets.write', (work, caller) =>
        saveUpload(work, caller.actor.id, kept),
      )
      return answer.status(201).send(file)
    },
  })
}

/** Outside the API, on a path of its own. */
export const filePages = async (app: App) => {
  app.get('/files/:token', {
    schema: { hide: true, params: z.object({ token: z.string() }) },
    handler: async (request, answer) => {
      const [fileId, until] = request.system.secrets.verify('file', request.params.token) ?? []
      const { db, files } = request.system
      const file = fileId
        ? await db
            .selectFrom('files')
            .select(['sha256', 'name', 'contentType', (eb) => eb.fn<Date>('app_now', []).as('now')])
            .where('id', '=', fileId)
            .executeTakeFirst()
        : undefined
      if (!file) throw notFound('There is no such file.')
      if (!until || new Date(until) < file.now)
        throw notFound('This link to a file has run out. Open the ticket again for a new one.')
      const bytes = await files.read(file.sha256)
      return answer
        .headers({
          'content-type':
            file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType,
          'content-disposition': disposition(file.contentType, file.name),
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'referrer-policy': 'no-referrer',
          'cache-control': 'private, max-age=3600, immutable',
        })
        .send(bytes)
    },
  })
}
