import { describe, expect, test } from 'vitest'
import { liveState, topicTouches, type Hearing, type LiveState } from './liveness.ts'

const second = 1000

describe('how fresh the page is', () => {
  const cases: [string, Hearing, now: number, LiveState][] = [
    ['just opened', { startedAt: 0 }, 2, 'connecting'],
    ['heard a moment ago', { startedAt: 0, heardAt: 5 }, 12, 'live'],
    ['silent as long as a ping takes', { startedAt: 0, heardAt: 5 }, 19, 'live'],
    ['one ping overdue by ten seconds', { startedAt: 0, heardAt: 5 }, 20, 'reconnecting'],
    ['broken for nine seconds', { startedAt: 0, heardAt: 19, lostAt: 20 }, 29, 'live'],
    ['broken for ten seconds', { startedAt: 0, heardAt: 19, lostAt: 20 }, 30, 'reconnecting'],
    ['nothing heard for a minute', { startedAt: 0, heardAt: 19, lostAt: 20 }, 79, 'stale'],
    ['never connected', { startedAt: 0, lostAt: 1 }, 11, 'reconnecting'],
    ['never connected for a minute', { startedAt: 0, lostAt: 1 }, 60, 'stale'],
  ]
  test.each(cases)('%s', (_, hearing, now, state) => {
    const inMillis = Object.fromEntries(
      Object.entries(hearing).map(([name, value]) => [name, value * second]),
    )
    expect(liveState({ startedAt: 0, ...inMillis }, now * second)).toBe(state)
  })
})

test('a change makes exactly the queries old that show it', () => {
  expect(topicTouches('queue', ['queue', { view: 'open' }])).toBe(true)
  expect(topicTouches('ticket:12', ['ticket', 12])).toBe(true)
  expect(topicTouches('ticket:12', ['ticket', '12', 'comments'])).toBe(true)
  expect(topicTouches('ticket/12', ['ticket', 12])).toBe(true)
  expect(topicTouches('ticket:12', ['ticket', 13])).toBe(false)
  expect(topicTouches('ticket:12', ['ticket', { open: true }])).toBe(true)
  expect(topicTouches('ticket', ['ticket', 13])).toBe(true)
  expect(topicTouches('ticket:12', ['queue'])).toBe(false)
})
