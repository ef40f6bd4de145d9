import { sql, type RawBuilder } from 'kysely'
import type { Work } from '../platform/work.ts'

/** An edge of `ticket_merges`: what became part of `intoTicketId`. */
interface Merge {
  id: string
  intoTicketId: string
}

/** One of the two kinds of people who hear of a ticket, as its table keeps them. */
interface Kind {
  table: RawBuilder<unknown>
  person: RawBuilder<unknown>
  /** The columns beyond ticket, person and merge, and what stands in them. */
  columns: RawBuilder<unknown>
  values: (now: Date) => RawBuilder<unknown>
  /** Who hears of the ticket that was merged, `m.from_ticket_id`. */
  heardThere: RawBuilder<unknown>
}

/** Customers: whoever asked there goes on reading here, as do those who read along. */
const customers: Kind = {
  table: sql`ticket_ccs`,
  person: sql`contact_id`,
  columns: sql`added_at, source`,
  values: (now) => sql`${now}::timestamptz, 'merge'`,
  heardThere: sql`select requester_id as person from tickets where id = m.from_ticket_id
    union select contact_id from ticket_ccs where ticket_id = m.from_ticket_id`,
}

/** People of ours. */
const followers: Kind = {
  table: sql`ticket_followers`,
  person: sql`user_id`,
  columns: sql`since`,
  values: (now) => sql`${now}::timestamptz`,
  heardThere: sql`select user_id as person from ticket_followers where ticket_id = m.from_ticket_id`,
}

/** Everyone who hears of a merged ticket hears of the one it became part of. */
export async function bringReaders(work: Work, { id, intoTicketId }: Merge): Promise<void> {
  for (const kind of [customers, followers])
    await bring(work, kind, intoTicketId, sql`m.id = ${id}::uuid`)
}

/**
 * Those who came with a merge that is undone go back, from here and from wherever this ticket was merged into. Who reads
 * here for another reason stays: by another merge, or because somebody added them.
 */
export async function takeReadersBack(work: Work, merge: Merge): Promise<void> {
  for (const kind of [customers, followers]) await takeBack(work, kind, merge, sql`true`)
}

async function takeBack(
  work: Work,
  kind: Kind,
  { id, intoTicketId }: Merge,
  which: RawBuilder<unknown>,
): Promise<void> {
  const gone = await peopleOf(
    work,
    sql`delete from ${kind.table} where merge_id = ${id}::uuid and ${which} returning ${kind.person} as person`,
  )
  if (gone.length === 0) return
  await bring(work, kind, intoTicketId, sql`r.person = any(${gone}::uuid[])`)
  const stay = await peopleOf(
    work,
    sql`select ${kind.person} as person from ${kind.table} where ticket_id = ${intoTicketId}::uuid`,
  )
  const lost = gone.filter((person) => !stay.includes(person))
  const further = await work.db
    .selectFrom('ticketMerges')
    .select(['id', 'intoTicketId'])
    .where('fromTicketId', '=', intoTicketId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  if (further && lost.length > 0)
    await takeBack(work, kind, further, sql`${kind.person} = any(${lost}::uuid[])`)
}

/** Adds those who hear of what is merged into a ticket now; each by the oldest of the merges that bring them. */
const bring = (work: Work, kind: Kind, intoTicketId: string, which: RawBuilder<unknown>) =>
  sql`
    insert into ${kind.table} (ticket_id, ${kind.person}, merge_id, ${kind.columns})
    select distinct on (r.person) i.id, r.person, m.id, ${kind.values(work.now)}
    from ticket_merges m join tickets i on i.id = m.into_ticket_id cross join lateral (${kind.heardThere}) r
    where i.id = ${intoTicketId}::uuid and m.undone_at is null and r.person <> i.requester_id and ${which}
    order by r.person, m.merged_at
    on conflict do nothing`.execute(work.db)

async function peopleOf(work: Work, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`${query}`.execute(work.db)
  return rows.map(({ person }) => person)
}
