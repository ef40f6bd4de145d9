/** Decides when a promise falls due in counted time, and what a pause leaves of it. Pure; instants in, instants out. */
import {
  addCounted,
  countedMillisecondsBetween,
  isOpen,
  nextOpening,
  openIntervals,
  type BusinessHours,
} from '../calendar/business-hours.ts'

/** A clock without business hours counts every minute. */
export type Hours = BusinessHours | null

const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
const date = (at: Temporal.Instant) => new Date(at.epochMilliseconds)

/** When so many counted minutes after `startedAt` have passed. */
export function dueAfter(hours: Hours, startedAt: Date, minutes: number): Date {
  if (!hours) return new Date(startedAt.getTime() + minutes * 60_000)
  return date(addCounted(hours, instant(startedAt), minutes))
}

/** Counted milliseconds left of a promise; negative never: 0 once it is due. */
export function remainingAt(hours: Hours, dueAt: Date, at: Date): number {
  if (at >= dueAt) return 0
  if (!hours) return dueAt.getTime() - at.getTime()
  return countedMillisecondsBetween(hours, instant(at), instant(dueAt))
}

/** How a promise in business hours stands at a moment, so that a screen can go on counting by itself. */
export interface Counted {
  at: Date
  /** Counted milliseconds left at `at`; negative: late by so much. */
  left: number
  /** Whether time counts at `at`, and until when that stays so; null: for weeks. */
  counts: boolean
  until: Date | null
}

/** No break in support hours is looked for further ahead than this. */
const AHEAD_MS = 15 * 86_400_000

/** Null where every hour counts: then the wall clock says it all. */
export function countedAt(hours: Hours, dueAt: Date, at: Date): Counted | null {
  if (!hours || hours.alwaysOpen) return null
  return {
    at,
    left: countedMillisecondsBetween(hours, instant(at), instant(dueAt)),
    ...countingAt(hours, at),
  }
}

function countingAt(hours: BusinessHours, at: Date): Pick<Counted, 'counts' | 'until'> {
  const now = instant(at)
  if (!isOpen(hours, now)) {
    const opens = nextOpening(hours, now)
    return { counts: false, until: opens && date(opens) }
  }
  const to = now.add({ milliseconds: AHEAD_MS })
  const closes = openIntervals(hours, { from: now, to })[0]?.to
  return {
    counts: true,
    until: closes && closes.epochMilliseconds < to.epochMilliseconds ? date(closes) : null,
  }
}

/** The new deadline when a clock paused at `pausedAt` goes on at `resumedAt`: what was left then is left now. */
export function dueAfterPause(
  hours: Hours,
  clock: { dueAt: Date; pausedAt: Date },
  resumedAt: Date,
): Date {
  return dueAfter(hours, resumedAt, remainingAt(hours, clock.dueAt, clock.pausedAt) / 60_000)
}

/** Where a clock stands: when it falls due, and since when it stands still. */
export interface Standing {
  dueAt: Date
  pausedAt: Date | null
}

/** When a clock falls due if it goes on, or went on, at `at`. */
export const dueFrom = (hours: Hours, { dueAt, pausedAt }: Standing, at: Date): Date =>
  pausedAt ? dueAfterPause(hours, { dueAt, pausedAt }, at) : dueAt

/**
 * How a clock stands that nobody moved while its ticket went through these changes, oldest first: paused and gone on as
 * they would have had it. A deadline that passed while it ran stays passed.
 */
export function standingAfter(
  hours: Hours,
  clock: Standing,
  changes: readonly { at: Date; pauses: boolean }[],
): Standing {
  return changes.reduce(({ dueAt, pausedAt }, { at, pauses }) => {
    if (!pauses) return { dueAt: dueFrom(hours, { dueAt, pausedAt }, at), pausedAt: null }
    return { dueAt, pausedAt: pausedAt ?? (dueAt > at ? at : null) }
  }, clock)
}

export interface OpenClock {
  metric: string
  status: string
  startedAt: Date
  dueAt: Date
}

/** The promise a list shows: what is late or due first; a paused one only when nothing runs. */
export function nextPromise<C extends OpenClock>(clocks: readonly C[]): C | null {
  const soonest = [...clocks].sort(
    (a, b) =>
      Number(a.status === 'paused') - Number(b.status === 'paused') ||
      a.dueAt.getTime() - b.dueAt.getTime(),
  )
  return soonest[0] ?? null
}
