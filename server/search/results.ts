/** What a page of results shows of each ticket, and the tickets that were named outright. */
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { visibleTo, type Reader } from './conditions.ts'
import { literally } from './names.ts'
import type { Clause } from './query.ts'
import { wordsOf } from './words.ts'

/** Letters of a comment that are looked through for an excerpt. */
const LOOKED_THROUGH = 20_000
/** The newest comments of a ticket among which the excerpt is chosen. */
const MOST_COMMENTS = 100

/** What is searched for in the words of a text, to mark it. */
export interface Terms {
  sought: { lexemes: string[]; prefix: boolean }[]
  literals: string[]
}

/** The words of a query with all their forms, for marking. */
export async function termsOf(db: Database, clauses: readonly Clause[]): Promise<Terms> {
  const literals: string[] = []
  const words: { word: string; prefix: boolean }[] = []
  for (const clause of clauses) {
    if (clause.kind === 'number') words.push({ word: String(clause.number), prefix: false })
    else if (clause.kind === 'filter') {
      if (clause.name === 'subject' && !clause.negated)
        clause.values.flatMap(wordsOf).forEach((word) => words.push({ word, prefix: false }))
    } else if (!clause.negated) {
      const parts = wordsOf(clause.text)
      if (clause.kind === 'phrase' || /[^\p{L}\p{N}]/u.test(clause.text)) literals.push(clause.text)
      else
        parts.forEach((word) =>
          words.push({ word, prefix: clause.kind === 'word' && clause.prefix }),
        )
    }
  }
  if (words.length === 0) return { sought: [], literals }
  const { rows } = await sql<{ word: string; lexemes: string[] }>`
    select word, search_lexemes(word) as lexemes from unnest(${words.map(({ word }) => word)}::text[]) word`.execute(
    db,
  )
  const forms = new Map(rows.map(({ word, lexemes }) => [word, lexemes]))
  return {
    literals,
    sought: words.map(({ word, prefix }) => ({
      prefix,
      lexemes: [word, ...(forms.get(word) ?? []).filter((form) => form !== word)],
    })),
  }
}

/** The tickets as a list shows them, in no order. */
export async function readRows(db: Database, ticketIds: readonly string[]) {
  if (ticketIds.length === 0) return []
  return db
    .selectFrom('tickets as t')
    .innerJoin('contacts', 'contacts.id', 't.requesterId')
    .innerJoin('channels', 'channels.key', 't.channelKey')
    .leftJoin('organizations', 'organizations.id', 't.organizationId')
    .leftJoin('users', 'users.id', 't.assigneeId')
    .leftJoin('plans', 'plans.key', 't.planKey')
    .select([
      't.id',
      't.number',
      't.subject',
      't.status',
      't.priority',
      't.restricted',
      't.createdAt',
      't.updatedAt',
      't.assigneeId',
      't.dueAt',
      't.dueMetric',
      't.dueState',
      't.dueStartedAt',
      't.channelKey',
      'channels.name as channelName',
      'channels.kind as channelKind',
      'contacts.name as requesterName',
      'organizations.name as organizationName',
      'plans.name as planName',
      'users.name as assigneeName',
    ])
    .where('t.id', 'in', [...ticketIds])
    .execute()
}

export type ResultRow = Awaited<ReturnType<typeof readRows>>[number]

export interface Saying {
  ticketId: string
  kind: 'public' | 'note'
  authorName: string
  createdAt: Date
  body: string
}

/** Of each ticket the comment that says most of what was asked for; the newest of equals. */
export async function readSayings(
  db: Database,
  ticketIds: readonly string[],
  { sought, literals }: Terms,
): Promise<Map<string, Saying>> {
  const patterns = [
    ...literals,
    // The shortest form finds the others too.
    ...sought.map(({ lexemes }) => lexemes.reduce((a, b) => (b.length < a.length ? b : a))),
  ].map((text) => `%${literally(text)}%`)
  if (ticketIds.length === 0) return new Map()
  const { rows } = await sql<Saying>`
    select c.* from unnest(${[...ticketIds]}::uuid[]) as wanted (ticket) cross join lateral (
      select ticket_id, kind, author_name, created_at, body from (
        select ticket_id, kind, author_name, created_at, left(body, ${LOOKED_THROUGH}) as body from comments
        where ticket_id = wanted.ticket order by created_at desc, comments.id desc limit ${MOST_COMMENTS}) newest
      order by (select count(*) from unnest(${patterns}::text[]) p where body ilike p) desc, created_at desc
      limit 1) c`.execute(db)
  return new Map(rows.map((row) => [row.ticketId, row]))
}

/** Why a ticket stands above all others. */
export type Exact = 'number' | 'message' | 'address'

const MESSAGE_ID = /^<?([^\s<>@]+@[^\s<>@]+)>?$/
/** Of one sender; the others follow in the list. */
const MOST_OF_ADDRESS = 3

/** Tickets that the query names: by number, by the id of a message, by who wrote. Only where it is the whole query. */
export async function findExact(
  db: Database,
  clauses: readonly Clause[],
  reader: Reader,
): Promise<Map<string, Exact>> {
  const [only, ...more] = clauses
  const found = new Map<string, Exact>()
  if (!only || more.length > 0 || only.kind === 'filter' || ('negated' in only && only.negated))
    return found
  const text = only.kind === 'number' ? String(only.number) : only.text
  if (/^\d{1,12}$/.test(text))
    await addExact(db, found, 'number', reader, sql`t.number = ${Number(text)}`)
  const address = MESSAGE_ID.exec(text)?.[1]
  if (!address) return found
  const spellings = [address, `<${address}>`]
  await addExact(
    db,
    found,
    'message',
    reader,
    sql`t.id in (select ticket_id from comments where message_id = any(${spellings}::text[]))`,
  )
  await addExact(
    db,
    found,
    'address',
    reader,
    sql`t.requester_id = (select id from contacts where email = ${address.toLowerCase()})`,
  )
  return found
}

async function addExact(
  db: Database,
  found: Map<string, Exact>,
  why: Exact,
  reader: Reader,
  condition: ReturnType<typeof sql>,
) {
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t where ${condition} and ${visibleTo(reader)} order by t.created_at desc limit ${MOST_OF_ADDRESS}`.execute(
    db,
  )
  for (const { id } of rows) if (!found.has(id)) found.set(id, why)
}
