// Decides what the on-call home says about one person: what they are on for now, and what comes next.

import { millisOf } from '../ui/moment.ts'
import type { MyShift, OnDuty, Shift } from './shapes.ts'

/** One stretch of my duty; `until` is missing where the schedule knows no end. */
export type Duty = { key: string; name: string; shadow: boolean; from: string; until?: string }

/** Shifts that follow each other without a break are one stretch, for whoever has them. */
export function joined(shifts: MyShift[]): MyShift[] {
  const done: MyShift[] = []
  for (const shift of shifts.toSorted((a, b) => millisOf(a.from) - millisOf(b.from))) {
    const before = done.findIndex(
      ({ scheduleKey, to }) =>
        scheduleKey === shift.scheduleKey && millisOf(to) === millisOf(shift.from),
    )
    const earlier = done[before]
    if (earlier) done[before] = { ...earlier, to: shift.to }
    else done.push(shift)
  }
  return done
}

/** What I am on for at `now`, the one that ends first at the top. */
export function dutiesNow(me: string, onDuty: OnDuty[], mine: MyShift[], now: number): Duty[] {
  const stretches = joined(mine)
  const duties = onDuty
    .filter(({ people }) => people.some(({ id }) => id === me))
    .map(({ key, name, shadow, until }) => {
      const stretch = stretches.find(
        ({ scheduleKey, from, to }) =>
          scheduleKey === key && millisOf(from) <= now && now < millisOf(to),
      )
      const end = stretch?.to ?? until ?? undefined
      return { key, name, shadow, from: stretch?.from ?? new Date(now).toISOString(), until: end }
    })
  return duties.toSorted((a, b) => millisOf(a.until ?? Infinity) - millisOf(b.until ?? Infinity))
}

/** My stretches that begin later, the soonest first. */
export function comingShifts(mine: MyShift[], now: number): MyShift[] {
  return joined(mine).filter(({ from }) => millisOf(from) > now)
}

/** Who takes over when a stretch of mine ends; undefined where nobody is planned. */
export function whoFollows(final: Shift[], me: string, until: string): Shift | undefined {
  return final
    .filter(({ from }) => millisOf(from) >= millisOf(until))
    .toSorted((a, b) => millisOf(a.from) - millisOf(b.from))
    .find(({ person }) => person?.id !== me)
}
