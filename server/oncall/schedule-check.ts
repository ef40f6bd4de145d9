/** Decides what is wrong with a schedule before a night shows it: invalid parts, gaps, people never or doubly on call. */

import { problemsIf, knowZone, type Problem } from '../calendar/business-hours-check.ts'
import { intersect, type Interval } from '../calendar/interval.ts'
import { minutesOfWeek } from '../calendar/week.ts'
import {
  finalSchedule,
  gaps,
  type Layer,
  type Override,
  type ScheduleVersion,
  type Shift,
} from './final-schedule.ts'
import { turnsOf, turnsPerRound } from './rotation.ts'

export type ScheduleFinding =
  | ({ kind: 'gap' } & Interval)
  /** Nobody of the layer is ever on call: it has no members, or higher layers cover all of it. */
  | { kind: 'layer_never_serves'; layer: string }
  | { kind: 'member_never_serves'; layer: string; userId: string }

export type Conflict =
  | ({ kind: 'double_booked'; userId: string; scheduleIds: [string, string] } & Interval)
  | ({ kind: 'on_leave'; userId: string; scheduleId: string } & Interval)

/** A full round of a big rotation may take decades; who does not serve within five years never does. */
const LONGEST_ROUND_DAYS = 5 * 366

/** Everything that forbids saving; empty means that the schedule can be asked without an error. */
export function scheduleProblems(version: ScheduleVersion): Problem[] {
  const names = version.layers.map(({ name }) => name)
  return [
    ...problemsIf('timeZone', () => knowZone(version.timeZone)),
    ...version.layers.flatMap((layer, i) => [
      ...layerProblems(layer, `layers.${i}`),
      ...problemsIf(`layers.${i}.name`, () => {
        if (names.indexOf(layer.name) < i) throw new RangeError('Two layers have the same name')
      }),
    ]),
  ]
}

/** What to warn about: gaps of the next `days` days (never past ones), and who is there for nothing. */
export function scheduleFindings(
  version: ScheduleVersion,
  overrides: readonly Override[],
  now: Temporal.Instant,
  days = 30,
): ScheduleFinding[] {
  const range = { from: now, to: now.add({ hours: 24 * days }) }
  return [
    ...gaps(version, overrides, range).map((gap) => ({ kind: 'gap' as const, ...gap })),
    ...neverServing(version, now),
  ]
}

/** Overlaps of one person's shifts on several schedules, and of shifts with their leave. A warning, not a block. */
export function conflicts(
  schedules: readonly { id: string; shifts: readonly Shift[] }[],
  absences: readonly ({ userId: string } & Interval)[] = [],
): Conflict[] {
  const busy = schedules.map(({ id, shifts }) => ({ id, ofUser: byUser(shifts) }))
  const away = byUser(absences)
  const found: Conflict[] = []
  busy.forEach(({ id, ofUser }, i) => {
    for (const [userId, shifts] of ofUser) {
      for (const overlap of intersect(shifts, away.get(userId) ?? [])) {
        found.push({ kind: 'on_leave', userId, scheduleId: id, ...overlap })
      }
      for (const other of busy.slice(i + 1)) {
        for (const overlap of intersect(shifts, other.ofUser.get(userId) ?? [])) {
          found.push({ kind: 'double_booked', userId, scheduleIds: [id, other.id], ...overlap })
        }
      }
    }
  })
  return found
}

function neverServing(version: ScheduleVersion, now: Temporal.Instant): ScheduleFinding[] {
  return version.layers.flatMap((layer): ScheduleFinding[] => {
    const range = roundOf(layer, layer.timeZone ?? version.timeZone, now)
    if (!range) return []
    const serving = new Set<string | null>()
    for (const shift of finalSchedule(version, [], range)) {
      if (shift.layer === layer.name) serving.add(shift.userId)
    }
    if (serving.size === 0) return [{ kind: 'layer_never_serves', layer: layer.name }]
    return [...new Set(layer.rotation.members)]
      .filter((userId) => !serving.has(userId))
      .map((userId) => ({ kind: 'member_never_serves', layer: layer.name, userId }))
  })
}

/** One full round from now or from the layer's beginning; null when the layer is over. */
function roundOf(layer: Layer, zone: string, now: Temporal.Instant): Interval | null {
  const begins = layer.from === undefined ? now : later(now, Temporal.Instant.from(layer.from))
  if (layer.until !== undefined) {
    if (Temporal.Instant.compare(layer.until, begins) <= 0) return null
  }
  const turns = turnsOf(layer.rotation, zone, layer.restrictions)
  const last = turns.indexAt(begins.epochMilliseconds) + turnsPerRound(layer.rotation) + 1
  const end = Temporal.Instant.fromEpochMilliseconds(turns.handoff(last))
  const longest = begins.add({ hours: 24 * LONGEST_ROUND_DAYS })
  return { from: begins, to: Temporal.Instant.compare(end, longest) < 0 ? end : longest }
}

function layerProblems(layer: Layer, path: string): Problem[] {
  const { rotation, restrictions, timeZone, from, until } = layer
  return [
    ...(timeZone === undefined ? [] : problemsIf(`${path}.timeZone`, () => knowZone(timeZone))),
    ...problemsIf(`${path}.rotation`, () => turnsOf(rotation, 'UTC').handoff(0)),
    ...problemsIf(`${path}.rotation.handoffDays`, () => {
      if (rotation.handoffDays?.length && rotation.kind !== 'weekly') {
        throw new RangeError('Only a weekly rotation hands over on several days')
      }
    }),
    ...rotation.members.flatMap((userId, i) =>
      userId === '' ? [{ path: `${path}.rotation.members.${i}`, message: 'Name a person' }] : [],
    ),
    ...restrictions.flatMap((window, i) =>
      problemsIf(`${path}.restrictions.${i}`, () => minutesOfWeek([window])),
    ),
    ...problemsIf(`${path}.until`, () => {
      const begins = from === undefined ? null : Temporal.Instant.from(from)
      const ends = until === undefined ? null : Temporal.Instant.from(until)
      if (begins && ends && Temporal.Instant.compare(begins, ends) >= 0) {
        throw new RangeError('A layer ends after it begins')
      }
    }),
  ]
}

function byUser<T extends { userId: string | null }>(items: readonly T[]): Map<string, T[]> {
  const users = new Map<string, T[]>()
  for (const item of items) {
    if (item.userId === null) continue
    const known = users.get(item.userId)
    if (known) known.push(item)
    else users.set(item.userId, [item])
  }
  return users
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}
