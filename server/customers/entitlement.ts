/** Decides what a sender may use, as what, why, and until when: a pure function over what we know of them at one instant. */
import { isOpen, nextOpening } from '../calendar/business-hours.ts'
import {
  contactLimitOf,
  isServed,
  strongest,
  type Standing,
  type Stood,
  type SubscriptionFacts,
} from './standing.ts'
import type { Words } from './words.ts'

export type { SubscriptionFacts } from './standing.ts'

/** How a sender belongs to the organization. `chosen`: somebody of ours said so. */
export type Belongs = 'named' | 'domain' | 'link' | 'chosen' | 'none'

export interface OrganizationFacts {
  id: string
  name: string
  belongs: Belongs
  /** Whether the sender is a contact of it already. */
  isMember: boolean
  held: { because: string } | null
  citizenship: string | null
  /** Its own; null: as its plan says. */
  contactLimit: number | null
  contacts: number
  subscriptions: readonly SubscriptionFacts[]
}

export interface SenderFacts {
  /** Somebody of ours, by their address. */
  isStaff: boolean
  organization: OrganizationFacts | null
  /** Further organizations it could have been. */
  others: readonly string[]
}

/** `open`: a channel that asks for no plan. */
export type Door = 'emergency' | 'paid' | 'open'

export interface Rules {
  /** How long a disputed plan is believed. */
  disputedDays: number
  /** At the emergency door, without emergency support. Whatever a person of ours raises always pages. */
  unentitled: 'page_and_flag' | 'redirect'
  /** A person of ours raises it: also outside the hours of its plan. */
  always?: boolean
}

export interface Entitlement {
  /** False: they are kindly shown another way, and what they wrote is kept. */
  allowed: boolean
  as: 'paid' | 'free' | 'staff' | 'unknown'
  /** Null: no subscription is known. */
  standing: Standing['name'] | null
  organizationId: string | null
  organizationName: string | null
  belongs: Belongs
  planKey: string | null
  planName: string | null
  paid: boolean
  emergency: boolean
  /** Whether the promise of the plan is made. */
  promised: boolean
  /** It holds only for now: something has to be settled. */
  temporary: boolean
  /** ISO instant; null: no end is known. */
  until: string | null
  /** Something a person should look at: the sender is served all the same. */
  doubtful: boolean
  /** For our eyes, on the ticket: the facts that decided. */
  why: string
  words: Words
  citizenship: string | null
}

/** The door, the instant and the facts decide, and nothing else: the same facts give the same answer for ever. */
export function entitlementOf(
  sender: SenderFacts,
  { door, at, rules }: { door: Door; at: Date; rules: Rules },
): Entitlement {
  const { organization } = sender
  const best = organization && strongest(organization.subscriptions, at, rules)
  // One of ours who is a contact of a customer was named so on purpose; by the domain alone they are one of ours.
  const asColleague = sender.isStaff && (!organization || organization.belongs === 'domain')
  if (asColleague) return atDoor(withoutPlan({ ...sender, organization: null }), door, rules)
  if (!organization || !best) return atDoor(withoutPlan({ ...sender, isStaff: false }), door, rules)
  const standing: Standing =
    organization.held && isServed(best.standing) ? { name: 'on_hold', until: null } : best.standing
  const decided = withPlan(sender, organization, { ...best, standing }, at)
  return atDoor(decided, door, rules)
}

type Decided = Omit<Entitlement, 'allowed' | 'doubtful'> & {
  isOdd: boolean
  /** Emergencies were bought, and not for this hour: when the next one begins (ISO). */
  nextHour: string | null
}

function withoutPlan({ organization, isStaff }: SenderFacts): Decided {
  const as = isStaff ? ('staff' as const) : organization ? ('free' as const) : ('unknown' as const)
  const why = isStaff
    ? 'The sender works here: colleagues ask each other another way.'
    : organization
      ? `${organization.name} has no subscription on record.`
      : 'We do not know the organization of this sender.'
  const key = as === 'staff' ? 'colleague' : as === 'free' ? 'community' : 'unknown'
  return {
    as,
    standing: null,
    organizationId: organization?.id ?? null,
    organizationName: organization?.name ?? null,
    belongs: organization?.belongs ?? 'none',
    planKey: null,
    planName: null,
    paid: false,
    emergency: false,
    promised: false,
    temporary: false,
    until: null,
    why,
    words: { key, facts: {} },
    citizenship: organization?.citizenship ?? null,
    isOdd: true,
    nextHour: null,
  }
}

