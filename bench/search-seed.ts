import type { Client } from 'pg'

export const COMMENTS_PER_TICKET = 4
const WORDS_PER_COMMENT = 24
const VOCABULARY = 100_000

/** Of a word by its rank, in a text of random letters. */
export const wordOfRank = (rank: number) => `w${rank.toString(16)}`

/**
 * The rank of the word that so many comments hold: in Zipf's order the word of rank r is drawn with probability 1 / (r ln V).
 */
export function rankHeldBy(comments: number, all: number): number {
  const share = -Math.log(1 - comments / all) / WORDS_PER_COMMENT
  return Math.max(1, Math.round(1 / (share * Math.log(VOCABULARY))))
}

/** Closed tickets of four comments each, in words of Zipf's order, and their documents as the index would write them. */
export async function seedWords(client: Client, comments: number) {
  const tickets = comments / COMMENTS_PER_TICKET
  const word = `'w' || to_hex(floor(exp(random() * ln(${VOCABULARY})))::int)`
  await client.query('set session_replication_role = replica')
  await client.query(`
    insert into organizations (id, name, external_id, created_at, updated_at)
      select uuidv7(), 'Organization ' || i, 'org-' || i, now(), now() from generate_series(1, 1000) i;
    create temporary table orgs as select row_number() over (order by id) as n, id from organizations;
    insert into contacts (id, email, name, created_at, updated_at)
      select uuidv7(), 'person-' || i || '@customer.test', 'Person ' || i, now(), now() from generate_series(1, 20000) i;
    insert into memberships (contact_id, organization_id, is_default, source, added_by, added_at)
      select c.id, o.id, true, 'import', 'bench', now()
      from contacts c join orgs o on o.n = 1 + substring(c.email from '^person-([0-9]+)@')::int % 1000
      where c.email like 'person-%' on conflict do nothing;
    create temporary table people as
      select row_number() over (order by c.id) as n, c.id, m.organization_id from contacts c left join memberships m on m.contact_id = c.id and m.is_default;
    create temporary table seeds as
      select i, uuidv7() as id, p.id as contact, p.organization_id as org, c.key as channel, c.rank, i % 50 = 16 as restricted,
        now() - (${tickets} - i) * interval '1 minute' as made
      from generate_series(1, ${tickets}) i join people p on p.n = 1 + (i * 7919::bigint) % 20000
      join channels c on c.kind = 'paid' and c.removed_at is null;
    insert into tickets (id, channel_key, rank, status, priority, subject, requester_id, organization_id, restricted, created_at, updated_at, closed_at)
      select id, channel, rank, 'closed', 'normal', ${word} || ' case ' || i, contact, org, restricted, made, made, now() from seeds order by i;
    insert into comments (id, ticket_id, kind, author_kind, author_contact_id, author_name, body, via, created_at)
      select uuidv7(), s.id, 'public', 'contact', s.contact, 'Person', t.body, 'email', s.made + n * interval '10 seconds'
      from seeds s cross join generate_series(1, ${COMMENTS_PER_TICKET}) n cross join lateral (
        select string_agg(${word}, ' ') as body from generate_series(1, ${WORDS_PER_COMMENT} + (s.i + n) * 0)) t
      order by s.i, n;
    drop index search_documents_words;
    insert into search_documents (ticket_id, number, at, version, words)
      select t.id, t.number, max(c.created_at), 1,
        setweight(to_tsvector('simple', t.subject) || to_tsvector('english', t.subject), 'A')
        || setweight(to_tsvector('simple', string_agg(c.body, ' ')) || to_tsvector('english', string_agg(c.body, ' ')), 'C')
      from tickets t join comments c on c.ticket_id = t.id group by t.id order by t.number;
    update search_state set version = 1`)
  await client.query("set maintenance_work_mem = '512MB'")
  await client.query(
    'create index search_documents_words on search_documents using gin (words) with (gin_pending_list_limit = 512)',
  )
  await client.query('set session_replication_role = default')
  await client.query('vacuum analyze')
}
