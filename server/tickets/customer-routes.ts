import { sql } from 'kysely'
import { z } from 'zod'
import { notesAt } from '../customers/notes.ts'
import { sentence } from '../customers/words.ts'
import type { Entitlement } from '../customers/entitlement.ts'
import type { Database } from '../platform/database.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber, instant, priority, status } from '../platform/shapes.ts'
import { setOrganization } from './organization.ts'
import { findTicket, findTicketPage } from './queries.ts'
import { ticketBody, TicketBody } from './view.ts'

const Row = z
  .object({
    number: z.int(),
    subject: z.string(),
    status,
    priority,
    requesterName: z.string(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'CustomerTicket' })

/** Open ones first, each newest first. A restricted one is neither shown nor counted for those who may not know of it. */
async function ticketsOf(
  db: Database,
  column: 'organizationId' | 'requesterId',
  id: string,
  { seesRestricted, open }: { seesRestricted: boolean; open: boolean },
) {
  let query = db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .select([
      'tickets.number',
      'tickets.subject',
      'tickets.status',
      'tickets.priority',
      'tickets.createdAt',
      'tickets.updatedAt',
      'contacts.name as requesterName',
    ])
    .where(`tickets.${column}`, '=', id)
    .where(sql<boolean>`(tickets.status in ('new', 'open', 'pending', 'on_hold')) = ${open}`)
    .orderBy('tickets.createdAt', 'desc')
    .limit(100)
  if (!seesRestricted) query = query.where('tickets.restricted', '=', false)
  return query.execute()
}

export const customerTicketRoutes: Routes = async (app) => {
  for (const [path, column, name] of [
    ['organizations', 'organizationId', 'Organization'],
    ['contacts', 'requesterId', 'Contact'],
  ] as const)
    app.get(`/${path}/:id/tickets`, {
      schema: {
        operationId: `list${name}Tickets`,
        tags: ['Customers'],
        summary: 'What is open, then the hundred newest of what is over.',
        params: z.object({ id: z.uuid() }),
        response: { 200: z.object({ open: z.array(Row), over: z.array(Row) }) },
      },
      handler: (request) =>
        request.reads('tickets.read', async (db, caller) => {
          const seesRestricted = caller.may('tickets.restricted')
          const { id } = request.params
          return {
            open: await ticketsOf(db, column, id, { seesRestricted, open: true }),
            over: await ticketsOf(db, column, id, { seesRestricted, open: false }),
          }
        }),
    })

  app.put('/tickets/:number/organization', {
    schema: {
      operationId: 'setTicketOrganization',
      tags: ['Tickets'],
      summary:
        'Put it under another organization: what they may use is decided anew, and promises follow.',
      params: ByNumber,
      body: z.object({
        organizationId: z
          .uuid()
          .nullable()
          .meta({ description: 'null: as the address of the requester decides.' }),
        version: z.int().optional(),
      }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const seesRestricted = caller.may('tickets.restricted')
        const { id, number } = await findTicket(work.db, request.params.number, seesRestricted)
        const { organizationId, version } = request.body
        await setOrganization(work, id, organizationId, version)
        return ticketBody(await findTicketPage(work.db, number, true, seesRestricted), caller)
      }),
  })

  app.get('/tickets/:number/promise', {
    schema: {
      operationId: 'explainPromise',
      tags: ['Tickets'],
      summary:
        'Why this promise: what was decided at the door, on which facts, what the customer was told, and notes that matter.',
      params: ByNumber,
      response: {
        200: z
          .object({
            organization: z.object({ id: z.string(), name: z.string() }).nullable(),
            others: z.array(z.object({ id: z.string(), name: z.string() })),
            decision: z.object({
              allowed: z.boolean(),
              as: z.string(),
              why: z.string(),
              standing: z.string().nullable(),
              belongs: z.string(),
              plan: z.string().nullable(),
              emergency: z.boolean(),
              promised: z.boolean(),
              temporary: z.boolean(),
              until: z.string().nullable(),
              doubtful: z.boolean(),
              citizenship: z.string().nullable(),
            }),
            told: z.string(),
            notes: z.array(
              z.object({ moment: z.string(), body: z.string(), authorName: z.string() }),
            ),
          })
          .meta({ id: 'Promise' }),
      },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work, caller) => {
        const { db } = work
        const ticket = await findTicket(db, request.params.number, caller.may('tickets.restricted'))
        const kept = ticket.entitlement as Partial<Entitlement>
        const isEmergency = kept.words !== undefined && ticket.priority === 'urgent'
        const moments = isEmergency
          ? (['always', 'emergency', 'call'] as const)
          : (['always', 'release'] as const)
        const known = await db
          .selectFrom('memberships')
          .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
          .select(['organizations.id', 'organizations.name'])
          .where('memberships.contactId', '=', ticket.requesterId)
          .orderBy('organizations.name')
          .execute()
        const organization = ticket.organizationId
          ? await db
              .selectFrom('organizations')
              .select(['id', 'name'])
              .where('id', '=', ticket.organizationId)
              .executeTakeFirstOrThrow()
          : null
        const notes = organization ? await notesAt(db, organization.id, moments, work.now) : []
        return {
          organization,
          others: known.filter(({ id }) => id !== ticket.organizationId),
          decision: {
            allowed: kept.allowed ?? kept.paid ?? true,
            as: kept.as ?? (kept.paid ? 'paid' : 'unknown'),
            why: kept.why ?? '',
            standing: kept.standing ?? null,
            belongs: kept.belongs ?? 'none',
            plan: kept.planName ?? null,
            emergency: kept.emergency ?? false,
            promised: kept.promised ?? kept.paid ?? false,
            temporary: kept.temporary ?? false,
            until: kept.until ?? null,
            doubtful: kept.doubtful ?? false,
            citizenship: kept.citizenship ?? null,
          },
          told: kept.words ? sentence(kept.words) : '',
          notes,
        }
      }),
  })
}
