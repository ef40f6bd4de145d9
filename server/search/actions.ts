import { sql } from 'kysely'
import { sqlState } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { languageOf, wordsOf } from './words.ts'

/**
 * Raise it when words.ts, the weights or the languages change: every document is then made anew, oldest ticket first,
 * while the old ones are still searched.
 */
export const DOCUMENT_VERSION = 2

/** PostgreSQL's limit of 1 MB of words is far above it; a ticket with more keeps the words it has. */
const MOST_LEXEMES = 12_000
const PROGRAM_LIMIT_EXCEEDED = '54000'

/** What of a ticket is new to the index. */
export interface Unindexed {
  ticketId: string
  commentIds: string[]
}

/** Asks for every document to be made anew. Searching goes on meanwhile. */
export async function requestRebuild(work: Work) {
  await work.db.updateTable('searchState').set({ version: 0, rebuildAfter: 0 }).execute()
}

/**
 * Adds comments to the documents of their tickets and reads their subjects and names again. Doing it twice changes
 * nothing. `fresh` forgets what the documents held before.
 */
export async function writeDocuments(
  work: Work,
  tickets: readonly Unindexed[],
  { fresh = false } = {},
) {
  if (tickets.length === 0) return
  try {
    await sql`savepoint documents`.execute(work.db)
    await upsert(work, tickets, fresh)
    await sql`release savepoint documents`.execute(work.db)
  } catch (error) {
    if (sqlState(error) !== PROGRAM_LIMIT_EXCEEDED) throw error
    await sql`rollback to savepoint documents`.execute(work.db)
    // One ticket that is too large must not keep the others from being found.
    if (tickets.length === 1) return upsert(work, [{ ...tickets[0]!, commentIds: [] }], fresh)
    for (const ticket of tickets) await writeDocuments(work, [ticket], { fresh })
  }
}

async function upsert(work: Work, tickets: readonly Unindexed[], fresh: boolean) {
  const heads = await readHeads(work, tickets)
  const comments = await readComments(work, tickets)
  const rows = heads.map((head) => ({
    ...headWords(head),
    ...bodyWords(comments.get(head.ticketId) ?? []),
    ticket_id: head.ticketId,
    number: head.number,
    at: (
      comments.get(head.ticketId)?.reduce(latest, head.createdAt) ?? head.createdAt
    ).toISOString(),
  }))
  const kept = fresh
    ? sql`''::tsvector`
    : sql`case when length(d.words) > ${MOST_LEXEMES} then d.words else ts_filter(d.words, '{c}') end`
  await sql`
    insert into search_documents as d (ticket_id, number, at, version, words)
    select ticket_id, number, at, ${DOCUMENT_VERSION},
      setweight(to_tsvector('simple', subject) || to_tsvector(language::regconfig, subject), 'A')
      || setweight(to_tsvector('simple', names) || to_tsvector(language::regconfig, documentation) || to_tsvector('simple', documentation), 'B')
      || setweight(to_tsvector('simple', body) || to_tsvector(body_language::regconfig, body), 'C')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (ticket_id uuid, number bigint, at timestamptz, subject text, language text, names text, documentation text, body text, body_language text)
    on conflict (ticket_id) do update set at = ${fresh ? sql`excluded.at` : sql`greatest(d.at, excluded.at)`},
      version = excluded.version, words = excluded.words || ${kept}`.execute(work.db)
}

interface Head {
  ticketId: string
  number: number
  createdAt: Date
  subject: string
  tags: string[]
  documentation: string
  requesterName: string
  requesterEmail: string
  organizationName: string | null
}

async function readHeads(work: Work, tickets: readonly Unindexed[]): Promise<Head[]> {
  const ids = tickets.map(({ ticketId }) => ticketId)
  return work.db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .select([
      'tickets.id as ticketId',
      'tickets.number',
      'tickets.createdAt',
      'tickets.subject',
      'tickets.tags',
      'tickets.documentation',
      'contacts.name as requesterName',
      'contacts.email as requesterEmail',
      'organizations.name as organizationName',
    ])
    .where('tickets.id', 'in', ids)
    .orderBy('tickets.id')
    .execute()
}

interface CommentText {
  body: string
  /** Names of its files. */
  files: string
  createdAt: Date
}

const namesOfFiles = sql<string>`coalesce((
  select string_agg(left(f.name, 500), ' ' order by cf.position)
  from comment_files cf join files f on f.id = cf.file_id where cf.comment_id = comments.id), '')`

async function readComments(
  work: Work,
  tickets: readonly Unindexed[],
): Promise<Map<string, CommentText[]>> {
  const readIn = new Map(
    tickets.flatMap(({ ticketId, commentIds }) => commentIds.map((id) => [id, ticketId] as const)),
  )
  const texts = new Map<string, CommentText[]>()
  if (readIn.size === 0) return texts
  const rows = await work.db
    .selectFrom('comments')
    .select([
      'id',
      'createdAt',
      sql<string>`left(body, 200000)`.as('body'),
      namesOfFiles.as('files'),
    ])
    .where('id', 'in', [...readIn.keys()])
    .execute()
  for (const row of rows) {
    const ticketId = readIn.get(row.id)!
    texts.set(ticketId, [...(texts.get(ticketId) ?? []), row])
  }
  return texts
}

const joined = (words: readonly string[]) => words.join(' ')

function headWords(head: Head) {
  const subject = wordsOf(head.subject)
  const documentation = wordsOf(head.documentation)
  const names = [
    String(head.number),
    head.requesterName,
    head.requesterEmail,
    head.organizationName ?? '',
    ...head.tags,
  ]
  return {
    subject: joined(subject),
    language: languageOf([...subject, ...documentation]),
    names: joined(wordsOf(names.join(' '))),
    documentation: joined(documentation),
  }
}

function bodyWords(comments: readonly CommentText[]) {
  const words = wordsOf(comments.map(({ body }) => body).join('\n'))
  // By themselves: a long log in the text must not push the names of files out of the index.
  const names = wordsOf(comments.map(({ files }) => files).join('\n'))
  return { body: joined([...new Set([...names, ...words])]), body_language: languageOf(words) }
}

const latest = (at: Date, { createdAt }: CommentText) => (createdAt > at ? createdAt : at)
