import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, totalMilliseconds, type Interval } from '../calendar/interval.ts'
import { WEEKDAYS, type WeekWindow } from '../calendar/week.ts'
import {
  finalSchedule,
  gaps,
  whoIsOnCall,
  type Layer,
  type Override,
  type ScheduleVersion,
  type Shift,
} from './final-schedule.ts'
import type { Rotation } from './rotation.ts'

const START = Temporal.Instant.from('2026-02-15T00:00Z').epochMilliseconds

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
)
const clock = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
const moment = fc.record({ day: fc.constantFrom(...WEEKDAYS), time: clock })
const window: fc.Arbitrary<WeekWindow> = fc.oneof(
  fc.record({ from: clock, to: clock }),
  fc.record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: clock, to: clock }),
  fc.record({ from: moment, to: moment }),
)
const person = fc.constantFrom('A', 'B', 'C', 'D')
const rotation: fc.Arbitrary<Rotation> = fc.record({
  kind: fc.constantFrom('hours', 'daily', 'weekly', 'monthly'),
  every: fc.integer({ min: 1, max: 9 }),
  handoffTime: clock,
  anchorDate: fc.constantFrom('2020-01-06', '2026-01-31', '2026-03-29', '2031-12-31'),
  handoffDays: fc.array(moment, { maxLength: 3 }),
  members: fc.array(person, { maxLength: 4 }),
  mode: fc.constantFrom('calendar', 'worked'),
})
const instant = fc
  .integer({ min: 0, max: 80 * 24 * 60 })
  .map((minute) => Temporal.Instant.fromEpochMilliseconds(START + minute * 60_000))
const optionalText = fc.option(instant.map(String), { nil: undefined, freq: 3 })
const layers: fc.Arbitrary<Layer[]> = fc
  .array(
    fc.record({
      rotation,
      restrictions: fc.array(window, { maxLength: 2 }),
      timeZone: fc.option(zone, { nil: undefined }),
      from: optionalText,
      until: optionalText,
    }),
    { maxLength: 3 },
  )
  .map((layers) => layers.map((layer, i) => ({ ...layer, name: `Layer ${i + 1}` })))
const version: fc.Arbitrary<ScheduleVersion> = fc.record({ timeZone: zone, layers })
const overrides: fc.Arbitrary<Override[]> = fc
  .array(
    fc.record({
      userId: person,
      from: instant,
      hours: fc.integer({ min: 1, max: 200 }),
      createdAt: instant,
      replacesUserId: fc.option(person),
    }),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map(({ hours, ...o }, i) => ({ ...o, id: `o${i}`, to: o.from.add({ hours }) })),
  )
const range: fc.Arbitrary<Interval> = fc
  .tuple(instant, fc.integer({ min: 1, max: 20 * 24 * 60 }))
  .map(([from, minutes]) => ({ from, to: from.add({ minutes }) }))

describe('for any schedule and overrides', () => {
  test('S51 the question at an instant and the range give the same answer', () => {
    fc.assert(
      fc.property(version, overrides, range, (version, overrides, range) => {
        const shifts = finalSchedule(version, overrides, range)
        for (const at of samples(range, shifts)) {
          const shift = shifts.find((shift) => covers(shift, at))!
          const { userIds, until } = whoIsOnCall(version, overrides, at)
          expect(userIds).toEqual(shift.userId === null ? [] : [shift.userId])
          const isCut = shift.to.equals(range.to)
          if (isCut)
            expect(until === null || Temporal.Instant.compare(until, shift.to) >= 0).toBe(true)
          else expect(String(until)).toBe(String(shift.to))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('S52 a range asked in two parts is the range asked at once', () => {
    fc.assert(
      fc.property(
        version,
        overrides,
        range,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (version, overrides, range, part) => {
          const length = range.to.epochMilliseconds - range.from.epochMilliseconds
          const middle = range.from.add({ milliseconds: Math.round(length * part) })
          const first = finalSchedule(version, overrides, { from: range.from, to: middle })
          const second = finalSchedule(version, overrides, { from: middle, to: range.to })
          expect(written(joined(first, second))).toEqual(
            written(finalSchedule(version, overrides, range)),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('shifts follow each other without hole or overlap, none empty, and gaps are the rest', () => {
    fc.assert(
      fc.property(version, overrides, range, (version, overrides, range) => {
        const shifts = finalSchedule(version, overrides, range)
        const ends = [range.from, ...shifts.map(({ to }) => to)].map(String)
        expect([...shifts.map(({ from }) => from), range.to].map(String)).toEqual(ends)
        expect(shifts.every(({ from, to }) => Temporal.Instant.compare(from, to) < 0)).toBe(true)
        const served = totalMilliseconds(shifts.filter(({ userId }) => userId !== null))
        const open = totalMilliseconds(gaps(version, overrides, range))
        expect(served + open).toBe(totalMilliseconds([range]))
      }),
      { numRuns: 300 },
    )
  })

  test('without overrides, the answer is the highest layer that covers by itself', () => {
    fc.assert(
      fc.property(version, range, (version, range) => {
        const single = version.layers.map((layer) =>
          finalSchedule({ ...version, layers: [layer] }, [], range),
        )
        const shifts = finalSchedule(version, [], range)
        for (const at of samples(range, shifts)) {
          const own = single.map((shifts) => shifts.find((shift) => covers(shift, at))!.userId)
          const final = shifts.find((shift) => covers(shift, at))!
          expect(final.userId).toBe(own.findLast((userId) => userId !== null) ?? null)
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** Where answers change, a millisecond before, and in between. */
function samples(range: Interval, shifts: Shift[]): Temporal.Instant[] {
  const edges = shifts
    .slice(0, 12)
    .flatMap(({ from, to }) => [from, to.subtract({ milliseconds: 1 })])
  const length = range.to.epochMilliseconds - range.from.epochMilliseconds
  const spread = Array.from({ length: 10 }, (_, i) =>
    range.from.add({ milliseconds: Math.floor((length * i) / 10) }),
  )
  return [...edges, ...spread]
}

function joined(first: Shift[], second: Shift[]): Shift[] {
  const last = first.at(-1)
  const next = second[0]
  if (!last || !next || !isSame(last, next)) return [...first, ...second]
  return [...first.slice(0, -1), { ...last, to: next.to }, ...second.slice(1)]
}

function isSame(a: Shift, b: Shift): boolean {
  return (['userId', 'layer', 'turn', 'overrideId'] as const).every((key) => a[key] === b[key])
}

function written(shifts: Shift[]): unknown[] {
  return shifts.map((shift) => ({ ...shift, from: String(shift.from), to: String(shift.to) }))
}
