import { Client } from 'pg'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, interleaved, type Rounds } from './load.ts'
import { rankHeldBy, wordOfRank } from './search-seed.ts'
import { startServer } from './server-process.ts'

/** Words by how many of a million comments hold them; the last asks for two at once. */
const CLASSES = [
  { name: 'rare word', held: 600 / 1e6, words: 1 },
  { name: 'middling word', held: 6000 / 1e6, words: 1 },
  { name: 'common word', held: 120_000 / 1e6, words: 1 },
  { name: 'two middling words', held: 6000 / 1e6, words: 2 },
]

/** First 20 with the names beside them, nothing restricted, and the number of matches up to a thousand and one. */
const SHOWN = `t.number, t.subject, t.status, c.name, o.name
  from hits h join tickets t on t.id = h.ticket_id join contacts c on c.id = t.requester_id left join organizations o on o.id = t.organization_id`
const VISIBLE =
  'where not exists (select from tickets r where r.id = d.ticket_id and r.restricted offset 0)'
/** By hand, both ways; the faster of the two is the best plan of its class. */
const BY_HAND = {
  index: `with found as materialized (select ticket_id, at from search_documents where words @@ $1::tsquery),
    hits as (select d.ticket_id, d.at from (select * from found order by at desc offset 0) d ${VISIBLE} order by d.at desc limit 1001)
    select (select count(*) from hits), x.* from (select ${SHOWN} order by h.at desc limit 21) x`,
  walk: `with hits as (select d.ticket_id, d.at from (
      select ticket_id, at from search_documents where coalesce(words @@ $1::tsquery, false) order by at desc offset 0) d ${VISIBLE}
      order by d.at desc limit 21)
    select (select count(*) from (select from (select ticket_id from search_documents where words @@ $1::tsquery offset 0) d ${VISIBLE} limit 1001) n), x.*
    from (select ${SHOWN} order by h.at desc limit 21) x`,
}

/** Goal 7: four classes of words, one client, beside the best statement that a person would write for each. */
export async function search(ground: Ground): Promise<Result[]> {
  const comments = ground.sizes.large
  const product = await ground.searchable(comments)
  const server = await startServer('serve', { DATABASE_URL: product.url })
  const http = await openHttp(server.port, product.token)
  const client = new Client({ connectionString: product.url })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('set enable_seqscan = off; set jit = off')
  try {
    const results: Result[] = []
    for (const { name, held, words } of CLASSES) {
      const pick = () => pickWords(rankHeldBy(held * comments, comments), words)
      const own = async () => {
        const q = encodeURIComponent(pick().join(' '))
        await insist(http, 200, 'GET', `/api/v1/search?q=${q}`)
      }
      const byHand = (form: keyof typeof BY_HAND) => () =>
        client.query({ name: form, text: BY_HAND[form], values: [pick().join(' & ')] })
      await closedLoop([own], 1)
      const { own: reached, ...best } = await interleaved(ground.rounds, {
        own: () => closedLoop([own], ground.seconds),
        index: () => closedLoop([byHand('index')], ground.seconds / 2),
        walk: () => closedLoop([byHand('walk')], ground.seconds / 2),
      })
      results.push(
        resultOf(`${name} of ${comments.toLocaleString('en')} comments`, reached, best, ground),
      )
    }
    return results
  } finally {
    http.close()
    await client.end()
    await server.stop()
  }
}

/** Words of about that rank: not always the same, or only its pages would be read. */
function pickWords(rank: number, count: number): string[] {
  const spread = Math.max(2, Math.floor(rank / 5))
  const ranks = new Set<number>()
  while (ranks.size < count) ranks.add(rank + Math.floor((Math.random() - 0.5) * spread))
  return [...ranks].map(wordOfRank)
}

function resultOf(
  what: string,
  own: Rounds,
  best: { index: Rounds; walk: Rounds },
  ground: Ground,
): Result {
  const [form, yard] =
    best.index.p95 <= best.walk.p95
      ? (['index', best.index] as const)
      : (['walk', best.walk] as const)
  return {
    goal: '7',
    what: `search, ${what}: p95 at 1 client ÷ best statement by hand (${form})`,
    wanted: 'at most',
    floor: 4,
    target: 1.5,
    reached: own.p95 / yard.p95,
    rounds: `${ground.rounds}, ${own.spread}; by hand ${yard.spread}`,
    absolute: `p50 ${round(own.p50)} p95 ${round(own.p95)} ms over HTTP; by hand ${ms(best.index)} by the index, ${ms(best.walk)} walked`,
  }
}

const ms = ({ p50, p95 }: Rounds) => `p50 ${round(p50)} p95 ${round(p95)} ms`
