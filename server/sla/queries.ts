import { sql, type Selectable, type SelectQueryBuilder } from 'kysely'
import type { BusinessHours } from '../calendar/business-hours.ts'
import type { TicketStatus } from '../events.ts'
import type { Database } from '../platform/database.ts'
import { remembered } from '../platform/remembered.ts'
import type { System } from '../platform/system.ts'
import type { DB, SlaClocks, Tickets } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { SlaPolicy } from './target.ts'
import { countedAt, type Counted, type Hours } from './clock.ts'

export type Clock = Selectable<SlaClocks>

/** The policies in force, in the order they are tried. */
export function listPolicies(system: System): Promise<SlaPolicy[]> {
  return remembered(system, 'sla_policies', async (db) => {
    const rows = await db
      .selectFrom('slaPolicies')
      .innerJoin('slaPolicyVersions', 'slaPolicyVersions.id', 'slaPolicies.versionId')
      .select([
        'slaPolicies.key',
        'slaPolicies.name',
        'slaPolicyVersions.id as versionId',
        'slaPolicyVersions.body',
      ])
      .where('removedAt', 'is', null)
      .orderBy('position')
      .execute()
    return rows.map(({ body, ...row }) => ({
      ...row,
      ...(body as Pick<SlaPolicy, 'conditions' | 'targets' | 'pauseStatuses'>),
    }))
  })
}

/** The statuses in which clocks of a policy version stand still: the version a clock began with, not the one in force. */
export function pauseStatusesOf(system: System, policyVersionId: string): Promise<string[]> {
  return remembered(system, `sla_policy:${policyVersionId}`, async (db) => {
    const row = await db
      .selectFrom('slaPolicyVersions')
      .select('body')
      .where('id', '=', policyVersionId)
      .executeTakeFirstOrThrow()
    return (row.body as Pick<SlaPolicy, 'pauseStatuses'>).pauseStatuses
  })
}

/** A version never changes, so it may be kept for ever. */
export function hoursOf(system: System, calendarVersionId: string | null): Promise<Hours> {
  if (calendarVersionId === null) return Promise.resolve(null)
  return remembered(system, `calendar:${calendarVersionId}`, async (db) => {
    const row = await db
      .selectFrom('calendarVersions')
      .select('hours')
      .where('id', '=', calendarVersionId)
      .executeTakeFirstOrThrow()
    return row.hours as BusinessHours
  })
}

export async function lockOpenClocks(work: Work, ticketId: string): Promise<Clock[]> {
  return work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('endedAt', 'is', null)
    .orderBy('startedAt')
    .forUpdate()
    .execute()
}

/** Which statuses a ticket has had since a moment, oldest first, but for those of the unit of work that asks. */
export async function statusesSince(
  db: Database,
  ticketId: string,
  since: Date,
): Promise<{ at: Date; status: TicketStatus }[]> {
  return db
    .selectFrom('events')
    .select(['at', sql<TicketStatus>`payload->>'after'`.as('status')])
    .where('ticketId', '=', ticketId)
    .where('type', '=', 'ticket.status_changed')
    .where('at', '>=', since)
    .orderBy('seq')
    .execute()
}

/**
 * Tickets as a list shows them: who asked, whose they are, and the promise that comes next; in no order. What is chosen
 * stands inside the statement, so that it may be cut to a page before anything is joined to it.
 */
export const ticketRows = (
  db: Database,
  chosen: SelectQueryBuilder<DB, 'tickets', Selectable<Tickets>>,
) =>
  db
    .selectFrom(chosen.as('t'))
    .innerJoin('contacts', 'contacts.id', 't.requesterId')
    .innerJoin('channels', 'channels.key', 't.channelKey')
    .leftJoin('organizations', 'organizations.id', 't.organizationId')
    .leftJoin('users', 'users.id', 't.assigneeId')
    .leftJoin('plans', 'plans.key', 't.planKey')
    .leftJoin('slaClocks', (join) =>
      join
        .onRef('slaClocks.ticketId', '=', 't.id')
        .onRef('slaClocks.metric', '=', 't.dueMetric')
        .on('slaClocks.endedAt', 'is', null),
    )
    .select([
      't.number',
      't.subject',
      't.status',
      't.priority',
      't.restricted',
      't.createdAt',
      't.updatedAt',
      't.assigneeId',
      't.channelKey',
      't.dueAt',
      't.dueMetric',
      't.dueState',
      't.dueStartedAt',
      'slaClocks.calendarVersionId',
      'slaClocks.targetMinutes',
      'channels.name as channelName',
      'channels.kind as channelKind',
      'contacts.name as requesterName',
      'organizations.name as organizationName',
      'plans.name as planName',
      'users.name as assigneeName',
    ])

export type TicketRow = Awaited<ReturnType<ReturnType<typeof ticketRows>['execute']>>[number]

/** How promises in business hours stand, each calendar read once. */
export async function countedFor(
  system: System,
  now: Date,
  promises: readonly { calendarVersionId: string | null; dueAt: Date | null }[],
): Promise<(Counted | null)[]> {
  return Promise.all(
    promises.map(async ({ calendarVersionId, dueAt }) =>
      dueAt && calendarVersionId
        ? countedAt(await hoursOf(system, calendarVersionId), dueAt, now)
        : null,
    ),
  )
}

/** Every clock of a ticket with its ledger, for "explain this clock". */
export async function explainClocks(
  { db, system, now }: Pick<Work, 'system' | 'now'> & { db: Database },
  ticketId: string,
) {
  const clocks = await db
    .selectFrom('slaClocks')
    .innerJoin('slaPolicyVersions', 'slaPolicyVersions.id', 'slaClocks.policyVersionId')
    .leftJoin('calendarVersions', 'calendarVersions.id', 'slaClocks.calendarVersionId')
    .selectAll('slaClocks')
    .select([
      'slaPolicyVersions.key as policyKey',
      'slaPolicyVersions.version as policyVersion',
      'calendarVersions.key as calendarKey',
    ])
    .where('ticketId', '=', ticketId)
    .orderBy('startedAt')
    .execute()
  if (clocks.length === 0) return []
  const entries = await db
    .selectFrom('slaEntries')
    .selectAll()
    .where(
      'clockId',
      'in',
      clocks.map(({ id }) => id),
    )
    .orderBy('clockId')
    .orderBy('seq')
    .execute()
  return Promise.all(
    clocks.map(async (clock) => ({
      ...clock,
      // What is over stands where it stood when it was met.
      counted: countedAt(
        await hoursOf(system, clock.calendarVersionId),
        clock.dueAt,
        clock.metAt ?? clock.pausedAt ?? now,
      ),
      entries: entries.filter(({ clockId }) => clockId === clock.id),
    })),
  )
}
