import { entitlementOf, type Entitlement } from '../customers/entitlement.ts'
import { findSender, subscriptionsOf } from '../customers/queries.ts'
import type { SignedIn } from '../customers/sign-in.ts'
import type { Database } from '../platform/database.ts'
import type { Home, Viewer } from './visible.ts'

/** The organizations a customer belongs to, the usual one first, with what colleagues there see of each other. */
export async function homesOf(db: Database, { email }: Pick<SignedIn, 'email'>): Promise<Home[]> {
  const { organization } = await findSender(db, email)
  return organization ? [{ id: organization.id, name: organization.name, sharing: 'own' }] : []
}

export async function viewerOf(db: Database, contact: SignedIn): Promise<Viewer> {
  return { contactId: contact.id, homes: await homesOf(db, contact) }
}

/** What a customer may use when they write for this organization (null: for the one their address says). */
export async function whatHolds(
  db: Database,
  { email }: Pick<SignedIn, 'email'>,
  organizationId: string | null,
  at: Date,
): Promise<Entitlement> {
  const { organization, belongs, subscriptions } = await findSender(db, email)
  const isOther = organizationId !== null && organizationId !== organization?.id
  return entitlementOf(
    {
      organizationName: organization?.name ?? null,
      belongs,
      subscriptions: isOther ? await subscriptionsOf(db, organizationId) : subscriptions,
    },
    at,
  )
}
