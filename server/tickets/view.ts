/** A ticket as its reader sees it over HTTP. */
import { z } from 'zod'
import type { Caller } from '../platform/http.ts'
import { instant, priority, status } from '../platform/shapes.ts'
import type { listComments, listHistory, TicketPage } from './queries.ts'

const Comment = z
  .object({
    id: z.string(),
    kind: z.enum(['public', 'note']),
    author: z.object({ kind: z.enum(['user', 'contact', 'machine']), name: z.string() }),
    body: z.string(),
    via: z.string(),
    home: z.int().meta({
      description: 'Number of the ticket it was written in; another one after a merge or split.',
    }),
    createdAt: instant,
    delivery: z
      .object({
        state: z.enum(['queued', 'held', 'sent', 'failed']),
        answer: z.string().nullable(),
        at: instant.nullable(),
        to: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Comment' })
const Happening = z
  .object({
    id: z.string(),
    type: z.string(),
    at: instant,
    actor: z.object({ kind: z.string(), name: z.string() }),
    cause: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Happening' })
export const TicketBody = z
  .object({
    number: z.int(),
    subject: z.string(),
    status,
    priority,
    channel: z.object({ key: z.string(), name: z.string(), kind: z.string(), promise: z.string() }),
    requester: z.object({ name: z.string(), email: z.string() }),
    organizationName: z.string().nullable(),
    planName: z.string().nullable(),
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    entitlement: z.object({ why: z.string(), doubtful: z.boolean() }),
    identityVerified: z.boolean(),
    restricted: z.boolean(),
    phone: z.string().nullable(),
    tags: z.array(z.string()),
    statusName: z
      .string()
      .nullable()
      .meta({ description: 'Key of a status of the playbook; null: none of its own.' }),
    type: z.enum(['question', 'incident', 'problem', 'task']).nullable(),
    dueBy: instant.nullable(),
    form: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()),
    snoozed: z.object({ until: instant, untilAnswer: z.boolean() }).nullable(),
    mergedInto: z.int().nullable(),
    absorbed: z.array(z.object({ number: z.int(), subject: z.string() })),
    spam: z.boolean(),
    followers: z.array(z.object({ id: z.string(), name: z.string() })),
    ccs: z.array(z.object({ name: z.string(), email: z.string() })),
    links: z.array(
      z.object({
        number: z.int(),
        subject: z.string(),
        status,
        kind: z.string(),
        direction: z.enum(['from', 'to']),
      }),
    ),
    promise: z.object({
      metric: z.string().nullable(),
      state: z.enum(['none', 'running', 'paused', 'breached']),
      dueAt: instant.nullable(),
      startedAt: instant.nullable(),
    }),
    documentation: z.string(),
    documentedAt: instant.nullable(),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
    solvedAt: instant.nullable(),
    may: z
      .array(z.enum(['reply', 'note', 'assign', 'edit']))
      .meta({ description: 'What the reader may do with it.' }),
  })
  .meta({ id: 'Ticket' })
export const Conversation = TicketBody.extend({
  now: instant,
  comments: z.array(Comment),
  history: z.array(Happening),
}).meta({ id: 'TicketPage' })
export const Written = z.object({ id: z.string(), version: z.int() }).meta({ id: 'Written' })

export function ticketBody(row: TicketPage, caller: Caller): z.output<typeof TicketBody> {
  const { why = '', doubtful = false } = row.entitlement as { why?: string; doubtful?: boolean }
  const mayWrite = caller.may('tickets.write') && row.status !== 'closed'
  return {
    ...row,
    channel: {
      key: row.channelKey,
      name: row.channelName,
      kind: row.channelKind,
      promise: row.channelPromise,
    },
    requester: { name: row.requesterName, email: row.requesterEmail },
    assignee:
      row.assigneeId && row.assigneeName ? { id: row.assigneeId, name: row.assigneeName } : null,
    entitlement: { why, doubtful },
    statusName: row.statusKey,
    form: row.formKey,
    fields: row.fieldValues as Record<string, unknown>,
    snoozed: row.snoozedUntil && { until: row.snoozedUntil, untilAnswer: row.snoozedForAnswer },
    spam: row.spamBefore !== null,
    promise: {
      metric: row.dueMetric,
      state: row.dueState,
      dueAt: row.dueAt,
      startedAt: row.dueStartedAt,
    },
    may: mayWrite
      ? ['reply', 'note', 'assign', 'edit']
      : caller.may('tickets.write')
        ? ['note']
        : [],
  }
}

type CommentRow = Awaited<ReturnType<typeof listComments>>[number]

export function commentBody(row: CommentRow): z.output<typeof Comment> {
  const delivery = row.deliveryState
    ? {
        state: row.deliveryState,
        answer: row.deliveryAnswer,
        at: row.deliveredAt,
        to: row.toAddresses ?? [],
      }
    : null
  const author = { kind: row.authorKind, name: row.authorName }
  return { ...row, author, home: row.homeNumber, delivery }
}

export function happeningBody(
  row: Awaited<ReturnType<typeof listHistory>>[number],
): z.output<typeof Happening> {
  return {
    id: row.id,
    type: row.type,
    at: row.at,
    actor: { kind: row.actorKind, name: row.actorName },
    cause: row.causeType,
    details: row.payload as Record<string, unknown>,
  }
}
