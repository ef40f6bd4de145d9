import { z } from 'zod'
import { findChannel, findChannelByKey } from '../channels/queries.ts'
import { answeredOnce } from '../platform/idempotency.ts'
import type { Routes } from '../platform/http.ts'
import { invalid } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import { ByNumber, instantIn, priority, status } from '../platform/shapes.ts'
import { findUserByName } from '../people/queries.ts'
import { assignTicket, documentTicket, note, reply, setPriority, setStatus } from './actions.ts'
import { forgetSent } from './drafts.ts'
import { filingOf, fileTicket, setNamedStatus } from './filing.ts'
import { signatureOf } from './letter.ts'
import { changeSeen, seenBy } from './on-ticket.ts'
import { openTicket } from './open.ts'
import { holdReply, listPending, undoSecondsFor } from './pending.ts'
import { findTicket, findTicketPage, listComments, listHistory } from './queries.ts'
import {
  commentBody,
  Conversation,
  happeningBody,
  pendingBody,
  ticketBody,
  TicketBody,
  Written,
} from './view.ts'

const fileIds = z
  .array(z.uuid())
  .max(100)
  .default([])
  .meta({ description: 'Files put away before with POST /files.' })
const draft = z.int().positive().optional().meta({
  description:
    'Version of the draft that these words come from: it is forgotten as they are sent. A draft that they hold whole is forgotten in any case.',
})

