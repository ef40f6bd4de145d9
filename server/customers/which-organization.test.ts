import { expect, test } from 'vitest'
import type { SubscriptionFacts } from './standing.ts'
import { chooseOrganization, type Candidate } from './which-organization.ts'

const at = new Date('2026-03-03T10:00:00Z')
const plan = (paid: boolean): SubscriptionFacts => ({
  planKey: paid ? 'premium' : 'free',
  planName: paid ? 'Premium' : 'Free',
  emergencySupport: paid,
  paid,
  startsAt: new Date('2025-01-01T00:00:00Z'),
  endsAt: null,
  graceDays: 14,
  state: 'active',
  stateSince: new Date('2025-01-01T00:00:00Z'),
  citizenship: null,
  minutesLeft: null,
  contactLimit: null,
})
const one = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  isMember: true,
  isDefault: false,
  listsDomain: false,
  subscriptions: [plan(true)],
  ...more,
})

test.each<[string, Candidate[], string | null, string | null]>([
  ['nobody is known', [], null, null],
  ['the only one', [one('a')], null, 'a'],
  [
    'what was asked goes first',
    [one('a', { listsDomain: true, isDefault: true }), one('b')],
    'b',
    'b',
  ],
  ['what was asked and is none of theirs does not count', [one('a')], 'z', 'a'],
  [
    'the domain goes before the usual one',
    [one('a', { isDefault: true }), one('b', { listsDomain: true })],
    null,
    'b',
  ],
  ['the usual one', [one('a'), one('b', { isDefault: true })], null, 'b'],
  [
    'who named them goes before whose domain it is',
    [one('a', { isMember: false, listsDomain: true }), one('b')],
    null,
    'b',
  ],
  [
    'of two that list the domain, the one with the better plan',
    [
      one('a', { isMember: false, listsDomain: true, subscriptions: [plan(false)] }),
      one('b', { isMember: false, listsDomain: true }),
    ],
    null,
    'b',
  ],
  ['one with a plan before one without', [one('a', { subscriptions: [] }), one('b')], null, 'b'],
  ['all else equal, the elder', [one('b'), one('a')], null, 'a'],
])('%s', (_what, candidates, asked, expected) => {
  expect(chooseOrganization(candidates, { asked, at })?.id ?? null).toBe(expected)
  expect(chooseOrganization(candidates.toReversed(), { asked, at })?.id ?? null).toBe(expected)
})
