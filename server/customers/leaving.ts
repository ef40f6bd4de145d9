import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'

/**
 * Lets somebody go from an organization. They stay gone: the domain of their address brings them back no more, only
 * somebody who names them. They are signed out everywhere, for what was open before was read as one of them.
 */
export async function endMembership(
  work: Work,
  contactId: string,
  organizationId: string,
): Promise<void> {
  const removed = await work.db
    .deleteFrom('memberships')
    .where('contactId', '=', contactId)
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  if (removed.numDeletedRows === 0n) return
  await work.db
    .insertInto('removedMembers')
    .values({ contactId, organizationId, removedAt: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await work.db.deleteFrom('contactSessions').where('userId', '=', contactId).execute()
  work.record({ type: 'customer.member_removed', contactId, organizationId })
  work.touch('contacts', `contact:${contactId}`, `organization:${organizationId}`)
}

/** Whose address was all that made them a contact of these is none any more where their domain is gone. */
export async function letGoByDomain(work: Work, organizationIds: readonly string[]): Promise<void> {
  await sql`
    delete from memberships m using contacts c, organizations o
    where m.organization_id = any(${[...organizationIds]}::uuid[]) and m.source = 'domain' and c.id = m.contact_id
      and o.id = m.organization_id and not o.domains @> array[split_part(c.email, '@', 2)]`.execute(
    work.db,
  )
}
