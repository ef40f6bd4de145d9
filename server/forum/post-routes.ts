import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import { deletePost, earlierVersions, editPost } from './own-posts.ts'
import { OfPost, whoOf } from './shapes.ts'

/** What people of ours do with their own words in the community, and what anybody's said before. */
export const forumPostRoutes: Routes = async (app) => {
  app.patch('/forum/posts/:id', {
    schema: {
      operationId: 'editPost',
      tags: ['Forum'],
      summary:
        'Change what you wrote yourself. It is marked as edited, and nobody is mailed again.',
      params: OfPost,
      body: z.object({
        body: z.string().trim().min(1).max(50_000),
        title: z.string().trim().min(8).max(160).optional().meta({ description: 'Of a question.' }),
        version: z
          .int()
          .optional()
          .meta({ description: 'The one you changed; refused when it is another by now.' }),
      }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.write', async (work, caller) => {
        await editPost(work, whoOf(caller), request.params.id, request.body)
        return done
      }),
  })

  app.delete('/forum/posts/:id', {
    schema: {
      operationId: 'deletePost',
      tags: ['Forum'],
      summary: 'Take back what you wrote yourself. Its place stays, and so do the answers.',
      params: OfPost,
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.write', async (work, caller) => {
        await deletePost(work, whoOf(caller), request.params.id)
        return done
      }),
  })

  app.get('/forum/posts/:id/versions', {
    schema: {
      operationId: 'listPostVersions',
      tags: ['Forum'],
      summary: 'What a post said before its author changed or deleted it, newest first.',
      params: OfPost,
      response: {
        200: z.object({
          versions: z.array(
            z.object({
              version: z.int(),
              title: z.string().nullable(),
              body: z.string(),
              replacedAt: instant,
            }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.reads('forum.moderate', async (db) => ({
        versions: await earlierVersions(db, request.params.id),
      })),
  })
}
