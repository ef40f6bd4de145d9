import { randomUUIDv7 } from 'node:crypto'
import type { Database } from '../platform/database.ts'
import { invalid, tooMany } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { lockAsManager } from './colleagues.ts'
import { placesOf } from './places.ts'
import type { Contact } from './queries.ts'

/** As long as the link in the mail is good. */
export const INVITATION_DAYS = 14
/** Of one organization. Whoever has more people to name asks us, or lists the domain. */
const MOST_A_DAY = 30

/**
 * A colleague names a colleague. They are a contact once they have used what is mailed to them, and until then nothing
 * but what was typed is known of them. Null: they are a contact already. Throws when there is no room, when too many were
 * asked today, and for people of ours.
 */
export async function inviteColleague(
  work: Work,
  managerId: string,
  organizationId: string,
  { email, name }: { email: string; name: string },
): Promise<{ id: string } | null> {
  await lockAsManager(work, managerId, organizationId)
  const address = email.trim().toLowerCase()
  if (await belongsAlready(work.db, address, organizationId)) return null
  await refuseOurs(work.db, address)
  await refuseMany(work, organizationId)
  // Sent again, the newer mail counts, and no second place is taken.
  await end(work, organizationId, { email: address })
  const { limit, taken } = await placesOf(work, organizationId)
  if (limit !== null && taken >= limit)
    throw invalid(`Your plan has room for ${limit} contacts. Remove somebody first.`, [
      { path: 'email', message: 'would be one too many' },
    ])
  const id = randomUUIDv7()
  await work.db
    .insertInto('colleagueInvitations')
    .values({
      id,
      organizationId,
      email: address,
      name: (name.trim() || (address.split('@')[0] ?? address)).slice(0, 200),
      invitedBy: work.actor.name,
      createdAt: work.now,
      expiresAt: new Date(work.now.getTime() + INVITATION_DAYS * 86_400_000),
    })
    .execute()
  return { id }
}

async function belongsAlready(db: Database, email: string, organizationId: string) {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('contacts', 'contacts.id', 'memberships.contactId')
    .select('contacts.id')
    .where('memberships.organizationId', '=', organizationId)
    .where('contacts.email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

/** One of ours who became a contact of a customer would be served by the customer's plan. */
async function refuseOurs(db: Database, email: string) {
  const user = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  if (user)
    throw invalid('This address cannot be a contact of yours.', [
      { path: 'email', message: 'cannot be a contact of yours' },
    ])
}

async function refuseMany(work: Work, organizationId: string) {
  const { count } = await work.db
    .selectFrom('colleagueInvitations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('createdAt', '>', new Date(work.now.getTime() - 86_400_000))
    .executeTakeFirstOrThrow()
  if (count >= MOST_A_DAY)
    throw tooMany(`${MOST_A_DAY} colleagues were asked today. Ask the others tomorrow, or ask us.`)
}

const end = (work: Work, organizationId: string, which: { email: string } | { id: string }) =>
  work.db
    .updateTable('colleagueInvitations')
    .set({ endedAt: work.now })
    .where('organizationId', '=', organizationId)
    .where((eb) => ('id' in which ? eb('id', '=', which.id) : eb('email', '=', which.email)))
    .where('endedAt', 'is', null)
    .execute()

/** Those who were asked and have not come yet, by what was typed. */
export async function listInvitations(db: Database, organizationId: string, now: Date) {
  return db
    .selectFrom('colleagueInvitations as i')
    .select(['i.id', 'i.name', 'i.email'])
    .where('i.organizationId', '=', organizationId)
    .where('i.endedAt', 'is', null)
    .where('i.expiresAt', '>', now)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships as m')
            .innerJoin('contacts as c', 'c.id', 'm.contactId')
            .select('c.id')
            .whereRef('m.organizationId', '=', 'i.organizationId')
            .whereRef('c.email', '=', 'i.email'),
        ),
      ),
    )
    .orderBy('i.createdAt')
    .execute()
}

export async function takeBackInvitation(
  work: Work,
  managerId: string,
  organizationId: string,
  id: string,
): Promise<void> {
  await lockAsManager(work, managerId, organizationId)
  await end(work, organizationId, { id })
}

/** Their own press on what was mailed to them. One that was taken back signs in, and makes nobody a contact. */
export async function acceptInvitation(
  work: Work,
  id: string,
  contact: Pick<Contact, 'id' | 'email'>,
): Promise<void> {
  const invitation = await work.db
    .updateTable('colleagueInvitations')
    .set({ endedAt: work.now })
    .where('id', '=', id)
    .where('email', '=', contact.email)
    .where('endedAt', 'is', null)
    .returning(['organizationId', 'invitedBy'])
    .executeTakeFirst()
  if (!invitation) return
  const { organizationId, invitedBy } = invitation
  const other = await work.db
    .selectFrom('memberships')
    .select('organizationId')
    .where('contactId', '=', contact.id)
    .executeTakeFirst()
  const member = { contactId: contact.id, organizationId }
  await work.db
    .insertInto('memberships')
    .values({
      ...member,
      isDefault: !other,
      source: 'colleague',
      addedBy: invitedBy,
      addedAt: work.now,
    })
    .onConflict((conflict) => conflict.columns(['contactId', 'organizationId']).doNothing())
    .execute()
  await work.db
    .deleteFrom('removedMembers')
    .where('contactId', '=', contact.id)
    .where('organizationId', '=', organizationId)
    .execute()
  work.record({ type: 'customer.member_added', ...member })
  work.touch('contacts', `contact:${contact.id}`, `organization:${organizationId}`)
}
