/** Decides whose turn it is in a rotation, and from when until when: in closed form, however far away. */

import type { Span } from '../calendar/span.ts'
import {
  civilDay,
  clampMinute,
  dateOf,
  minuteOfDay,
  MINUTES_PER_DAY,
  MINUTES_PER_WEEK,
  wallMinute,
} from '../calendar/wall-clock.ts'
import { minuteOfWeek, minutesOfWeek, type WeekMoment, type WeekWindow } from '../calendar/week.ts'

export interface Rotation {
  kind: 'hours' | 'daily' | 'weekly' | 'monthly'
  /** Units of `kind` from one hand-off to the next, at least 1. Hours are hours on the wall clock. */
  every: number
  /** 'HH:MM' on the wall clock. */
  handoffTime: string
  /** The date of turn 0: it fixes the weekday of 'weekly' and the day of the month of 'monthly'. */
  anchorDate: string
  /** Split weeks ('weekly' only): these hand-offs instead of one a week; turn 0 is the first from the anchor. */
  handoffDays?: WeekMoment[]
  /** User ids in order; a user may stand in it twice. Empty: nobody is ever on call. */
  members: string[]
  /** 'worked' passes over turns that no window touches; 'calendar' lets them count, and be lost. */
  mode: 'calendar' | 'worked'
}

export interface Turn {
  /** Turns since the anchor; negative before it. */
  index: number
  userId: string
  from: Temporal.Instant
  to: Temporal.Instant
}

/** A rotation in its zone, ready to be asked. Instants are epoch milliseconds. */
export interface Turns {
  indexAt: (at: number) => number
  /** When turn `index` begins; it ends where the next begins, and may be empty when a clock jumps. */
  handoff: (index: number) => number
  memberOf: (index: number) => string
  /** Turns that took a member's place since the anchor: `index`, or in 'worked' mode the worked ones. */
  placeOf: (index: number) => number
  /** False for turns that lie outside every window. */
  isWorked: (index: number) => boolean
}

/** The hand-offs of a rotation in wall minutes, before any zone has a say. */
interface Handoffs {
  minute: (index: number) => number
  lastAtOrBefore: (wallMinute: number) => number
  /** After this many turns the same weekdays and times come round; null when months differ in length. */
  perRound: number | null
}

/** The turn that holds `at`. RangeError when the rotation has no members or is not valid. */
export function turnAt(
  rotation: Rotation,
  zone: string,
  at: Temporal.Instant,
  windows: readonly WeekWindow[] = [],
): Turn {
  const turns = turnsOf(rotation, zone, windows)
  const index = turns.indexAt(at.epochMilliseconds)
  const [from, to] = [turns.handoff(index), turns.handoff(index + 1)].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms),
  )
  return { index, userId: turns.memberOf(index), from: from!, to: to! }
}

/** When turn `index` begins: `clamp` of its date and hand-off time. */
export function handoffAt(rotation: Rotation, zone: string, index: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(turnsOf(rotation, zone).handoff(index))
}

/**
 * Windows matter to 'worked' mode only, and by the wall clock: a turn whose one window a clock change
 * swallows still counts as worked, so that counting stays a closed form.
 */
export function turnsOf(
  rotation: Rotation,
  zone: string,
  windows: readonly WeekWindow[] = [],
): Turns {
  const handoffs = handoffsOf(rotation)
  const handoff = (index: number) => clampMinute(handoffs.minute(index), zone)
  const { isWorked, countBefore } = workedTurns(handoffs, windows)
  const { members, mode } = rotation
  const placeOf = mode === 'worked' ? countBefore : (index: number) => index
  return {
    handoff,
    isWorked,
    placeOf,
    indexAt(at) {
      let index = handoffs.lastAtOrBefore(wallMinute(at, zone))
      // Only in an hour that the clock shows twice: its hand-off belongs to the first time round.
      while (handoff(index + 1) <= at) index += 1
      return index
    },
    memberOf(index) {
      const member = members[modulo(placeOf(index), members.length)]
      if (member === undefined) throw new RangeError('The rotation has no members')
      return member
    },
  }
}

/** After so many turns everyone has met every weekday and hand-off that their place will ever give them. */
export function turnsPerRound(rotation: Rotation): number {
  return rotation.members.length * (handoffsOf(rotation).perRound ?? 1)
}