export const ticketRoutes: Routes = async (app) => {
  app.post('/tickets', {
    schema: {
      operationId: 'createTicket',
      tags: ['Tickets'],
      summary:
        'Open a ticket on behalf of a customer. With an Idempotency-Key the same request opens one ticket, however often it is sent.',
      headers: z.object({ 'idempotency-key': z.string().max(200).optional() }),
      body: z.object({
        subject: z.string().max(500).default(''),
        body: z.string().max(1_000_000),
        requester: z.object({
          email: z.email(),
          name: z.string().max(200).optional(),
          phone: z.string().max(60).optional(),
        }),
        channel: z
          .string()
          .optional()
          .meta({ description: 'Key of a channel. Left out: paid support.' }),
        priority: priority.optional(),
        tags: z.array(z.string().max(80)).max(20).optional(),
      }),
      response: { 201: z.object({ number: z.int(), id: z.string() }).meta({ id: 'OpenedTicket' }) },
    },
    handler: async (request, answer) => {
      const { requester, channel, ...rest } = request.body
      const opened = await request.inWork('tickets.write', (work, caller) =>
        answeredOnce(
          work,
          caller.actor.id,
          request.headers['idempotency-key'],
          request.body,
          async () => {
            const door = channel
              ? await findChannelByKey(work.system, channel)
              : await findChannel(work.system, 'paid')
            const ticket = await openTicket(work, {
              ...rest,
              channel: door,
              requester: { ...requester, name: requester.name ?? requester.email },
              via: 'api',
            })
            return { number: ticket.number, id: ticket.id }
          },
        ),
      )
      return answer.status(201).send(opened)
    },
  })

  app.get('/tickets/:number', {
    schema: {
      operationId: 'getTicket',
      tags: ['Tickets'],
      params: ByNumber,
      response: { 200: Conversation },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db, caller) => {
        const page = await findTicketPage(
          db,
          request.params.number,
          caller.may('tickets.restricted'),
        )
        const comments = await listComments(db, page.id)
        const history = await listHistory(db, page.id)
        const pending = await listPending(db, page.id)
        return {
          ...ticketBody(page, caller),
          now: page.now,
          signature: signatureOf(await settingsOf(request.system), page, caller.actor.name),
          comments: comments.map((comment) =>
            commentBody(comment, { system: request.system, now: page.now }),
          ),
          pendingReplies: pending.map(pendingBody),
          history: history.map(happeningBody),
        }
      }),
  })

  app.post('/tickets/:number/replies', {
    schema: {
      operationId: 'replyToTicket',
      tags: ['Tickets'],
      summary:
        'Answer the customer in public. With `version` the answer is refused when the ticket changed since it was read.',
      params: ByNumber,
      body: z.object({
        body: z.string().max(1_000_000),
        version: z.int().optional(),
        status: z.enum(['open', 'pending', 'on_hold', 'solved']).optional(),
        files: fileIds,
        draft,
        undoSeconds: z.int().min(0).max(120).optional().meta({
          description:
            "How long it may be taken back before it is sent. Left out: the playbook's time for a person signed in, none for a token. In an emergency there is none.",
        }),
      }),
      response: { 201: Written },
    },
    handler: async (request, answer) => {
      const written = await request.inWork('tickets.write', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        const { body, version, status, undoSeconds, files, draft } = request.body
        await forgetSent(work, { userId: caller.actor.id, ticket, kind: 'reply' }, { body, draft })
        const words = {
          body,
          files,
          via: caller.byToken ? ('api' as const) : ('web' as const),
          ...(version !== undefined && { expectedVersion: version }),
        }
        const most = await undoSecondsFor(work.system, ticket)
        const seconds = most === 0 ? 0 : (undoSeconds ?? (caller.byToken ? 0 : most))
        if (seconds > 0) {
          const held = await holdReply(work, ticket.id, { ...words, seconds, status })
          return { id: held.pending.id, version: held.version, sendAt: held.pending.sendAt }
        }
        const comment = await reply(work, ticket.id, words)
        if (status) await setStatus(work, ticket.id, status)
        const after = await findTicket(work.db, ticket.number, true)
        return { id: comment.id, version: after.version, sendAt: null }
      })
      return answer.status(201).send(written)
    },
  })

  app.post('/tickets/:number/notes', {
    schema: {
      operationId: 'noteOnTicket',
      tags: ['Tickets'],
      summary: 'Write something only the team reads.',
      params: ByNumber,
      body: z.object({ body: z.string().max(1_000_000), files: fileIds, draft }),
      response: { 201: Written },
    },
    handler: async (request, answer) => {
      const written = await request.inWork('tickets.write', async (work, caller) => {
        const ticket = await seenBy(work, caller, request.params.number)
        const { body, files, draft } = request.body
        const via = caller.byToken ? 'api' : 'web'
        const comment = await note(work, ticket.id, { body, via, files })
        await forgetSent(work, { userId: caller.actor.id, ticket, kind: 'note' }, { body, draft })
        return { id: comment.id, version: ticket.version + 1, sendAt: null }
      })
      return answer.status(201).send(written)
    },
  })

  app.put('/tickets/:number/assignee', {
    schema: {
      operationId: 'assignTicket',
      tags: ['Tickets'],
      params: ByNumber,
      body: z.object({
        assignee: z.string().nullable().meta({
          description: 'A person by id, playbook key or e-mail address; null for nobody.',
        }),
      }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, async (work, ticket) => {
        const person =
          request.body.assignee === null
            ? null
            : await findUserByName(work.db, request.body.assignee)
        await assignTicket(work, ticket.id, person)
      }),
  })

  app.patch('/tickets/:number', {
    schema: {
      operationId: 'changeTicket',
      tags: ['Tickets'],
      params: ByNumber,
      body: z.object({
        status: status.optional(),
        statusName: z.string().max(60).optional().meta({
          description: 'Key of a status of the playbook; the status it counts as follows.',
        }),
        priority: priority.optional(),
        why: z.string().max(500).default(''),
        tellCustomer: z.boolean().default(false).meta({
          description: 'The customer hears of the new priority, with `why`.',
        }),
        subject: z.string().max(500).optional(),
        type: z.enum(['question', 'incident', 'problem', 'task']).nullable().optional(),
        dueBy: instantIn.nullable().optional(),
        team: z
          .string()
          .nullable()
          .optional()
          .meta({ description: 'By id, key or name; null: none.' }),
        tags: z.array(z.string().max(80)).max(40).optional(),
        addTags: z.array(z.string().max(80)).max(40).optional(),
        removeTags: z.array(z.string().max(80)).max(40).optional(),
        form: z.string().max(60).nullable().optional(),
        fields: z
          .record(
            z.string(),
            z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
          )
          .optional(),
      }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, async (work, ticket) => {
        const { status, statusName, priority, why, tellCustomer, ...rest } = request.body
        const filing = await filingOf(work, rest)
        if (tellCustomer && why.trim() === '')
          throw invalid('Say why: the customer reads it.', [{ path: 'why', message: 'is empty' }])
        if (priority) await setPriority(work, ticket.id, priority, why, tellCustomer)
        if (Object.keys(filing).length > 0) await fileTicket(work, ticket.id, filing)
        if (status) await setStatus(work, ticket.id, status)
        if (statusName) await setNamedStatus(work, ticket.id, statusName)
      }),
  })

  app.put('/tickets/:number/documentation', {
    schema: {
      operationId: 'documentTicket',
      tags: ['Tickets'],
      summary: 'Keep what was done, and solve the ticket.',
      params: ByNumber,
      body: z.object({ text: z.string().max(200_000), solve: z.boolean().default(true) }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, async (work, ticket) => {
        await documentTicket(work, ticket.id, request.body.text)
        if (request.body.solve) await setStatus(work, ticket.id, 'solved')
      }),
  })
}
