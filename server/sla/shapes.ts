import { z } from 'zod'
import { instant, priority, status } from '../platform/shapes.ts'
import type { Counted } from './clock.ts'
import type { TicketRow } from './queries.ts'

/** Time left of a promise in business hours, as every answer tells it. */
export const CountedBody = z
  .object({
    at: instant,
    left: z.int().meta({
      description: 'Counted milliseconds left at `at`; negative: late by so much counted time.',
    }),
    counts: z.boolean().meta({ description: 'Whether time counts at `at`.' }),
    until: instant
      .nullable()
      .meta({ description: 'When counting stops or begins; null: not soon.' }),
  })
  .nullable()
  .meta({ description: 'null: every hour counts, or nothing is promised.' })

/** What every list of tickets tells of each. */
export const ListedTicket = z.object({
  number: z.int(),
  status,
  priority,
  channel: z.object({ key: z.string(), name: z.string(), kind: z.string() }),
  requesterName: z.string(),
  organizationName: z.string().nullable(),
  planName: z.string().nullable(),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  restricted: z.boolean(),
  promise: z.object({
    metric: z.string().nullable(),
    state: z.enum(['none', 'running', 'paused', 'breached']),
    dueAt: instant.nullable(),
    startedAt: instant.nullable(),
    targetMinutes: z.int().nullable().meta({ description: 'In counted time.' }),
    counted: CountedBody,
  }),
  createdAt: instant,
  updatedAt: instant,
})

/** `row` with all that it says beside; the lists add what is theirs. */
export const listed = <Row extends TicketRow>(row: Row, counted: Counted | null) => ({
  ...row,
  channel: { key: row.channelKey, name: row.channelName, kind: row.channelKind },
  assignee:
    row.assigneeId && row.assigneeName ? { id: row.assigneeId, name: row.assigneeName } : null,
  promise: {
    metric: row.dueMetric,
    state: row.dueState,
    dueAt: row.dueAt,
    startedAt: row.dueStartedAt,
    targetMinutes: row.targetMinutes,
    counted,
  },
})
