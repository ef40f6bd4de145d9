/** The shapes paging speaks over HTTP. */
import { z } from 'zod'
import { instant } from '../platform/shapes.ts'

export const way = z.enum(['web_push', 'email', 'ntfy', 'webhook'])
export const Method = z
  .object({
    id: z.string(),
    kind: way,
    label: z.string(),
    address: z.string(),
    verifiedAt: instant.nullable(),
    lastProofAt: instant.nullable(),
    brokenAt: instant.nullable(),
    brokenReason: z.string().nullable(),
  })
  .meta({ id: 'ContactMethod' })
export const Rule = z
  .object({
    urgency: z.enum(['high', 'low']),
    kind: way,
    afterSeconds: z.int().min(0).max(3600),
    repeatEverySeconds: z.int().min(30).max(3600).nullable(),
  })
  .meta({ id: 'NotificationRule' })
export const Trace = z
  .object({
    id: z.string(),
    person: z.object({ id: z.string(), name: z.string() }),
    kind: z.string(),
    level: z.int(),
    round: z.int(),
    learner: z.boolean(),
    state: z.enum(['queued', 'leased', 'accepted', 'delivered', 'seen', 'cancelled', 'failed']),
    notBefore: instant,
    acceptedAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    seenAt: instant.nullable(),
    attempts: z.int(),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'PageTrace' })
export const LinkedPage = z
  .object({
    now: instant,
    person: z.object({ id: z.string(), name: z.string() }),
    isTest: z.boolean(),
    learner: z.boolean(),
    incident: z
      .object({
        number: z.int(),
        title: z.string(),
        status: z.enum(['triggered', 'acknowledged', 'snoozed', 'resolved']),
        level: z.int(),
        nextAt: instant.nullable(),
        nextNames: z.array(z.string()),
        acknowledgedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
        acknowledgedAt: instant.nullable(),
        undoUntil: instant.nullable(),
        ticketNumber: z.int().nullable(),
        organizationName: z.string().nullable(),
        planName: z.string().nullable(),
        requesterName: z.string().nullable(),
        customerWords: z.string(),
        notes: z.array(z.string()).meta({ description: 'What the team has to know at night.' }),
        createdAt: instant,
        callUrl: z.string().nullable(),
        dialIn: z.string().nullable(),
      })
      .nullable(),
    trace: z.array(Trace),
    colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'LinkedPage' })
