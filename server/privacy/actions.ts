import { sql } from 'kysely'
import { eraseRawMail } from '../connectors/erase.ts'
import { eraseContact } from '../customers/erase.ts'
import { forgetDraftsOf } from '../forum/members.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { contactPage } from '../customers/lists.ts'
import { eraseWords } from '../tickets/erase.ts'
import { forgetLooseBytes } from '../tickets/loose-bytes.ts'

/** How long the second question waits for its answer. */
const MINUTES = 15
/** Messages that one turn of the job takes. */
const TURN = 200

/** What would go, and the word that makes it go: nobody erases by one press. */
export async function askToErase(work: Work, contactId: string) {
  const contact = await contactPage(work.db, contactId)
  if (contact.erasedAt) throw conflict('This person was erased already.')
  const until = new Date(work.now.getTime() + MINUTES * 60_000)
  return {
    email: contact.email,
    ...(await countsOf(work.db, contactId, contact.email)),
    confirmation: work.system.secrets.sign('erase', contactId, until.toISOString()),
    until,
  }
}

async function countsOf(db: Database, contactId: string, email: string) {
  const { rows } = await sql<{ tickets: number; messages: number; files: number; mails: number }>`
    select (select count(*)::int from tickets where requester_id = ${contactId}) as tickets,
      (select count(*)::int from comments where author_contact_id = ${contactId}) as messages,
      (select count(*)::int from comment_files f join comments c on c.id = f.comment_id where c.author_contact_id = ${contactId}) as files,
      (select count(*)::int from arrivals where lower(from_address) = ${email}) as mails`.execute(
    db,
  )
  return rows[0]!
}

/** The second answer: the address typed out, and the word of the first. Then there is no way back. */
export async function confirmErasure(
  work: Work,
  contactId: string,
  { confirmation, email }: { confirmation: string; email: string },
): Promise<void> {
  const [id, until] = work.system.secrets.verify('erase', confirmation) ?? []
  if (id !== contactId || !until || new Date(until) < work.now)
    throw invalid('Ask again: this confirmation is not for this person, or too old.', [
      { path: 'confirmation', message: 'does not fit' },
    ])
  const contact = await contactPage(work.db, contactId)
  if (contact.email !== email.trim().toLowerCase())
    throw invalid('Type the whole address of the person who is to be erased.', [
      { path: 'email', message: 'is another one' },
    ])
  const erased = await eraseContact(work, contactId)
  await forgetDraftsOf(work, erased.email)
  work.enqueue('erase_contact', { contactId, email: erased.email })
}

/** What takes longer: words, files and raw mail. Done twice it changes nothing. */
export async function eraseTraces(
  system: System,
  { contactId, email }: { contactId: string; email: string },
): Promise<void> {
  for (let more = true; more;) {
    more = await inWork(system, machine('erasure'), async (work) => {
      const moreWords = await eraseWords(work, { contactId, email, limit: TURN })
      const moreMail = await eraseRawMail(work, { email, limit: TURN })
      return moreWords || moreMail
    })
  }
  await forgetLooseBytes(system)
}
