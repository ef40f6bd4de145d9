import { z } from 'zod'
import { findChannel, findChannelByKey, listChannels } from '../channels/queries.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { linkTickets, unlinkTickets } from './links.ts'
import { mergeTickets, unmergeTicket } from './merge.ts'
import { changeSeen, seenBy, shownTo } from './on-ticket.ts'
import { splitTicket, unsplitTicket } from './split.ts'
import { TicketBody } from './view.ts'

const linkKind = z.enum(['related', 'problem', 'duplicate'])

export const mergeRoutes: Routes = async (app) => {
  app.put('/tickets/:number/merge', {
    schema: {
      operationId: 'mergeTicket',
      tags: ['Tickets'],
      summary:
        'Make this ticket part of another one. Nothing is moved, and it can be taken back with DELETE.',
      params: ByNumber,
      body: z.object({
        into: z.int().positive().meta({ description: 'Number of the ticket it becomes part of.' }),
        acrossCustomers: z
          .boolean()
          .default(false)
          .meta({ description: 'The two customers may read each other’s words.' }),
      }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        const from = await seenBy(work, caller, request.params.number)
        const into = await seenBy(work, caller, request.body.into)
        const merged = await mergeTickets(work, from.id, into.id, request.body)
        return shownTo(work, caller, merged.number)
      }),
  })

  app.delete('/tickets/:number/merge', {
    schema: {
      operationId: 'unmergeTicket',
      tags: ['Tickets'],
      summary: 'Take a merge back: people, promises and status stand again as they stood.',
      params: ByNumber,
      response: { 200: TicketBody },
    },
    handler: (request) => changeSeen(request, (work, from) => unmergeTicket(work, from.id)),
  })

  app.post('/tickets/:number/splits', {
    schema: {
      operationId: 'splitTicket',
      tags: ['Tickets'],
      summary:
        'Make a ticket of its own out of some comments. They stay where they were written and are read in the new one.',
      params: ByNumber,
      body: z.object({
        comments: z.array(z.uuid()).min(1).max(500),
        subject: z.string().max(500).default(''),
        channel: z.string().optional().meta({
          description: 'Left out: the channel of this ticket; of an emergency: paid support.',
        }),
      }),
      response: { 201: TicketBody },
    },
    handler: async (request, answer) => {
      const created = await request.inWork('tickets.write', async (work, caller) => {
        const from = await seenBy(work, caller, request.params.number)
        const channel = await channelFor(work, request.body.channel, from.channelKey)
        const { comments: commentIds, subject } = request.body
        const ticket = await splitTicket(work, from.id, { commentIds, subject, channel })
        return shownTo(work, caller, ticket.number)
      })
      return answer.status(201).send(created)
    },
  })

  app.delete('/tickets/:number/split', {
    schema: {
      operationId: 'unsplitTicket',
      tags: ['Tickets'],
      summary: 'Give the comments back to the ticket they came from, and close this one.',
      params: ByNumber,
      response: { 200: TicketBody },
    },
    handler: (request) => changeSeen(request, (work, ticket) => unsplitTicket(work, ticket.id)),
  })

  app.put('/tickets/:number/links/:other', {
    schema: {
      operationId: 'linkTicket',
      tags: ['Tickets'],
      params: ByNumber.extend({ other: z.coerce.number<string>().int().positive() }),
      body: z.object({ kind: linkKind.default('related') }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, async (work, from, caller) => {
        const to = await seenBy(work, caller, request.params.other)
        await linkTickets(work, from.id, to.id, request.body.kind)
        work.touch(`ticket:${from.number}`, `ticket:${to.number}`)
      }),
  })

  app.delete('/tickets/:number/links/:other', {
    schema: {
      operationId: 'unlinkTicket',
      tags: ['Tickets'],
      params: ByNumber.extend({ other: z.coerce.number<string>().int().positive() }),
      response: { 200: TicketBody },
    },
    handler: (request) =>
      changeSeen(request, async (work, from, caller) => {
        const to = await seenBy(work, caller, request.params.other)
        await unlinkTickets(work, from.id, to.id)
        work.touch(`ticket:${from.number}`, `ticket:${to.number}`)
      }),
  })
}

/** A second question asked in an emergency is seldom an emergency: unless somebody says so, nobody is woken for it. */
async function channelFor(work: Work, wanted: string | undefined, current: string) {
  if (wanted) return findChannelByKey(work.system, wanted)
  const own = (await listChannels(work.system)).find(({ key }) => key === current)
  return own && own.kind !== 'emergency' ? own : findChannel(work.system, 'paid')
}
