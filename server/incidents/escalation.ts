/** Decides who is paged next, and when. Nothing here reads the clock or the database. */

export interface EscalationPolicy {
  levels: EscalationLevel[]
  /** How many times to start over at level 1 once the last level went unanswered. */
  repeats: number
  /** Paged when everyone has been tried, and again every so many minutes: an unanswered incident is never silent. */
  fallback: Target[]
  fallbackEveryMinutes: number
  /** Emergencies go on paging earlier levels while the next one is paged. */
  keepPagingEarlierLevels: boolean
}

export interface EscalationLevel {
  /** Paged together. */
  targets: Target[]
  /** How long this level has before the next one is paged. */
  delayMinutes: number
}

export type Target = { kind: 'schedule' | 'user' | 'team'; id: string }

/** A place on the policy: rounds and levels count from 1, as people say them. */
export interface Step {
  round: number
  level: number
}

/** Below this a policy would page in a hot loop. */
export const SHORTEST_DELAY_MS = 30_000

/** The step after this one (level 0: before the first), or null when everyone has been tried. */
export function stepAfter(policy: EscalationPolicy, { round, level }: Step): Step | null {
  if (policy.levels.length === 0) return null
  if (level < policy.levels.length) return { round, level: level + 1 }
  return round <= policy.repeats ? { round: round + 1, level: 1 } : null
}

/** When this level gives up waiting. Counted from when the page is made, so an outage costs one step, not many. */
export function deadline(policy: EscalationPolicy, { level }: Step, pagedAt: Date): Date {
  const minutes = policy.levels[level - 1]?.delayMinutes ?? 0
  return new Date(pagedAt.getTime() + Math.max(minutes * 60_000, SHORTEST_DELAY_MS))
}

export function fallbackAgainAt(policy: EscalationPolicy, at: Date): Date {
  return new Date(at.getTime() + Math.max(policy.fallbackEveryMinutes * 60_000, SHORTEST_DELAY_MS))
}
