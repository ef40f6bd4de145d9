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
}

/** Raises an incident, due now. A trigger for one that is open only counts. (T1) */
export async function triggerIncident(
  work: Work,
  trigger: Trigger,
): Promise<{ incident: Incident; isNew: boolean }> {
  const policyVersionId = await latestPolicyVersion(work.db, trigger.policyKey)
  const keyed = trigger.serviceId && trigger.dedupKey
  const follows = keyed ? await predecessorOf(work, trigger) : null
  const incident = await work.db
    .insertInto('incidents')
    .values({
      id: randomUUIDv7(),
      title: trigger.title,
      urgency: trigger.urgency,
      status: 'triggered',
      ticketId: trigger.ticketId ?? null,
      serviceId: trigger.serviceId ?? null,
      dedupKey: trigger.dedupKey ?? null,
      policyVersionId,
      nextAt: work.now,
      alertCount: 1,
      followsId: follows,
      createdAt: work.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!incident) return { incident: await countAgain(work, trigger), isNew: false }
  await work.db
    .insertInto('incidentEvents')
    .values(entryFor(work, incident, { kind: 'triggered' }))
    .execute()
  work.record({ type: 'incident.triggered', incidentId: incident.id, ticketId: incident.ticketId })
  work.touch('incidents')
  work.afterCommit(() => work.system.live.wake('incidents'))
  return { incident, isNew: true }
}

async function predecessorOf(work: Work, { serviceId, dedupKey }: Trigger): Promise<string | null> {
  const row = await work.db
    .selectFrom('incidents')
    .select('id')
    .where('serviceId', '=', serviceId ?? null)
    .where('dedupKey', '=', dedupKey ?? null)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

async function countAgain(work: Work, trigger: Trigger): Promise<Incident> {
  let query = work.db
    .selectFrom('incidents')
    .selectAll()
    .where('status', '<>', sql.lit('resolved' as const))
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
  return work.db
    .updateTable('incidents')
    .set({ alertCount: open.alertCount + 1 })
    .where('id', '=', open.id)
    .returningAll()
    .executeTakeFirstOrThrow()
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