function handoffsOf(rotation: Rotation): Handoffs {
  const { kind, every, anchorDate, handoffTime } = rotation
  if (!(Number.isInteger(every) && every >= 1)) {
    throw new RangeError(`A rotation hands over every 1 or more, not every ${every}`)
  }
  const anchor = Temporal.PlainDate.from(anchorDate)
  const time = minuteOfDay(handoffTime)
  if (time === MINUTES_PER_DAY) throw new RangeError('A hand-off is at 00:00, not at 24:00')
  switch (kind) {
    case 'hours': {
      // Restarts from the same times every day (or every few days when 24 is no multiple).
      const perCycle = 24 / greatestCommonDivisor(every, 24)
      const offsets = Array.from({ length: perCycle }, (_, i) => time + i * every * 60)
      return cyclic(anchor, perCycle * every * 60, offsets)
    }
    case 'daily':
      return cyclic(anchor, every * MINUTES_PER_DAY, [time])
    case 'weekly':
      return cyclic(anchor, every * MINUTES_PER_WEEK, weekOffsets(rotation, anchor, time))
    case 'monthly':
      return monthly(anchor, every, time)
    default:
      throw new RangeError(`There is no rotation of kind '${String(kind satisfies never)}'`)
  }
}

/** Hand-offs that repeat every `length` minutes; `offsets` ascend and span less than one cycle. */
function cyclic(anchor: Temporal.PlainDate, length: number, offsets: number[]): Handoffs {
  const start = civilDay(anchor) * MINUTES_PER_DAY
  const count = offsets.length
  return {
    minute: (index) => start + Math.floor(index / count) * length + offsets[modulo(index, count)]!,
    lastAtOrBefore(wall) {
      const cycle = Math.floor((wall - start - offsets[0]!) / length)
      const rest = wall - start - cycle * length
      return cycle * count + offsets.findLastIndex((offset) => offset <= rest)
    },
    perRound: (count * leastCommonMultiple(length, MINUTES_PER_WEEK)) / length,
  }
}

/** Always from the anchor, never from the month before: the 31st must survive February. */
function monthly(anchor: Temporal.PlainDate, every: number, time: number): Handoffs {
  const minute = (index: number) =>
    civilDay(anchor.add({ months: index * every })) * MINUTES_PER_DAY + time
  return {
    minute,
    lastAtOrBefore(wall) {
      const date = dateOf(Math.floor(wall / MINUTES_PER_DAY))
      const months = (date.year - anchor.year) * 12 + date.month - anchor.month
      const index = Math.floor(months / every)
      return minute(index) <= wall ? index : index - 1
    },
    perRound: null,
  }
}

function weekOffsets(rotation: Rotation, anchor: Temporal.PlainDate, time: number): number[] {
  const { handoffDays = [] } = rotation
  if (handoffDays.length === 0) return [time]
  const anchorMinute = (anchor.dayOfWeek - 1) * MINUTES_PER_DAY
  const offsets = handoffDays.map((m) => modulo(minuteOfWeek(m) - anchorMinute, MINUTES_PER_WEEK))
  return [...new Set(offsets)].sort((a, b) => a - b)
}

function workedTurns(handoffs: Handoffs, windows: readonly WeekWindow[]) {
  const week = minutesOfWeek(windows)
  const { perRound, minute } = handoffs
  // Months are longer than a week, so every one of them meets every window.
  if (week.length === 0 || perRound === null) {
    return { isWorked: () => true, countBefore: (index: number) => index }
  }
  const worked = (index: number) => meetsWeek(week, minute(index), minute(index + 1))
  // Built at the first question: 'calendar' rotations never ask.
  let before: number[] | null = null
  const countBefore = (index: number) => {
    before ??= runningCount(perRound, worked)
    return Math.floor(index / perRound) * before[perRound]! + before[modulo(index, perRound)]!
  }
  return { isWorked: worked, countBefore }
}

/** `[i]` = how many of the turns 0 … i − 1 are worked. */
function runningCount(length: number, isWorked: (index: number) => boolean): number[] {
  const counts = [0]
  for (let i = 0; i < length; i += 1) counts.push(counts[i]! + (isWorked(i) ? 1 : 0))
  return counts
}

function meetsWeek(week: Span<number>[], from: number, to: number): boolean {
  const start = modulo(from, MINUTES_PER_WEEK)
  const end = start + to - from
  return week.some(
    (open) =>
      (open.from < end && start < open.to) ||
      (open.from + MINUTES_PER_WEEK < end && start < open.to + MINUTES_PER_WEEK),
  )
}

/** The remainder that is never negative: turns before the anchor have members too. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b
}
