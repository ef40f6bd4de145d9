// Decides where things stand on a schedule's time axis, which is an axis of real elapsed time.

import { durationWords, hour } from '../durations.ts'
import {
  clockChanges,
  dayWords,
  offsetAt,
  timeWords,
  type CivilDay,
  type ClockChange,
} from '../zone.ts'

/** Half open, milliseconds since 1970. */
export type Span = { from: number; to: number }

/** Shares of the axis, 0 to 1, and whether the window cuts the thing off. */
export type Place = { left: number; width: number; cutStart: boolean; cutEnd: boolean }

/** Where a span stands in the window; undefined where it lies outside or is empty. */
export function place(span: Span, window: Span): Place | undefined {
  const from = Math.max(span.from, window.from)
  const to = Math.min(span.to, window.to)
  if (from >= to) return undefined
  const length = window.to - window.from
  return {
    left: (from - window.from) / length,
    width: (to - from) / length,
    cutStart: span.from < window.from,
    cutEnd: span.to > window.to,
  }
}

/** Lanes for things that overlap, so that none hides another: the lane of each, in the order given. */
export function lanes(spans: Span[]): number[] {
  const ends: number[] = []
  const order = spans
    .map((span, index) => ({ span, index }))
    .sort((a, b) => a.span.from - b.span.from)
  const result = spans.map(() => 0)
  for (const { span, index } of order) {
    const free = ends.findIndex((end) => end <= span.from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = span.to
    result[index] = lane
  }
  return result
}

/** A flag's pixels from the left edge and its width, pushed right where the one before stands. */
export function flagPlaces(
  spans: Span[],
  window: Span,
  pixels: number,
): { left: number; at: number }[] {
  const width = 24
  let free = 0
  return spans.map((span) => {
    const at = ((span.from + span.to) / 2 - window.from) / (window.to - window.from)
    const wanted = at * pixels - width / 2
    const left = Math.min(Math.max(wanted, free, 0), Math.max(0, pixels - width))
    free = left + width + 4
    return { left, at }
  })
}

/** What is special about a day's length, for its header: '25 h · clocks go back'. */
export function specialLength({ hours }: CivilDay): string {
  if (Math.abs(hours - 24) < 0.01) return ''
  return `${Number(hours.toFixed(2))} h · clocks go ${hours > 24 ? 'back' : 'forward'}`
}

/** The stretch to hatch for a clock change: both runs of a repeated hour, or a sliver where one is missing. */
export function hatch({ at, moved }: ClockChange, window: Span): Span {
  if (moved < 0) return { from: at + moved, to: at - moved }
  const sliver = (window.to - window.from) / 300
  return { from: at - sliver, to: at + sliver }
}

/** Why a gap may surprise: it lies on hours that the clock shows twice or not at all. */
export function gapReason(gap: Span, zone: string): string {
  const [change] = clockChanges(gap.from - 3 * hour, gap.to + 3 * hour, zone)
  if (!change) return ''
  const [early, late] = [change.at - Math.abs(change.moved), change.at + Math.abs(change.moved)]
  if (gap.to <= early || gap.from >= late) return ''
  const twice = change.moved < 0
  // The wall clock as it would have gone on without the change.
  const unchanged = timeWords(change.at + offsetAt(change.at - 1000, zone), 'UTC')
  const first = twice ? timeWords(change.at, zone) : unchanged
  const second = twice ? unchanged : timeWords(change.at, zone)
  if (twice) return `, because ${first} to ${second} happens twice`
  return `, where the clock jumps from ${first} to ${second}`
}

/** 'Sun 25 Oct 02:30 to 03:30' or with both days where they differ. */
export function spanWords({ from, to }: Span, zone: string): string {
  const [first, last] = [dayWords(from, zone), dayWords(to, zone)]
  const end = first === last ? timeWords(to, zone) : `${last} ${timeWords(to, zone)}`
  return `${first} ${timeWords(from, zone)} to ${end}`
}

/** The sentence under the chart: who is missing, when, how long, and why. */
export function gapSentence(gap: Span, zone: string): string {
  const length = durationWords(gap.to - gap.from)
  return `Nobody is on call ${spanWords(gap, zone)}: ${length}${gapReason(gap, zone)}.`
}

/** The span whose middle is nearest to `at`; -1 for an empty list. */
export function nearest(spans: Span[], at: number): number {
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  spans.forEach(({ from, to }, index) => {
    const off = from <= at && at < to ? 0 : Math.abs((from + to) / 2 - at)
    if (off < distance) [best, distance] = [index, off]
  })
  return best
}
