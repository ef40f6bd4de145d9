import { sql, type SqlBool } from 'kysely'
import type { Work } from '../platform/work.ts'

// Which mail is need to know: what came to a restricted door, and what is or was read in a restricted ticket.

/** Tickets that were ever made part of a restricted one, at whatever remove; they need not be restricted themselves. */
const PARTS = sql`
  with recursive parts (id) as (
    select m.from_ticket_id from ticket_merges m join tickets t on t.id = m.into_ticket_id where t.restricted
    union select m.from_ticket_id from ticket_merges m join parts p on p.id = m.into_ticket_id
  ) select id from parts`

/** Comments that were split off into a restricted ticket, or into what became part of one. */
const SPLIT_OFF = sql`
  select s.comment_id from comment_splits s
  where s.to_ticket_id in (select id from tickets where restricted union all (${PARTS}))`

/** Arrivals whose words are read where not everybody may read. Asked as sets, once a statement: there are few of them. */
const HIDDEN = sql`
  select a.id from arrivals a where a.ticket_id in (${PARTS})
  union all select a.id from arrivals a where a.comment_id in (${SPLIT_OFF})
  union all select c.arrival_id from comments c where c.id in (${SPLIT_OFF}) and c.arrival_id is not null`

/** Whether `arrivals`, under this name in the statement, may be shown to somebody who sees no restricted tickets. */
export const isForEverybody = sql<SqlBool>`(not arrivals.restricted
  and not exists (select from tickets own where own.id = arrivals.ticket_id and own.restricted)
  and arrivals.id not in (${HIDDEN}))`

/** Everything that came in for a ticket is need to know from now on. */
export async function restrictArrivals(work: Work, ticketId: string) {
  await work.db
    .updateTable('arrivals')
    .set({ restricted: true })
    .where('ticketId', '=', ticketId)
    .execute()
  work.touch('mail')
}

/** What these comments were written from stays need to know, wherever they are read from now on. */
export async function restrictArrivalsOf(work: Work, commentIds: readonly string[]) {
  if (commentIds.length === 0) return
  await sql`
    update arrivals set restricted = true where not restricted and id in (
      select a.id from arrivals a where a.comment_id = any(${commentIds}::uuid[])
      union select c.arrival_id from comments c where c.id = any(${commentIds}::uuid[]))`.execute(
    work.db,
  )
  work.touch('mail')
}
