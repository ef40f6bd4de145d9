import { expect, test } from 'vitest'
import { askedSpan, movedBy, weeksOf, windowOf, windowWords } from './window.ts'

const zone = 'Europe/Berlin'
const now = Date.parse('2026-10-23T10:00:00Z')
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16)

test('without a date the window begins yesterday, at midnight of the zone', () => {
  const { from, to } = windowOf(undefined, 1, zone, now)
  expect([iso(from), iso(to)]).toEqual(['2026-10-21T22:00', '2026-10-28T23:00'])
  expect(windowWords({ from, to }, zone)).toBe('Thu 22 Oct to Wed 28 Oct 2026')
})

test('a week with 25 hours on its Sunday still ends at midnight', () => {
  const { from, to } = windowOf('2026-10-22', 1, zone, now)
  expect((to - from) / 3_600_000).toBe(169)
})

test('a date that is none shows today', () => {
  expect(windowOf('soon', 1, zone, now)).toEqual(windowOf(undefined, 1, zone, now))
})

test('one week on is the same weekday', () => {
  expect(movedBy(windowOf('2026-10-22', 1, zone, now), 1, zone)).toBe('2026-10-29')
  expect(movedBy(windowOf('2026-10-22', 1, zone, now), -2, zone)).toBe('2026-10-08')
})

test('only one, two and four weeks can be shown', () => {
  expect(['1', '2', '4', '9', undefined].map((text) => weeksOf(text, 2))).toEqual([1, 2, 4, 2, 2])
})

test('the server is asked for two weeks more on both sides', () => {
  const [from, to] = askedSpan(windowOf('2026-10-22', 4, zone, now))
  expect(from).toBe('2026-10-07T00:00:00.000Z')
  expect(to).toBe('2026-12-03T00:00:00.000Z')
})
