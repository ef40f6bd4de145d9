import { z } from 'zod'
import { findVisibleIncident } from '../incidents/queries.ts'
import { conflict } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber, instant } from '../platform/shapes.ts'
import { openCall, switchCall } from './actions.ts'
import { callLinksOf } from './queries.ts'

const Call = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    url: z.string(),
    dialIn: z.string().nullable(),
    openedAt: instant,
    openedBy: z.string(),
    replacedAt: instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Call' })

export const roomRoutes: Routes = async (app) => {
  app.get('/incidents/:number/calls', {
    schema: {
      operationId: 'listCalls',
      tags: ['Calls'],
      summary: 'The call links of an incident; the open one is last.',
      params: ByNumber,
      response: { 200: z.object({ calls: z.array(Call) }) },
    },
    handler: (request) =>
      request.inWork('incidents.read', async (work, caller) => ({
        calls: await callLinksOf(
          work.db,
          (
            await findVisibleIncident(
              work.db,
              request.params.number,
              caller.may('tickets.restricted'),
            )
          ).id,
        ),
      })),
  })

  app.post('/incidents/:number/calls', {
    schema: {
      operationId: 'switchCall',
      tags: ['Calls'],
      summary:
        '"It does not open": everybody moves to the next link. Without `replaces` the first link is made.',
      params: ByNumber,
      body: z.object({
        replaces: z.uuid().optional(),
        reason: z.string().max(200).default('It does not open'),
      }),
      response: { 201: Call },
    },
    handler: async (request, answer) => {
      const call = await request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        const { replaces, reason } = request.body
        const link = replaces
          ? await switchCall(work, id, replaces, reason)
          : await openCall(work, id)
        if (!link)
          throw conflict('No call can be opened from here: the playbook names no link we can make.')
        return link
      })
      return answer.status(201).send(call)
    },
  })
}
