import { sql, type RawBuilder } from 'kysely'
import { invalid } from '../platform/errors.ts'
import { sqlState, type Database } from '../platform/database.ts'
import { visibleTo, type Condition, type Conditions, type Reader } from './conditions.ts'
import { formFor, type Form } from './form.ts'

/** Where a page ended: microseconds since the epoch of the newest comment, and the ticket's number. */
export interface Place {
  at: number
  number: number
}

export interface Asked {
  conditions: Conditions
  reader: Reader
  /** Tickets that stand above the list already. */
  except: readonly string[]
  after: Place | null
  limit: number
}

export interface Found {
  /** Newest first; one more than was asked for says that there are more. */
  hits: { ticketId: string; number: number; at: number }[]
  /** On the first page only. One more than MOST_COUNTED means more. */
  total: number | null
  form: Form
}

/** Beyond it we say "1,000+": counting further costs more than the answer is worth. */
export const MOST_COUNTED = 1000
const LONGEST_MS = 3000
const QUERY_CANCELED = '57014'

/** What is known before looking: all in one statement, for each statement costs more than it does. */
export interface Ground {
  documents: number
  /** The forms of each word that was asked about, the word itself first. */
  forms: ReadonlyMap<string, readonly string[]>
  /** The instant of the oldest thing that the index does not hold; null when it holds everything. */
  unindexedSince: Date | null
  rebuilding: boolean
}

/** Also sets the transaction up for searching: no scan of everything, and an end after 3 s. */
export async function prepareSearch(db: Database, words: readonly string[]): Promise<Ground> {
  // A scan looks cheap to the planner, which does not know what it costs to look into the words.
  const { rows } = await sql<Omit<Ground, 'forms'> & { forms: string[][] }>`
    select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
      set_config('statement_timeout', ${String(LONGEST_MS)}, true),
      (select greatest(reltuples, 0)::float8 from pg_class where oid = 'search_documents'::regclass) as documents,
      (select coalesce(jsonb_agg(search_lexemes(word)), '[]') from unnest(${[...words]}::text[]) word) as forms,
      (select min(e.at) from events e where e.seq > s.settled_seq and not (e.seq = any(s.done_seqs))
        and e.type in ('ticket.opened', 'comment.posted', 'comment.kept')) as unindexed_since,
      s.version = 0 and exists (select from tickets where number > s.rebuild_after) as rebuilding
    from search_state s`.execute(db)
  const { forms, ...ground } = rows[0]!
  return {
    ...ground,
    forms: new Map(words.map((word, at) => [word, ownFirst(word, forms[at] ?? [])])),
  }
}

const ownFirst = (word: string, forms: readonly string[]) => [
  word,
  ...forms.filter((form) => form !== word),
]

/** The tickets that match, newest first. Throws when nothing cheaper than 3 s could be found: the search was too wide. */
export const findTickets = (
  db: Database,
  asked: Asked,
  { documents }: Pick<Ground, 'documents'>,
): Promise<Found> =>
  refusingTooWide(async () => {
    const form = formFor(await estimate(db, asked, documents))
    const { rows } = await statementOf(form, asked).execute(db)
    return {
      form,
      hits: rows.filter((row) => row.number !== null) as Found['hits'],
      total: asked.after ? null : (rows[0]?.total ?? 0),
    }
  })

/** What is cut off after its 3 s was too wide, and says so. */
export async function refusingTooWide<Result>(find: () => Promise<Result>): Promise<Result> {
  try {
    return await find()
  } catch (error) {
    if (sqlState(error) !== QUERY_CANCELED) throw error
    throw invalid(
      'That would take too long. Add a word, a customer (org:…) or a time (after:2026-01-01).',
    )
  }
}

async function estimate(db: Database, { conditions, reader, limit }: Asked, documents: number) {
  const { words, filters } = conditions
  const matches =
    words && (await plannedRows(db, sql`search_documents d where d.words @@ ${words}`))
  const filtered =
    filters.length > 0
      ? await plannedRows(db, sql`tickets t where ${every(filters, reader)}`)
      : null
  return { documents, matches, filtered, wanted: limit + 1 }
}

