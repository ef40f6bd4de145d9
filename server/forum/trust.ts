/** Decides how far a member of the forum is trusted, and what that lets them do. */

export type Trust = 'new' | 'member' | 'trusted' | 'staff'

export interface TrustFacts {
  isStaff: boolean
  /** Posts that a person let through, or that stood unhidden. */
  approved: number
  /** Of their posts, marked as the solution by somebody else. */
  solutions: number
  /** Votes others gave their posts. */
  votes: number
  /** Times somebody complained and was right. */
  upheldFlags: number
  /** Days since their first post. */
  days: number
}

export interface Limits {
  topicsADay: number
  postsAnHour: number
  votesADay: number
  /** Web addresses in one post before somebody looks at it first. */
  links: number
  /** Their post waits until a person has read it. */
  isReviewed: boolean
}

const TRUSTED = { approved: 20, votes: 10, solutions: 3, days: 30 }

/** One level up is earned slowly; a complaint that was right keeps it from being earned. */
export function trustOf(facts: TrustFacts): Trust {
  if (facts.isStaff) return 'staff'
  if (facts.approved === 0) return 'new'
  const isKnown = facts.approved >= TRUSTED.approved && facts.days >= TRUSTED.days
  const isHelpful = facts.votes >= TRUSTED.votes || facts.solutions >= TRUSTED.solutions
  if (isKnown && isHelpful && facts.upheldFlags === 0) return 'trusted'
  // Whoever is complained about more often than they are let through begins again.
  return facts.upheldFlags > 0 && facts.upheldFlags * 3 >= facts.approved ? 'new' : 'member'
}

const LIMITS: Record<Trust, Limits> = {
  new: { topicsADay: 2, postsAnHour: 4, votesADay: 10, links: 2, isReviewed: true },
  member: { topicsADay: 6, postsAnHour: 20, votesADay: 50, links: 6, isReviewed: false },
  trusted: { topicsADay: 20, postsAnHour: 60, votesADay: 200, links: 20, isReviewed: false },
  staff: {
    topicsADay: Number.POSITIVE_INFINITY,
    postsAnHour: Number.POSITIVE_INFINITY,
    votesADay: Number.POSITIVE_INFINITY,
    links: Number.POSITIVE_INFINITY,
    isReviewed: false,
  },
}

export const limitsOf = (trust: Trust): Limits => LIMITS[trust]

const WEIGHT: Record<Trust, number> = { new: 0, member: 1, trusted: 2, staff: 3 }
const ENOUGH = 3

/** Whether so many complaints hide a post until a person has looked. Nobody new can hide anything. */
export const hidesPost = (flaggedBy: readonly Trust[]): boolean =>
  flaggedBy.reduce((sum, trust) => sum + WEIGHT[trust], 0) >= ENOUGH
