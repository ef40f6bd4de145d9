import { sql } from 'kysely'
import { conflict, notAllowed } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { change } from './change.ts'
import { lockIncident, pagedSoFar, type Incident } from './queries.ts'

export interface Acknowledgement {
  incident: Incident
  /** False when somebody had it already: the first one holds it, the second simply sees that. */
  isFirst: boolean
}

/** Somebody has it in hand: the escalation stops. (T6) */
export async function acknowledgeIncident(
  work: Work,
  incidentId: string,
  user: { id: string; name: string },
): Promise<Acknowledgement> {
  const incident = await lockIncident(work, incidentId)
  if (incident.status === 'resolved')
    throw conflict(`Incident #${incident.number} is already resolved.`)
  if (incident.status === 'acknowledged') return { incident, isFirst: false }
  await refuseLearner(work, incident, user.id)
  const before = { status: incident.status, nextAt: incident.nextAt?.toISOString() ?? null }
  const acknowledged = await change(
    work,
    incident,
    {
      status: 'acknowledged',
      acknowledgedBy: user.id,
      acknowledgedAt: work.now,
      nextAt: null,
      beforeAck: before,
    },
    { kind: 'acknowledged' },
  )
  work.record({
    type: 'incident.acknowledged',
    incidentId,
    ticketId: incident.ticketId,
    userId: user.id,
    userName: user.name,
  })
  return { incident: acknowledged, isFirst: true }
}

/** A slip of the thumb: the escalation stands exactly where it stood. Only the one who acknowledged, only for some seconds. */
export async function undoAcknowledgement(
  work: Work,
  incidentId: string,
  userId: string,
): Promise<Incident> {
  const incident = await lockIncident(work, incidentId)
  const { emergency } = await settingsOf(work.system)
  const { acknowledgedAt } = incident
  if (incident.status !== 'acknowledged' || incident.acknowledgedBy !== userId || !acknowledgedAt)
    throw conflict('There is no acknowledgement of yours to undo.')
  if (work.now.getTime() - acknowledgedAt.getTime() > emergency.undoSeconds * 1000) {
    throw conflict(`The ${emergency.undoSeconds} seconds to undo are over. Hand it back instead.`)
  }
  const before = incident.beforeAck as { status: 'triggered' | 'snoozed'; nextAt: string }
  const undone = await change(
    work,
    incident,
    {
      status: before.status,
      nextAt: new Date(before.nextAt),
      acknowledgedBy: null,
      acknowledgedAt: null,
      beforeAck: null,
    },
    { kind: 'undone' },
  )
  work.record({
    type: 'incident.acknowledgement_undone',
    incidentId,
    ticketId: incident.ticketId,
    userId,
    acknowledgedAt: acknowledgedAt.toISOString(),
  })
  return undone
}

/** The one who has it gives it back: it escalates on from where it was, with at least a minute for those paged now. */
export async function handBack(
  work: Work,
  incidentId: string,
  user: { id: string; name: string },
): Promise<Incident> {
  const incident = await lockIncident(work, incidentId)
  if (incident.status !== 'acknowledged' || incident.acknowledgedBy !== user.id)
    throw conflict(`You do not have incident #${incident.number}.`)
  const { emergency } = await settingsOf(work.system)
  const soonest = new Date(work.now.getTime() + emergency.handBackMinimumSeconds * 1000)
  const held = incident.beforeAck as { status: string; nextAt: string } | null
  // Taken out of a snooze and given back, it does not sleep on: nobody would hear of it until the snooze's end.
  const before = new Date(held?.status === 'triggered' ? held.nextAt : 0)
  const nextAt = before > soonest ? before : soonest
  const back = await change(
    work,
    incident,
    { status: 'triggered', nextAt, acknowledgedBy: null, acknowledgedAt: null, beforeAck: null },
    { kind: 'handed_back' },
  )
  work.record({
    type: 'incident.handed_back',
    incidentId,
    ticketId: incident.ticketId,
    userId: user.id,
    userName: user.name,
  })
  return back
}

const NOTHING_TO_PASS_ON = {
  acknowledged: 'Somebody has this incident already.',
  snoozed: 'This incident is snoozed: nobody is being paged for it.',
  resolved: 'This incident is already resolved.',
}

/** "Can't take it": to somebody by name, or to the next level at once. Being unable is no shame, so no reason is required. */
export async function passOn(
  work: Work,
  incidentId: string,
  user: { id: string; name: string },
  to: { id: string; name: string } | null,
  reason: string,
) {
  const incident = await lockIncident(work, incidentId)
  if (incident.status !== 'triggered') throw conflict(NOTHING_TO_PASS_ON[incident.status])
  await refuseLearner(work, incident, user.id)
  const nextAt = to ? await afterPassingTo(work, incident) : work.now
  const passed = await change(
    work,
    incident,
    { nextAt },
    { kind: 'passed_on', data: { toUserId: to?.id ?? null, toName: to?.name ?? null, reason } },
  )
  work.record({
    type: 'incident.passed_on',
    incidentId,
    ticketId: incident.ticketId,
    fromUserId: user.id,
    toUserId: to?.id ?? null,
    level: incident.level,
    reason,
  })
  return passed
}

/** Whoever is asked by name has a minute at least; but only once a level: passed round for ever, it still escalates. */
async function afterPassingTo(work: Work, incident: Incident): Promise<Date> {
  const soonest = new Date(work.now.getTime() + 60_000)
  const { nextAt } = incident
  if (!nextAt || nextAt > soonest) return nextAt ?? soonest
  const before = await work.db
    .selectFrom('incidentEvents')
    .select('seq')
    .where('incidentId', '=', incident.id)
    .where('kind', '=', sql.lit('passed_on'))
    .where('reopenNo', '=', incident.reopenNo)
    .where('round', '=', incident.round)
    .where('level', '=', incident.level)
    .where(sql<string>`data->>'toUserId'`, 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return before ? nextAt : soonest
}

async function refuseLearner(work: Work, incident: Incident, userId: string) {
  const { userIds, learnerIds } = await pagedSoFar(work.db, incident)
  if (!learnerIds.includes(userId) || userIds.includes(userId)) return
  throw notAllowed(
    'You are shadowing: you were paged to learn. Somebody on duty has to acknowledge.',
  )
}
