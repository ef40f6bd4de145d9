import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCountedMilliseconds,
  countedMillisecondsBetween,
  isOpen,
  nextOpening,
  openIntervals,
  type BusinessHours,
} from './business-hours.ts'
import { covers, subtract, totalMilliseconds, union, type Interval } from './interval.ts'
import { clamp } from './wall-clock.ts'
import { WEEKDAYS, type DayWindow } from './week.ts'

const RUNS = { numRuns: 300 }
const instant = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds)

// Zones with jumps at night, at midnight, of half an hour, of two hours and of a whole day.
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'America/Santiago',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Pacific/Apia',
)
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const [hours, minutes] = [Math.floor(quarter / 4), (quarter % 4) * 15]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
})
const window = fc.record({ from: clock, to: fc.oneof(clock, fc.constant('24:00')) })
const moment = fc.record({ day: fc.constantFrom(...WEEKDAYS), time: clock })
const date = fc
  .integer({ min: 0, max: 900 })
  .map((days) => Temporal.PlainDate.from('2010-06-01').add({ days }).toString())

const hours: fc.Arbitrary<BusinessHours> = fc.record({
  timeZone: zone,
  weekly: fc.record({
    tuesday: fc.array(window, { minLength: 1, maxLength: 2 }),
    wednesday: fc.array(window, { maxLength: 2 }),
    sunday: fc.array(window, { maxLength: 2 }),
  }),
  spans: fc.array(fc.record({ from: moment, to: moment }), { maxLength: 1 }),
  holidays: fc.array(
    date.map((date) => ({ date, name: 'A holiday' })),
    { maxLength: 20 },
  ),
  extraOpen: fc.array(fc.record({ date, windows: fc.array(window, { maxLength: 2 }) }), {
    maxLength: 5,
  }),
})
const moments = Temporal.Instant.from('2010-06-01T00:00Z').epochMilliseconds
const time = fc.integer({ min: moments, max: moments + 900 * 86_400_000 }).map(instant)
const counted = fc.integer({ min: 0, max: 40 * 3_600_000 })

describe('for any business hours', () => {
  test('what is open is what the rule says, written out day by day', () => {
    fc.assert(
      fc.property(hours, time, (hours, from) => {
        const range = { from, to: from.add({ hours: 24 * 9 }) }
        const written = ({ from, to }: Interval) => [from, to].join(' ')
        const open = openIntervals(hours, range).map(written)
        expect(open).toEqual(dayByDay(hours, range).map(written))
      }),
      RUNS,
    )
  })

  test('adding counted time and counting it are inverses', () => {
    fc.assert(
      fc.property(hours, time, counted, (hours, from, target) => {
        const due = addCountedMilliseconds(hours, from, target)
        expect(countedMillisecondsBetween(hours, from, due)).toBe(target)
      }),
      RUNS,
    )
  })

  test('a due time is the first instant by which the target is used up', () => {
    fc.assert(
      fc.property(hours, time, counted, (hours, from, target) => {
        const due = addCountedMilliseconds(hours, from, target)
        const justBefore = due.subtract({ milliseconds: 1 })
        expect(countedMillisecondsBetween(hours, from, justBefore)).toBeLessThan(target || 1)
      }),
      RUNS,
    )
  })

  test('counting to an open instant and adding it again comes back to that instant', () => {
    fc.assert(
      fc.property(
        hours,
        time,
        fc.integer({ min: 1, max: 60 * 86_400_000 }),
        (hours, from, after) => {
          const to = nextOpening(hours, from.add({ milliseconds: after }))!.add({ milliseconds: 1 })
          const passed = countedMillisecondsBetween(hours, from, to)
          expect(addCountedMilliseconds(hours, from, passed).toString()).toBe(to.toString())
        },
      ),
      RUNS,
    )
  })

  test('a later start or a bigger target never falls due earlier', () => {
    fc.assert(
      fc.property(hours, time, counted, counted, (hours, from, wait, target) => {
        const due = addCountedMilliseconds(hours, from, target).epochMilliseconds
        const bigger = addCountedMilliseconds(hours, from, target + wait).epochMilliseconds
        const later = addCountedMilliseconds(hours, from.add({ milliseconds: wait }), target)
        expect(bigger).toBeGreaterThanOrEqual(due)
        expect(later.epochMilliseconds).toBeGreaterThanOrEqual(due)
      }),
      RUNS,
    )
  })

  test('counting in two parts, in any order of the instants, gives the whole', () => {
    fc.assert(
      fc.property(hours, time, time, time, (hours, a, b, c) => {
        const count = (from: Temporal.Instant, to: Temporal.Instant) =>
          countedMillisecondsBetween(hours, from, to)
        expect(count(a, b) + count(b, c)).toBe(count(a, c))
      }),
      RUNS,
    )
  })

  test('adding in two parts gives the same due time', () => {
    fc.assert(
      fc.property(hours, time, counted, counted, (hours, from, first, second) => {
        const between = addCountedMilliseconds(hours, from, first)
        const split = addCountedMilliseconds(hours, between, second)
        expect(split.toString()).toBe(
          addCountedMilliseconds(hours, from, first + second).toString(),
        )
      }),
      RUNS,
    )
  })

  test('the intervals, the total, and the question whether it is open agree', () => {
    const length = fc.integer({ min: 1, max: 21 * 86_400_000 })
    const fraction = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(hours, time, length, fraction, (hours, from, length, part) => {
        const to = from.add({ milliseconds: length })
        const open = openIntervals(hours, { from, to })
        expect(totalMilliseconds(open)).toBe(countedMillisecondsBetween(hours, from, to))
        const at = from.add({ milliseconds: Math.floor(length * part) })
        expect(open.some((interval) => covers(interval, at))).toBe(isOpen(hours, at))
      }),
      RUNS,
    )
  })
})

