import { sql } from 'kysely'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { languageOf, wordsOf } from './words.ts'

const BATCH = 200
const MOST_BATCHES = 100
/** One indexer at a time: the counts of words would not add up. The number is this lock's name. */
const LOCK = 7_042_025

/** Brings what everybody may find up to what was committed. Answers how many topics and articles it took. */
export async function indexPublic(system: System): Promise<number> {
  let taken = 0
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const { rows } = await sql`select from public_dirty limit 1`.execute(system.db)
    if (rows.length === 0) break
    const some = await inWork(system, machine('search'), indexSome)
    if (some === 0) break
    taken += some
  }
  return taken
}

interface Thing {
  id: string
  kind: 'topic' | 'article'
  isShown: boolean
  isSolved: boolean
  at: Date
  title: string
  names: string
  body: string
}

async function indexSome(work: Work): Promise<number> {
  const lock = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK}) as held`.execute(work.db)
  if (!lock.rows[0]?.held) return 0
  const { rows } = await sql<{ kind: string; thingId: string }>`
    delete from public_dirty where id in (select id from public_dirty order by id limit ${BATCH})
    returning kind, thing_id`.execute(work.db)
  const ids = (kind: string) => [
    ...new Set(rows.flatMap((row) => (row.kind === kind ? [row.thingId] : []))),
  ]
  const things = [
    ...(await readTopics(work, ids('topic'))),
    ...(await readArticles(work, ids('article'))),
  ]
  await write(
    work,
    [...ids('topic'), ...ids('article')],
    things.filter(({ isShown }) => isShown),
  )
  return rows.length
}

async function readTopics(work: Work, ids: string[]): Promise<Thing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Thing>`
    select t.id, 'topic' as kind, t.state = 'shown' as is_shown, t.solution_post_id is not null as is_solved,
      t.created_at as at, t.title, concat_ws(' ', c.name, array_to_string(t.tags, ' ')) as names,
      coalesce((select string_agg(left(p.body, 20000), E'\n' order by p.created_at) from forum_posts p
        where p.topic_id = t.id and p.state = 'shown'), '') as body
    from forum_topics t join forum_categories c on c.id = t.category_id where t.id = any(${ids}::uuid[])`.execute(
    work.db,
  )
  return rows
}

/** What the team published counts as solved: it was written to be the answer. */
async function readArticles(work: Work, ids: string[]): Promise<Thing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Thing>`
    select a.id, 'article' as kind, v.version is not null as is_shown, true as is_solved, a.created_at as at,
      coalesce(v.title, '') as title, a.category as names, coalesce(v.body, '') as body
    from knowledge_articles a left join knowledge_versions v on v.article_id = a.id and v.version = a.published_version
    where a.id = any(${ids}::uuid[])`.execute(work.db)
  return rows
}

/** Documents and the counts of their words in one statement: what a document held before is taken off. */
async function write(work: Work, ids: string[], things: readonly Thing[]) {
  const rows = things.map(({ title, names, body, ...thing }) => {
    const words = wordsOf(body)
    return {
      id: thing.id,
      kind: thing.kind,
      solved: thing.isSolved,
      at: thing.at.toISOString(),
      title: wordsOf(title).join(' '),
      names: wordsOf(names).join(' '),
      body: words.join(' '),
      language: languageOf([...wordsOf(title), ...words]),
    }
  })
  await sql`
    with made as materialized (
      select id, kind, solved, at,
        setweight(to_tsvector('simple', title) || to_tsvector(language::regconfig, title), 'A')
        || setweight(to_tsvector('simple', names), 'B')
        || setweight(to_tsvector('simple', body) || to_tsvector(language::regconfig, body), 'C') as words
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, kind text, solved boolean, at timestamptz, title text, names text, body text, language text)),
    changed as (
      select word, sum(by)::int as by from (
        select unnest(tsvector_to_array(words)) as word, -1 as by from public_documents where id = any(${ids}::uuid[])
        union all select unnest(tsvector_to_array(words)), 1 from made) counted
      group by word having sum(by) <> 0),
    counted as (
      insert into public_words (word, documents) select word, by from changed order by word
      on conflict (word) do update set documents = public_words.documents + excluded.documents),
    gone as (delete from public_documents where id = any(${ids}::uuid[]) and not exists (select from made where made.id = public_documents.id))
    insert into public_documents (id, kind, solved, at, words) select id, kind, solved, at, words from made
    on conflict (id) do update set solved = excluded.solved, at = excluded.at, words = excluded.words`.execute(
    work.db,
  )
}
