import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { withTheNext } from '../platform/connections.ts'
import type { Work } from '../platform/work.ts'
import { deadline, type EscalationPolicy } from './escalation.ts'
import { keepRaised } from './raised.ts'
import type { Responders } from './targets.ts'

export interface AlertToRaise {
  title: string
  urgency: 'high' | 'low'
  serviceId: string
  dedupKey: string
  policyVersionId: string
  policy: EscalationPolicy
  /** At least one of them is on call. */
  responders: Responders
  /** What monitoring said, as JSON. */
  body: string
}

/**
 * Stores a new incident as its first step leaves it, with both entries of its timeline and its alert. One statement, which
 * travels with the next: if an incident of this key was raised meanwhile, the unit of work fails and is done again. (T1, T2)
 */
export async function raiseWithFirstStep(work: Work, alert: AlertToRaise): Promise<string> {
  const { title, urgency, serviceId, dedupKey, policyVersionId, policy, responders } = alert
  const id = randomUUIDv7()
  const { actor, now } = work
  const nextAt = deadline(policy, { round: 1, level: 1 }, now)
  await sql`
    with noted as (
      insert into incident_events (incident_id, seq, at, kind, actor_kind, actor_id, actor_name, reopen_no, round, level, data)
      select ${id}::uuid, seq, ${now}::timestamptz, kind, ${actor.kind}, ${actor.id}::uuid, ${actor.name}, 0, 1, seq, data
      from (values (0, 'triggered', '{}'::jsonb), (1, 'step', ${JSON.stringify(responders)}::jsonb)) entry (seq, kind, data)),
    heard as (
      insert into alerts (id, service_id, incident_id, action, dedup_key, received_at, body)
      values (${randomUUIDv7()}, ${serviceId}, ${id}, 'trigger', ${dedupKey}, ${now}, ${alert.body}))
    insert into incidents (id, title, urgency, status, service_id, dedup_key, policy_version_id, level, seq, version, next_at,
      alert_count, follows_id, created_at)
    values (${id}, ${title}, ${urgency}, 'triggered', ${serviceId}, ${dedupKey}, ${policyVersionId}, 1, 1, 2, ${nextAt}, 1,
      (select id from incidents where service_id = ${serviceId} and dedup_key = ${dedupKey} order by created_at desc limit 1),
      ${now}) ${withTheNext}`.execute(work.db)
  keepRaised(work, { id, title, urgency, policy })
  work.record({ type: 'incident.triggered', incidentId: id, ticketId: null })
  work.record({
    type: 'incident.escalated',
    incidentId: id,
    ticketId: null,
    reopenNo: 0,
    round: 1,
    level: 1,
    ...responders,
    stopsEarlierLevels: !policy.keepPagingEarlierLevels,
  })
  work.touch('incidents')
  return id
}
