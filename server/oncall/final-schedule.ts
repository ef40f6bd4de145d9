/** Decides who is on call: layers and overrides of one schedule become one line of shifts and gaps. */

import type { Interval } from '../calendar/interval.ts'
import { inWeek, openState, openWeeks } from '../calendar/open-weeks.ts'
import { isWholeWeek, minutesOfWeek, type WeekWindow } from '../calendar/week.ts'
import { turnsOf, type Rotation, type Turns } from './rotation.ts'

/** Immutable JSON: an edit is a new version. Where layers overlap, the later in the list wins. */
export interface ScheduleVersion {
  timeZone: string
  layers: Layer[]
}

export interface Layer {
  /** Unique within the version. */
  name: string
  rotation: Rotation
  /** When the layer covers; none means all the time. */
  restrictions: WeekWindow[]
  /** The layer covers [from, until); ISO 8601 instants, without end where left out. */
  from?: string
  until?: string
  /** For hand-offs and restrictions, instead of the schedule's: follow the sun. */
  timeZone?: string
}

/** A dated exception. The one created later wins; each is applied once, in the order of creation. */
export interface Override {
  id: string
  userId: string
  from: Temporal.Instant
  to: Temporal.Instant
  createdAt: Temporal.Instant
  /** Only where this person would be on call; otherwise everything in the span, gaps too. */
  replacesUserId?: string | null
}

/** Half-open and never empty. `userId` null is a gap; a shift from an override has no layer and no turn. */
export interface Shift extends Interval {
  userId: string | null
  layer: string | null
  /** The rotation's turn: it tells two shifts of the same person apart. */
  turn: number | null
  overrideId: string | null
}

type Fact = Pick<Shift, 'userId' | 'layer' | 'turn' | 'overrideId'>

/** A fact that holds until an instant (epoch milliseconds) at which it may change. */
interface Held {
  fact: Fact
  until: number
}

type Resolver = (at: number) => Held

const NOBODY: Fact = { userId: null, layer: null, turn: null, overrideId: null }

/** Weekly restrictions open and close within a week; the rest is for a clock put back. */
const WEEKS_AHEAD = 3
const YEAR = 366 * 86_400_000

/** Every instant of the range belongs to exactly one shift; gaps are shifts of nobody. */
export function finalSchedule(
  version: ScheduleVersion,
  overrides: readonly Override[],
  range: Interval,
): Shift[] {
  return shiftsOf(resolver(version, overrides), range)
}

/**
 * Who is on call at an instant (nobody: empty), by the same rule as `finalSchedule`, at a cost that does
 * not depend on how far away it is. `until` is the end of that shift or gap (for one that goes on for
 * more than a year perhaps an earlier instant); null when it never ends.
 */
export function whoIsOnCall(
  version: ScheduleVersion,
  overrides: readonly Override[],
  at: Temporal.Instant,
): { userIds: string[]; until: Temporal.Instant | null } {
  const now = at.epochMilliseconds
  const { fact, until } = wholeFact(resolver(version, overrides), now, now + YEAR)
  return {
    userIds: fact.userId === null ? [] : [fact.userId],
    until: until === Infinity ? null : instant(until),
  }
}

/** The spans of the range in which nobody is on call. */
export function gaps(
  version: ScheduleVersion,
  overrides: readonly Override[],
  range: Interval,
): Interval[] {
  return finalSchedule(version, overrides, range)
    .filter((shift) => shift.userId === null)
    .map(({ from, to }) => ({ from, to }))
}

/** What one layer says by itself, before higher layers and overrides. */
export function layerShifts(version: ScheduleVersion, name: string, range: Interval): Shift[] {
  const layers = version.layers.filter((layer) => layer.name === name)
  return finalSchedule({ ...version, layers }, [], range).filter((shift) => shift.userId !== null)
}

/** A version and the instant from which it holds, until the next one's. */
export interface DatedVersion {
  effectiveFrom: Temporal.Instant
  version: ScheduleVersion
}

/** `finalSchedule` over a history of versions: what was true stays true after an edit. */
export function finalScheduleOf(
  history: readonly DatedVersion[],
  overrides: readonly Override[],
  range: Interval,
): Shift[] {
  const dated = history.toSorted((a, b) =>
    Temporal.Instant.compare(a.effectiveFrom, b.effectiveFrom),
  )
  const starts = dated.map(({ effectiveFrom }) => effectiveFrom.epochMilliseconds)
  const resolvers = dated.map(({ version }) => resolver(version, overrides))
  const before = resolver({ timeZone: 'UTC', layers: [] }, overrides)
  const resolve = (at: number): Held => {
    const current = starts.findLastIndex((start) => start <= at)
    const { fact, until } = (resolvers[current] ?? before)(at)
    return { fact, until: Math.min(until, starts[current + 1] ?? Infinity) }
  }
  return shiftsOf(resolve, range)
}

export interface Bar extends Interval {
  userId: string | null
  layer: string | null
  overrideId: string | null
  shifts: Shift[]
}

