import { z } from 'zod'
import { findVisibleIncident } from '../incidents/queries.ts'
import { findUserByName } from '../people/queries.ts'
import { invalid } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import { ByNumber, Done, done, instant } from '../platform/shapes.ts'
import { pageMyself } from './actions.ts'
import { acknowledgeByLink, pageOfToken, passOnByLink, recordReceipt } from './one-tap.ts'
import { lastProofs, methodsOf, openPagesFor, pagesOf, rulesOf } from './queries.ts'
import { removeContactMethod, saveContactMethod, saveRules } from './reach.ts'
import { LinkedPage, Method, Rule, Trace, way } from './shapes.ts'
import { viewByLink } from './view.ts'
import { pushKeys } from './ways.ts'

const ByToken = z.object({ token: z.string().max(600) })

export const pagingRoutes: Routes = async (app) => {
  app.get('/incidents/:number/pages', {
    schema: {
      operationId: 'listPages',
      tags: ['Paging'],
      summary: 'Every page of an incident with its fate.',
      params: ByNumber,
      response: { 200: z.object({ pages: z.array(Trace) }) },
    },
    handler: (request) =>
      request.inWork('incidents.read', async (work, caller) => {
        const rows = await pagesOf(
          work.db,
          (
            await findVisibleIncident(
              work.db,
              request.params.number,
              caller.may('tickets.restricted'),
            )
          ).id,
        )
        return {
          pages: rows.map((row) => ({ ...row, person: { id: row.userId, name: row.userName } })),
        }
      }),
  })

  app.get('/me/pages', {
    schema: {
      operationId: 'listMyPages',
      tags: ['Paging'],
      summary: 'What is ringing for me right now.',
      response: {
        200: z.object({
          pages: z.array(
            z.object({
              incident: z.int(),
              title: z.string(),
              level: z.int(),
              nextAt: instant.nullable(),
              createdAt: instant,
              ticketNumber: z.int().nullable(),
              learner: z.boolean(),
            }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.inWork('paging.own', async (work, caller) => ({
        pages: (await openPagesFor(work.db, caller.actor.id, caller.may('tickets.restricted'))).map(
          (row) => ({ ...row, incident: row.number }),
        ),
      })),
  })

  app.get('/me/reach', {
    schema: {
      operationId: 'getReach',
      tags: ['Paging'],
      summary: 'How I am reached, and what proves it.',
      response: {
        200: z.object({
          now: instant,
          methods: z.array(Method),
          rules: z.array(Rule),
          usualRules: z.array(
            z.object({
              method: z.string(),
              afterSeconds: z.int(),
              repeatEverySeconds: z.int().nullable(),
            }),
          ),
          pushKey: z.string(),
          lastProofAt: instant.nullable(),
        }),
      },
    },
    handler: (request) =>
      request.inWork('paging.own', async (work, caller) => {
        const [proof] = await lastProofs(work.db, [caller.actor.id])
        return {
          now: work.now,
          methods: await methodsOf(work.db, caller.actor.id),
          rules: await rulesOf(work.db, caller.actor.id),
          usualRules: (await settingsOf(work.system)).notificationRules.high,
          pushKey: (await pushKeys(work.system)).publicKey,
          lastProofAt: proof?.lastProofAt ?? null,
        }
      }),
  })

  app.get('/reach', {
    schema: {
      operationId: 'listReach',
      tags: ['Paging'],
      summary: 'Whether each of these people can be reached. Somebody who cannot counts as a gap.',
      querystring: z.object({
        people: z.string().max(4000).meta({ description: 'Ids, separated by commas.' }),
      }),
      response: {
        200: z.object({
          people: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              ways: z.int(),
              lastProofAt: instant.nullable(),
            }),
          ),
        }),
      },
    },
    handler: (request) => {
      const ids = z.array(z.uuid()).safeParse(request.query.people.split(',').filter(Boolean))
      if (!ids.success)
        throw invalid('Name people by their ids.', [
          { path: 'people', message: 'holds something that is no id' },
        ])
      return request.inWork('oncall.read', async (work) => ({
        people: await lastProofs(work.db, ids.data),
      }))
    },
  })

  app.post('/me/contact-methods', {
    schema: {
      operationId: 'addContactMethod',
      tags: ['Paging'],
      body: z.object({
        kind: way,
        label: z.string().trim().min(1).max(100),
        address: z.string().max(4000),
      }),
      response: { 201: Method },
    },
    handler: async (request, answer) =>
      answer
        .status(201)
        .send(
          await request.inWork('paging.own', (work, caller) =>
            saveContactMethod(work, caller.actor.id, request.body),
          ),
        ),
  })

  app.delete('/me/contact-methods/:id', {
    schema: {
      operationId: 'removeContactMethod',
      tags: ['Paging'],
      params: z.object({ id: z.uuid() }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('paging.own', (work, caller) =>
        removeContactMethod(work, caller.actor.id, request.params.id),
      )
      return done
    },
  })

  app.put('/me/notification-rules', {
    schema: {
      operationId: 'saveNotificationRules',
      tags: ['Paging'],
      summary: 'Make my rules exactly these; none means the usual ones.',
      body: z.object({ rules: z.array(Rule).max(20) }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('paging.own', (work, caller) =>
        saveRules(work, caller.actor.id, request.body.rules),
      )
      return done
    },
  })

  app.post('/me/test-pages', {
    schema: {
      operationId: 'pageMyself',
      tags: ['Paging'],
      summary: 'Page me by every way I have, after so many seconds.',
      body: z.object({ afterSeconds: z.int().min(0).max(300).default(0) }),
      response: { 201: z.object({ pages: z.int() }) },
    },
    handler: async (request, answer) => {
      const pages = await request.inWork('paging.own', (work, caller) =>
        pageMyself(work, caller.actor.id, request.body.afterSeconds),
      )
      if (pages === 0) throw invalid('There is no way to reach you yet. Add one first.')
      return answer.status(201).send({ pages })
    },
  })

  app.get('/pages/:token', {
    schema: {
      operationId: 'showPage',
      tags: ['One tap'],
      security: [],
      summary: 'What a page is about. Reading it changes nothing: mail scanners open links.',
      params: ByToken,
      response: { 200: LinkedPage },
    },
    handler: (request) => viewByLink(request.system, request.params.token),
  })

  app.post('/pages/:token/acknowledgement', {
    schema: {
      operationId: 'acknowledgeByLink',
      tags: ['One tap'],
      security: [],
      summary: 'Take it, as the person who was paged. Safe to repeat.',
      params: ByToken,
      response: { 200: LinkedPage },
    },
    handler: async (request) => {
      await acknowledgeByLink(request.system, request.params.token)
      return viewByLink(request.system, request.params.token)
    },
  })

  app.post('/pages/:token/pass', {
    schema: {
      operationId: 'passOnByLink',
      tags: ['One tap'],
      security: [],
      params: ByToken,
      body: z.object({
        to: z.string().nullable().default(null),
        reason: z.string().max(200).default(''),
      }),
      response: { 200: LinkedPage },
    },
    handler: async (request) => {
      const { token } = request.params
      await pageOfToken(request.system, token)
      const to =
        request.body.to === null ? null : await findUserByName(request.system.db, request.body.to)
      await passOnByLink(request.system, token, to, request.body.reason)
      return viewByLink(request.system, token)
    },
  })

  app.post('/pages/:token/receipt', {
    schema: {
      operationId: 'recordReceipt',
      tags: ['One tap'],
      security: [],
      summary: 'The phone says it has shown (or the person has opened) the page.',
      params: ByToken,
      body: z.object({ kind: z.enum(['delivered', 'seen']).default('delivered') }).nullish(),
      response: { 200: Done },
    },
    handler: async (request) => {
      await recordReceipt(request.system, request.params.token, request.body?.kind ?? 'delivered')
      return done
    },
  })
}