/** The reference: every window of every date near the range, each clamped by itself. */
function dayByDay(hours: BusinessHours, range: Interval): Interval[] {
  const zone = hours.timeZone
  const day = (date: Temporal.PlainDate) => ({
    from: clamp(wall(date, '00:00'), zone),
    to: clamp(wall(date, '24:00'), zone),
  })
  const onDate = (date: Temporal.PlainDate, { from, to }: DayWindow) => ({
    from: clamp(wall(date, from), zone),
    to: clamp(wall(to <= from ? date.add({ days: 1 }) : date, to), zone),
  })
  const first = range.from.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 9 })
  const dates = Array.from({ length: 22 }, (_, days) => first.add({ days }))
  const usual = dates.flatMap((date) => {
    const weekday = WEEKDAYS[date.dayOfWeek - 1]!
    const spans = (hours.spans ?? []).filter(({ from }) => from.day === weekday)
    return [
      ...(hours.weekly?.[weekday] ?? []).map((window) => onDate(date, window)),
      ...spans.map(({ from, to }) => {
        const ahead = (WEEKDAYS.indexOf(to.day) - WEEKDAYS.indexOf(from.day) + 7) % 7
        const days = ahead === 0 && to.time <= from.time ? 7 : ahead
        return {
          from: clamp(wall(date, from.time), zone),
          to: clamp(wall(date.add({ days }), to.time), zone),
        }
      }),
    ]
  })
  const closed = (hours.holidays ?? []).map(({ date }) => day(Temporal.PlainDate.from(date)))
  const extra = (hours.extraOpen ?? []).flatMap(({ date, windows }) =>
    windows.map((window) => onDate(Temporal.PlainDate.from(date), window)),
  )
  const outside = [
    { from: instant(0), to: range.from },
    { from: range.to, to: instant(4e12) },
  ]
  return subtract(union(subtract(usual, closed), extra), outside)
}

function wall(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  if (time === '24:00') return date.add({ days: 1 }).toPlainDateTime()
  return date.toPlainDateTime(Temporal.PlainTime.from(time))
}
