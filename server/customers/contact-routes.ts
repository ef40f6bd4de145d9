import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import type { Work } from '../platform/work.ts'
import { changeContact, createContact, setMembership, upsertContact } from './contacts.ts'
import { endMembership } from './leaving.ts'
import { contactPage, listContacts } from './lists.ts'
import { contactBody, Listing, markOf, placeOf } from './bodies.ts'
import { ByExternalId, ById, ContactBody, ContactIn, ContactRow, version } from './shapes.ts'

const tags = ['Customers']
const shown = async ({ db }: Pick<Work, 'db'>, id: string) => contactBody(await contactPage(db, id))
const ByBoth = ById.extend({ organization: z.uuid() })

export const contactRoutes: Routes = async (app) => {
  app.get('/contacts', {
    schema: {
      operationId: 'listContacts',
      tags,
      summary: 'By name. q: the beginning of a name or an address, or a key of another system.',
      querystring: Listing.extend({ organization: z.uuid().optional() }),
      response: { 200: z.object({ contacts: z.array(ContactRow), next: z.string().nullable() }) },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => {
        const { q, after, limit, organization: organizationId = null } = request.query
        const contacts = await listContacts(db, { q, after: placeOf(after), limit, organizationId })
        return { contacts, next: markOf(contacts, limit) }
      }),
  })

  app.post('/contacts', {
    schema: {
      operationId: 'createContact',
      tags,
      body: ContactIn.extend({
        organizationId: z
          .uuid()
          .optional()
          .meta({ description: 'Whose contact they are from the beginning.' }),
      }),
      response: { 201: ContactBody },
    },
    handler: async (request, answer) => {
      const { organizationId, ...given } = request.body
      const body = await request.inWork('customers.write', async (work, caller) => {
        const { id } = await createContact(work, given)
        const source = caller.byToken ? 'api' : 'agent'
        if (organizationId) await setMembership(work, id, organizationId, { source })
        return shown(work, id)
      })
      return answer.status(201).send(body)
    },
  })

  app.get('/contacts/:id', {
    schema: {
      operationId: 'showContact',
      tags,
      params: ById,
      response: { 200: ContactBody },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) =>
        contactBody(await contactPage(db, request.params.id)),
      ),
  })

  app.patch('/contacts/:id', {
    schema: {
      operationId: 'changeContact',
      tags,
      summary:
        'Only what is given changes. A new address ends every way to sign in, and the old one is told; of somebody in a need-to-know ticket it takes the right to see those.',
      params: ById,
      body: ContactIn.partial().extend({ version }),
      response: { 200: ContactBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work, caller) => {
        const { version, ...change } = request.body
        const seesRestricted = caller.may('tickets.restricted')
        await changeContact(work, request.params.id, change, { version, seesRestricted })
        return shown(work, request.params.id)
      }),
  })

  app.put('/contacts/by-external-id/:externalId', {
    schema: {
      operationId: 'upsertContact',
      tags,
      summary:
        'Make or change the contact that another system keeps under this key. A known address takes the key.',
      params: ByExternalId,
      body: ContactIn.omit({ externalId: true }),
      response: { 200: ContactBody, 201: ContactBody },
    },
    handler: async (request, answer) => {
      const { isNew, body } = await request.inWork('customers.write', async (work, caller) => {
        const { externalId } = request.params
        const { contact, isNew } = await upsertContact(work, externalId, request.body, {
          seesRestricted: caller.may('tickets.restricted'),
        })
        return { isNew, body: await shown(work, contact.id) }
      })
      return answer.status(isNew ? 201 : 200).send(body)
    },
  })

  app.put('/contacts/:id/organizations/:organization', {
    schema: {
      operationId: 'setMembership',
      tags,
      summary:
        'Make somebody a contact of an organization, or change how. Refused when its places are taken.',
      params: ByBoth,
      body: z.object({
        isDefault: z.boolean().optional(),
        mayManageContacts: z.boolean().optional(),
      }),
      response: { 200: ContactBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work, caller) => {
        const { id, organization } = request.params
        const source = caller.byToken ? 'api' : 'agent'
        await setMembership(work, id, organization, { ...request.body, source })
        return shown(work, id)
      }),
  })

  app.delete('/contacts/:id/organizations/:organization', {
    schema: {
      operationId: 'removeMembership',
      tags,
      summary:
        'They write for this organization no more, and the domain of their address does not bring them back. Their tickets stay where they are.',
      params: ByBoth,
      response: { 200: ContactBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await endMembership(work, request.params.id, request.params.organization)
        return shown(work, request.params.id)
      }),
  })
}
