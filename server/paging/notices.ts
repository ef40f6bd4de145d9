import { threadOfIncident } from '../connectors/email/page-mail.ts'
import { mailDirectly } from '../tickets/outgoing.ts'
import { findUser } from '../people/queries.ts'
import { findIncidentById } from '../incidents/queries.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Reaction, Work } from '../platform/work.ts'

/** Everyone has been tried: those who run the place hear of it, whatever the policy names as its fallback. */
export const tellAdminsNobodyAnswered: Reaction<'incident.unanswered'> = async (work, { fact }) => {
  if (!fact.first) return
  const incident = await findIncidentById(work.db, fact.incidentId)
  const admins = await activeAdmins(work)
  const [page] = await work.db
    .selectFrom('pages')
    .select('title')
    .where('incidentId', '=', incident.id)
    .orderBy('id')
    .limit(1)
    .execute()
  const title = page?.title ?? incident.title
  const { company } = await settingsOf(work.system)
  // Under the subject of the pages, so that mail programs keep it with them.
  const words = {
    subject: `[#${incident.number}] ${title}`,
    about: threadOfIncident(incident.number, company.supportAddress),
    body: `Nobody has answered: #${incident.number} ${title}\n\nEveryone on the policy has been paged, and nobody has it.\n\nTake it here: ${work.system.config.publicUrl}/page/${incident.number}`,
  }
  for (const email of admins) await mailDirectly(work, 'staff_notice', email, words)
}

async function activeAdmins(work: Work): Promise<string[]> {
  const admins = await work.db
    .selectFrom('users')
    .select('email')
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
    .execute()
  return admins.map(({ email }) => email)
}

/** When we cannot reach somebody any more we say so by day: to them, and to those who run the place. */
export const tellWhoCannotBeReached: Reaction<'contact_method.broken'> = async (work, { fact }) => {
  const owner = await findUser(work.db, fact.userId)
  const method = await work.db
    .selectFrom('contactMethods')
    .select('label')
    .where('id', '=', fact.contactMethodId)
    .executeTakeFirst()
  const admins = await activeAdmins(work)
  const label = method?.label ?? 'One way'
  const words = {
    subject: `${owner.name} cannot be reached by "${label}"`,
    body: `A page to ${owner.name} by "${label}" was refused for good:\n\n  ${fact.why}\n\nIt is not used any more. Put it right here: ${work.system.config.publicUrl}/me/reach`,
  }
  const readers = new Set([owner.email, ...admins])
  for (const email of readers) await mailDirectly(work, 'staff_notice', email, words)
}
