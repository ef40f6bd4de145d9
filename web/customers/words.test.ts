import { expect, test } from 'vitest'
import { belongsWords, planWords, standingSentence, timeThere } from './words.ts'

const plan = { key: 'premium', name: 'Premium', paid: true, emergency: true }
const standing = (
  name: 'in_force' | 'disputed' | 'grace' | 'on_hold' | 'not_started' | 'ended',
) => ({
  plan,
  name,
  until: '2026-03-17T00:00:00Z',
  served: true,
})

test('a plan in force needs no sentence', () => {
  expect(standingSentence(standing('in_force'), null)).toBeNull()
  expect(planWords({ plan })).toBe('Premium, with emergency support')
})

test.each(['disputed', 'grace', 'on_hold', 'not_started', 'ended'] as const)(
  'one that is %s is said, and none of it blocks',
  (name) => {
    expect(standingSentence(standing(name), null)).toMatch(/^Premium .+\.$/)
    expect(standingSentence(standing(name), null)).not.toMatch(/entitle|refuse|block/i)
  },
)

test('a hold goes before the plan', () => {
  expect(standingSentence(standing('in_force'), 'unpaid.')).toContain('On hold: unpaid.')
})

test('the time there is told where the zone is known', () => {
  expect(timeThere('Asia/Tokyo', new Date('2026-03-03T10:00:00Z'))).toBe('Tue 19:00')
  expect(timeThere(null, new Date())).toBeNull()
})

test('how somebody came to be a contact is told by whose doing it was', () => {
  const words = (source: 'domain' | 'import' | 'colleague') =>
    belongsWords({ source, addedBy: 'Alice' })
  expect([words('domain'), words('import'), words('colleague')]).toEqual([
    'by their domain since',
    'named by Alice on',
    'asked by Alice on',
  ])
})
