import type { Entitlement } from '../customers/entitlement.ts'
import { findSender, rulesAtDoor } from '../customers/queries.ts'
import { decide } from '../customers/sender.ts'
import type { SignedIn } from '../customers/sign-in.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import type { Home, Viewer } from './visible.ts'

/** The organizations a customer is a contact of, the usual one first, with what colleagues there see of each other. */
export async function homesOf(
  db: Database,
  contactId: string,
): Promise<(Home & { mayManage: boolean })[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .select([
      'organizations.id',
      'organizations.name',
      'organizations.sharing',
      'memberships.mayManageContacts as mayManage',
    ])
    .where('memberships.contactId', '=', contactId)
    .orderBy('memberships.isDefault', 'desc')
    .orderBy('organizations.name')
    .execute()
}

export async function viewerOf(db: Database, { id }: Pick<SignedIn, 'id'>): Promise<Viewer> {
  return { contactId: id, homes: await homesOf(db, id) }
}

/**
 * For which of their organizations an emergency is when they name none: the one that follows from their address where it
 * has emergency support, otherwise the first home that has it. Null: none has, and the address decides.
 */
export async function emergencyHome(
  work: Work,
  contact: Pick<SignedIn, 'email'>,
  homes: readonly Pick<Home, 'id'>[],
): Promise<string | null> {
  if (homes.length < 2) return null
  const usual = await whatHolds(work, contact, null)
  if (usual.emergency) return usual.organizationId
  for (const { id } of homes) if ((await whatHolds(work, contact, id)).emergency) return id
  return null
}

/**
 * What a customer may use when they write for this organization (null: for the one that follows from their address), as it
 * is decided when a ticket is opened.
 */
export async function whatHolds(
  work: Work,
  { email }: Pick<SignedIn, 'email'>,
  organizationId: string | null,
): Promise<Entitlement> {
  const sender = await findSender(work.db, email, organizationId)
  const rules = await rulesAtDoor(work)
  return decide(sender, {
    asked: organizationId,
    askedBy: 'chosen',
    door: 'paid',
    at: work.now,
    rules,
  }).entitlement
}
