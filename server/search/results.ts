/** What a page of results shows of each ticket, and the tickets that were named outright. */
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { ticketRows } from '../sla/queries.ts'
import { commentsOf, visibleTo, type Reader } from './conditions.ts'
import { literally } from './names.ts'
import type { Clause } from './query.ts'
import { wordsOf } from './words.ts'

/** Letters of a comment that are looked through for an excerpt. */
const LOOKED_THROUGH = 20_000
/** Of a file's name. */
const LONGEST_NAME = 300
/** The newest comments of a ticket among which the excerpt is chosen. */
const MOST_COMMENTS = 100

/** What is searched for in the words of a text, to mark it. */
export interface Terms {
  sought: { lexemes: readonly string[]; prefix: boolean }[]
  literals: string[]
}

type Word = { word: string; prefix: boolean }

/** What of the clauses is marked where it is found. */
export function markedParts(clauses: readonly Clause[]): { words: Word[]; literals: string[] } {
  const literals: string[] = []
  const words: Word[] = []
  const plainly = (text: string, prefix = false) =>
    wordsOf(text).forEach((word) => words.push({ word, prefix }))
  for (const clause of clauses) {
    if (clause.kind === 'number') plainly(String(clause.number))
    else if (clause.negated) continue
    else if (clause.kind === 'filter') {
      if (clause.name === 'subject') clause.values.forEach((value) => plainly(value))
    } else if (clause.kind === 'phrase' || /[^\p{L}\p{N}]/u.test(clause.text))
      literals.push(clause.text)
    else plainly(clause.text, clause.prefix)
  }
  return { words, literals }
}

/** The tickets as a list shows them, each with the comment that says most of it; in no order. */
export async function readRows(db: Database, ticketIds: readonly string[], terms: Terms) {
  if (ticketIds.length === 0) return []
  const chosen = db
    .selectFrom('tickets')
    .selectAll()
    .where('id', 'in', [...ticketIds])
  return ticketRows(db, chosen)
    .leftJoinLateral(saying(terms).as<'saying'>('saying'), (join) => join.onTrue())
    .select([
      't.id',
      'saying.sayingKind',
      'saying.sayingAuthor',
      'saying.sayingAt',
      'saying.sayingBody',
      'saying.sayingFiles',
    ])
    .execute()
}

export type ResultRow = Awaited<ReturnType<typeof readRows>>[number]

/** Of a ticket the comment that says most of what was asked for; the newest of equals. */
function saying({ sought, literals }: Terms) {
  const patterns = [
    ...literals,
    // The shortest form finds the others too.
    ...sought.map(({ lexemes }) => lexemes.reduce((a, b) => (b.length < a.length ? b : a))),
  ].map((text) => `%${literally(text)}%`)
  return sql<Saying>`(
    select kind as saying_kind, author_name as saying_author, created_at as saying_at, body as saying_body, files as saying_files
    from (
      select kind, author_name, created_at, left(body, ${LOOKED_THROUGH}) as body, array(
        select left(f.name, ${LONGEST_NAME}) from comment_files cf join files f on f.id = cf.file_id
        where cf.comment_id = c.id order by cf.position) as files
      from ${commentsOf(sql`t.id`)} c
      order by created_at desc, c.id desc limit ${MOST_COMMENTS}) newest
    order by (select count(*) from unnest(${patterns}::text[]) p where body ilike p or array_to_string(files, ' ') ilike p) desc,
      created_at desc
    limit 1)`
}

interface Saying {
  sayingKind: 'public' | 'note'
  sayingAuthor: string
  sayingAt: Date
  sayingBody: string
  sayingFiles: string[]
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
