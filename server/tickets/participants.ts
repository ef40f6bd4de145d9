import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

/** Addresses of those who are part of each ticket: requesters, everyone who wrote in it, and who reads along. */
export async function participantsOf(
  db: Database,
  ticketIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const people = new Map<string, Set<string>>()
  if (ticketIds.length === 0) return people
  const { rows } = await sql<{ id: string; email: string }>`
    with roots as (select unnest(${[...ticketIds]}::uuid[]) as id),
    parts as (select roots.id as root, ticket_parts(roots.id) as part from roots)
    select p.root as id, c.email from parts p join tickets t on t.id = p.part join contacts c on c.id = t.requester_id
    union
    select p.root, c.email from parts p join comments m on m.ticket_id = p.part join contacts c on c.id = m.author_contact_id
    union
    select p.root, c.email from parts p join comment_splits s on s.to_ticket_id = p.part
      join comments m on m.id = s.comment_id join contacts c on c.id = m.author_contact_id
    union
    select p.root, c.email from parts p join ticket_ccs cc on cc.ticket_id = p.part join contacts c on c.id = cc.contact_id
  `.execute(db)
  for (const { id, email } of rows) people.set(id, (people.get(id) ?? new Set()).add(email))
  return people
}

/** Addresses of the customers who read a ticket, its requester first. */
export async function readersOf(db: Database, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select c.email from tickets t join contacts c on c.id = t.requester_id where t.id = ${ticketId}
    union all
    (select c.email from ticket_ccs r join contacts c on c.id = r.contact_id where r.ticket_id = ${ticketId}
      order by r.added_at, c.email limit 99)`.execute(db)
  return rows.map(({ email }) => email)
}
