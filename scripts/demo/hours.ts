/** Decides instants in counted time for the plan of the history: pure, instants in, instants out. */
import { countedMillisecondsBetween } from '../../server/calendar/business-hours.ts'
import { dueAfter, type Hours } from '../../server/sla/clock.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** The latest moment from which so many counted minutes have passed at `end`; looks at most 40 days back. */
export function countedBefore(hours: Hours, end: Date, minutes: number): Date {
  if (!hours) return new Date(end.getTime() - minutes * MINUTE)
  const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)
  let early = end.getTime() - 40 * DAY
  let late = end.getTime()
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2)
    const counted = countedMillisecondsBetween(hours, instant(middle), instant(end.getTime()))
    if (counted >= minutes * MINUTE) early = middle
    else late = middle
  }
  return new Date(early)
}

export { dueAfter }
export const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE)
