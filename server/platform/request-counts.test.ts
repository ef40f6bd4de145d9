import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestCounts } from './request-counts.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-03T10:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const rule = { window: 60, max: 3 }

test('so many requests are allowed within a window, then it says how long to wait', async () => {
  const counts = requestCounts()
  for (let time = 0; time < 3; time += 1) {
    expect(await counts.consume('a', rule)).toEqual({ allowed: true, retryAfter: null })
    vi.setSystemTime(Date.now() + 10_000)
  }
  expect(await counts.consume('a', rule)).toEqual({ allowed: false, retryAfter: 30 })
  expect(await counts.consume('b', rule)).toEqual({ allowed: true, retryAfter: null })
  vi.setSystemTime(Date.now() + 30_000)
  expect(await counts.consume('a', rule)).toEqual({ allowed: true, retryAfter: null })
})

test('what one sign-in counted is nothing to another', async () => {
  const [staff, customers] = [requestCounts(), requestCounts()]
  for (let time = 0; time < 4; time += 1) await customers.consume('a', rule)
  expect((await staff.consume('a', rule)).allowed).toBe(true)
  expect((await customers.consume('a', rule)).allowed).toBe(false)
})

test('of very many addresses the one that began longest ago is let go', async () => {
  const counts = requestCounts()
  for (const address of ['first', 'last'])
    for (let time = 0; time < 3; time += 1) await counts.consume(address, rule)
  for (let other = 0; other < 19_999; other += 1) await counts.consume(`other ${other}`, rule)
  expect((await counts.consume('last', rule)).allowed).toBe(false)
  expect((await counts.consume('first', rule)).allowed).toBe(true)
})
