import { z } from 'zod'
import { notesAt } from '../customers/notes.ts'
import type { Caller } from '../platform/http.ts'
import { settingsOf } from '../platform/settings.ts'
import { instant } from '../platform/shapes.ts'
import type { Work } from '../platform/work.ts'
import { namesOf } from '../people/queries.ts'
import { stepAfter, type EscalationPolicy } from './escalation.ts'
import { pagedByLastStep, policyOf, timelineOf, type Incident } from './queries.ts'
import { respondersOf } from './targets.ts'

const Entry = z
  .object({
    seq: z.int(),
    at: instant,
    kind: z.string(),
    actor: z.string(),
    level: z.int(),
    round: z.int(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'IncidentEntry' })
export const Summary = z
  .object({
    number: z.int(),
    title: z.string(),
    urgency: z.enum(['high', 'low']),
    status: z.enum(['triggered', 'acknowledged', 'snoozed', 'resolved']),
    level: z.int(),
    round: z.int(),
    ticketNumber: z.int().nullable(),
    organizationName: z.string().nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: instant.nullable(),
    unansweredAt: instant.nullable(),
    nextAt: instant
      .nullable()
      .meta({ description: 'When the next level is paged, or a snooze ends.' }),
    alertCount: z.int(),
    createdAt: instant,
    resolvedAt: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'IncidentSummary' })
export const IncidentBody = Summary.extend({
  now: instant,
  levels: z.int(),
  pagedNow: z.array(z.string()).meta({ description: 'Names of those the current level pages.' }),
  nextNames: z.array(z.string()).meta({ description: 'Who is paged next, as it stands now.' }),
  timeline: z.array(Entry),
  undoUntil: instant.nullable(),
  notes: z.array(z.string()).meta({ description: 'What the team has to know at night.' }),
  may: z.array(
    z.enum(['acknowledge', 'undo', 'hand_back', 'pass_on', 'escalate', 'snooze', 'resolve']),
  ),
}).meta({ id: 'Incident' })

/** An incident as its reader sees it: who has it or is paged next, what happened, and what this reader may do. */
export async function body(
  work: Work,
  incident: Incident,
  caller: Caller,
): Promise<z.output<typeof IncidentBody>> {
  const policy = await policyOf(work.db, incident.policyVersionId)
  const timeline = await timelineOf(work.db, incident.id)
  const { userIds, learnerIds } = await pagedByLastStep(work.db, incident)
  const beside = await work.db
    .selectFrom('incidents')
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .leftJoin('users', 'users.id', 'incidents.acknowledgedBy')
    .select([
      'tickets.number as ticketNumber',
      'tickets.organizationId',
      'organizations.name as organizationName',
      'users.name as acknowledgedBy',
    ])
    .where('incidents.id', '=', incident.id)
    .executeTakeFirstOrThrow()
  const notes = beside.organizationId
    ? await notesAt(work.db, beside.organizationId, ['emergency', 'call'], work.now)
    : []
  const { nextNames, pagedNow, undoUntil } = await sayWhoIsPaged(work, incident, policy, userIds)
  const isMine = incident.acknowledgedBy === caller.actor.id
  const isLearner = learnerIds.includes(caller.actor.id) && !userIds.includes(caller.actor.id)
  const may = caller.may('incidents.respond')
    ? mayOn(incident, {
        isMine,
        isLearner,
        canUndo: isMine && undoUntil !== null && undoUntil > work.now,
      })
    : []
  return {
    ...incident,
    ...beside,
    notes: notes.map(({ body }) => body),
    now: work.now,
    levels: policy.levels.length,
    pagedNow,
    nextNames,
    undoUntil: isMine ? undoUntil : null,
    may,
    timeline: timeline.map(({ seq, at, kind, actorName, level, round, data }) => ({
      seq,
      at,
      kind,
      actor: actorName,
      level,
      round,
      details: data as Record<string, unknown>,
    })),
  }
}

function mayOn(
  incident: Incident,
  { isMine, isLearner, canUndo }: { isMine: boolean; isLearner: boolean; canUndo: boolean },
): z.output<typeof IncidentBody>['may'] {
  if (incident.status === 'resolved') return []
  if (incident.status !== 'acknowledged')
    return isLearner ? [] : ['acknowledge', 'pass_on', 'escalate', 'snooze', 'resolve']
  return [
    ...(canUndo ? (['undo'] as const) : []),
    ...(isMine ? (['hand_back'] as const) : []),
    'escalate',
    'snooze',
    'resolve',
  ]
}

/** Names on the ladder: those ringing now and those who are next, resolved as the escalation itself would. */
async function sayWhoIsPaged(
  work: Work,
  incident: Incident,
  policy: EscalationPolicy,
  userIds: readonly string[],
) {
  const next = incident.status === 'triggered' ? stepAfter(policy, incident) : null
  const nextIds = next
    ? (await respondersOf(work, policy.levels[next.level - 1]?.targets ?? [])).userIds
    : []
  const names = await namesOf(work.db, [...userIds, ...nextIds])
  const nameAll = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? 'somebody')
  const { emergency } = await settingsOf(work.system)
  const undoUntil =
    incident.acknowledgedAt &&
    new Date(incident.acknowledgedAt.getTime() + emergency.undoSeconds * 1000)
  return { pagedNow: nameAll(userIds), nextNames: nameAll(nextIds), undoUntil }
}
