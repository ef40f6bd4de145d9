import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  covers,
  intersect,
  merge,
  subtract,
  totalMilliseconds,
  union,
  type Interval,
} from './interval.ts'

const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
const span = (from: number, to: number): Interval => ({ from: at(from), to: at(to) })
const minutes = (intervals: Interval[]) =>
  intervals.map(({ from, to }) => [from, to].map((i) => i.epochMilliseconds / 60_000))

const list = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    .map(([a, b]) => span(a, b)),
  { maxLength: 8 },
)
const minuteByMinute = (intervals: Interval[]) =>
  Array.from({ length: 61 }, (_, minute) => intervals.some((i) => covers(i, at(minute))))

describe('intervals', () => {
  test('merging joins what touches or overlaps and drops what is empty', () => {
    expect(minutes(merge([span(5, 8), span(0, 2), span(2, 4), span(3, 3), span(9, 7)]))).toEqual([
      [0, 4],
      [5, 8],
    ])
  })

  test('an interval holds its start and not its end', () => {
    expect([0, 1, 2, 3].map((m) => covers(span(1, 3), at(m)))).toEqual([false, true, true, false])
  })

  test('a hole splits, shortens or removes, and may reach over several intervals', () => {
    const day = [span(0, 10), span(20, 30)]
    expect(minutes(subtract(day, [span(4, 6)]))).toEqual([
      [0, 4],
      [6, 10],
      [20, 30],
    ])
    expect(minutes(subtract(day, [span(5, 25)]))).toEqual([
      [0, 5],
      [25, 30],
    ])
    expect(minutes(subtract(day, [span(0, 10), span(28, 40)]))).toEqual([[20, 28]])
    expect(subtract(day, [span(0, 30)])).toEqual([])
  })

  test('an instant covered twice counts once in the total', () => {
    expect(totalMilliseconds([span(0, 10), span(5, 12), span(20, 21)])).toBe(13 * 60_000)
    expect(totalMilliseconds([])).toBe(0)
  })

  test('nanoseconds survive', () => {
    const instant = new Temporal.Instant(1_000_000_000_000_000_123n)
    const one = { from: instant, to: instant.add({ nanoseconds: 7 }) }
    expect(merge([one])[0]?.to.epochNanoseconds).toBe(1_000_000_000_000_000_130n)
  })

  test('for any two lists, every operation agrees with asking minute by minute', () => {
    fc.assert(
      fc.property(list, list, (some, others) => {
        const [a, b] = [minuteByMinute(some), minuteByMinute(others)]
        expect(minuteByMinute(merge(some))).toEqual(a)
        expect(minuteByMinute(union(some, others))).toEqual(a.map((x, i) => x || b[i]!))
        expect(minuteByMinute(intersect(some, others))).toEqual(a.map((x, i) => x && b[i]!))
        expect(minuteByMinute(subtract(some, others))).toEqual(a.map((x, i) => x && !b[i]!))
      }),
      { numRuns: 300 },
    )
  })

  test('for any two lists, what is taken away and what is left add up', () => {
    fc.assert(
      fc.property(list, list, (some, others) => {
        const taken = totalMilliseconds(intersect(some, others))
        const left = totalMilliseconds(subtract(some, others))
        expect(taken + left).toBe(totalMilliseconds(some))
      }),
      { numRuns: 300 },
    )
  })
})
