/** Decides what is said at the door of a sender we looked up: for which organization they write, and what they may use. */
import {
  crowdOf,
  entitlementOf,
  type Door,
  type Entitlement,
  type OrganizationFacts,
  type Rules,
} from './entitlement.ts'
import type { SubscriptionFacts } from './standing.ts'
import { chooseOrganization } from './which-organization.ts'

/** An organization a sender could write for, as it was found with them. */
export interface SenderOrganization {
  id: string
  name: string
  emergencyKeyVersion: number
  /** How they became a contact of it; null: they are none. */
  source: 'domain' | 'agent' | 'api' | 'import' | 'colleague' | null
  isDefault: boolean
  listsDomain: boolean
  citizenship: string | null
  contactLimit: number | null
  heldBecause: string | null
  /** Counted only where the sender is none of them, and a limit could stand against them. */
  contacts: number
  subscriptions: SubscriptionFacts[]
}

export interface FoundSender {
  isStaff: boolean
  organizations: readonly SenderOrganization[]
}

interface Question {
  /** The organization a link, the customer or somebody of ours named. */
  asked: string | null
  /** Who named it, where the sender is no contact of it. */
  askedBy: 'link' | 'chosen'
  door: Door
  at: Date
  rules: Rules
}

export interface Decision {
  organization: SenderOrganization | null
  entitlement: Entitlement
  /** They become a contact of it: their address says that they belong, and there is room. */
  joins: boolean
}

export function decide(sender: FoundSender, question: Question): Decision {
  const { asked, askedBy, at } = question
  const organization = chooseOrganization(sender.organizations.map(candidate), { asked, at })
  const facts = organization && factsOf(organization, organization.id === asked ? askedBy : null)
  const others = sender.organizations
    .filter(({ id, source }) => source !== null && id !== organization?.id)
    .map(({ name }) => name)
  const entitlement = entitlementOf(
    { isStaff: sender.isStaff, organization: facts, others },
    question,
  )
  const joins =
    facts !== null &&
    facts.belongs === 'domain' &&
    !facts.isMember &&
    !sender.isStaff &&
    crowdOf(facts, at, question.rules) === null
  return { organization, entitlement, joins }
}

const candidate = (organization: SenderOrganization) => ({
  ...organization,
  isMember: organization.source !== null,
})

function factsOf(
  organization: SenderOrganization,
  askedBy: 'link' | 'chosen' | null,
): OrganizationFacts {
  const { source, listsDomain, heldBecause } = organization
  const isNamed = source !== null && source !== 'domain'
  return {
    ...organization,
    belongs: isNamed
      ? 'named'
      : source === 'domain' || (listsDomain && askedBy === null)
        ? 'domain'
        : (askedBy ?? 'domain'),
    isMember: source !== null,
    held: heldBecause === null ? null : { because: heldBecause },
  }
}
