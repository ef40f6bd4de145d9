import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'
import { letBytesGo } from './loose-bytes.ts'
import { NO_ADDRESS } from './outgoing.ts'

export const ERASED_WORDS = 'What stood here was erased at the wish of the person who wrote it.'
export const ERASED_PERSON = 'Erased person'
const ERASED_SUBJECT = 'Request of an erased person'

/**
 * Takes the words of a contact out of their tickets, so many messages a turn: numbers, instants, promises and who did what
 * stay. What we wrote to them stays too, but for the address it went to and what it quoted of theirs. Returns whether more
 * is left than one turn takes.
 */
export async function eraseWords(
  work: Work,
  { contactId, email, limit }: { contactId: string; email: string; limit: number },
): Promise<boolean> {
  const comments = await sql<{ id: string; ticketId: string }>`
    update comments set body = ${ERASED_WORDS}, quoted = '', author_name = ${ERASED_PERSON}
    where id in (select id from comments where author_contact_id = ${contactId} and author_name <> ${ERASED_PERSON} limit ${limit})
    returning id, ticket_id`.execute(work.db)
  const ids = comments.rows.map(({ id }) => id)
  await work.db.deleteFrom('commentHtml').where('commentId', 'in', orNone(ids)).execute()
  const { rows: files } = await sql<{ sha256: string }>`
    with gone as (delete from comment_files where comment_id = any(${ids}::uuid[]) returning file_id)
    delete from files f using gone g where f.id = g.file_id
      and not exists (select from comment_files c where c.file_id = f.id and c.comment_id <> all(${ids}::uuid[]))
    returning f.sha256`.execute(work.db)
  await letBytesGo(work, files)
  await sql`
    update tickets set subject = ${ERASED_SUBJECT}, customer_words = '', phone = null
    where requester_id = ${contactId} and phone is distinct from null or requester_id = ${contactId} and customer_words <> ''`.execute(
    work.db,
  )
  const outgoing = await sql`
    update outgoing_messages set to_addresses = array_replace(to_addresses, ${email}, ${`erased.${contactId}${NO_ADDRESS}`}),
      subject = ${ERASED_SUBJECT}, body = ${ERASED_WORDS}, answer = replace(answer, ${email}, ${ERASED_PERSON})
    where id in (select id from outgoing_messages where to_addresses @> array[${email}]::text[] limit ${limit})`.execute(
    work.db,
  )
  await eraseAddress(work, email, `erased.${contactId}${NO_ADDRESS}`)
  const more = ids.length === limit || Number(outgoing.numAffectedRows ?? 0n) === limit
  // Their words are looked up no more: the documents of these tickets are made anew.
  for (const ticketId of new Set(comments.rows.map(({ ticketId }) => ticketId)))
    work.record({ type: 'ticket.words_erased', ticketId })
  return more
}

const NONE = '00000000-0000-0000-0000-000000000000'
const orNone = (ids: readonly string[]) => (ids.length > 0 ? [...ids] : [NONE])

/** What mail servers said about an address names it, too. */
async function eraseAddress(work: Work, email: string, erased: string) {
  await sql`
    update outgoing_attempts a set answer = replace(a.answer, ${email}, ${ERASED_PERSON})
    from outgoing_recipients r where r.address = ${email} and a.outgoing_id = r.outgoing_id`.execute(
    work.db,
  )
  await sql`update outgoing_recipients set address = ${erased}, answer = null where address = ${email}`.execute(
    work.db,
  )
  await sql`update suppressed_addresses set address = ${erased}, reason = '' where address = ${email}`.execute(
    work.db,
  )
}
