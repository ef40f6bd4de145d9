/** Whether paging reaches somebody who can answer: found out from the file, before the night. */
import { gaps } from '../oncall/final-schedule.ts'
import type { Draft, Placed } from './draft.ts'
import type { Finding, Path } from './finding.ts'
import { type EscalationPolicy, membersOf, type Schedule, type Target } from './playbook.ts'
import { scheduleVersionOf } from './versions.ts'

export function findUnreachable(draft: Draft): Finding[] {
  const wakingFor = draft.channels.filter(({ item }) => item.kind === 'emergency')
  const emergencies = draft.escalation_policies.filter(({ item }) =>
    wakingFor.some((channel) => channel.item.escalation_policy === item.key),
  )
  return [
    ...draft.escalation_policies.flatMap((policy) => learnersOnly(policy, draft)),
    ...draft.escalation_policies.flatMap((policy) => emptyTeams(policy, draft)),
    ...emergencies.flatMap((policy) => lateSecondLevel(policy, draft)),
    ...emergencies.flatMap((policy) => nobodyAtSomeHour(policy, draft)),
  ]
}

function learnersOnly({ path, item }: Placed<EscalationPolicy>, draft: Draft): Finding[] {
  return item.levels.flatMap(({ targets }, index) => {
    if (!targets.every((target) => isShadow(target, draft))) return []
    return [
      {
        path: [...path, 'levels', index, 'targets'],
        message: `level ${index + 1} of "${item.key}" pages only learners, who cannot acknowledge`,
        remedy: 'Add somebody who can.',
      },
    ]
  })
}

function isShadow(target: Target, draft: Draft): boolean {
  return draft.schedules.some(({ item }) => item.shadow && item.key === target.schedule)
}

function emptyTeams({ path, item }: Placed<EscalationPolicy>, draft: Draft): Finding[] {
  const named = [
    ...item.levels.flatMap((level, index) =>
      level.targets.map((target, place) => ({ target, at: ['levels', index, 'targets', place] })),
    ),
    ...item.fallback_targets.map((target, place) => ({ target, at: ['fallback_targets', place] })),
  ]
  return named.flatMap(({ target, at }) => emptyTeam(target, [...path, ...at], draft))
}

function emptyTeam({ team }: Target, path: Path, draft: Draft): Finding[] {
  const teams = draft.teams.map(({ item }) => item)
  if (team === undefined || !teams.some(({ key }) => key === team)) return []
  const people = draft.people.map(({ item }) => item)
  if (membersOf({ teams, people }, team).length > 0) return []
  return [
    {
      path: [...path, 'team'],
      message: `team "${team}" has no members, so nobody would be paged`,
      remedy: 'Give it members, or name somebody else here.',
    },
  ]
}

/** One number, said twice: what customers are told must be what the policy does. */
function lateSecondLevel({ path, item }: Placed<EscalationPolicy>, draft: Draft): Finding[] {
  const promised = draft.emergency?.acknowledge_within_minutes
  const waited = item.levels[0]?.delay_minutes
  if (promised === undefined || waited === undefined || waited === promised) return []
  return [
    {
      path: [...path, 'levels', 0, 'delay_minutes'],
      message: `level 1 waits ${waited} minutes, but emergency.acknowledge_within_minutes is ${promised}`,
      remedy: 'Make the two numbers the same.',
    },
  ]
}

function nobodyAtSomeHour({ path, item }: Placed<EscalationPolicy>, draft: Draft): Finding[] {
  const targets = [...item.levels.flatMap((level) => level.targets), ...item.fallback_targets]
  if (targets.some((target) => alwaysReachesSomebody(target, draft))) return []
  return [
    {
      path,
      message: `at some hours of the week "${item.key}" reaches nobody at all`,
      remedy: 'Add a person, a team or a schedule without holes, at least under fallback_targets.',
    },
  ]
}

function alwaysReachesSomebody(target: Target, draft: Draft): boolean {
  if (target.person !== undefined || target.team !== undefined) return true
  const schedule = draft.schedules.find(({ item }) => item.key === target.schedule)?.item
  // A name that is unknown or wrong has its own finding already.
  return schedule === undefined || (!schedule.shadow && hasNoHole(schedule))
}

/** Looks through a whole year, because regions in different zones change their clocks on different days. */
export function hasNoHole(schedule: Pick<Schedule, 'time_zone' | 'layers'>): boolean {
  if (schedule.layers.some(({ restrictions }) => restrictions.length === 0)) return true
  const anchors = schedule.layers.map(({ rotation }) => rotation.anchor_date).sort()
  const begin = Temporal.PlainDate.from(anchors.at(-1)!).toZonedDateTime('UTC')
  const year = { from: begin.toInstant(), to: begin.add({ years: 1 }).toInstant() }
  return gaps(scheduleVersionOf(schedule, String), [], year).length === 0
}