function withPlan(
  sender: SenderFacts,
  organization: OrganizationFacts,
  { subscription, standing }: Stood,
  at: Date,
): Decided {
  const served = isServed(standing)
  const isThere = served || standing.name === 'on_hold'
  const paid = subscription.paid && isThere
  const crowded = crowdOn(organization, subscription)
  const citizenship = subscription.citizenship ?? organization.citizenship
  const { minutesLeft } = subscription
  const hasEmergency = served && subscription.emergencySupport
  const nextHour = hasEmergency ? nextHourOf(subscription, at) : null
  const notes = [
    ...(crowded ? [crowded] : []),
    ...(organization.belongs === 'domain' && !crowded
      ? ['Known by the domain of the address.']
      : []),
    ...(organization.belongs === 'chosen' ? ['Chosen by a person of ours.'] : []),
    ...(minutesLeft !== null && minutesLeft <= 0 ? ['Its package of hours is used up.'] : []),
    ...(citizenship
      ? [
          `Only people cleared for "${citizenship}" should handle it; that is a note to people, and locks nobody out. Neither confirm nor deny what was bought.`,
        ]
      : []),
    ...(sender.others.length > 0 ? [`They also belong to ${sender.others.join(', ')}.`] : []),
  ]
  return {
    as: paid ? 'paid' : 'free',
    standing: standing.name,
    organizationId: organization.id,
    organizationName: organization.name,
    belongs: organization.belongs,
    planKey: isThere ? subscription.planKey : null,
    planName: isThere ? subscription.planName : null,
    paid,
    emergency: hasEmergency && nextHour === null,
    promised: served,
    temporary: paid && (standing.name !== 'in_force' || crowded !== null),
    until: standing.until?.toISOString() ?? null,
    why: [reasonFor(organization, subscription, standing), ...notes].join(' '),
    words: wordsOf(subscription, standing, crowded !== null),
    citizenship,
    isOdd:
      standing.name !== 'in_force' ||
      crowded !== null ||
      citizenship !== null ||
      (minutesLeft !== null && minutesLeft <= 0),
    nextHour,
  }
}

/** Null while its emergencies wake people. */
function nextHourOf({ emergencyHours }: SubscriptionFacts, at: Date): string | null {
  if (!emergencyHours) return null
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  if (isOpen(emergencyHours, now)) return null
  return nextOpening(emergencyHours, now)?.toString() ?? null
}

/** Doubt is only worth a look where a plan opens the door; nobody argues with an emergency, so it pages and is flagged. */
function atDoor(
  { isOdd, nextHour, ...decided }: Decided,
  door: Door,
  { unentitled, always = false }: Rules,
): Entitlement {
  if (door === 'open')
    return { ...decided, allowed: true, doubtful: false, words: { key: 'open', facts: {} } }
  if (door === 'paid') return { ...decided, allowed: decided.paid, doubtful: isOdd }
  // Hours that were not bought are no mistake to be generous about: the next ones are told instead.
  if (nextHour !== null && !always)
    return {
      ...decided,
      allowed: false,
      doubtful: isOdd,
      words: {
        key: 'emergency_later',
        facts: {
          plan: decided.planName ?? '',
          next: `${nextHour.slice(0, 16).replace('T', ' ')} UTC`,
        },
      },
    }
  const allowed = decided.emergency || unentitled === 'page_and_flag'
  const words: Words =
    !allowed && decided.paid ? { key: 'emergency_hours', facts: {} } : decided.words
  return { ...decided, allowed, doubtful: isOdd || !decided.emergency, words }
}

/** A sentence when the places of an organization are taken and this sender has none. */
export function crowdOf(organization: OrganizationFacts, at: Date, rules: Rules): string | null {
  const best = strongest(organization.subscriptions, at, rules)
  return crowdOn(organization, best?.subscription ?? null)
}

function crowdOn(
  { name, belongs, isMember, contacts, contactLimit }: OrganizationFacts,
  plan: SubscriptionFacts | null,
): string | null {
  const limit = contactLimitOf({ contactLimit }, plan)
  if (limit === null || isMember || belongs !== 'domain' || contacts < limit) return null
  return `${name} has ${contacts} of ${limit} contacts, and this sender is none of them.`
}

const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? ''

function reasonFor(
  { name, held }: OrganizationFacts,
  { planName, startsAt, endsAt, graceDays, state }: SubscriptionFacts,
  { name: standing, until }: Standing,
): string {
  const base = `${name} is on ${planName}`
  switch (standing) {
    case 'in_force':
      return `${base}.`
    case 'grace':
      return `${base}, in its ${graceDays} days of grace until ${day(until)}.`
    case 'disputed':
      return `${base}, which is disputed: served until it is settled, at the latest ${day(until)}.`
    case 'on_hold':
      if (held) return `${base}, and on hold: ${held.because}`
      return state === 'disputed'
        ? `${base}, which has been disputed for too long to go on promising.`
        : `${base}, which is on hold.`
    case 'not_started':
      return `The ${planName} plan of ${name} begins on ${day(startsAt)}.`
    case 'ended':
      return `The subscription of ${name} has ended on ${day(endsAt)}.`
  }
}

function wordsOf(
  { planName: plan, paid, startsAt, endsAt }: SubscriptionFacts,
  { name, until }: Standing,
  crowded: boolean,
): Words {
  if (!paid) return { key: 'community', facts: {} }
  switch (name) {
    case 'in_force':
      return { key: crowded ? 'served_once' : 'served', facts: { plan } }
    case 'grace':
      return { key: 'served_grace', facts: { plan, ended: day(endsAt), until: day(until) } }
    case 'disputed':
      return { key: 'served_until_settled', facts: { plan, until: day(until) } }
    case 'on_hold':
      return { key: 'looked_at', facts: { plan } }
    case 'not_started':
      return { key: 'begins', facts: { plan, starts: day(startsAt) } }
    case 'ended':
      return { key: 'ended', facts: { plan, ended: day(endsAt) } }
  }
}
