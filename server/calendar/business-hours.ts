/** Decides when a clock counts: open hours of a support team, due times and counted time in them. */

import type { Interval } from './interval.ts'
import { inWeek, openSpans, openState, openWeeks, type OpenWeeks } from './open-weeks.ts'
import { mergeSpans, subtractSpans, type Span } from './span.ts'
import { civilDay, MINUTES_PER_DAY, MINUTES_PER_WEEK } from './wall-clock.ts'
import {
  minutesOfWeek,
  minutesOfWindow,
  WEEKDAYS,
  type DayWindow,
  type Weekday,
  type WeekSpan,
} from './week.ts'

/**
 * Open = (weekly ∪ spans) − holidays ∪ extraOpen. A holiday closes its date from midnight to midnight,
 * also the tail of a window that began the evening before. Extra hours win over a holiday: a half day
 * is a holiday with extra hours. `alwaysOpen` outranks all of it, holidays too.
 * Treat as immutable: answers are remembered by object.
 */
export interface BusinessHours {
  timeZone: string
  weekly?: Partial<Record<Weekday, DayWindow[]>>
  spans?: WeekSpan[]
  holidays?: { date: string; name: string }[]
  extraOpen?: { date: string; windows: DayWindow[] }[]
  alwaysOpen?: boolean
}

/** How far ahead a due time or an opening is looked for: a hundred years. */
const WEEKS_AHEAD = 5_218

const compiled = new WeakMap<BusinessHours, OpenWeeks>()

/** False when no open time returns every week: such a calendar cannot carry a promise. */
export function hasOpenTime(hours: BusinessHours): boolean {
  return weeklyMinutes(hours).length > 0
}

/** Everything open within the range, ascending, touching hours joined. */
export function openIntervals(hours: BusinessHours, range: Interval): Interval[] {
  const from = range.from.epochMilliseconds
  const to = range.to.epochMilliseconds
  return mergeSpans([...spansWithin(hours, from, to)]).map((open) => ({
    from: instant(open.from),
    to: instant(open.to),
  }))
}

/** Half-open: true at the minute of opening, false at the minute of closing. */
export function isOpen(hours: BusinessHours, at: Temporal.Instant): boolean {
  // Two weeks, should a clock ever be put back over Monday's midnight.
  return openState(weeksOf(hours), at.epochMilliseconds, 2).isOpen
}

/** The first open instant at or after `at`; null when there is none within a hundred years. */
export function nextOpening(hours: BusinessHours, at: Temporal.Instant): Temporal.Instant | null {
  const now = at.epochMilliseconds
  for (const { from } of openSpans(weeksOf(hours), now, WEEKS_AHEAD)) {
    return instant(Math.max(from, now))
  }
  return null
}

/** `addCountedMilliseconds`, in minutes (fractions allowed, rounded to a millisecond). */
export function addCounted(
  hours: BusinessHours,
  from: Temporal.Instant,
  minutes: number,
): Temporal.Instant {
  return addCountedMilliseconds(hours, from, Math.round(minutes * 60_000))
}

/**
 * The first instant by which that much open time has passed since `from`: a target that is used up at
 * closing time falls due at closing time, and zero falls due at `from` itself, open or not.
 * RangeError when negative, when the hours have no open time, or past a hundred years.
 */
export function addCountedMilliseconds(
  hours: BusinessHours,
  from: Temporal.Instant,
  milliseconds: number,
): Temporal.Instant {
  if (!(Number.isInteger(milliseconds) && milliseconds >= 0))
    throw new RangeError(`Cannot count ${milliseconds} ms of open time`)
  if (!hasOpenTime(hours)) throw new RangeError('These business hours have no open time')
  const start = from.epochMilliseconds
  let left = milliseconds
  if (left === 0) return instant(start)
  for (const span of openSpans(weeksOf(hours), start, WEEKS_AHEAD)) {
    const opens = Math.max(span.from, start)
    if (span.to - opens >= left) return instant(opens + left)
    left -= span.to - opens
  }
  throw new RangeError(`${milliseconds} ms of open time take more than a hundred years`)
}

/** Open time between two instants, in milliseconds; negative when `to` lies before `from`. */
export function countedMillisecondsBetween(
  hours: BusinessHours,
  from: Temporal.Instant,
  to: Temporal.Instant,
): number {
  const start = from.epochMilliseconds
  const end = to.epochMilliseconds
  if (end < start) return 0 - countedMillisecondsBetween(hours, to, from)
  let sum = 0
  for (const span of spansWithin(hours, start, end)) sum += span.to - span.from
  return sum
}

function* spansWithin(hours: BusinessHours, from: number, to: number): Generator<Span<number>> {
  // Two more than the whole weeks between: one for the week begun, one for a clock put back.
  const weeks = Math.ceil((to - from) / (MINUTES_PER_WEEK * 60_000)) + 2
  for (const span of openSpans(weeksOf(hours), from, weeks)) {
    if (span.from >= to) return
    yield { from: Math.max(span.from, from), to: Math.min(span.to, to) }
  }
}

function weeksOf(hours: BusinessHours): OpenWeeks {
  let weeks = compiled.get(hours)
  if (!weeks) compiled.set(hours, (weeks = compile(hours)))
  return weeks
}

function compile(hours: BusinessHours): OpenWeeks {
  const weekly = weeklyMinutes(hours)
  if (hours.alwaysOpen) return openWeeks(hours.timeZone, (week) => inWeek(weekly, week))
  const closed = byWeek((hours.holidays ?? []).map(({ date }) => minutesOfDate(date)))
  const extra = byWeek(
    (hours.extraOpen ?? []).flatMap(({ date, windows }) => {
      const midnight = minutesOfDate(date).from
      return windows.map(minutesOfWindow).map((span) => moved(span, midnight))
    }),
  )
  return openWeeks(hours.timeZone, (week) => {
    const usual = inWeek(weekly, week)
    const holidays = closed.get(week)
    const open = holidays ? subtractSpans(usual, holidays) : usual
    return mergeSpans([...open, ...(extra.get(week) ?? [])])
  })
}

function weeklyMinutes({ alwaysOpen, weekly = {}, spans = [] }: BusinessHours): Span<number>[] {
  if (alwaysOpen) return [{ from: 0, to: MINUTES_PER_WEEK }]
  const windows = WEEKDAYS.flatMap((day) =>
    (weekly[day] ?? []).map((window) => ({ ...window, days: [day] })),
  )
  return minutesOfWeek([...windows, ...spans])
}

function minutesOfDate(date: string): Span<number> {
  const midnight = civilDay(Temporal.PlainDate.from(date)) * MINUTES_PER_DAY
  return { from: midnight, to: midnight + MINUTES_PER_DAY }
}

function moved({ from, to }: Span<number>, by: number): Span<number> {
  return { from: from + by, to: to + by }
}

/** A window over Sunday midnight belongs to both weeks, each its part. */
function byWeek(spans: Span<number>[]): Map<number, Span<number>[]> {
  const weeks = new Map<number, Span<number>[]>()
  for (const { from, to } of spans) {
    for (let start = from; start < to;) {
      const week = Math.floor(start / MINUTES_PER_WEEK)
      const end = Math.min(to, (week + 1) * MINUTES_PER_WEEK)
      weeks.set(week, [...(weeks.get(week) ?? []), { from: start, to: end }])
      start = end
    }
  }
  return weeks
}

function instant(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
}
