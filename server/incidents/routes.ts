import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { ByNumber, instant, instantIn } from '../platform/shapes.ts'
import { findUserByName } from '../people/queries.ts'
import { findTicket } from '../tickets/queries.ts'
import { resolveIncident, snoozeIncident } from './actions.ts'
import { declareIncident } from './declare.ts'
import { draftDocumentation } from './documentation.ts'
import { escalateNow } from './escalate.ts'
import { findIncident, findVisibleIncident, latestIncidentOf, listIncidents } from './queries.ts'
import { acknowledgeIncident, handBack, passOn, undoAcknowledgement } from './responder.ts'
import { body, IncidentBody, Summary } from './view.ts'

export const incidentRoutes: Routes = async (app) => {
  app.get('/incidents', {
    schema: {
      operationId: 'listIncidents',
      tags: ['Incidents'],
      querystring: z.object({ status: z.enum(['open', 'all']).default('open') }),
      response: { 200: z.object({ now: instant, incidents: z.array(Summary) }) },
    },
    handler: (request) =>
      request.inWork('incidents.read', async (work, caller) => ({
        now: work.now,
        incidents: (
          await listIncidents(work.db, request.query.status, caller.may('tickets.restricted'))
        ).map(({ acknowledgedByName, ...row }) => ({ ...row, acknowledgedBy: acknowledgedByName })),
      })),
  })

  app.get('/incidents/:number', {
    schema: {
      operationId: 'getIncident',
      tags: ['Incidents'],
      params: ByNumber,
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.read', async (work, caller) =>
        body(
          work,
          await findVisibleIncident(
            work.db,
            request.params.number,
            caller.may('tickets.restricted'),
          ),
          caller,
        ),
      ),
  })

  app.get('/tickets/:number/incident', {
    schema: {
      operationId: 'getIncidentOfTicket',
      tags: ['Incidents'],
      summary: 'The newest incident of a ticket; null when it never had one.',
      params: ByNumber,
      response: { 200: z.object({ incident: IncidentBody.nullable() }) },
    },
    handler: (request) =>
      request.inWork('incidents.read', async (work, caller) => {
        const ticket = await findTicket(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        const incident = await latestIncidentOf(work.db, ticket.id)
        return { incident: incident && (await body(work, incident, caller)) }
      }),
  })

  app.get('/tickets/:number/documentation-draft', {
    schema: {
      operationId: 'draftDocumentation',
      tags: ['Incidents'],
      summary: 'A first text of what was done, from the timeline, for a person to edit.',
      params: ByNumber,
      response: { 200: z.object({ text: z.string() }) },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => ({
        text: await draftDocumentation(
          work,
          await findTicket(work.db, request.params.number, caller.may('tickets.restricted')),
        ),
      })),
  })

  app.get('/services', {
    schema: {
      operationId: 'listServices',
      tags: ['Incidents'],
      summary: 'What monitoring speaks for. A routing key is a secret: whoever has it can page.',
      response: {
        200: z.object({
          services: z.array(
            z
              .object({ key: z.string(), name: z.string(), routingKey: z.string() })
              .meta({ id: 'Service' }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.inWork('playbook.write', async (work) => ({
        services: await work.db
          .selectFrom('services')
          .select(['key', 'name', 'routingKey'])
          .orderBy('name')
          .execute(),
      })),
  })

  app.post('/incidents', {
    schema: {
      operationId: 'declareIncident',
      tags: ['Incidents'],
      summary: 'Raise an emergency: for a ticket that exists, or on behalf of a customer.',
      body: z.object({
        ticket: z.int().optional(),
        title: z.string().max(300).optional(),
        body: z.string().max(100_000).optional(),
        requester: z
          .object({
            email: z.email(),
            name: z.string().max(200).optional(),
            phone: z.string().max(60).optional(),
          })
          .optional(),
      }),
      response: { 201: IncidentBody },
    },
    handler: async (request, answer) => {
      const declared = await request.inWork('incidents.respond', async (work, caller) =>
        body(work, await declareIncident(work, request.body, caller), caller),
      )
      return answer.status(201).send(declared)
    },
  })

  // An acknowledgement is a thing of its own, not a verb bolted onto the incident; PUT makes pressing twice harmless.
  app.put('/incidents/:number/acknowledgement', {
    schema: {
      operationId: 'acknowledgeIncident',
      tags: ['Incidents'],
      summary: 'Take an incident in hand and stop its escalation. Safe to repeat.',
      params: ByNumber,
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return body(work, (await acknowledgeIncident(work, id, caller.actor)).incident, caller)
      }),
  })

  app.delete('/incidents/:number/acknowledgement', {
    schema: {
      operationId: 'undoAcknowledgement',
      tags: ['Incidents'],
      summary: 'Undo a slip within some seconds: the escalation stands exactly where it stood.',
      params: ByNumber,
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return body(work, await undoAcknowledgement(work, id, caller.actor.id), caller)
      }),
  })

  app.post('/incidents/:number/hand-backs', {
    schema: {
      operationId: 'handBackIncident',
      tags: ['Incidents'],
      params: ByNumber,
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return body(work, await handBack(work, id, caller.actor), caller)
      }),
  })

  app.post('/incidents/:number/passes', {
    schema: {
      operationId: 'passOnIncident',
      tags: ['Incidents'],
      summary: '"I cannot take it": to somebody by name, or (null) to the next level now.',
      params: ByNumber,
      body: z.object({
        to: z.string().nullable().default(null),
        reason: z.string().max(200).default(''),
      }),
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        const to = request.body.to === null ? null : await findUserByName(work.db, request.body.to)
        return body(work, await passOn(work, id, caller.actor, to, request.body.reason), caller)
      }),
  })

  app.post('/incidents/:number/escalations', {
    schema: {
      operationId: 'escalateIncident',
      tags: ['Incidents'],
      summary: 'Page the next level now. `version` is the one you saw.',
      params: ByNumber,
      body: z.object({ version: z.int() }),
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id, number } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        await escalateNow(work, id, request.body.version)
        return body(work, await findIncident(work.db, number), caller)
      }),
  })

  app.put('/incidents/:number/snooze', {
    schema: {
      operationId: 'snoozeIncident',
      tags: ['Incidents'],
      params: ByNumber,
      body: z.object({ until: instantIn }),
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return body(work, await snoozeIncident(work, id, request.body.until), caller)
      }),
  })

  app.put('/incidents/:number/resolution', {
    schema: {
      operationId: 'resolveIncident',
      tags: ['Incidents'],
      summary: 'It is put right. Refused until the customer had a public reply.',
      params: ByNumber,
      response: { 200: IncidentBody },
    },
    handler: (request) =>
      request.inWork('incidents.respond', async (work, caller) => {
        const { id } = await findVisibleIncident(
          work.db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        return body(work, await resolveIncident(work, id), caller)
      }),
  })
}
