import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civilDays, clockChanges } from '../zone.ts'
import { agenda } from './agenda.ts'
import { flagPlaces, gapSentence, hatch, lanes, nearest, place, specialLength } from './timeline.ts'

const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(text)
// Thursday 22 to Wednesday 28 October 2026 in Berlin: the clocks go back on Sunday.
const week = { from: at('2026-10-21T22:00Z'), to: at('2026-10-28T23:00Z') }
const plain = (text: string): string => text.replaceAll('\u202F', ' ')

describe('the axis is real elapsed time', () => {
  test('the Sunday on which the clocks go back is 25/24 as wide as the others', () => {
    const widths = civilDays(week.from, week.to, zone).map((day) => place(day, week)?.width ?? 0)
    expect((widths[3] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(25 / 24, 10)
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1, 10)
    expect(civilDays(week.from, week.to, zone).map(specialLength).filter(Boolean)).toEqual([
      '25 h · clocks go back',
    ])
  })

  test('a gap over the repeated hour is as wide as the two hours it lasts', () => {
    const gap = { from: at('2026-10-25T00:30Z'), to: at('2026-10-25T02:30Z') }
    expect((place(gap, week)?.width ?? 0) * 169).toBeCloseTo(2, 10)
    expect(plain(gapSentence(gap, zone))).toBe(
      'Nobody is on call Sun 25 Oct 02:30 to 03:30: 2 h, because 02:00 to 03:00 happens twice.',
    )
  })

  test('an ordinary gap gives no reason', () => {
    const gap = { from: at('2026-10-24T00:00Z'), to: at('2026-10-24T02:00Z') }
    expect(plain(gapSentence(gap, zone))).toBe('Nobody is on call Sat 24 Oct 02:00 to 04:00: 2 h.')
  })

  test('in spring the missing hour is named', () => {
    const gap = { from: at('2026-03-29T00:30Z'), to: at('2026-03-29T02:00Z') }
    expect(plain(gapSentence(gap, zone))).toBe(
      'Nobody is on call Sun 29 Mar 01:30 to 04:00: 1 h 30, where the clock jumps from 02:00 to 03:00.',
    )
  })

  test('what sticks out of the window is cut and says so', () => {
    const place1 = place({ from: week.from - 1, to: week.from + 169 * 36_000 }, week)
    expect(place1).toMatchObject({ left: 0, cutStart: true, cutEnd: false })
    expect(place1?.width).toBeCloseTo(0.01, 10)
    expect(place({ from: week.to, to: week.to + 1 }, week)).toBeUndefined()
  })

  test('both runs of a repeated hour are hatched', () => {
    const [change] = clockChanges(week.from, week.to, zone)
    expect(change && hatch(change, week)).toEqual({
      from: at('2026-10-25T00:00Z'),
      to: at('2026-10-25T02:00Z'),
    })
  })
})

test('nothing placed ever leaves the axis', () => {
  const instant = fc.integer({ min: week.from - 1e9, max: week.to + 1e9 })
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      const found = place({ from: Math.min(one, other), to: Math.max(one, other) }, week)
      if (!found) return
      expect(found.left).toBeGreaterThanOrEqual(0)
      expect(found.left + found.width).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})

test('no two things in one lane overlap', () => {
  const span = fc
    .tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => ({ from, to: from + length }))
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const lane = lanes(spans)
      spans.forEach((a, i) =>
        spans.forEach((b, j) => {
          if (i < j && lane[i] === lane[j]) expect(a.to <= b.from || b.to <= a.from).toBe(true)
        }),
      )
    }),
  )
})

test('flags of neighbouring gaps stand beside each other and inside the chart', () => {
  const spans = [1, 2, 168].map((hours) => ({
    from: week.from + hours * 3_600_000,
    to: week.from + (hours + 0.5) * 3_600_000,
  }))
  const flags = flagPlaces(spans, week, 1000)
  for (const { left } of flags) expect(left >= 0 && left + 24 <= 1000).toBe(true)
  expect((flags[1]?.left ?? 0) - (flags[0]?.left ?? 0)).toBeGreaterThanOrEqual(28)
})

test('up and down find the block at the same time', () => {
  const spans = [0, 10, 20].map((from) => ({ from, to: from + 8 }))
  expect([5, 9, 100].map((time) => nearest(spans, time))).toEqual([0, 0, 2])
  expect(nearest([], 5)).toBe(-1)
})

test('the agenda says at the start of every day who is on, and where nobody is', () => {
  const blocks = [
    { from: at('2026-10-22T07:00Z'), to: at('2026-10-24T07:00Z'), who: 'Amira' },
    { from: at('2026-10-24T09:00Z'), to: at('2026-10-29T09:00Z'), who: 'Mina' },
  ]
  const gaps = [{ from: at('2026-10-24T07:00Z'), to: at('2026-10-24T09:00Z') }]
  const days = agenda(
    { from: at('2026-10-22T22:00Z'), to: at('2026-10-25T23:00Z') },
    zone,
    blocks,
    gaps,
  )
  const said = days.map(({ lines }) =>
    lines.map(
      (line) => `${line.kind === 'gap' ? 'nobody' : line.block.who}${line.goesOn ? ' on' : ''}`,
    ),
  )
  expect(said).toEqual([['Amira on'], ['Amira on', 'nobody', 'Mina'], ['Mina on']])
  expect(days.map(({ day }) => day.hours)).toEqual([24, 24, 25])
})
