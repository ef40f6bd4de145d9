import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { conflict, invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { change, entryFor } from './change.ts'
import { lockIncident, latestPolicyVersion, type Incident } from './queries.ts'

export interface Trigger {
  title: string
  urgency: 'high' | 'low'
  policyKey: string
  ticketId?: string | null
  serviceId?: string | null
  dedupKey?: string | null
  /** The policy's latest version, when the caller has read it already. */
  policyVersionId?: string
  /** The caller takes the first step in the same unit of work: nobody needs to be woken for it. */
  stepsNow?: boolean
}

/** Raises an incident, due now. A trigger for one that is open only counts, and raises its urgency when things got worse. (T1) */
export async function triggerIncident(
  work: Work,
  trigger: Trigger,
): Promise<{ incident: Incident; isNew: boolean }> {
  const policyVersionId =
    trigger.policyVersionId ?? (await latestPolicyVersion(work.db, trigger.policyKey))
  const entry = { id: randomUUIDv7(), seq: 0, reopenNo: 0, round: 1, level: 0 }
  const incident = await work.db
    .with('raised', (db) =>
      db
        .insertInto('incidents')
        .values((eb) => ({
          id: entry.id,
          title: trigger.title,
          urgency: trigger.urgency,
          status: sql.lit('triggered'),
          ticketId: trigger.ticketId ?? null,
          serviceId: trigger.serviceId ?? null,
          dedupKey: trigger.dedupKey ?? null,
          policyVersionId,
          nextAt: work.now,
          alertCount: 1,
          followsId:
            trigger.serviceId && trigger.dedupKey
              ? eb
                  .selectFrom('incidents')
                  .select('id')
                  .where('serviceId', '=', trigger.serviceId)
                  .where('dedupKey', '=', trigger.dedupKey)
                  .orderBy('createdAt', 'desc')
                  .limit(1)
              : null,
          createdAt: work.now,
        }))
        .onConflict((conflict) => conflict.doNothing())
        .returningAll(),
    )
    .with('noted', (db) => {
      const { incidentId: _raised, ...columns } = entryFor(work, entry, { kind: 'triggered' })
      return db
        .insertInto('incidentEvents')
        .columns(['incidentId', ...(Object.keys(columns) as (keyof typeof columns)[])])
        .expression((eb) =>
          eb
            .selectFrom('raised')
            .select([
              'raised.id',
              sql<number>`${columns.seq}::int`.as('seq'),
              sql<Date>`${columns.at}::timestamptz`.as('at'),
              sql<string>`${columns.kind}`.as('kind'),
              sql<string>`${columns.actorKind}`.as('actorKind'),
              sql<string | null>`${columns.actorId}::uuid`.as('actorId'),
              sql<string>`${columns.actorName}`.as('actorName'),
              sql<number>`${columns.reopenNo}::int`.as('reopenNo'),
              sql<number>`${columns.round}::int`.as('round'),
              sql<number>`${columns.level}::int`.as('level'),
              sql<string>`${columns.data}::jsonb`.as('data'),
            ]),
        )
    })
    .selectFrom('raised')
    .selectAll()
    .executeTakeFirst()
  if (!incident) return { incident: await triggerAgain(work, trigger), isNew: false }
  work.record({ type: 'incident.triggered', incidentId: incident.id, ticketId: incident.ticketId })
  work.touch('incidents')
  if (!trigger.stepsNow) work.afterCommit(() => work.system.live.wake('incidents'))
  return { incident, isNew: true }
}

async function triggerAgain(work: Work, trigger: Trigger): Promise<Incident> {
  let query = work.db
    .selectFrom('incidents')
    .selectAll()
    .where('status', '<>', sql.lit('resolved'))
    .forUpdate()
  query = trigger.ticketId
    ? query.where('ticketId', '=', trigger.ticketId)
    : query
        .where('serviceId', '=', trigger.serviceId ?? null)
        .where('dedupKey', '=', trigger.dedupKey ?? null)
  const open = await query.executeTakeFirst()
  // It was resolved between our insert and this lock: begin again, and the trigger opens a new one.
  if (!open)
    throw Object.assign(new Error('The incident was resolved meanwhile'), { code: '40001' })
  if (trigger.urgency === 'high' && open.urgency === 'low') return worsen(work, open, trigger.title)
  return work.db
    .updateTable('incidents')
    .set({ alertCount: open.alertCount + 1 })
    .where('id', '=', open.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * What could wait until morning cannot any more: it escalates anew from level 1, by the rules for urgent pages, whoever
 * had taken it or put it off. (E35)
 */
async function worsen(work: Work, incident: Incident, title: string): Promise<Incident> {
  const worse = await change(
    work,
    incident,
    {
      title,
      urgency: 'high',
      status: 'triggered',
      alertCount: incident.alertCount + 1,
      reopenNo: incident.reopenNo + 1,
      round: 1,
      level: 0,
      nextAt: work.now,
      unansweredAt: null,
      acknowledgedBy: null,
      acknowledgedAt: null,
      beforeAck: null,
    },
    { kind: 'worsened', data: { before: incident.title } },
  )
  work.record({ type: 'incident.worsened', incidentId: incident.id, ticketId: incident.ticketId })
  return worse
}

export async function snoozeIncident(
  work: Work,
  incidentId: string,
  until: Date,
): Promise<Incident> {
  if (until <= work.now)
    throw invalid('Choose a time that is still to come.', [
      { path: 'until', message: 'is in the past' },
    ])
  const incident = await lockIncident(work, incidentId)
  if (incident.status === 'resolved')
    throw conflict(`Incident #${incident.number} is already resolved.`)
  const snoozed = await change(
    work,
    incident,
    { status: 'snoozed', nextAt: until, acknowledgedBy: null, acknowledgedAt: null },
    { kind: 'snoozed', data: { until: until.toISOString() } },
  )
  work.record({
    type: 'incident.snoozed',
    incidentId,
    ticketId: incident.ticketId,
    until: until.toISOString(),
  })
  return snoozed
}

/** It is put right. Refused until the customer has had a public reply; monitoring's own "resolved" needs none. */
export async function resolveIncident(work: Work, incidentId: string): Promise<Incident> {
  const incident = await lockIncident(work, incidentId)
  if (incident.status === 'resolved') return incident
  if (incident.ticketId) await refuseSilence(work, incident.ticketId)
  const resolved = await change(
    work,
    incident,
    { status: 'resolved', resolvedAt: work.now, nextAt: null },
    { kind: 'resolved' },
  )
  work.record({
    type: 'incident.resolved',
    incidentId,
    ticketId: incident.ticketId,
    userName: work.actor.name,
  })
  return resolved
}

async function refuseSilence(work: Work, ticketId: string) {
  const ticket = await work.db
    .selectFrom('tickets')
    .select(['number', 'publicReplies'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  if (ticket.publicReplies > 0) return
  throw conflict(
    `The customer has not had a reply from a person yet. Answer on ticket #${ticket.number}, then resolve.`,
  )
}
