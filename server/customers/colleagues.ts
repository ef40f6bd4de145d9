import { sql } from 'kysely'
import { conflict, invalid, notAllowed } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { saveContact } from './actions.ts'

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

/** The limit is the organization's own, else the highest of its plans in force; null: none. */
export async function contactLimitOf(db: Database, organizationId: string): Promise<number | null> {
  const { rows } = await sql<{ limit: number | null }>`
    select coalesce(o.contact_limit, (
      select max((p.details->>'contact_limit')::int) from subscriptions s join plans p on p.id = s.plan_id
      where s.organization_id = o.id and s.starts_at <= app_now()
        and (s.ends_at is null or s.ends_at + make_interval(days => s.grace_days) > app_now()))) as limit
    from organizations o where o.id = ${organizationId}`.execute(db)
  return rows[0]?.limit ?? null
}

/** A colleague adds a colleague. Throws when they may not, or when there is no room. */
export async function addColleague(
  work: Work,
  managerId: string,
  organizationId: string,
  { email, name }: { email: string; name: string },
): Promise<{ id: string; isNew: boolean }> {
  await refuseUnlessManager(work, managerId, organizationId)
  const address = email.trim().toLowerCase()
  const colleagues = await listColleagues(work.db, organizationId)
  const known = colleagues.find((one) => one.email === address)
  if (known) return { id: known.id, isNew: false }
  const limit = await contactLimitOf(work.db, organizationId)
  if (limit !== null && colleagues.length >= limit)
    throw invalid(`Your plan has room for ${limit} contacts. Remove somebody first.`, [
      { path: 'email', message: 'would be one too many' },
    ])
  const called = name.trim() || (address.split('@')[0] ?? address)
  const contact = await saveContact(work, {
    email: address,
    name: called,
    organizationId,
    source: 'colleague',
  })
  return { id: contact.id, isNew: true }
}

/** Their tickets stay; they see the organization's no more, and somebody else stays to look after the others. */
export async function removeColleague(
  work: Work,
  managerId: string,
  organizationId: string,
  contactId: string,
): Promise<void> {
  await refuseUnlessManager(work, managerId, organizationId)
  if (contactId === managerId)
    throw conflict('You cannot remove yourself. Ask a colleague who manages contacts, or us.')
  await work.db
    .deleteFrom('memberships')
    .where('organizationId', '=', organizationId)
    .where('contactId', '=', contactId)
    .execute()
}

export async function letManage(
  work: Work,
  managerId: string,
  organizationId: string,
  contactId: string,
  may: boolean,
): Promise<void> {
  await refuseUnlessManager(work, managerId, organizationId)
  if (contactId === managerId && !may)
    throw conflict('Somebody has to look after the contacts: let a colleague do it first.')
  await work.db
    .updateTable('memberships')
    .set({ mayManageContacts: may })
    .where('organizationId', '=', organizationId)
    .where('contactId', '=', contactId)
    .execute()
}

/** Locks the organization, so that two who add at once stay within the limit. */
async function refuseUnlessManager(work: Work, managerId: string, organizationId: string) {
  await work.db
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organizationId)
    .forUpdate()
    .execute()
  if (await mayManage(work.db, managerId, organizationId)) return
  throw notAllowed('Only those who look after your company’s contacts can do this.')
}
