import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'

/** A person whose address is another one now. */
export interface Moved {
  id: string
  /** The address before. */
  from: string
}

/** Every way to sign in goes, and whoever is signed in is so no more. */
export const forgetSignIn = (work: Work, id: string) => forgetSignInOf(work, [id])

async function forgetSignInOf(work: Work, ids: readonly string[]) {
  const these = [...ids]
  await work.db.deleteFrom('contactSessions').where('userId', 'in', these).execute()
  await work.db.deleteFrom('contactPasskeys').where('userId', 'in', these).execute()
  await work.db.deleteFrom('contactSignInAccounts').where('userId', 'in', these).execute()
}

/**
 * What was proven was proven of the old address: ways to sign in end, and so does what followed from its domain. Who holds
 * the old address is told by `tellMoved`.
 */
export async function endProofs(work: Work, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return
  const ids = moved.map(({ id }) => id)
  await forgetSignInOf(work, ids)
  await work.db
    .updateTable('contacts')
    .set({ emailVerified: false })
    .where('id', 'in', ids)
    .execute()
  await sql`
    delete from memberships m using contacts c, organizations o
    where m.contact_id = any(${ids}::uuid[]) and m.source = 'domain' and c.id = m.contact_id and o.id = m.organization_id
      and not o.domains @> array[split_part(c.email, '@', 2)]`.execute(work.db)
}

/** Whoever moves an address to their own must not go unnoticed. */
export function tellMoved(work: Work, moved: readonly Moved[]): void {
  for (const { id, from } of moved) work.enqueue('tell_old_address', { contactId: id, email: from })
}

/** Of these people, those in a ticket that only some of us may see. Tickets stand above this module, so it is asked in SQL. */
export async function inNeedToKnow(work: Work, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select t.requester_id as id from tickets t where t.restricted and t.requester_id = any(${[...ids]}::uuid[])
    union
    select r.contact_id from ticket_ccs r join tickets t on t.id = r.ticket_id
    where t.restricted and r.contact_id = any(${[...ids]}::uuid[])`.execute(work.db)
  return new Set(rows.map(({ id }) => id))
}
