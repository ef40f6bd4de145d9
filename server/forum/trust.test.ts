import { expect, test } from 'vitest'
import { hidesPost, limitsOf, trustOf, type Trust, type TrustFacts } from './trust.ts'

const nobody: TrustFacts = {
  isStaff: false,
  approved: 0,
  solutions: 0,
  votes: 0,
  upheldFlags: 0,
  days: 0,
}

test.each<[what: string, facts: Partial<TrustFacts>, trust: Trust]>([
  ['somebody who has written nothing', {}, 'new'],
  ['time alone', { days: 400 }, 'new'],
  ['one post that was let through', { approved: 1 }, 'member'],
  ['much written in a day', { approved: 40, votes: 40 }, 'member'],
  ['much written that helped nobody', { approved: 40, days: 90 }, 'member'],
  ['one vote too few', { approved: 20, days: 30, votes: 9 }, 'member'],
  ['one day too few', { approved: 20, days: 29, votes: 10 }, 'member'],
  ['posts that others voted for', { approved: 20, days: 30, votes: 10 }, 'trusted'],
  ['posts that solved', { approved: 20, days: 30, solutions: 3 }, 'trusted'],
  ['the same with one complaint', { approved: 20, days: 30, votes: 10, upheldFlags: 1 }, 'member'],
  ['complaints about a third of it', { approved: 3, upheldFlags: 1 }, 'new'],
  ['complaints about a quarter of it', { approved: 4, upheldFlags: 1 }, 'member'],
  ['one of ours who has written nothing', { isStaff: true }, 'staff'],
  ['one of ours who was complained about', { isStaff: true, upheldFlags: 9 }, 'staff'],
])('%s', (_what, facts, trust) => {
  expect(trustOf({ ...nobody, ...facts })).toBe(trust)
})

test('each level may do at least what the one before it may', () => {
  const levels = (['new', 'member', 'trusted', 'staff'] as const).map(limitsOf)
  for (const [at, level] of levels.slice(1).entries()) {
    const before = levels[at]!
    for (const word of ['topicsADay', 'postsAnHour', 'votesADay', 'links'] as const)
      expect(level[word]).toBeGreaterThan(before[word])
  }
  expect(levels.map(({ isReviewed }) => isReviewed)).toEqual([true, false, false, false])
})

test.each<[flaggedBy: Trust[], isHidden: boolean]>([
  [[], false],
  [['new', 'new', 'new', 'new', 'new'], false],
  [['member', 'member'], false],
  [['member', 'member', 'member'], true],
  [['trusted'], false],
  [['trusted', 'member'], true],
  [['staff'], true],
])('complaints by %j hide a post: %s', (flaggedBy, isHidden) => {
  expect(hidesPost(flaggedBy)).toBe(isHidden)
})
