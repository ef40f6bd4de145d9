/** Decides which minutes of a repeating week a set of windows covers on the wall clock. */

import { mergeSpans, type Span } from './span.ts'
import { minuteOfDay, MINUTES_PER_DAY, MINUTES_PER_WEEK } from './wall-clock.ts'

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** From 'HH:MM' to 'HH:MM' or '24:00'; an end at or before the start lies on the next day. */
export interface DayWindow {
  from: string
  to: string
}

export interface WeekMoment {
  day: Weekday
  time: string
}

/** Across days, as Sunday 15:00 to Friday 17:00; an end at or before the start lies a week later. */
export interface WeekSpan {
  from: WeekMoment
  to: WeekMoment
}

/** A window on some weekdays (where it starts), or on all seven when `days` is left out. */
export interface DaysWindow extends DayWindow {
  days?: Weekday[]
}

export type WeekWindow = DaysWindow | WeekSpan

/** Minutes from Monday 00:00, within one week: ascending, merged, what passes Sunday 24:00 folded back. */
export function minutesOfWeek(windows: readonly WeekWindow[]): Span<number>[] {
  return mergeSpans(windows.flatMap(spansOf).flatMap(folded))
}

export function isWholeWeek(minutes: readonly Span<number>[]): boolean {
  return minutes[0]?.from === 0 && minutes[0].to === MINUTES_PER_WEEK
}

/** Minutes from the midnight at which the window's first day begins; never empty, at most a day long. */
export function minutesOfWindow(window: DayWindow): Span<number> {
  const from = startMinute(window.from)
  const to = minuteOfDay(window.to)
  return { from, to: to <= from ? to + MINUTES_PER_DAY : to }
}

/** Minutes from Monday 00:00 to that moment. RangeError for a day or time that does not exist. */
export function minuteOfWeek({ day, time }: WeekMoment): number {
  return midnightOf(day) + minuteOfDay(time)
}

function spansOf(window: WeekWindow): Span<number>[] {
  if (isWeekSpan(window)) {
    const from = minuteOfWeek(window.from)
    const to = minuteOfWeek(window.to)
    return [{ from, to: to <= from ? to + MINUTES_PER_WEEK : to }]
  }
  const { from, to } = minutesOfWindow(window)
  return (window.days ?? WEEKDAYS).map((day) => {
    const midnight = midnightOf(day)
    return { from: midnight + from, to: midnight + to }
  })
}

function midnightOf(day: Weekday): number {
  const index = WEEKDAYS.indexOf(day)
  if (index === -1) throw new RangeError(`'${day}' is not a weekday`)
  return index * MINUTES_PER_DAY
}

function isWeekSpan(window: WeekWindow): window is WeekSpan {
  return typeof window.from !== 'string'
}

function folded({ from, to }: Span<number>): Span<number>[] {
  if (to <= MINUTES_PER_WEEK) return [{ from, to }]
  return [
    { from, to: MINUTES_PER_WEEK },
    { from: 0, to: to - MINUTES_PER_WEEK },
  ]
}

function startMinute(time: string): number {
  const minute = minuteOfDay(time)
  if (minute === MINUTES_PER_DAY) throw new RangeError('A window starts at 00:00, not at 24:00')
  return minute
}
