/** A ticket as its reader sees it over HTTP. */
import { z } from 'zod'
import type { Caller } from '../platform/http.ts'
import { instant, priority, status } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { fileUrl } from './files.ts'
import { deliveryWords, nextTryOf } from './delivery.ts'
import { RecipientFate } from './recipient-shape.ts'
import type { PendingReply as PendingRow } from './pending.ts'
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
    files: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        contentId: z.string().nullable(),
        url: z.string().meta({ description: 'Good for an hour or two, without signing in.' }),
      }),
    ),
    quoted: z.string().meta({
      description: 'History and signature of a mail, to be folded: nothing of it is dropped.',
    }),
    origin: z
      .object({
        arrival: z.int().meta({ description: 'Its number in the mail log.' }),
        verdict: z.string().nullable(),
        checks: z
          .object({
            spf: z.string(),
            dkim: z.string(),
            dmarc: z.string(),
            arc: z.string(),
            dkimDomains: z.array(z.string()),
          })
          .nullable()
          .meta({ description: 'What the sender’s domain says of it; null: nobody was asked.' }),
        notes: z.array(z.string()),
      })
      .nullable(),
    mail: z
      .object({ remoteImages: z.int(), notes: z.array(z.string()) })
      .nullable()
      .meta({ description: 'There is an HTML version: GET /comments/{id}/body shows it.' }),
    delivery: z
      .object({
        state: z.enum(['queued', 'held', 'sent', 'failed']),
        answer: z.string().nullable(),
        at: instant.nullable(),
        to: z.array(z.string()),
        recipients: z.array(RecipientFate).meta({ description: 'What became of it for each.' }),
        number: z.int().meta({ description: 'Of the outgoing message in the mail log.' }),
        words: z.string().meta({ description: 'What the answer means, in a plain sentence.' }),
        attempts: z.int(),
        nextTryAt: instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Comment' })
export const PendingReply = z
  .object({
    id: z.string(),
    authorName: z.string(),
    body: z.string(),
    status: z
      .enum(['open', 'pending', 'on_hold', 'solved'])
      .nullable()
      .meta({ description: 'What the ticket becomes when it is sent.' }),
    sendAt: instant,
    problem: z
      .string()
      .nullable()
      .meta({ description: 'Why it was not sent; it waits to be taken back.' }),
  })
  .meta({ id: 'PendingReply', description: 'A reply that can still be taken back.' })
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
    organizationId: z.string().nullable(),
    organizationName: z.string().nullable(),
    planName: z.string().nullable(),
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    team: z.object({ id: z.string(), name: z.string() }).nullable(),
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
  signature: z
    .string()
    .meta({ description: 'What will stand under an answer of the reader, as a mail.' }),
  comments: z.array(Comment),
  pendingReplies: z.array(PendingReply),
  history: z.array(Happening),
}).meta({ id: 'TicketPage' })
export const Written = z
  .object({
    id: z.string(),
    version: z.int(),
    sendAt: instant
      .nullable()
      .meta({ description: 'Until then it can be taken back; null: it is done.' }),
  })
  .meta({ id: 'Written' })

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
    team: row.teamId && row.teamName ? { id: row.teamId, name: row.teamName } : null,
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

export function commentBody(
  row: CommentRow,
  { system, now }: Pick<Work, 'system' | 'now'>,
): z.output<typeof Comment> {
  const author = { kind: row.authorKind, name: row.authorName }
  const files = (row.files ?? []).map((file) => ({ ...file, url: fileUrl(system, file.id, now) }))
  return { ...row, author, home: row.homeNumber, files, delivery: fateOf(row) }
}

function fateOf(row: CommentRow): z.output<typeof Comment>['delivery'] {
  if (!row.deliveryState || !row.notBefore || row.outgoingNumber === null) return null
  const facts = {
    state: row.deliveryState,
    attempts: row.deliveryAttempts ?? 0,
    answer: row.deliveryAnswer,
    heldBecause: row.heldBecause,
    notBefore: row.notBefore,
    recipients: row.recipients,
  }
  return {
    ...facts,
    at: row.deliveredAt,
    to: row.toAddresses ?? [],
    number: row.outgoingNumber,
    words: deliveryWords(facts),
    nextTryAt: nextTryOf(facts),
  }
}

export const pendingBody = ({
  statusAfter,
  ...row
}: PendingRow): z.output<typeof PendingReply> => ({
  ...row,
  status: statusAfter,
})

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
