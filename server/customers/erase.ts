import type { Work } from '../platform/work.ts'
import { lockContact } from './contacts.ts'

/**
 * From here on nobody can tell who it was. The row stays, because tickets, promises and the record of what happened point
 * to it; it can never be made back.
 */
export async function eraseContact(work: Work, id: string): Promise<{ email: string }> {
  const { email } = await lockContact(work, id)
  await work.db
    .updateTable('contacts')
    .set({
      email: `erased.${id}@contacts.invalid`,
      name: 'Erased person',
      phone: null,
      timeZone: null,
      language: null,
      externalId: null,
      fieldValues: '{}',
      erasedAt: work.now,
      updatedAt: work.now,
    })
    .where('id', '=', id)
    .execute()
  await work.db.deleteFrom('memberships').where('contactId', '=', id).execute()
  // Who it was is said in no event: their name stood there as the actor's.
  await work.db
    .updateTable('events')
    .set({ actorName: 'Erased person' })
    .where('actorKind', '=', 'contact')
    .where('actorId', '=', id)
    .execute()
  work.record({ type: 'customer.erased', contactId: id })
  work.touch('contacts', `contact:${id}`, 'queue')
  return { email }
}
