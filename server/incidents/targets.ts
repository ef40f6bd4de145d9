import { readSchedules, onCallAt, type Schedule } from '../oncall/queries.ts'
import type { Work } from '../platform/work.ts'
import type { Target } from './escalation.ts'

export interface Responders {
  userIds: string[]
  /** On a shadow schedule: paged to learn, may not take it. */
  learnerIds: string[]
}

/**
 * The people behind a level's targets at this moment. Somebody reached by two of them stands here once; a schedule,
 * a person or a team that is gone contributes nobody, and the level goes on with the rest.
 */
export async function respondersOf(work: Work, targets: readonly Target[]): Promise<Responders> {
  const idsOf = (kind: Target['kind']) =>
    targets.filter((target) => target.kind === kind).map(({ id }) => id)
  const schedules = await readSchedules(work.db, work.now, idsOf('schedule'), true)
  const members = await membersOf(work, idsOf('team'))
  const named = schedules.flatMap((schedule) => onCallAt(schedule, work.now).userIds)
  const active = await stillHere(work, [...idsOf('user'), ...named, ...members])
  return respondersAmong(targets, { schedules, members, active, at: work.now })
}

interface Known {
  schedules: readonly Schedule[]
  /** Of the targets' teams. */
  members: readonly string[]
  /** Everybody among them whose account is in use. */
  active: ReadonlySet<string>
  at: Date
}

/** The same, when all that decides it has been read already. */
export function respondersAmong(
  targets: readonly Target[],
  { schedules, members, active, at }: Known,
): Responders {
  const people = targets.filter(({ kind }) => kind === 'user').map(({ id }) => id)
  const onDuty = schedules
    .filter(({ shadow }) => !shadow)
    .flatMap((schedule) => onCallAt(schedule, at).userIds)
  const shadowing = schedules
    .filter(({ shadow }) => shadow)
    .flatMap((schedule) => onCallAt(schedule, at).userIds)
  const userIds = [...new Set([...people, ...onDuty, ...members])].filter((id) => active.has(id))
  const learnerIds = [...new Set(shadowing)].filter((id) => active.has(id) && !userIds.includes(id))
  return { userIds, learnerIds }
}

async function membersOf(work: Work, teamIds: string[]): Promise<string[]> {
  if (teamIds.length === 0) return []
  const rows = await work.db
    .selectFrom('teamMembers')
    .select('userId')
    .where('teamId', 'in', teamIds)
    .execute()
  return rows.map(({ userId }) => userId)
}

async function stillHere(work: Work, userIds: string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await work.db
    .selectFrom('users')
    .select('id')
    .where('id', 'in', userIds)
    .where('disabledAt', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
