import type { Work } from '../platform/work.ts'
import type { Incident } from './queries.ts'

type Changes = Partial<
  Pick<
    Incident,
    | 'status'
    | 'reopenNo'
    | 'round'
    | 'level'
    | 'nextAt'
    | 'unansweredAt'
    | 'acknowledgedBy'
    | 'acknowledgedAt'
    | 'beforeAck'
    | 'alertCount'
    | 'resolvedAt'
    | 'urgency'
    | 'policyVersionId'
    | 'title'
  >
>

/**
 * The one way an incident changes: its row and the next entry of its gapless timeline, in one statement. The caller holds
 * the incident's lock.
 */
export async function change(
  work: Work,
  incident: Incident,
  changes: Changes,
  entry: { kind: string; data?: object },
): Promise<Incident> {
  const { beforeAck, ...columns } = changes
  const next = { ...incident, ...columns, seq: incident.seq + 1 }
  const changed = await work.db
    .with('changed', (db) =>
      db
        .updateTable('incidents')
        .set({
          ...columns,
          ...(beforeAck !== undefined && {
            beforeAck: beforeAck === null ? null : JSON.stringify(beforeAck),
          }),
          seq: next.seq,
          version: incident.version + 1,
        })
        .where('id', '=', incident.id)
        .returningAll(),
    )
    .with('noted', (db) => db.insertInto('incidentEvents').values(entryFor(work, next, entry)))
    .selectFrom('changed')
    .selectAll()
    .executeTakeFirstOrThrow()
  work.touch('incidents', `incident:${incident.number}`)
  // What is due later is found by the clock.
  if (changed.nextAt && changed.nextAt <= work.now)
    work.afterCommit(() => work.system.live.wake('incidents'))
  return changed
}

export const entryFor = (
  work: Work,
  incident: Pick<Incident, 'id' | 'seq' | 'reopenNo' | 'round' | 'level'>,
  { kind, data = {} }: { kind: string; data?: object },
) => ({
  incidentId: incident.id,
  seq: incident.seq,
  at: work.now,
  kind,
  actorKind: work.actor.kind,
  actorId: work.actor.id,
  actorName: work.actor.name,
  reopenNo: incident.reopenNo,
  round: incident.round,
  level: incident.level,
  data: JSON.stringify(data),
})
