/** Customers' rows as they are shown: what they are, and how what they bought stands now. */
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type {
  contactPage,
  ListedOrganization,
  listSubscriptions,
  organizationPage,
} from './lists.ts'
import type {
  ContactBody,
  OrganizationBody,
  OrganizationRow,
  Standing,
  SubscriptionBody,
} from './shapes.ts'
import { isServed, standingOf, strongest, type SubscriptionFacts } from './standing.ts'

export const Listing = z.object({
  q: z.string().trim().max(200).default(''),
  after: z.string().max(600).optional().meta({ description: 'The mark of the page before.' }),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
})

/** Where the next page begins; null: this was the last. */
export const markOf = (rows: readonly { name: string; id: string }[], limit: number) => {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null
}

const Mark = z.tuple([z.string(), z.uuid()])

export function placeOf(mark: string | undefined): { name: string; id: string } | null {
  if (mark === undefined) return null
  const wrong = notFound('That page of the list does not exist.')
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(mark, 'base64url').toString())
  } catch {
    throw wrong
  }
  const place = Mark.safeParse(read)
  if (!place.success) throw wrong
  return { name: place.data[0], id: place.data[1] }
}

interface At {
  now: Date
  disputedDays: number
}

function standingBody(
  facts: readonly SubscriptionFacts[],
  at: At,
  heldBecause: string | null = null,
): z.output<typeof Standing> | null {
  const best = strongest(facts, at.now, at)
  if (!best) return null
  const { subscription, standing } = best
  const isHeld = heldBecause !== null && isServed(standing)
  return {
    plan: {
      key: subscription.planKey,
      name: subscription.planName,
      paid: subscription.paid,
      emergency: subscription.emergencySupport,
    },
    name: isHeld ? 'on_hold' : standing.name,
    until: isHeld ? null : standing.until,
    served: !isHeld && isServed(standing),
  }
}

type SubscriptionRow = Awaited<ReturnType<typeof listSubscriptions>>[number]

const factsOf = (row: SubscriptionRow): SubscriptionFacts => ({
  ...row,
  emergencySupport: row.emergencySupport ?? row.planEmergency,
})

export function subscriptionBody(row: SubscriptionRow, at: At): z.output<typeof SubscriptionBody> {
  const facts = factsOf(row)
  const standing = standingOf(facts, at.now, at)
  const { planKey: key, planName: name, paid } = row
  return {
    ...row,
    plan: { key, name },
    standing: {
      plan: { key, name, paid, emergency: facts.emergencySupport },
      name: standing.name,
      until: standing.until,
      served: isServed(standing),
    },
  }
}

export const organizationRow = (
  { subscriptions, ...row }: ListedOrganization,
  at: At,
): z.output<typeof OrganizationRow> => ({
  ...row,
  standing: standingBody(subscriptions, at, row.heldBecause),
})

export function organizationBody(
  page: Awaited<ReturnType<typeof organizationPage>>,
  at: At,
): z.output<typeof OrganizationBody> {
  const { ownerId, ownerName, sharingAcceptedBy, sharingAcceptedAt } = page
  return {
    ...page,
    standing: standingBody(page.subscriptions.map(factsOf), at, page.heldBecause),
    owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    fields: page.fieldValues as Record<string, unknown>,
    sharing: { is: page.sharing, acceptedBy: sharingAcceptedBy, acceptedAt: sharingAcceptedAt },
    subscriptions: page.subscriptions.map((row) => subscriptionBody(row, at)),
  }
}

export const contactBody = (
  page: Awaited<ReturnType<typeof contactPage>>,
): z.output<typeof ContactBody> => ({
  ...page,
  fields: page.fieldValues as Record<string, unknown>,
})
