import { mailDirectly } from '../tickets/outgoing.ts'
import { findUser } from '../people/queries.ts'
import type { Reaction } from '../platform/work.ts'

/** When we cannot reach somebody any more we say so by day: to them, and to those who run the place. */
export const tellWhoCannotBeReached: Reaction<'contact_method.broken'> = async (work, { fact }) => {
  const owner = await findUser(work.db, fact.userId)
  const method = await work.db
    .selectFrom('contactMethods')
    .select('label')
    .where('id', '=', fact.contactMethodId)
    .executeTakeFirst()
  const admins = await work.db
    .selectFrom('users')
    .select('email')
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
    .execute()
  const label = method?.label ?? 'One way'
  const words = {
    subject: `${owner.name} cannot be reached by "${label}"`,
    body: `A page to ${owner.name} by "${label}" was refused for good:\n\n  ${fact.why}\n\nIt is not used any more. Put it right here: ${work.system.config.publicUrl}/me/reach`,
  }
  const readers = new Set([owner.email, ...admins.map(({ email }) => email)])
  for (const email of readers) await mailDirectly(work, 'staff_notice', email, words)
}