/** What PostgreSQL's own statistics expect, without looking. */
async function plannedRows(db: Database, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from ${from}`.execute(db)
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

interface Row {
  ticketId: string | null
  number: number | null
  at: number
  total: number | null
}

const every = (conditions: readonly Condition[], reader: Reader) =>
  sql.join([visibleTo(reader), ...conditions], sql` and `)

const newestFirst = sql`order by at desc, number desc`

function statementOf(form: Form, asked: Asked) {
  const { after, limit } = asked
  // The first page counts on; the pages after it are only themselves.
  const most = after ? limit + 1 : Math.max(limit, MOST_COUNTED) + 1
  if (form === 'walk') return walk(asked)
  return sql<Row>`
    with found as materialized (${form === 'index' ? byWords(asked) : byTickets(asked)}),
    hits as materialized (
      select f.ticket_id, f.number, f.at
      from (select * from found ${newestFirst} offset 0) f
      ${ofTicket(asked)}
      order by f.at desc, f.number desc limit ${most})
    ${page(sql`(select * from hits ${newestFirst} limit ${limit + 1})`, sql`(select count(*)::int from hits)`)}`
}

/** Every document that holds the words, by the index of words. */
function byWords({ conditions, after }: Asked) {
  return sql`select d.ticket_id, d.number, d.at from search_documents d
    where d.words @@ ${conditions.words} ${past(after)}`
}

/** The tickets that the filters leave, with their words looked at one by one. */
function byTickets({ conditions, reader, after }: Asked) {
  return sql`select d.ticket_id, d.number, d.at
    from (select t.id from tickets t where ${every(conditions.filters, reader)} offset 0) t
    join search_documents d on d.ticket_id = t.id
    where ${lookedAt(conditions)} ${past(after)}`
}

/** Newest first until a page is full. The condition is hidden from the index of words, which would sort them all. */
function walk(asked: Asked) {
  const { conditions, after, limit } = asked
  const count = sql`(select count(*)::int from (
    select from (select d.ticket_id from search_documents d
      where ${conditions.words ? sql`d.words @@ ${conditions.words}` : lookedAt(conditions)} offset 0) f
    ${ofTicket(asked)}
    limit ${MOST_COUNTED + 1}) counted)`
  return sql<Row>`${page(
    sql`(select f.* from
      (select d.ticket_id, d.number, d.at from search_documents d
        where ${lookedAt(conditions)} ${past(after)} ${newestFirst} offset 0) f
      ${ofTicket(asked)}
      order by f.at desc, f.number desc limit ${limit + 1})`,
    after ? sql`null::int` : count,
  )}`
}

/** One row without a ticket when nothing matches: the total must be told all the same. */
const page = (hits: RawBuilder<unknown>, total: RawBuilder<unknown>) => sql`
  select h.ticket_id, h.number, ${sql`(extract(epoch from h.at) * 1000000)::bigint`} as at, n.total
  from (select ${total} as total) n left join ${hits} h on true
  order by h.at desc, h.number desc`

function lookedAt({ words, withoutWords }: Conditions) {
  if (words) return sql`coalesce(d.words @@ ${words}, false)`
  return withoutWords ? sql`not (d.words @@ ${withoutWords})` : sql`true`
}

const past = (after: Place | null) =>
  after
    ? sql`and (d.at, d.number) < (to_timestamp(${after.at}::float8 / 1000000), ${after.number}::bigint)`
    : sql``

/** Asks the ticket of each match. Where only the permission is asked, a small index knows the answer. */
function ofTicket({ conditions, reader, except }: Asked) {
  const { filters, literals } = conditions
  const others = sql`not (f.ticket_id = any(${[...except]}::uuid[]))`
  if (filters.length + literals.length > 0)
    return sql`cross join lateral (
      select from tickets t where t.id = f.ticket_id and ${every([...filters, ...literals], reader)} limit 1) t
      where ${others}`
  // Not to be turned into a join: it is asked of a thousand matches at most.
  const hidden = sql`exists (select from tickets t where t.id = f.ticket_id and t.restricted offset 0)`
  return reader.seesRestricted ? sql`where ${others}` : sql`where ${others} and not ${hidden}`
}
