import { describe, expect, it, test } from 'vitest'
import {
  whyNotDueBy,
  whyNotMerge,
  whyNotSnoozeUntil,
  whyNotWaiting,
  type MergeFacts,
} from './guards.ts'

const now = new Date('2026-03-02T10:00:00Z')
const after = (days: number) => new Date(now.getTime() + days * 86_400_000)

test.each([
  ['pending', 0, true],
  ['on_hold', 0, true],
  ['pending', 1, false],
  ['on_hold', 1, false],
  ['open', 0, false],
  ['solved', 0, false],
] as const)('%s after %i public replies is refused: %s', (status, publicReplies, isRefused) => {
  expect(whyNotWaiting({ publicReplies, after: status }) !== null).toBe(isRefused)
})

test.each([
  [-1, true],
  [0, true],
  [1, false],
  [366, false],
  [367, true],
])('due in %i days is refused: %s', (days, isRefused) => {
  expect(whyNotDueBy(after(days), now) !== null).toBe(isRefused)
})

test.each([
  [0, true],
  [92, false],
  [93, true],
])('a snooze of %i days is refused: %s', (days, isRefused) => {
  expect(whyNotSnoozeUntil(after(days), now) !== null).toBe(isRefused)
})

describe('a merge', () => {
  const facts = (number: number, changes: Partial<MergeFacts> = {}): MergeFacts => ({
    number,
    organizationId: 'acme',
    requesterId: 'kim',
    restricted: false,
    mergedIntoId: null,
    spamBefore: null,
    status: 'open',
    ...changes,
  })

  it('joins two tickets of one customer', () => {
    expect(whyNotMerge(facts(1), facts(2, { requesterId: 'pat' }), false)).toBeNull()
  })

  it('joins two of one person who belongs to no organization', () => {
    const one = facts(1, { organizationId: null })
    expect(whyNotMerge(one, facts(2, { organizationId: null }), false)).toBeNull()
  })

  it('does not take two unknown people for one customer', () => {
    const one = facts(1, { organizationId: null })
    const other = facts(2, { organizationId: null, requesterId: 'pat' })
    expect(whyNotMerge(one, other, false)).toContain('different customers')
    expect(whyNotMerge(one, other, true)).toBeNull()
  })

  test.each<[string, MergeFacts, MergeFacts]>([
    ['itself', facts(1), facts(1)],
    ['part of another', facts(1, { mergedIntoId: 'x' }), facts(2)],
    ['spam', facts(1, { spamBefore: 'new' }), facts(2)],
    ['spam', facts(1), facts(2, { spamBefore: 'new' })],
    ['closed', facts(1), facts(2, { status: 'closed' })],
    ['restricted', facts(1, { restricted: true }), facts(2)],
    ['restricted', facts(1), facts(2, { restricted: true })],
  ])('is refused when one is %s, even across customers', (word, from, into) => {
    expect(whyNotMerge(from, into, true)).toContain(word)
  })
})
