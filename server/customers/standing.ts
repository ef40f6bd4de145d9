/** Decides how one subscription stands at one instant, and which of several counts. */

import type { BusinessHours } from '../calendar/business-hours.ts'

export interface SubscriptionFacts {
  planKey: string
  planName: string
  /** As bought: what the subscription says itself goes before what its plan says. */
  emergencySupport: boolean
  paid: boolean
  startsAt: Date
  endsAt: Date | null
  graceDays: number
  state: 'active' | 'on_hold' | 'disputed'
  /** Since when it is in that state. */
  stateSince: Date
  citizenship: string | null
  /** Of a package of hours; null: none was bought. */
  minutesLeft: number | null
  /** Of its plan; null: any. */
  contactLimit: number | null
  /** When its emergencies wake people; nothing: by day and night. */
  emergencyHours?: BusinessHours | null
}

/** `on_hold`: it is there, and nothing is promised by it. */
export type StandingName = 'in_force' | 'disputed' | 'grace' | 'on_hold' | 'not_started' | 'ended'

export interface Standing {
  name: StandingName
  /** When this standing ends by itself; null: at no known instant. */
  until: Date | null
}

export interface Stood {
  subscription: SubscriptionFacts
  standing: Standing
}

const DAY_MS = 86_400_000
const later = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/**
 * Spans are half-open: at its end a subscription has ended, and its grace has begun. A dispute is believed for
 * `disputedDays` from its beginning, even past the end of the plan, for that may be what it is about; after that the
 * subscription is on hold until it is settled.
 */
export function standingOf(
  { startsAt, endsAt, graceDays, state, stateSince }: SubscriptionFacts,
  at: Date,
  { disputedDays }: { disputedDays: number },
): Standing {
  if (at < startsAt) return { name: 'not_started', until: startsAt }
  const believedUntil = later(stateSince, disputedDays)
  if (state === 'disputed' && at < believedUntil) return { name: 'disputed', until: believedUntil }
  const graceEnds = endsAt && later(endsAt, graceDays)
  if (graceEnds && at >= graceEnds) return { name: 'ended', until: null }
  if (state !== 'active') return { name: 'on_hold', until: null }
  if (endsAt && at >= endsAt) return { name: 'grace', until: graceEnds }
  return { name: 'in_force', until: endsAt }
}

/** How many contacts an organization may have: as many as it was given itself, else as its best plan says; null: any. */
export const contactLimitOf = (
  { contactLimit }: { contactLimit: number | null },
  best: Pick<SubscriptionFacts, 'contactLimit'> | null,
): number | null => contactLimit ?? best?.contactLimit ?? null

/** What is promised by a subscription that stands so, is promised now. */
export const isServed = ({ name }: Standing) =>
  name === 'in_force' || name === 'disputed' || name === 'grace'

const STRONGEST: readonly StandingName[] = [
  'in_force',
  'disputed',
  'grace',
  'on_hold',
  'not_started',
  'ended',
]
const isOver = ({ name }: Standing) => name === 'not_started' || name === 'ended'

/**
 * Of several the best counts: one that is there before one that is not, paid before free, served before on hold, with
 * emergency support before without, by day and night before in hours of its own. The order they come in never matters.
 */
export function strongest(
  subscriptions: readonly SubscriptionFacts[],
  at: Date,
  rules: { disputedDays: number },
): Stood | null {
  const stood = subscriptions.map((subscription) => ({
    subscription,
    standing: standingOf(subscription, at, rules),
  }))
  return stood.sort(strongerFirst)[0] ?? null
}

export function strongerFirst(a: Stood, b: Stood): number {
  return (
    Number(isOver(a.standing)) - Number(isOver(b.standing)) ||
    Number(b.subscription.paid) - Number(a.subscription.paid) ||
    Number(isServed(b.standing)) - Number(isServed(a.standing)) ||
    Number(b.subscription.emergencySupport) - Number(a.subscription.emergencySupport) ||
    // Whoever bought the night once has it, whatever else they bought.
    Number(Boolean(a.subscription.emergencyHours)) -
      Number(Boolean(b.subscription.emergencyHours)) ||
    STRONGEST.indexOf(a.standing.name) - STRONGEST.indexOf(b.standing.name) ||
    // What ended last, what began first.
    (b.subscription.endsAt?.getTime() ?? Infinity) -
      (a.subscription.endsAt?.getTime() ?? Infinity) ||
    a.subscription.startsAt.getTime() - b.subscription.startsAt.getTime() ||
    a.subscription.planKey.localeCompare(b.subscription.planKey)
  )
}
