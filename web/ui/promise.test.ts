import { describe, expect, test } from 'vitest'
import { clockWords, durationWords } from './durations.ts'
import { countedLeft, crossing, promiseView, soonFrom, type PromiseFacts } from './promise.ts'

const now = Date.parse('2026-10-23T10:00:00Z')
const minutes = (count: number): number => count * 60_000
const plain = (text: string): string => text.replaceAll('\u202F', ' ')
const view = (facts: PromiseFacts) => promiseView(facts, now, 'Europe/Berlin')
const due = (left: number, length: number): PromiseFacts => ({
  state: 'running',
  startedAt: now + minutes(left - length),
  dueAt: now + minutes(left),
})

describe('the state is told by shape and words', () => {
  const cases: [string, PromiseFacts, look: string, words: string][] = [
    ['far from due', due(130, 240), 'on-time', '2 h 10'],
    ['last quarter of four hours', due(60, 240), 'soon', '1 h'],
    ['just before the last quarter', due(61, 240), 'on-time', '1 h 01'],
    ['seconds left', due(0.75, 240), 'soon', '45 s'],
    ['a long promise is soon only in its last hour', due(90, 24 * 60), 'on-time', '1 h 30'],
    ['a short promise is soon for ten minutes', due(9, 15), 'soon', '9 min'],
    ['more than ten hours away', due(60 * 72, 60 * 96), 'on-time', 'Mon 11:00'],
    ['more than six days away', due(60 * 24 * 10, 60 * 24 * 12), 'on-time', 'Mon 2 Nov'],
    ['late', due(-12, 60), 'late', 'Late 12 min'],
    ['late this second', due(0, 60), 'late', 'Late'],
    ['breached and still open', { ...due(-200, 60), state: 'breached' }, 'late', 'Late 3 h 20'],
    ['paused', { state: 'paused', pausedOn: 'customer' }, 'paused', 'Paused'],
    ['kept', { state: 'met', tookMinutes: 38 }, 'kept', '38 min'],
    ['nothing promised', { state: 'none' }, 'none', 'No promise'],
    ['running without a deadline', { state: 'running' }, 'none', 'No promise'],
  ]
  test.each(cases)('%s', (_, facts, look, words) => {
    const shown = view(facts)
    expect([shown.look, plain(shown.words)]).toEqual([look, words])
  })
})

describe('a promise in support hours is told in counted time', () => {
  const hours = (left: number, open: boolean, turn?: number) => ({
    at: now,
    left: minutes(left),
    counts: open,
    ...(turn !== undefined && { until: now + minutes(turn) }),
  })
  const paid = (calendar: number, counted: ReturnType<typeof hours>): PromiseFacts => ({
    ...due(calendar, 60 * 80),
    targetMinutes: 240,
    counted,
  })
  const cases: [string, PromiseFacts, look: string, words: string, sentence: string][] = [
    [
      'late over a weekend',
      paid(-60 * 42, hours(-130, false, 60)),
      'late',
      'Late 2 h 10',
      'late by 2 h 10 of support time, was due Wed 21 Oct 18:00',
    ],
    [
      'closed now, due after opening',
      paid(60 * 9, hours(180, false, 60 * 6)),
      'on-time',
      'Fri 21:00',
      '3 h of support time left, due Fri 23 Oct 21:00',
    ],
    [
      'counting without a break before it is due',
      paid(130, hours(130, true, 300)),
      'on-time',
      '2 h 10',
      'due in 2 h 10, Fri 23 Oct 14:10',
    ],
    [
      'late since before closing time',
      paid(-20, hours(-20, true, 60)),
      'late',
      'Late 20 min',
      'late by 20 min, was due Fri 23 Oct 11:40',
    ],
  ]
  test.each(cases)('%s', (_, facts, look, words, sentence) => {
    const shown = view(facts)
    expect([shown.look, plain(shown.words), plain(shown.sentence)]).toEqual([look, words, sentence])
  })

  test('it stands still while nobody works, and goes on at the opening', () => {
    const closed = hours(30, false, 60)
    const open = hours(30, true, 10)
    const at = (after: number) => now + minutes(after)
    expect([0, 59, 60, 70].map((after) => countedLeft(closed, at(after)) / 60_000)).toEqual([
      30, 30, 30, 20,
    ])
    expect([0, 5, 10, 70].map((after) => countedLeft(open, at(after)) / 60_000)).toEqual([
      30, 25, 20, 20,
    ])
  })

  test('its arc shows the share of support time', () => {
    expect(view(paid(60 * 9, hours(60, false, 60 * 8))).share).toBe(0.25)
  })
})

test('nothing is ever negative', () => {
  for (let left = -5000; left < 5000; left += 13) {
    const shown = view(due(left, 240))
    expect(plain(shown.words)).not.toContain('-')
    expect(shown.share).toBeGreaterThanOrEqual(0)
    expect(shown.share).toBeLessThanOrEqual(1)
  }
})

test('the sentence names the deadline', () => {
  expect(plain(view(due(22, 60)).sentence)).toBe('due in 22 min, Fri 23 Oct 12:22')
  expect(plain(view(due(-12, 60)).sentence)).toBe('late by 12 min, was due Fri 23 Oct 11:48')
})

test('soon is a quarter, between ten minutes and an hour', () => {
  expect([15, 40, 120, 240, 480].map((length) => soonFrom(minutes(length)) / 60_000)).toEqual([
    10, 10, 30, 60, 60,
  ])
})

test('each crossing is a different announcement', () => {
  const said = [200, 119, 10, 5, 1, 0].map((left) => plain(crossing(due(left, 240), now)))
  expect(said).toEqual([
    '',
    'is half over',
    'is due in 10 minutes',
    'is due in 5 minutes',
    'is due in 1 minute',
    'is late now',
  ])
  expect(crossing({ state: 'paused' }, now)).toBe('')
})

test('lengths of time are short and carry their unit', () => {
  const words = [0, 59, 60, 3600, 7 * 3600 + 300, 172_800, 190_000].map((s) =>
    durationWords(s * 1000),
  )
  expect(words.map(plain)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h',
    '7 h 05',
    '2 days',
    '2 days 4 h',
  ])
  expect([174, 3774, -5].map((s) => clockWords(s * 1000))).toEqual(['2:54', '1:02:54', '0:00'])
})
