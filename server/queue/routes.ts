import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { marksOf } from '../platform/marks.ts'
import type { Work } from '../platform/work.ts'
import { instant } from '../platform/shapes.ts'
import type { Counted } from '../sla/clock.ts'
import { countedFor } from '../sla/queries.ts'
import { listed, ListedTicket } from '../sla/shapes.ts'
import { assignTicket } from '../tickets/actions.ts'
import { whyHere } from './order.ts'
import { MOST_COUNTED, nextUnassigned, queueFrame, queuePage, type QueueRow } from './queries.ts'

const Row = ListedTicket.extend({
  subject: z.string(),
  customerWords: z.string(),
  identityVerified: z.boolean(),
  flag: z
    .string()
    .nullable()
    .meta({ description: 'Something about the sender that a person should look at.' }),
  whyHere: z.string(),
  version: z.int(),
}).meta({ id: 'QueueRow' })

/** Rank, promise and number: what the list is sorted by. */
const marks = marksOf(z.tuple([z.int(), z.iso.datetime(), z.int()]), 'the queue')
const markOf = ({ rank, queueAt, number }: QueueRow) =>
  marks.write([rank, queueAt.toISOString(), number])
function placeOf(mark: string) {
  const [rank, queueAt, number] = marks.read(mark)
  return { rank, queueAt, number }
}

const Band = z
  .object({
    key: z.string(),
    name: z.string(),
    kind: z.string(),
    promise: z.string(),
    open: z.int().meta({ description: `Counted up to ${MOST_COUNTED}; one more means "more".` }),
  })
  .meta({ id: 'Band' })

const UnansweredTopic = z
  .object({
    number: z.int(),
    title: z.string(),
    authorName: z.string(),
    waitingSince: instant,
    outside: z
      .object({ name: z.string(), url: z.string() })
      .nullable()
      .meta({ description: 'The forum elsewhere it stands in, and where.' }),
  })
  .meta({ id: 'UnansweredTopic' })

export const queueRoutes: Routes = async (app) => {
  app.get('/queue', {
    schema: {
      operationId: 'getQueue',
      tags: ['Queue'],
      summary: 'One page of the one list, strictest promise first.',
      querystring: z.object({
        filter: z.enum(['open', 'mine', 'unassigned', 'snoozed', 'solved']).default('open'),
        channel: z.string().optional(),
        after: z.string().optional().meta({ description: '`next` of the page before.' }),
        limit: z.coerce.number<string>().int().min(1).max(200).default(50),
      }),
      response: {
        200: z.object({
          now: instant,
          rows: z.array(Row),
          next: z.string().nullable(),
          bands: z.array(Band),
          promisesDue: z.array(z.int()),
          topics: z.array(UnansweredTopic).meta({
            description:
              'Of the community, for whoever looks after it: best effort, never before a ticket.',
          }),
        }),
      },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db, caller) => {
        const { filter, channel, after, limit } = request.query
        const seesRestricted = caller.may('tickets.restricted')
        const found = await queuePage(db, {
          filter,
          channel,
          userId: caller.actor.id,
          seesRestricted,
          limit,
          after: after ? placeOf(after) : undefined,
        })
        // They stand behind everything promised, on the first page of what is open to all.
        const asksForAll = filter === 'open' && !after
        const sees = asksForAll && caller.may('forum.moderate')
        const frame = await queueFrame(db, seesRestricted, sees)
        const { now, bands, promisesDue } = frame
        const isShown =
          !channel || bands.some(({ key, kind }) => key === channel && kind === 'community')
        const stricter = (rank: number) =>
          bands.filter((band) => band.rank < rank).reduce((sum, band) => sum + band.open, 0)
        const counted = await countedFor(request.system, now, found)
        return {
          now,
          rows: found.map((row, at) => body(row, stricter(row.rank), counted[at] ?? null)),
          next: found.length === limit ? markOf(found.at(-1)!) : null,
          bands,
          promisesDue,
          topics: isShown ? frame.topics : [],
        }
      }),
  })

  app.post('/queue/next', {
    schema: {
      operationId: 'takeNext',
      tags: ['Queue'],
      summary:
        'Take the first ticket nobody has. `skip` passes over tickets, with a reason that the lead can see.',
      body: z.object({
        skip: z.array(z.int()).max(50).default([]),
        reason: z.string().max(200).default(''),
      }),
      response: { 200: z.object({ number: z.int() }) },
    },
    handler: (request) =>
      request.inWork('tickets.write', async (work, caller) => {
        await recordSkips(work, request.body, caller.may('tickets.restricted'))
        const next = await nextUnassigned(
          work.db,
          caller.may('tickets.restricted'),
          request.body.skip,
        )
        if (!next) throw notFound('Nothing is waiting for somebody to take it.')
        await assignTicket(work, next.id, { id: caller.actor.id, name: caller.actor.name })
        return { number: next.number }
      }),
  })
}

function body(row: QueueRow, strictersOpen: number, counted: Counted | null): z.output<typeof Row> {
  const entitlement = row.entitlement as { doubtful?: boolean; why?: string }
  return {
    ...listed(row, counted),
    flag: entitlement.doubtful ? (entitlement.why ?? null) : null,
    whyHere: whyHere({
      channelName: row.channelName,
      priority: row.priority,
      metric: row.dueMetric,
      state: row.dueState,
      dueAt: row.dueAt,
      strictersOpen,
    }),
  }
}

/** Passing over is allowed and seen: each ticket's history says who left it, and why. */
async function recordSkips(
  work: Work,
  { skip, reason }: { skip: number[]; reason: string },
  seesRestricted: boolean,
) {
  if (skip.length === 0) return
  const rows = await work.db
    .selectFrom('tickets')
    .select(['id', 'restricted'])
    .where('number', 'in', skip)
    .execute()
  const seen = rows.filter(({ restricted }) => seesRestricted || !restricted)
  for (const { id } of seen) work.record({ type: 'ticket.passed_over', ticketId: id, reason })
}
