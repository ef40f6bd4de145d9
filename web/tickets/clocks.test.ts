import { expect, it } from 'vitest'
import { clockView, targetWords } from './clocks.ts'
import type { Clock } from './words.ts'

const clock = (over: Partial<Clock>): Clock => ({
  metric: 'first_reply',
  status: 'running',
  targetMinutes: 240,
  policyKey: 'priority_support',
  policyVersion: 1,
  calendarKey: null,
  startedAt: '2026-11-22T10:00:00.000Z',
  dueAt: '2026-11-22T14:00:00.000Z',
  pausedAt: null,
  metAt: null,
  breachedAt: null,
  endedAt: null,
  counted: null,
  entries: [],
  ...over,
})

it('ticks while it is open', () => {
  expect(clockView(clock({})).kind).toBe('open')
  expect(
    clockView(clock({ status: 'breached', breachedAt: '2026-11-22T14:00:00.000Z' })).kind,
  ).toBe('open')
})

it('says how long a kept promise took, in the hours that count', () => {
  const met = { status: 'met' as const, metAt: '2026-11-22T10:38:00.000Z' }
  expect(clockView(clock(met))).toEqual({ kind: 'kept', words: 'Kept, after 38\u202Fmin' })
  const counted = { at: met.metAt, left: 220 * 60_000, counts: true, until: null }
  expect(clockView(clock({ ...met, calendarKey: 'office', counted }))).toEqual({
    kind: 'kept',
    words: 'Kept, after 20\u202Fmin of support time',
  })
})

it('never calls a promise kept that was kept late', () => {
  const late = clock({
    status: 'breached',
    breachedAt: '2026-11-22T14:00:00.000Z',
    metAt: '2026-11-22T14:12:00.000Z',
    endedAt: '2026-11-22T14:12:00.000Z',
  })
  expect(clockView(late)).toEqual({
    kind: 'late',
    words: 'Kept late, 12\u202Fmin after it was due',
  })
})

it('says which hours count', () => {
  expect(targetWords(clock({}))).toBe('within 4\u202Fh, day and night')
  expect(targetWords(clock({ calendarKey: 'business_24x5' }))).toContain('counted in business 24x5')
})
