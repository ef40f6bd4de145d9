import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { portalSettingsOf, savePortalSettings, versionOf } from './brand.ts'

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .nullable()
  .meta({ description: 'As #rrggbb; null: the usual one.' })
const Portal = z
  .object({
    name: z.string().nullable(),
    colour,
    logoUrl: z.string().nullable(),
    surveyAfterHours: z.int().nullable(),
    url: z.string(),
  })
  .meta({ id: 'Portal' })

/** How the pages of customers look. */
export const brandRoutes: Routes = async (app) => {
  app.get('/portal/settings', {
    schema: { operationId: 'showPortal', tags: ['Portal'], response: { 200: Portal } },
    handler: (request) =>
      request.inWork('playbook.read', async ({ system }) => {
        const { name, colour, logo, surveyAfterHours } = await portalSettingsOf(system)
        const url = `${system.config.portalUrl}/help`
        const logoUrl = logo && `${url}/brand/logo?v=${versionOf(logo.base64)}`
        return { name, colour, logoUrl, surveyAfterHours, url }
      }),
  })

  app.patch('/portal/settings', {
    schema: {
      operationId: 'changePortal',
      tags: ['Portal'],
      summary:
        'Name, logo and colour of the pages of customers. A colour that could not be read is darkened or lightened, and the answer says so.',
      body: z.object({
        name: z.string().trim().min(1).max(80).nullable().optional(),
        colour: colour.optional(),
        logo: z
          .string()
          .max(140_000)
          .nullable()
          .optional()
          .meta({ description: 'PNG, JPEG or WebP as base64, at most 100 kB.' }),
        surveyAfterHours: z.int().min(1).max(720).nullable().optional().meta({
          description: 'Asks by mail how it went, so long after it was solved; null: never.',
        }),
      }),
      response: {
        200: z.object({
          adjusted: z.array(z.object({ use: z.string(), contrast: z.number(), used: z.string() })),
          words: z.string(),
        }),
      },
    },
    handler: (request) =>
      request.inWork('playbook.write', async (work) => {
        const { name, colour, logo, surveyAfterHours } = request.body
        const adjusted = await savePortalSettings(work, {
          ...(name !== undefined && { name }),
          ...(colour !== undefined && { colour }),
          ...(logo !== undefined && { logo }),
          ...(surveyAfterHours !== undefined && { surveyAfterHours }),
        })
        const words = adjusted.map(
          ({ use, contrast, used }) =>
            `As a ${use} it has a contrast of ${contrast}:1 where 4.5:1 is needed (WCAG AA), so ${used} is used there.`,
        )
        return { adjusted, words: words.join(' ') }
      }),
  })
}

/** The logo, on the pages' own address. */
export const brandPages: Routes = async (app) => {
  const asked = z.object({ v: z.string().optional() })
  app.get(
    '/help/brand/logo',
    { schema: { hide: true, querystring: asked } },
    async (request, reply) => {
      const { logo } = await portalSettingsOf(request.system)
      if (!logo) throw notFound('There is no logo.')
      const forEver = request.query.v === versionOf(logo.base64)
      return reply
        .headers({
          'content-type': logo.type,
          'x-content-type-options': 'nosniff',
          'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
        })
        .send(Buffer.from(logo.base64, 'base64'))
    },
  )
}
