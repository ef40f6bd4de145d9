/** Decides how half-open spans of instants join, overlap and cut each other; empty ones vanish. */

import { intersectSpans, mergeSpans, subtractSpans, type Span } from './span.ts'

/** `[from, to)`: holds its first instant, not its last. Empty when `to` is not after `from`. */
export interface Interval {
  from: Temporal.Instant
  to: Temporal.Instant
}

/** Ascending intervals covering the same instants; touching ones are joined. */
export function merge(intervals: readonly Interval[]): Interval[] {
  return mergeSpans(intervals.map(asSpan)).map(asInterval)
}

/** The instants that lie in either list. */
export function union(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return merge([...some, ...others])
}

/** The instants that lie in both lists. */
export function intersect(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return intersectSpans(some.map(asSpan), others.map(asSpan)).map(asInterval)
}

/** The instants of `intervals` that `holes` do not cover. */
export function subtract(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  return subtractSpans(intervals.map(asSpan), holes.map(asSpan)).map(asInterval)
}

/** Real time covered, in milliseconds; an instant covered twice counts once. */
export function totalMilliseconds(intervals: readonly Interval[]): number {
  const nanoseconds = mergeSpans(intervals.map(asSpan)).reduce((sum, s) => sum + s.to - s.from, 0n)
  return Number(nanoseconds) / 1e6
}

/** Half-open: true at `from`, false at `to`. */
export function covers({ from, to }: Interval, instant: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from, instant) <= 0 && Temporal.Instant.compare(instant, to) < 0
}

function asSpan({ from, to }: Interval): Span<bigint> {
  return { from: from.epochNanoseconds, to: to.epochNanoseconds }
}

function asInterval({ from, to }: Span<bigint>): Interval {
  return { from: new Temporal.Instant(from), to: new Temporal.Instant(to) }
}
