import { z } from 'zod'
import { saveContact } from '../customers/actions.ts'
import { findSender } from '../customers/queries.ts'
import { findUserByName } from '../people/queries.ts'
import type { Routes } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import { ByNumber, instantIn } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { changeSeen } from './on-ticket.ts'
import { addReader, followTicket, removeReader, unfollowTicket } from './readers.ts'
import { snoozeTicket, wakeTicket } from './snooze.ts'
import { callNoSpam, callSpam } from './spam.ts'
import { TicketBody } from './view.ts'

const Field = z.object({
  key: z.string(),
  name: z.string(),
  type: z.enum(['text', 'long_text', 'number', 'date', 'checkbox', 'choice', 'choices']),
  options: z.array(z.object({ key: z.string(), name: z.string() })),
  required: z.enum(['never', 'to_solve', 'always']),
  customers: z.enum(['hidden', 'see', 'write']),
  help: z.string(),
})
const TicketForms = z
  .object({
    fields: z.array(Field),
    forms: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        fields: z.array(
          z.object({
            field: z.string(),
            when: z.object({ field: z.string(), is: z.array(z.string()) }).nullable(),
          }),
        ),
      }),
    ),
    statuses: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        customerName: z.string().nullable(),
        status: z.enum(['open', 'pending', 'on_hold', 'solved']),
      }),
    ),
  })
  .meta({ id: 'TicketForms' })

export const filingRoutes: Routes = async (app) => {
  app.get('/ticket-forms', {
    schema: {
      operationId: 'listTicketForms',
      tags: ['Tickets'],
      summary: 'Fields, forms and named statuses of the playbook.',
      response: { 200: TicketForms },
    },
    handler: (request) =>
      request.inWork('tickets.read', async (work) => (await settingsOf(work.system)).tickets),
  })

  app.put('/tickets/:number/snooze', {
    schema: {
      operationId: 'snoozeTicket',
      tags: ['Tickets'],
      summary:
        'Take it out of sight until a moment, or until the customer writes. A promise that comes near wakes it.',
      params: ByNumber,
      body: z.union([z.object({ until: instantIn }), z.object({ untilAnswer: z.literal(true) })]),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, (work, ticket) => {
        const { body } = request
        return snoozeTicket(
          work,
          ticket.id,
          'until' in body ? { until: body.until } : { forAnswer: true },
        )
      }),
  })

  app.delete('/tickets/:number/snooze', {
    schema: {
      operationId: 'wakeTicket',
      tags: ['Tickets'],
      params: ByNumber,
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, (work, ticket, caller) =>
        wakeTicket(work, ticket.id, `${caller.actor.name} woke it`),
      ),
  })

  for (const method of ['put', 'delete'] as const) {
    app[method]('/tickets/:number/followers/:user', {
      schema: {
        operationId: method === 'put' ? 'followTicket' : 'unfollowTicket',
        tags: ['Tickets'],
        summary: 'A person of ours hears, or no longer hears, of everything that happens here.',
        params: ByNumber.extend({
          user: z.string().meta({ description: '"me", or a person by id, key or e-mail address.' }),
        }),
        response: { 200: TicketBody },
      },
      handler: (request) =>
        changeSeen(
          request,
          async (work, ticket, caller) => {
            const { user } = request.params
            const person = user === 'me' ? caller.actor : await findUserByName(work.db, user)
            const act = method === 'put' ? followTicket : unfollowTicket
            await act(work, ticket.id, person)
          },
          'tickets.read',
        ),
    })

    app[method]('/tickets/:number/ccs/:email', {
      schema: {
        operationId: method === 'put' ? 'addCc' : 'removeCc',
        tags: ['Tickets'],
        summary:
          'A colleague of the requester reads along, or no longer does. Outsiders come in only by the customer’s own mail.',
        params: ByNumber.extend({ email: z.email() }),
        response: { 200: TicketBody },
      },
      handler: (request) =>
        changeSeen(request, async (work, ticket) => {
          const contact = await readerOf(work, request.params.email)
          if (method === 'put') await addReader(work, ticket.id, contact, 'agent')
          else await removeReader(work, ticket.id, contact)
        }),
    })
  }

  app.put('/tickets/:number/spam', {
    schema: {
      operationId: 'callSpam',
      tags: ['Tickets'],
      summary: 'Close it as spam and, if asked, keep further mail of its sender in quarantine.',
      params: ByNumber,
      body: z.object({ ban: z.enum(['address', 'domain']).nullable().default(null) }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, (work, ticket) => callSpam(work, ticket.id, request.body)),
  })

  app.delete('/tickets/:number/spam', {
    schema: {
      operationId: 'callNoSpam',
      tags: ['Tickets'],
      summary: 'It was none: it stands where it stood, and the ban that came with it is lifted.',
      params: ByNumber,
      response: { 200: TicketBody },
    },
    handler: (request) => changeSeen(request, (work, ticket) => callNoSpam(work, ticket.id)),
  })
}

/** A colleague may be known by the domain of their address alone. */
async function readerOf(work: Work, email: string) {
  const { contact, organizations } = await findSender(work.db, email)
  const known = contact ?? (await saveContact(work, { email, name: email, organizationId: null }))
  return { ...known, organizationIds: organizations.map(({ id }) => id) }
}
