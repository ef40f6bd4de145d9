import { Client } from 'pg'
import { databaseOn, openPool } from '../server/platform/database.ts'
import { suggest as suggestFor } from '../server/search/suggest.ts'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { wordOfRank } from './search-seed.ts'

const TOPICS = 100_000
const VOCABULARY = 100_000
const QUESTIONS = 200
/** By how common they are: a question has words of all kinds, and a slip. */
const RANKS = [2, 8, 30, 120, 500, 2000, 8000, 30_000]

/** What fits a question best among 100,000 topics, asked as somebody types. */
export async function suggest(ground: Ground): Promise<Result[]> {
  const { url } = await ground.product(ground.sizes.small)
  await seed(url)
  const pool = openPool(url, () => undefined)
  const db = databaseOn(pool)
  try {
    const took: number[] = []
    let found = 0
    for (let n = 0; n < QUESTIONS + 20; n += 1) {
      const began = performance.now()
      const hits = await suggestFor(db, question(), 'en')
      // The first ones warm it up.
      if (n >= 20) took.push(performance.now() - began)
      found += hits.length
    }
    if (found === 0) throw new Error('Nothing was suggested')
    took.sort((a, b) => a - b)
    const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
    return [
      {
        goal: '7',
        what: `what fits a question best among ${TOPICS.toLocaleString('en')} topics, p95, 1 client`,
        floor: 100,
        target: 50,
        wanted: 'at most',
        unit: ' ms',
        reached: at(0.95),
        rounds: `${QUESTIONS} questions`,
        absolute: `p50 ${round(at(0.5))} p99 ${round(at(0.99))} ms; ${round(found / (QUESTIONS + 20))} found a question`,
      },
    ]
  } finally {
    await db.destroy()
  }
}

export function question(): string {
  const words = RANKS.map((rank) => wordOfRank(Math.ceil(rank * (0.5 + Math.random()))))
  return `${words.join(' ')} problme`
}

/** Topics of 8 words in the title and 60 in the text, in Zipf's order, and their documents as the index writes them. */
export async function seed(url: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  const words = (count: number) =>
    `(select string_agg('w' || to_hex(floor(exp(random() * ln(${VOCABULARY})))::int), ' ') from generate_series(1, ${count} + i * 0))`
  try {
    await client.query('set session_replication_role = replica')
    await client.query(`
      insert into forum_members (id, display_name, created_at)
        select uuidv7(), 'Member of the bench ' || i, now() from generate_series(1, 1000) i;
      create temporary table of_bench as
        select row_number() over (order by id) as n, id from forum_members where display_name like 'Member of the bench %';
      create temporary table asked as
        select i, uuidv7() as id, ${words(8)} || ' problem' as title, ${words(60)} as body from generate_series(1, ${TOPICS}) i;
      insert into forum_topics (id, category_id, author_id, title, slug, state, created_at, last_at)
        select a.id, (select id from forum_categories where slug = 'questions'), m.id, a.title, 'topic', 'shown',
          now() - a.i * interval '1 minute', now() - a.i * interval '1 minute'
        from asked a join of_bench m on m.n = 1 + a.i % 1000;
      drop index public_documents_words;
      insert into public_documents (id, kind, solved, at, words)
        select id, 'topic', i % 3 = 0, now() - i * interval '1 minute',
          setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'C') from asked;
      create index public_documents_words on public_documents using gin (words) with (gin_pending_list_limit = 512);
      insert into public_words (word, documents)
        select lexeme, count(*)::int from public_documents, unnest(tsvector_to_array(words)) lexeme group by lexeme`)
    await client.query('set session_replication_role = default')
    await client.query('vacuum analyze public_documents, public_words, forum_topics, forum_members')
    // As every other fill ends: its pages are not written while questions are asked.
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
