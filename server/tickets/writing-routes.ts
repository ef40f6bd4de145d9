import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber, done, Done, instant, Problem } from '../platform/shapes.ts'
import { draftsOf, saveDraft } from './drafts.ts'
import { seenBy } from './on-ticket.ts'
import { presentAt, sayPresence } from './presence.ts'
import { listSnippets, removeSnippet, saveSnippet } from './snippets.ts'

const Snippet = z
  .object({
    id: z.string(),
    title: z.string(),
    body: z.string(),
    updatedBy: z.string(),
    updatedAt: instant,
  })
  .meta({ id: 'Snippet' })
const SnippetIn = z.object({ title: z.string().max(200), body: z.string().max(50_000) })
const kind = z.enum(['reply', 'note'])

export const writingRoutes: Routes = async (app) => {
  app.get('/tickets/:number/drafts', {
    schema: {
      operationId: 'listDrafts',
      tags: ['Tickets'],
      summary: 'What the caller is writing in this ticket, on whatever device.',
      params: ByNumber,
      response: {
        200: z.object({
          drafts: z.array(
            z.object({ kind, body: z.string(), version: z.int(), updatedAt: instant }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        return { drafts: await draftsOf(work.db, caller.actor.id, ticket.id) }
      }),
  })

  app.put('/tickets/:number/drafts/:kind', {
    schema: {
      operationId: 'saveDraft',
      tags: ['Tickets'],
      summary:
        'Keep a draft. `version` is the one the writer began with (0: none); an empty body forgets it.',
      params: ByNumber.extend({ kind }),
      body: z.object({ body: z.string().max(1_000_000), version: z.int().min(0) }),
      response: {
        200: z.object({ version: z.int() }),
        409: Problem.extend({ draft: z.object({ body: z.string(), version: z.int() }) }).meta({
          id: 'DraftConflict',
          description: 'Another device was first: its words, and the version to go on from.',
        }),
      },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        const key = { userId: caller.actor.id, ticket, kind: request.params.kind }
        return { version: await saveDraft(work, key, request.body) }
      }),
  })

  app.get('/tickets/:number/presence', {
    schema: {
      operationId: 'listPresence',
      tags: ['Tickets'],
      summary: 'Who else looks at this ticket just now, and who writes.',
      params: ByNumber,
      response: {
        200: z.object({
          people: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              doing: z.enum(['reading', 'replying', 'noting']),
              seenAt: instant,
            }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        return { people: await presentAt(work.db, ticket.id, caller.actor.id) }
      }),
  })

  app.put('/tickets/:number/presence', {
    schema: {
      operationId: 'sayPresence',
      tags: ['Tickets'],
      summary:
        'The caller looks at it or writes in it; to be said again every 20 s. null: has left.',
      params: ByNumber,
      body: z.object({ doing: z.enum(['reading', 'replying', 'noting']).nullable() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        await sayPresence(work, ticket, caller.actor.id, request.body.doing)
        return done
      }),
  })

  app.get('/snippets', {
    schema: {
      operationId: 'listSnippets',
      tags: ['Snippets'],
      response: { 200: z.object({ snippets: z.array(Snippet) }) },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work) => ({ snippets: await listSnippets(work.db) })),
  })

  app.post('/snippets', {
    schema: {
      operationId: 'createSnippet',
      tags: ['Snippets'],
      body: SnippetIn,
      response: { 201: Snippet },
    },
    handler: async (request, answer) => {
      const made = await request.inWork('tickets.write', (work) =>
        saveSnippet(work, null, request.body),
      )
      return answer.status(201).send(made)
    },
  })

  app.put('/snippets/:id', {
    schema: {
      operationId: 'changeSnippet',
      tags: ['Snippets'],
      params: z.object({ id: z.uuid() }),
      body: SnippetIn,
      response: { 200: Snippet },
    },
    handler: (request) =>
      request.inWork('tickets.write', (work) => saveSnippet(work, request.params.id, request.body)),
  })

  app.delete('/snippets/:id', {
    schema: {
      operationId: 'removeSnippet',
      tags: ['Snippets'],
      params: z.object({ id: z.uuid() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work) => {
        await removeSnippet(work, request.params.id)
        return done
      }),
  })
}
