import { conflict, notAllowed } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { endMembership } from './leaving.ts'

/** Whether somebody looks after the contacts of their own organization. */
export async function mayManage(
  db: Database,
  contactId: string,
  organizationId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .select('mayManageContacts')
    .where('contactId', '=', contactId)
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return row?.mayManageContacts ?? false
}

const LONGEST_LIST = 500

export async function listColleagues(db: Database, organizationId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('contacts', 'contacts.id', 'memberships.contactId')
    .select([
      'contacts.id',
      'contacts.name',
      'contacts.email',
      'memberships.mayManageContacts as mayManage',
    ])
    .where('memberships.organizationId', '=', organizationId)
    .where('contacts.erasedAt', 'is', null)
    .orderBy('contacts.name')
    .orderBy('contacts.email')
    .limit(LONGEST_LIST)
    .execute()
}

/** Their tickets stay; they see the organization's no more, and somebody else stays to look after the others. */
export async function removeColleague(
  work: Work,
  managerId: string,
  organizationId: string,
  contactId: string,
): Promise<void> {
  await lockAsManager(work, managerId, organizationId)
  if (contactId === managerId)
    throw conflict('You cannot remove yourself. Ask a colleague who manages contacts, or us.')
  await endMembership(work, contactId, organizationId)
}

export async function letManage(
  work: Work,
  managerId: string,
  organizationId: string,
  contactId: string,
  may: boolean,
): Promise<void> {
  await lockAsManager(work, managerId, organizationId)
  if (contactId === managerId && !may)
    throw conflict('Somebody has to look after the contacts: let a colleague do it first.')
  await work.db
    .updateTable('memberships')
    .set({ mayManageContacts: may })
    .where('organizationId', '=', organizationId)
    .where('contactId', '=', contactId)
    .execute()
}

/** Refuses who is no manager there. Locks the organization, so that two who add at once stay within the limit. */
export async function lockAsManager(work: Work, managerId: string, organizationId: string) {
  await work.db
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organizationId)
    .forUpdate()
    .execute()
  if (await mayManage(work.db, managerId, organizationId)) return
  throw notAllowed('Only those who look after your company’s contacts can do this.')
}