/** For display: neighbouring shifts of the same person, layer and override as one bar. */
export function asBars(shifts: readonly Shift[]): Bar[] {
  const bars: Bar[] = []
  for (const shift of shifts) {
    const last = bars.at(-1)
    if (last?.to.equals(shift.from) && isSameBar(last, shift)) {
      last.to = shift.to
      last.shifts.push(shift)
    } else {
      const { from, to, userId, layer, overrideId } = shift
      bars.push({ from, to, userId, layer, overrideId, shifts: [shift] })
    }
  }
  return bars
}

function isSameBar(bar: Bar, shift: Shift): boolean {
  return (
    bar.userId === shift.userId && bar.layer === shift.layer && bar.overrideId === shift.overrideId
  )
}

function shiftsOf(resolve: Resolver, range: Interval): Shift[] {
  const end = range.to.epochMilliseconds
  const shifts: Shift[] = []
  for (let at = range.from.epochMilliseconds; at < end;) {
    const { fact, until } = wholeFact(resolve, at, end)
    const to = Math.min(until, end)
    shifts.push({ from: instant(at), to: instant(to), ...fact })
    at = to
  }
  return shifts
}

/** The fact at an instant and its whole length from there; does not look for an end past `horizon`. */
function wholeFact(resolve: Resolver, at: number, horizon: number): Held {
  const held = resolve(at)
  let { until } = held
  while (until < horizon) {
    const next = resolve(until)
    if (!isSameFact(held.fact, next.fact)) return { fact: held.fact, until }
    until = next.until
  }
  return { fact: held.fact, until }
}

function isSameFact(a: Fact, b: Fact): boolean {
  return (
    a.userId === b.userId &&
    a.layer === b.layer &&
    a.turn === b.turn &&
    a.overrideId === b.overrideId
  )
}

function resolver(version: ScheduleVersion, overrides: readonly Override[]): Resolver {
  const layers = version.layers
    .filter(({ rotation }) => rotation.members.length > 0)
    .map((layer) => layerResolver(layer, layer.timeZone ?? version.timeZone))
    .toReversed()
  const exceptions = overrides.toSorted(byCreation).map((override) => ({
    override,
    from: override.from.epochMilliseconds,
    to: override.to.epochMilliseconds,
    fact: { ...NOBODY, userId: override.userId, overrideId: override.id },
  }))
  return (at) => {
    let held = topmost(layers, at)
    for (const { override, from, to, fact } of exceptions) {
      if (at >= to || from >= to) continue
      if (at < from) held = { ...held, until: Math.min(held.until, from) }
      // What an override hides may change below it without anybody noticing.
      else if (!override.replacesUserId) held = { fact, until: to }
      else {
        const applies = held.fact.userId === override.replacesUserId
        held = { fact: applies ? fact : held.fact, until: Math.min(held.until, to) }
      }
    }
    return held
  }
}

/** The highest layer that covers; until it ends, or until one above it begins. */
function topmost(layers: readonly Resolver[], at: number): Held {
  let until = Infinity
  for (const layer of layers) {
    const held = layer(at)
    until = Math.min(until, held.until)
    if (held.fact.userId !== null) return { fact: held.fact, until }
  }
  return { fact: NOBODY, until }
}

function layerResolver(layer: Layer, zone: string): Resolver {
  const begins = layer.from === undefined ? -Infinity : milliseconds(layer.from)
  const ends = layer.until === undefined ? Infinity : milliseconds(layer.until)
  const turns = turnsOf(layer.rotation, zone, layer.restrictions)
  const covers = coverage(layer.restrictions, zone)
  return (at) => {
    if (at < begins) return { fact: NOBODY, until: begins }
    if (at >= ends) return { fact: NOBODY, until: Infinity }
    const { isOpen, until } = covers(at)
    if (!isOpen) return { fact: NOBODY, until: Math.min(until, ends) }
    const { fact, until: handoff } = turnFact(layer.name, turns, at)
    return { fact, until: Math.min(handoff, until, ends) }
  }
}

function turnFact(layer: string, turns: Turns, at: number): Held {
  const turn = turns.indexAt(at)
  const fact = { userId: turns.memberOf(turn), layer, turn, overrideId: null }
  return { fact, until: turns.handoff(turn + 1) }
}

function coverage(restrictions: readonly WeekWindow[], zone: string) {
  const week = minutesOfWeek(restrictions)
  if (week.length === 0 || isWholeWeek(week)) return () => ({ isOpen: true, until: Infinity })
  const weeks = openWeeks(zone, (number) => inWeek(week, number))
  return (at: number) => openState(weeks, at, WEEKS_AHEAD)
}

function byCreation(a: Override, b: Override): number {
  const order = Temporal.Instant.compare(a.createdAt, b.createdAt)
  if (order !== 0) return order
  return a.id < b.id ? -1 : 1
}

function milliseconds(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds
}

function instant(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
}
