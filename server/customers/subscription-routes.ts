import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import type { Work } from '../platform/work.ts'
import { listSubscriptions } from './lists.ts'
import { atNow } from './organization-routes.ts'
import { subscriptionBody } from './bodies.ts'
import { ByExternalId, ById, SubscriptionBody, SubscriptionIn, version } from './shapes.ts'
import {
  bookMinutes,
  changeSubscription,
  createSubscription,
  upsertSubscription,
} from './subscriptions.ts'

const tags = ['Customers']

async function shown({ system, db }: Pick<Work, 'system' | 'db'>, id: string) {
  const [row] = await listSubscriptions(db, null, id)
  if (!row) throw notFound('There is no such subscription.')
  return subscriptionBody(row, await atNow(system, db))
}

export const subscriptionRoutes: Routes = async (app) => {
  app.get('/subscriptions', {
    schema: {
      operationId: 'listSubscriptions',
      tags,
      summary: 'What an organization has bought, the newest first.',
      querystring: z.object({ organization: z.uuid() }),
      response: { 200: z.object({ subscriptions: z.array(SubscriptionBody) }) },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => {
        const at = await atNow(request.system, db)
        const rows = await listSubscriptions(db, request.query.organization)
        return { subscriptions: rows.map((row) => subscriptionBody(row, at)) }
      }),
  })

  app.post('/subscriptions', {
    schema: {
      operationId: 'createSubscription',
      tags,
      body: SubscriptionIn.extend({ organizationId: z.uuid() }),
      response: { 201: SubscriptionBody },
    },
    handler: async (request, answer) => {
      const { organizationId, ...given } = request.body
      const body = await request.inWork('customers.write', async (work) =>
        shown(work, (await createSubscription(work, organizationId, given)).id),
      )
      return answer.status(201).send(body)
    },
  })

  app.get('/subscriptions/:id', {
    schema: {
      operationId: 'showSubscription',
      tags,
      params: ById,
      response: { 200: SubscriptionBody },
    },
    handler: (request) =>
      request.reads('customers.read', (db) =>
        shown({ system: request.system, db } as Pick<Work, 'system' | 'db'>, request.params.id),
      ),
  })

  app.patch('/subscriptions/:id', {
    schema: {
      operationId: 'changeSubscription',
      tags,
      summary: 'Only what is given changes. A new state begins now.',
      params: ById,
      body: SubscriptionIn.partial().extend({ version }),
      response: { 200: SubscriptionBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        const { version, ...change } = request.body
        await changeSubscription(work, request.params.id, change, version)
        return shown(work, request.params.id)
      }),
  })

  app.put('/subscriptions/by-external-id/:externalId', {
    schema: {
      operationId: 'upsertSubscription',
      tags,
      summary: 'Make or change the subscription that another system keeps under this key.',
      params: ByExternalId,
      body: SubscriptionIn.omit({ externalId: true }).extend({ organizationId: z.uuid() }),
      response: { 200: SubscriptionBody, 201: SubscriptionBody },
    },
    handler: async (request, answer) => {
      const { organizationId, ...given } = request.body
      const { isNew, body } = await request.inWork('customers.write', async (work) => {
        const { externalId } = request.params
        const saved = await upsertSubscription(work, externalId, organizationId, given)
        return { isNew: saved.isNew, body: await shown(work, saved.subscription.id) }
      })
      return answer.status(isNew ? 201 : 200).send(body)
    },
  })

  app.post('/subscriptions/:id/minutes', {
    schema: {
      operationId: 'bookMinutes',
      tags,
      summary: 'A line of the ledger of hours: bought is more than nothing, used is less.',
      params: ById,
      body: z.object({
        minutes: z
          .int()
          .min(-1_000_000)
          .max(1_000_000)
          .refine((minutes) => minutes !== 0, { message: 'is nothing' }),
        why: z.string().trim().min(1).max(500),
      }),
      response: { 201: z.object({ left: z.int() }) },
    },
    handler: async (request, answer) =>
      answer
        .status(201)
        .send(
          await request.inWork('customers.write', (work) =>
            bookMinutes(work, request.params.id, request.body),
          ),
        ),
  })
}
