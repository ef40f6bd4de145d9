import { z } from 'zod'
import { appNow, type Database } from '../platform/database.ts'
import type { Routes } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import { Done, done, instantIn } from '../platform/shapes.ts'
import type { System } from '../platform/system.ts'
import { listOrganizations, listPlans, organizationPage } from './lists.ts'
import { addNote, removeNote, restoreNote } from './notes.ts'
import {
  changeOrganization,
  createOrganization,
  setEnvironments,
  setSharing,
  upsertOrganization,
} from './organizations.ts'
import { Listing, markOf, organizationBody, organizationRow, placeOf } from './bodies.ts'
import {
  ByExternalId,
  ById,
  CustomerForms,
  EnvironmentBody,
  moment,
  NoteBody,
  OrganizationBody,
  OrganizationIn,
  OrganizationRow,
  SharingIn,
  version,
} from './shapes.ts'

const tags = ['Customers']

/** The instant and the days by which a standing is told. */
export async function atNow(system: System, db: Database) {
  const { customers } = await settingsOf(system)
  return { now: await appNow(db), disputedDays: customers.disputedDays }
}

const shown = async (system: System, db: Database, id: string) =>
  organizationBody(await organizationPage(db, id), await atNow(system, db))

export const organizationRoutes: Routes = async (app) => {
  app.get('/organizations', {
    schema: {
      operationId: 'listOrganizations',
      tags,
      summary:
        'By name. q: the beginning of a name, a domain, an address or a key of another system.',
      querystring: Listing,
      response: {
        200: z.object({ organizations: z.array(OrganizationRow), next: z.string().nullable() }),
      },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => {
        const { q, after, limit } = request.query
        const rows = await listOrganizations(db, { q, after: placeOf(after), limit })
        const at = await atNow(request.system, db)
        return {
          organizations: rows.map((row) => organizationRow(row, at)),
          next: markOf(rows, limit),
        }
      }),
  })

  app.post('/organizations', {
    schema: {
      operationId: 'createOrganization',
      tags,
      body: OrganizationIn,
      response: { 201: OrganizationBody },
    },
    handler: async (request, answer) => {
      const body = await request.inWork('customers.write', async (work) => {
        const { id } = await createOrganization(work, request.body)
        return shown(work.system, work.db, id)
      })
      return answer.status(201).send(body)
    },
  })

  app.get('/organizations/:id', {
    schema: {
      operationId: 'showOrganization',
      tags,
      params: ById,
      response: { 200: OrganizationBody },
    },
    handler: (request) =>
      request.reads('customers.read', (db) => shown(request.system, db, request.params.id)),
  })

  app.patch('/organizations/:id', {
    schema: {
      operationId: 'changeOrganization',
      tags,
      summary: 'Only what is given changes.',
      params: ById,
      body: OrganizationIn.partial().extend({ version }),
      response: { 200: OrganizationBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        const { version, ...change } = request.body
        await changeOrganization(work, request.params.id, change, version)
        return shown(work.system, work.db, request.params.id)
      }),
  })

  app.put('/organizations/by-external-id/:externalId', {
    schema: {
      operationId: 'upsertOrganization',
      tags,
      summary: 'Make or change the organization that another system keeps under this key.',
      params: ByExternalId,
      body: OrganizationIn.omit({ externalId: true }),
      response: { 200: OrganizationBody, 201: OrganizationBody },
    },
    handler: async (request, answer) => {
      const { isNew, body } = await request.inWork('customers.write', async (work) => {
        const { externalId } = request.params
        const { organization, isNew } = await upsertOrganization(work, externalId, request.body)
        return { isNew, body: await shown(work.system, work.db, organization.id) }
      })
      return answer.status(isNew ? 201 : 200).send(body)
    },
  })

  app.put('/organizations/:id/sharing', {
    schema: {
      operationId: 'setSharing',
      tags,
      summary:
        'What colleagues see of each other’s tickets. More than one’s own is accepted by name, and refused while a note stands against it.',
      params: ById,
      body: SharingIn,
      response: { 200: OrganizationBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await setSharing(work, request.params.id, request.body)
        return shown(work.system, work.db, request.params.id)
      }),
  })

  app.put('/organizations/:id/environments', {
    schema: {
      operationId: 'setEnvironments',
      tags,
      summary: 'Where they run our software: the whole list.',
      params: ById,
      body: z.object({ environments: z.array(EnvironmentBody).max(100) }),
      response: { 200: OrganizationBody },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await setEnvironments(work, request.params.id, request.body.environments)
        return shown(work.system, work.db, request.params.id)
      }),
  })

  app.post('/organizations/:id/notes', {
    schema: {
      operationId: 'addOrganizationNote',
      tags,
      summary: 'A note that is shown at its moment. One of moment "sharing" forbids sharing.',
      params: ById,
      body: z.object({
        moment,
        body: z.string().trim().min(1).max(4000),
        fromAt: instantIn.nullable().optional(),
        untilAt: instantIn.nullable().optional(),
      }),
      response: { 201: NoteBody },
    },
    handler: async (request, answer) => {
      const { fromAt = null, untilAt = null, ...given } = request.body
      const note = await request.inWork('customers.write', async (work) => {
        const { id } = await organizationPage(work.db, request.params.id)
        return addNote(work, id, { ...given, fromAt, untilAt })
      })
      return answer.status(201).send(note)
    },
  })

  app.delete('/organizations/:id/notes/:note', {
    schema: {
      operationId: 'removeOrganizationNote',
      tags,
      params: ById.extend({ note: z.uuid() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await removeNote(work, request.params.id, request.params.note)
        return done
      }),
  })

  app.post('/organizations/:id/notes/:note/restoration', {
    schema: {
      operationId: 'restoreOrganizationNote',
      tags,
      summary: 'A note that was taken away stands again, as it was written.',
      params: ById.extend({ note: z.uuid() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await restoreNote(work, request.params.id, request.params.note)
        return done
      }),
  })

  app.get('/customer-forms', {
    schema: {
      operationId: 'showCustomerForms',
      tags,
      summary: 'What can be chosen of customers: plans and own fields of the playbook.',
      response: { 200: CustomerForms },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => {
        const { organizationFields, contactFields } = (await settingsOf(request.system)).customers
        return { plans: await listPlans(db), organizationFields, contactFields }
      }),
  })
}
