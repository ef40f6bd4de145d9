import { z } from 'zod'
import {
  discover,
  listProviders,
  removeProvider,
  saveProvider,
} from '../customers/sign-in-providers.ts'
import { tryProvider } from '../customers/sign-in-try.ts'
import { findOrganization } from '../customers/queries.ts'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,60}$/)
  .meta({ description: 'Stands in the address customers open: /help/sign-in/with/{key}.' })
const Way = z
  .object({
    key,
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    organizationId: z.string().nullable(),
    signInUrl: z.string(),
    redirectUrl: z.string().meta({ description: 'To be registered with the provider.' }),
  })
  .meta({ id: 'CustomerSignIn' })

/** Ways of other companies to sign their people in with us (OpenID Connect). */
export const signInProviderRoutes: Routes = async (app) => {
  app.get('/portal/sign-in-providers', {
    schema: {
      operationId: 'listCustomerSignIns',
      tags: ['Portal'],
      response: { 200: z.array(Way) },
    },
    handler: (request) =>
      request.inWork('people.write', async ({ system }) =>
        (await listProviders(system)).map(({ key, name, issuer, clientId, organizationId }) => ({
          key,
          name,
          issuer,
          clientId,
          organizationId,
          signInUrl: `${system.config.portalUrl}/help/sign-in/with/${key}`,
          redirectUrl: `${system.config.portalUrl}/help/auth/callback/${key}`,
        })),
      ),
  })

  app.put('/portal/sign-in-providers/:key', {
    schema: {
      operationId: 'saveCustomerSignIn',
      tags: ['Portal'],
      summary:
        'Let customers sign in with their own company. With an organization it vouches for that organization’s domains only.',
      params: z.object({ key }),
      body: z.object({
        name: z.string().trim().min(1).max(100),
        issuer: z.url().max(500),
        clientId: z.string().min(1).max(500),
        clientSecret: z.string().min(1).max(1000),
        organizationId: z.uuid().nullable().default(null),
      }),
      response: { 200: Done },
    },
    handler: async (request) => {
      const { params, body, system } = request
      // Asked before the network is: who may not do this learns nothing of what answers there.
      await request.inWork('people.write', async (work) => {
        if (body.organizationId) await findOrganization(work.db, body.organizationId)
      })
      const found = await discover(system, body.issuer)
      await request.inWork('people.write', (work) =>
        saveProvider(work, { key: params.key, ...body }, found),
      )
      return done
    },
  })

  app.post('/portal/sign-in-providers/:key/tries', {
    schema: {
      operationId: 'tryCustomerSignIn',
      tags: ['Portal'],
      summary: 'Ask the provider whether it knows our client id and secret. Nobody has to sign in.',
      params: z.object({ key }),
      response: { 200: z.object({ works: z.boolean(), words: z.string() }) },
    },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    handler: async (request) => {
      const { params, system } = request
      const provider = await request.inWork('people.write', async () =>
        (await listProviders(system)).find(({ key }) => key === params.key),
      )
      if (!provider) throw notFound(`There is no way of signing in called "${params.key}".`)
      return tryProvider(system, provider)
    },
  })

  app.delete('/portal/sign-in-providers/:key', {
    schema: {
      operationId: 'removeCustomerSignIn',
      tags: ['Portal'],
      params: z.object({ key }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('people.write', (work) => removeProvider(work, request.params.key))
      return done
    },
  })
}
