import type { Work } from '../platform/work.ts'
import { saveContact } from './actions.ts'
import { findSender, rulesAtDoor } from './queries.ts'
import { decide } from './sender.ts'

/** Somebody has proven their address: where its domain says that they belong, and there is room, they are a contact there. */
export async function joinByAddress(work: Work, contactId: string): Promise<void> {
  const contact = await work.db
    .selectFrom('contacts')
    .select(['email', 'name'])
    .where('id', '=', contactId)
    .executeTakeFirst()
  if (!contact) return
  const rules = await rulesAtDoor(work)
  const { joins, organization } = decide(await findSender(work.db, contact.email), {
    asked: null,
    askedBy: 'link',
    door: 'paid',
    at: work.now,
    rules,
  })
  if (!joins || !organization) return
  await saveContact(work, { ...contact, organizationId: organization.id, source: 'domain' })
}
