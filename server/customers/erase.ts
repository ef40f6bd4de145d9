import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'
import { lockContact } from './contacts.ts'
import { forgetSignIn } from './proofs.ts'

const ERASED = 'Erased person'

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
      name: ERASED,
      phone: null,
      timeZone: null,
      language: null,
      externalId: null,
      fieldValues: '{}',
      image: null,
      emailVerified: false,
      erasedAt: work.now,
      updatedAt: work.now,
    })
    .where('id', '=', id)
    .execute()
  await work.db.deleteFrom('memberships').where('contactId', '=', id).execute()
  await work.db.deleteFrom('removedMembers').where('contactId', '=', id).execute()
  await forgetSignIn(work, id)
  await forgetAddress(work, email)
  // Who it was is said in no event: their name stood there as the actor's, and as who reads along.
  await work.db
    .updateTable('events')
    .set({ actorName: ERASED })
    .where('actorKind', '=', 'contact')
    .where('actorId', '=', id)
    .execute()
  await sql`
    update events set payload = jsonb_set(payload, '{name}', to_jsonb(${ERASED}::text))
    where type in ('ticket.reader_added', 'ticket.reader_removed') and payload->>'contactId' = ${id}`.execute(
    work.db,
  )
  await sql`
    update events set payload = jsonb_set(payload, '{address}', to_jsonb(${ERASED}::text))
    where type in ('address.suppressed', 'address.suppression_lifted') and payload->>'address' = ${email}`.execute(
    work.db,
  )
  work.record({ type: 'customer.erased', contactId: id })
  work.touch('contacts', `contact:${id}`, 'queue')
  return { email }
}

/** Links on their way, who asked them to come, and what an import told of them: kept by the address, whoever it belongs to. */
async function forgetAddress(work: Work, email: string) {
  await work.db.deleteFrom('contactSignInLinks').where('email', '=', email).execute()
  await sql`delete from customer_import_refusals where strpos(lower(key || ' ' || why), ${email}) > 0`.execute(
    work.db,
  )
  await sql`
    update customer_imports set examples = jsonb_build_object(
      'created', (examples->'created') - ${email}::text, 'changed', (examples->'changed') - ${email}::text)
    where jsonb_exists(examples->'created', ${email}) or jsonb_exists(examples->'changed', ${email})`.execute(
    work.db,
  )
  await work.db.deleteFrom('colleagueInvitations').where('email', '=', email).execute()
  await work.db
    .deleteFrom('contactVerifications')
    .where((eb) => eb.or([eb('identifier', '=', email), eb('value', 'like', `%${email}%`)]))
    .execute()
}
