import { sql } from 'kysely'
import { topicPath } from '../forum/links.ts'
import { topicsByIds } from '../forum/queries.ts'
import { articlePath } from '../knowledge/links.ts'
import { articlesByIds } from '../knowledge/queries.ts'
import type { Database } from '../platform/database.ts'
import { bestOf, shareOf, telling, type KnownWord, type Sought } from './ranking.ts'
import { wordsOf } from './words.ts'

/** A topic or an article that everybody may read. */
export interface PublicHit {
  kind: 'topic' | 'article'
  title: string
  path: string
  category: string
  solved: boolean
  replies: number
}

const MOST_TEXT = 2000
const MOST_WORDS = 80
/** How many unknown words are taken for the known one most like them. */
const MOST_SLIPS = 3
/** Of one word: a common one stands in more texts than anybody can be shown. */
const MOST_OF_A_WORD = 1000
/** Of what holds some of the words: those are weighed with all of them. */
const MOST_WEIGHED = 100
const CANDIDATES = 24

/**
 * The three topics and articles that fit a text best, in the reader's language before others. Reads words by their
 * index only: 100 ms over 100,000 topics are the limit.
 */
export async function suggest(db: Database, text: string, lang: string): Promise<PublicHit[]> {
  const words = wordsOf(text.slice(0, MOST_TEXT)).slice(0, MOST_WORDS)
  if (words.length === 0) return []
  const { known, texts } = await lookUp(db, words)
  const sought = telling([...known, ...(await withoutSlips(db, known))], texts)
  if (sought.length === 0) return []
  const found = await candidatesFor(db, sought)
  const shown = await readHits(db, found)
  const total = sought.reduce((sum, { weight }) => sum + weight, 0)
  const candidates = found.flatMap((one) => {
    const hit = shown.get(one.id)
    if (!hit) return []
    const covered = one.weight / total
    const titled = shareOf(sought, wordsOf(hit.title))
    const isReadable = hit.language === null || sameLanguage(hit.language, lang)
    return [{ ...one, covered, titled, isReadable }]
  })
  return bestOf(candidates, 3).flatMap(({ id }) => shown.get(id)?.hit ?? [])
}

const sameLanguage = (one: string, other: string) => one.split('-')[0] === other.split('-')[0]

async function lookUp(db: Database, words: readonly string[]) {
  const { rows } = await sql<KnownWord & { texts: number }>`
    select w.word, l.lexemes, coalesce((select max(p.documents) from public_words p where p.word = any(l.lexemes)), 0) as documents,
      (select greatest(reltuples, 0)::int from pg_class where oid = 'public_documents'::regclass) as texts
    from unnest(${[...words]}::text[]) with ordinality w (word, at) cross join lateral (select search_lexemes(w.word) as lexemes) l
    order by w.at`.execute(db)
  const most = Math.max(0, ...rows.map(({ documents }) => documents))
  return { known: rows, texts: Math.max(rows[0]?.texts ?? 0, most) }
}

/** For words that nobody used: the one most like each, by the threes of their letters (Dice, half of them at least). */
async function withoutSlips(db: Database, known: readonly KnownWord[]): Promise<KnownWord[]> {
  const slips = known
    .filter(({ documents, word }) => documents === 0 && /^\p{L}{4,24}$/u.test(word))
    .slice(0, MOST_SLIPS)
    .map(({ word }) => word)
  if (slips.length === 0) return []
  const { rows } = await sql<KnownWord>`
    select p.word, array[p.word] as lexemes, p.documents
    from unnest(${slips}::text[]) s (slip) cross join lateral (
      select word, documents, 2.0 * (select count(*) from unnest(trigrams) t where t = any(word_trigrams(s.slip)))
        / (cardinality(trigrams) + cardinality(word_trigrams(s.slip))) as likeness
      from public_words where trigrams && word_trigrams(s.slip) and documents > 1
        and char_length(word) between 4 and 24
        and char_length(word) between char_length(s.slip) - 2 and char_length(s.slip) + 2
      order by likeness desc, documents desc limit 1) p
    where p.likeness >= 0.5`.execute(db)
  return rows
}

/** By the index of words only, whatever the planner expects (migrations/0038_own_posts.sql). */
async function candidatesFor(db: Database, sought: readonly Sought[]) {
  const weights = sought.map(({ weight }) => weight)
  const queries = sought.map(({ lexemes }) => queryOf(lexemes))
  const { rows } = await sql<{
    id: string
    kind: 'topic' | 'article'
    solved: boolean
    at: Date
    weight: number
  }>`
    select id, kind, solved, at, weight
    from fitting_documents(${weights}::float8[], ${queries}::text[], ${MOST_OF_A_WORD}, ${MOST_WEIGHED}, ${CANDIDATES})`.execute(
    db,
  )
  return rows
}

/** Any of these, as PostgreSQL writes it; words are letters and digits only. */
const queryOf = (lexemes: readonly string[]) => lexemes.map((one) => `'${one}'`).join(' | ')

async function readHits(db: Database, found: readonly { id: string; kind: 'topic' | 'article' }[]) {
  const ids = (kind: string) => found.flatMap((one) => (one.kind === kind ? [one.id] : []))
  const hits = new Map<string, { title: string; language: string | null; hit: PublicHit }>()
  for (const topic of await topicsByIds(db, ids('topic')))
    hits.set(topic.id, {
      title: topic.title,
      language: null,
      hit: {
        kind: 'topic',
        title: topic.title,
        path: topicPath(topic),
        category: topic.categoryName,
        solved: topic.solutionPostId !== null,
        replies: topic.replies,
      },
    })
  for (const article of await articlesByIds(db, ids('article')))
    hits.set(article.id, {
      title: article.title,
      language: article.language,
      hit: {
        kind: 'article',
        title: article.title,
        path: articlePath(article),
        category: article.category,
        solved: true,
        replies: 0,
      },
    })
  return hits
}

export const RESULTS_A_PAGE = 20
const MOST_PAGES = 10

/** Everything that holds all the words, solved first, newest first. `page` from 0. Never a ticket. */
export async function findPublic(
  db: Database,
  text: string,
  page: number,
): Promise<{ hits: PublicHit[]; hasMore: boolean }> {
  const words = wordsOf(text.slice(0, 200)).slice(0, 12)
  if (words.length === 0 || page < 0 || page >= MOST_PAGES) return { hits: [], hasMore: false }
  const { known } = await lookUp(db, words)
  const query = known.map(({ lexemes }) => `(${queryOf(lexemes)})`).join(' & ')
  const { rows } = await sql<{ id: string; kind: 'topic' | 'article' }>`
    select id, kind from public_documents where words @@ ${query}::tsquery
    order by solved desc, at desc, id desc limit ${RESULTS_A_PAGE + 1} offset ${page * RESULTS_A_PAGE}`.execute(
    db,
  )
  const shown = rows.slice(0, RESULTS_A_PAGE)
  const hits = await readHits(db, shown)
  return {
    hits: shown.flatMap(({ id }) => hits.get(id)?.hit ?? []),
    hasMore: rows.length > RESULTS_A_PAGE && page + 1 < MOST_PAGES,
  }
}
