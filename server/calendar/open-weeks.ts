/** Decides when weeks of wall-clock minutes are open in real time, one week at a time and only if asked. */

import { mergeSpans, type Span } from './span.ts'
import { clampMinute, MINUTES_PER_WEEK, wallMinute } from './wall-clock.ts'

/** Open time as ascending epoch milliseconds; what a clock change swallows is not there. */
export interface OpenWeeks {
  zone: string
  /** Weeks count from Monday 1969-12-29. */
  week: (week: number) => readonly Span<number>[]
}

// Two centuries of weeks would be 10,000: enough for every preview, and small for ever.
const WEEKS_REMEMBERED = 1_000

/** `minutes(week)` gives that week's open wall minutes, absolute and within the week. */
export function openWeeks(zone: string, minutes: (week: number) => Span<number>[]): OpenWeeks {
  const known = new Map<number, Span<number>[]>()
  return {
    zone,
    week(week) {
      const found = known.get(week)
      if (found) return found
      if (known.size >= WEEKS_REMEMBERED) known.clear()
      const open = mergeSpans(
        minutes(week).map(({ from, to }) => ({
          from: clampMinute(from, zone),
          to: clampMinute(to, zone),
        })),
      )
      known.set(week, open)
      return open
    },
  }
}

/** The week's minutes moved to where they stand in the count of all wall minutes. */
export function inWeek(minutes: readonly Span<number>[], week: number): Span<number>[] {
  const start = week * MINUTES_PER_WEEK
  return minutes.map(({ from, to }) => ({ from: start + from, to: start + to }))
}

/**
 * Open spans that end after `from` (not cut at `from`), ascending, for `weeks` weeks from the one
 * that `from` lies in. Spans of two weeks may touch.
 */
export function* openSpans(open: OpenWeeks, from: number, weeks: number): Generator<Span<number>> {
  const first = Math.floor(wallMinute(from, open.zone) / MINUTES_PER_WEEK)
  for (let week = first; week < first + weeks; week += 1) {
    for (const span of open.week(week)) if (span.to > from) yield span
  }
}

/**
 * Open or not at an instant, and an instant (epoch milliseconds) before which that stays so; the next
 * week may go on with the same. Infinity when nothing opens within `weeks` weeks.
 */
export function openState(
  open: OpenWeeks,
  at: number,
  weeks: number,
): { isOpen: boolean; until: number } {
  for (const { from, to } of openSpans(open, at, weeks)) {
    return from > at ? { isOpen: false, until: from } : { isOpen: true, until: to }
  }
  return { isOpen: false, until: Infinity }
}
