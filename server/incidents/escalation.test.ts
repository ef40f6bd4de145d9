import { expect, test } from 'vitest'
import {
  deadline,
  fallbackAgainAt,
  stepAfter,
  type EscalationPolicy,
  type Step,
} from './escalation.ts'

const policy = (levels: number[], repeats = 1): EscalationPolicy => ({
  levels: levels.map((delayMinutes) => ({ targets: [], delayMinutes })),
  repeats,
  fallback: [],
  fallbackEveryMinutes: 10,
  keepPagingEarlierLevels: true,
})
const walk = (of: EscalationPolicy) => {
  const steps: Step[] = []
  for (let at: Step | null = stepAfter(of, { round: 1, level: 0 }); at; at = stepAfter(of, at))
    steps.push(at)
  return steps.map(({ round, level }) => `${round}.${level}`)
}
const at = new Date('2026-03-29T00:58:00Z')

test.each([
  ['three levels, once more', policy([5, 5, 5]), ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3']],
  ['three levels, not again', policy([5, 5, 5], 0), ['1.1', '1.2', '1.3']],
  ['one level, twice more', policy([5], 2), ['1.1', '2.1', '3.1']],
  ['no level at all', policy([], 5), []],
])('%s', (_name, of, steps) => {
  expect(walk(of)).toEqual(steps)
})

test('a place beyond a policy goes on at the next round, then ends', () => {
  expect(stepAfter(policy([5]), { round: 1, level: 3 })).toEqual({ round: 2, level: 1 })
  expect(stepAfter(policy([5]), { round: 2, level: 3 })).toBeNull()
})

test('a delay is elapsed time, also across a change of the clocks in Berlin (S58)', () => {
  expect(deadline(policy([5]), { round: 1, level: 1 }, at).toISOString()).toBe(
    '2026-03-29T01:03:00.000Z',
  )
})

test.each([0, 0.25, -3])('a delay of %d minutes is held to 30 seconds', (minutes) => {
  expect(deadline(policy([minutes]), { round: 1, level: 1 }, at).getTime() - at.getTime()).toBe(
    30_000,
  )
  expect(
    fallbackAgainAt({ ...policy([5]), fallbackEveryMinutes: minutes }, at).getTime() - at.getTime(),
  ).toBe(30_000)
})
