/** Senders and what they have bought, for the tests of what they may use. */
import {
  entitlementOf,
  type Door,
  type OrganizationFacts,
  type Rules,
  type SenderFacts,
  type SubscriptionFacts,
} from './entitlement.ts'

export const NOW = new Date('2026-03-03T10:00:00Z')
export const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000)
const rules: Rules = { disputedDays: 14, unentitled: 'page_and_flag' }

export const premium = (more: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  planKey: 'premium',
  planName: 'Premium',
  emergencySupport: true,
  paid: true,
  startsAt: days(-300),
  endsAt: days(65),
  graceDays: 14,
  state: 'active',
  stateSince: days(-300),
  citizenship: null,
  minutesLeft: null,
  contactLimit: 30,
  ...more,
})
export const starter = (more: Partial<SubscriptionFacts> = {}) =>
  premium({ planKey: 'starter', planName: 'Starter', emergencySupport: false, ...more })
export const free = (more: Partial<SubscriptionFacts> = {}) =>
  premium({
    planKey: 'free',
    planName: 'Free',
    emergencySupport: false,
    paid: false,
    endsAt: null,
    contactLimit: null,
    ...more,
  })

export const acme = (more: Partial<OrganizationFacts> = {}): OrganizationFacts => ({
  id: 'acme',
  name: 'Acme',
  belongs: 'named',
  isMember: true,
  held: null,
  citizenship: null,
  contactLimit: null,
  contacts: 3,
  subscriptions: [premium()],
  ...more,
})
export const kim = (more: Partial<OrganizationFacts> = {}): SenderFacts => ({
  isStaff: false,
  organization: acme(more),
  others: [],
})
export const stranger: SenderFacts = { isStaff: false, organization: null, others: [] }

export const ask = (sender: SenderFacts, door: Door, at = NOW, given: Partial<Rules> = {}) =>
  entitlementOf(sender, { door, at, rules: { ...rules, ...given } })
