import { sql } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { change } from './change.ts'
import {
  deadline,
  fallbackAgainAt,
  stepAfter,
  type EscalationPolicy,
  type Step,
} from './escalation.ts'
import { lockIncident, policyOf, type Incident } from './queries.ts'
import { respondersOf, type Responders } from './targets.ts'

/** This program's way of escalating. A migration that changes the rules raises it, and older programs stop paging. */
export const ESCALATION_VERSION = 1

/** Takes a due incident one step further. The timer only knocked: this looks at the locked row and does nothing if the world moved on. */
export async function escalateDue(
  work: Work,
  incident: Incident,
  policy?: EscalationPolicy,
): Promise<void> {
  if (incident.nextAt === null || incident.nextAt > work.now) return
  if (incident.status === 'snoozed') return wake(work, incident)
  if (incident.status === 'triggered') await step(work, incident, policy)
}

/** Somebody wants the next level now. `version` is what they saw: a step that happened meanwhile is shown, not repeated. */
export async function escalateNow(work: Work, incidentId: string, version: number): Promise<void> {
  const incident = await lockIncident(work, incidentId)
  if (incident.status === 'resolved')
    throw conflict(`Incident #${incident.number} is already resolved.`)
  if (incident.version !== version)
    throw conflict(
      `Incident #${incident.number} moved on: it is at level ${incident.level} now. Look again before escalating.`,
    )
  if (incident.status === 'acknowledged') return callInNextLevel(work, incident)
  if (incident.status === 'triggered') return step(work, incident)
  // Left snoozed, its pages would be stopped just before they leave.
  const woken = await change(
    work,
    incident,
    { status: 'triggered', nextAt: work.now },
    { kind: 'woke' },
  )
  await step(work, woken)
}

/** None of a level's people can be reached: the next level is due at once, not after the delay. */
export async function skipUnreachableLevel(
  work: Work,
  incidentId: string,
  at: Step & { reopenNo: number },
  why: string,
): Promise<void> {
  const incident = await lockIncident(work, incidentId)
  const isCurrent =
    incident.status === 'triggered' &&
    incident.round === at.round &&
    incident.level === at.level &&
    incident.reopenNo === at.reopenNo
  if (!isCurrent || incident.unansweredAt !== null) return
  await change(work, incident, { nextAt: work.now }, { kind: 'unreachable', data: { why } })
  work.record({
    type: 'incident.level_unreachable',
    incidentId,
    ticketId: incident.ticketId,
    level: at.level,
    why,
  })
}

/** Whether any level of the round that ends was really paged, by its time or called in by hand. */
async function wasAnybodyReached(work: Work, { id, reopenNo, round }: Incident): Promise<boolean> {
  const { rows } = await sql<{ reached: boolean }>`
    select exists (
      select 1 from incident_events s
      where s.incident_id = ${id} and s.reopen_no = ${reopenNo} and s.round = ${round}
        and s.kind in ('step', 'called_in') and jsonb_array_length(s.data->'userIds') > 0
        and not exists (
          select 1 from incident_events u
          where u.incident_id = s.incident_id and u.reopen_no = s.reopen_no and u.round = s.round and u.level = s.level and u.kind = 'unreachable')
    ) as reached`.execute(work.db)
  return rows[0]?.reached ?? false
}

/** Pages the next level that has anybody in it; when everyone has been tried, says so loudly and keeps on. */
async function step(work: Work, incident: Incident, known?: EscalationPolicy): Promise<void> {
  const policy = known ?? (await policyOf(work.db, incident.policyVersionId))
  let current = incident
  // A whole round of empty levels means nobody is there: one look at each is enough.
  for (let looked = 0; looked < policy.levels.length; looked += 1) {
    const next = stepAfter(policy, current)
    if (!next) break
    // Going round again helps people who slept; it does not help when nobody could be reached at all.
    if (next.round > current.round && !(await wasAnybodyReached(work, current))) break
    const responders = await respondersOf(work, policy.levels[next.level - 1]?.targets ?? [])
    current = await takeStep(work, current, policy, next, responders)
    if (responders.userIds.length > 0) return
  }
  await declareUnanswered(work, current, policy)
}

async function takeStep(
  work: Work,
  incident: Incident,
  policy: EscalationPolicy,
  next: Step,
  { userIds, learnerIds }: Responders,
): Promise<Incident> {
  const isEmpty = userIds.length === 0
  const nextAt = isEmpty ? work.now : deadline(policy, next, work.now)
  const stepped = await change(
    work,
    incident,
    { ...next, nextAt },
    { kind: 'step', data: { userIds, learnerIds, ...(isEmpty && { why: 'no_one_on_call' }) } },
  )
  if (isEmpty) {
    work.record({
      type: 'incident.level_unreachable',
      incidentId: incident.id,
      ticketId: incident.ticketId,
      level: next.level,
      why: 'Nobody is on call there.',
    })
    return stepped
  }
  work.record({
    type: 'incident.escalated',
    incidentId: incident.id,
    ticketId: incident.ticketId,
    reopenNo: stepped.reopenNo,
    ...next,
    userIds,
    learnerIds,
    stopsEarlierLevels: !policy.keepPagingEarlierLevels,
  })
  return stepped
}

/** Everyone has been tried. The incident keeps a timer and goes on paging its fallback until somebody has it. */
async function declareUnanswered(
  work: Work,
  incident: Incident,
  policy: EscalationPolicy,
): Promise<void> {
  const { userIds } = await respondersOf(work, policy.fallback)
  const turn = incident.seq + 1
  await change(
    work,
    incident,
    { unansweredAt: incident.unansweredAt ?? work.now, nextAt: fallbackAgainAt(policy, work.now) },
    { kind: 'unanswered', data: { userIds } },
  )
  work.record({
    type: 'incident.unanswered',
    incidentId: incident.id,
    ticketId: incident.ticketId,
    fallbackUserIds: userIds,
    first: incident.unansweredAt === null,
    reopenNo: incident.reopenNo,
    turn,
  })
}

/** The end of a snooze: the escalation begins anew, with whoever is on call now. */
async function wake(work: Work, incident: Incident): Promise<void> {
  const woken = await change(
    work,
    incident,
    {
      status: 'triggered',
      reopenNo: incident.reopenNo + 1,
      round: 1,
      level: 0,
      unansweredAt: null,
      nextAt: work.now,
    },
    { kind: 'woke' },
  )
  await step(work, woken)
}

/** The person who has it wants the next level beside them: they are paged, and nobody's acknowledgement is lost. */
async function callInNextLevel(work: Work, incident: Incident): Promise<void> {
  const policy = await policyOf(work.db, incident.policyVersionId)
  const next = stepAfter(policy, incident)
  if (!next) throw conflict('Everyone on the policy has been paged already.')
  const { userIds, learnerIds } = await respondersOf(
    work,
    policy.levels[next.level - 1]?.targets ?? [],
  )
  const called = await change(work, incident, next, {
    kind: 'called_in',
    data: { userIds, learnerIds },
  })
  work.record({
    type: 'incident.escalated',
    incidentId: incident.id,
    ticketId: incident.ticketId,
    reopenNo: called.reopenNo,
    ...next,
    userIds,
    learnerIds,
    stopsEarlierLevels: false,
  })
}
