import { z } from 'zod'

import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'

import {
  countTry,
  customerSwitchesCall,
  organizationByLink,
  raiseByCode,
  raiseByLink,
  sendCode,
  writeOnStatus,
} from './actions.ts'
import { emergencyUrl } from './links.ts'
import { openStatusLink } from './status-link.ts'
import { findOrganization } from '../customers/queries.ts'
import { rotateEmergencyLink } from '../customers/actions.ts'
import type { System } from '../platform/system.ts'
import { statusOf } from './status.ts'
import { inTheirLanguage } from './told.ts'

const customer = { kind: 'contact' as const, id: null, name: 'A customer' }
const Token = z.object({ token: z.string().max(600) })
const raised = z.object({ statusUrl: z.string() }).meta({ id: 'RaisedEmergency' })
const words = {
  what: z.string().trim().min(1).max(20_000),
  phone: z.string().max(60).default(''),
  formKey: z.string().max(100).optional(),
}
const slow = { rateLimit: { max: 20, timeWindow: '1 minute' } }

const StatusBody = z
  .object({
    number: z.int(),
    subject: z.string(),
    status: z.string(),
    state: z.enum(['triggered', 'acknowledged', 'snoozed', 'resolved']).nullable(),
    unanswered: z.boolean(),
    holder: z.string().nullable(),
    acknowledgedAt: instant.nullable(),
    paging: z.string(),
    steps: z.array(z.object({ at: instant, text: z.string() })),
    call: z
      .object({ id: z.string(), name: z.string(), url: z.string(), dialIn: z.string().nullable() })
      .nullable(),
    conversation: z.array(
      z.object({
        id: z.string(),
        authorKind: z.string(),
        authorName: z.string(),
        body: z.string(),
        createdAt: instant,
      }),
    ),
    dueAt: instant.nullable(),
    createdAt: instant,
    now: instant,
  })
  .meta({ id: 'EmergencyStatus' })

export const portalRoutes: Routes = async (app) => {
  // Thrown on to the one that answers all: a customer's program hears its own language.
  app.setErrorHandler((error, request) => {
    throw request.url.startsWith('/api/v1/portal/') ? inTheirLanguage(error, request) : error
  })
  app.get('/portal/emergency-links/:token', {
    schema: {
      operationId: 'showEmergencyLink',
      tags: ['Portal'],
      security: [],
      params: Token,
      response: { 200: z.object({ organizationName: z.string() }) },
    },
    config: slow,
    handler: (request) =>
      request.inWorkAs(customer, async (work) => ({
        organizationName: (await organizationByLink(work, request.params.token)).name,
      })),
  })

  app.post('/portal/emergency-links/:token/emergencies', {
    schema: {
      operationId: 'raiseByLink',
      tags: ['Portal'],
      security: [],
      summary: "Raise an emergency by an organization's own link. No sign-in.",
      params: Token,
      body: z.object({
        ...words,
        name: z.string().max(200).default(''),
        email: z.union([z.email(), z.literal('')]).optional(),
      }),
      response: { 201: raised },
    },
    config: slow,
    handler: async (request, answer) =>
      answer
        .status(201)
        .send(
          await request.inWorkAs(customer, (work) =>
            raiseByLink(work, request.params.token, request.body),
          ),
        ),
  })

  app.post('/portal/codes', {
    schema: {
      operationId: 'sendCode',
      tags: ['Portal'],
      security: [],
      summary: 'Mail a code that proves an address.',
      body: z.object({ email: z.email() }),
      response: { 201: Done },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request, answer) => {
      await request.inWorkAs(customer, (work) => sendCode(work, request.body.email))
      return answer.status(201).send(done)
    },
  })

  app.post('/portal/emergencies', {
    schema: {
      operationId: 'raiseByCode',
      tags: ['Portal'],
      security: [],
      summary: 'Raise an emergency with an e-mail address and the code that was sent to it.',
      body: z.object({
        ...words,
        email: z.email(),
        code: z.string().max(12),
        name: z.string().max(200).optional(),
      }),
      response: { 201: raised },
    },
    config: slow,
    handler: async (request, answer) =>
      answer
        .status(201)
        .send(
          await raiseWithCode(request.system, request.body, (act) =>
            request.inWorkAs(customer, act),
          ),
        ),
  })

  app.get('/portal/status/:token', {
    schema: {
      operationId: 'showStatus',
      tags: ['Portal'],
      security: [],
      summary: 'The live status of an emergency, for the customer.',
      params: Token,
      response: { 200: StatusBody },
    },
    handler: (request) =>
      request.inWorkAs(customer, async ({ system, db, now }) => {
        const { ticketId } = await openStatusLink(system, request.params.token, db)
        return statusOf(db, ticketId, now)
      }),
  })

  app.post('/portal/status/:token/comments', {
    schema: {
      operationId: 'writeOnStatus',
      tags: ['Portal'],
      security: [],
      params: Token,
      body: z.object({ body: z.string().trim().min(1).max(100_000) }),
      response: { 201: Done },
    },
    config: slow,
    handler: async (request, answer) => {
      await request.inWorkAs(customer, async (work) => {
        const link = await openStatusLink(work.system, request.params.token, work.db)
        await writeOnStatus(work, link, request.body.body)
      })
      return answer.status(201).send(done)
    },
  })

  app.post('/portal/status/:token/calls', {
    schema: {
      operationId: 'customerSwitchesCall',
      tags: ['Portal'],
      security: [],
      summary: '"It does not open": everybody moves to the next call link.',
      params: Token,
      response: { 201: Done },
    },
    config: slow,
    handler: async (request, answer) => {
      await request.inWorkAs(customer, async (work) => {
        const { ticketId } = await openStatusLink(work.system, request.params.token, work.db)
        await customerSwitchesCall(work, ticketId)
      })
      return answer.status(201).send(done)
    },
  })

  app.get('/organizations/:id/emergency-link', {
    schema: {
      operationId: 'getEmergencyLink',
      tags: ['Customers'],
      params: z.object({ id: z.uuid() }),
      response: { 200: z.object({ url: z.string() }) },
    },
    handler: (request) =>
      request.inWork('customers.read', async (work) => ({
        url: emergencyUrl(work.system, await findOrganization(work.db, request.params.id)),
      })),
  })

  app.post('/organizations/:id/emergency-link', {
    schema: {
      operationId: 'rotateEmergencyLink',
      tags: ['Customers'],
      summary: 'Make a new link; the old one works no more.',
      params: z.object({ id: z.uuid() }),
      response: { 201: z.object({ url: z.string() }) },
    },
    handler: async (request, answer) => {
      const url = await request.inWork('customers.write', async (work) => {
        const emergencyKeyVersion = await rotateEmergencyLink(work, request.params.id)
        return emergencyUrl(work.system, { id: request.params.id, emergencyKeyVersion })
      })
      return answer.status(201).send({ url })
    },
  })
}

interface WithCode {
  what: string
  phone: string
  email: string
  code: string
  name?: string | undefined
  formKey?: string | undefined
}

/** Counts the guess first, in a commit of its own, then uses the code. */
export async function raiseWithCode(
  _system: System,
  form: WithCode,
  inWork: <R>(act: (work: Parameters<typeof raiseByCode>[0]) => Promise<R>) => Promise<R>,
) {
  await inWork((work) => countTry(work, form.email))
  return inWork((work) => raiseByCode(work, form.email, form.code, form))
}
