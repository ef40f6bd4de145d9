/** Decides what a sender may use, and why: a pure function over what we know of them at one instant. */

export interface SubscriptionFacts {
  planKey: string
  planName: string
  emergencySupport: boolean
  paid: boolean
  startsAt: Date
  endsAt: Date | null
  graceDays: number
  state: 'active' | 'on_hold' | 'disputed'
}

export interface SenderFacts {
  organizationName: string | null
  /** How the sender belongs to the organization. */
  belongs: 'named' | 'domain' | 'link' | 'none'
  subscriptions: readonly SubscriptionFacts[]
}

export interface Entitlement {
  planKey: string | null
  planName: string | null
  paid: boolean
  emergency: boolean
  /** For our eyes, on the ticket: one sentence naming the fact that decided. */
  why: string
  /** Something a person should look at: the sender is served all the same. */
  doubtful: boolean
}

const DAY_MS = 86_400_000

/** The best subscription in force decides; one in its days of grace still counts and is said to. */
export function entitlementOf(sender: SenderFacts, at: Date): Entitlement {
  const inForce = sender.subscriptions
    .filter((subscription) => isInForce(subscription, at))
    .sort(strongerFirst)
  const best = inForce[0]
  if (!best) return noPlan(sender)
  const inGrace = best.endsAt !== null && best.endsAt <= at
  return {
    planKey: best.planKey,
    planName: best.planName,
    paid: best.paid,
    emergency: best.emergencySupport,
    doubtful: inGrace || best.state !== 'active',
    why: reasonFor(sender, best, inGrace),
  }
}

function noPlan(sender: SenderFacts): Entitlement {
  const why =
    sender.organizationName === null
      ? 'We do not know the organization of this sender.'
      : sender.subscriptions.length === 0
        ? `${sender.organizationName} has no subscription on record.`
        : `The subscription of ${sender.organizationName} has ended.`
  return { planKey: null, planName: null, paid: false, emergency: false, why, doubtful: true }
}

function reasonFor(sender: SenderFacts, best: SubscriptionFacts, inGrace: boolean): string {
  const base = `${sender.organizationName ?? 'The sender'} is on ${best.planName}`
  if (best.state === 'on_hold') return `${base}, which is on hold.`
  if (best.state === 'disputed') return `${base}, which is disputed: served until it is settled.`
  return inGrace ? `${base}, in its ${best.graceDays} days of grace.` : `${base}.`
}

function isInForce({ startsAt, endsAt, graceDays }: SubscriptionFacts, at: Date): boolean {
  return startsAt <= at && (endsAt === null || at.getTime() < endsAt.getTime() + graceDays * DAY_MS)
}

function strongerFirst(a: SubscriptionFacts, b: SubscriptionFacts): number {
  return (
    Number(b.emergencySupport) - Number(a.emergencySupport) ||
    Number(b.paid) - Number(a.paid) ||
    a.startsAt.getTime() - b.startsAt.getTime()
  )
}
