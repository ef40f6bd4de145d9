import { expect, test } from 'vitest'
import { pauseAfter } from './retry.ts'

test('soon at first, then hourly, for two days', () => {
  const pauses: number[] = []
  for (let tries = 1; ; tries += 1) {
    const pause = pauseAfter(tries)
    if (pause === null) break
    pauses.push(pause)
  }
  expect(pauses.slice(0, 5)).toEqual([1, 5, 15, 60, 60])
  expect(new Set(pauses.slice(3))).toEqual(new Set([60]))
  const minutes = pauses.reduce((sum, pause) => sum + pause, 0)
  expect(minutes).toBeGreaterThan(47 * 60)
  expect(minutes).toBeLessThanOrEqual(48 * 60)
})
