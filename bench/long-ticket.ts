import { Client } from 'pg'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, interleaved } from './load.ts'
import { startServer } from './server-process.ts'

const MESSAGES = 5000
const PICTURES = 100
/** 25 MB each, as much as one mail may carry: 300 MB. */
const DUMPS = 12
const DUMP_BYTES = 25 * 1024 * 1024
/** A database of its own: what is put on this ticket would be in the way of other goals. */
const TICKETS = 10_002

/** One ticket with very much in it, opened as its page opens it, beside a ticket of two messages in the same database. */
export async function longTicket(ground: Ground): Promise<Result[]> {
  const { url, token } = await ground.product(TICKETS)
  await makeLong(url)
  const server = await startServer('serve', { DATABASE_URL: url })
  const http = await openHttp(server.port, token)
  try {
    const read = (number: number) => () => insist(http, 200, 'GET', `/api/v1/tickets/${number}`)
    const bytes = Buffer.byteLength(await read(1)())
    await closedLoop([read(1)], 1)
    const { long, short } = await interleaved(ground.rounds, {
      long: () => closedLoop([read(1)], ground.seconds),
      short: () => closedLoop([read(2)], ground.seconds / 2),
    })
    return [
      {
        goal: '6',
        what: `ticket page, ${MESSAGES.toLocaleString('en')} messages, ${PICTURES} pictures and 300 MB of files, p95 at 1 client`,
        wanted: 'at most',
        floor: 1000,
        target: 300,
        unit: ' ms',
        reached: long.p95,
        rounds: `${ground.rounds}, ${long.spread}`,
        absolute: `p50 ${round(long.p50)} p95 ${round(long.p95)} ms, ${round(bytes / 1024)} kB; ÷ a ticket of two messages ${round(long.p95 / short.p95)} (p95 ${round(short.p95)} ms)`,
      },
    ]
  } finally {
    http.close()
    await server.stop()
  }
}

/** Only the rows: opening a ticket names its files and reads none of them. */
async function makeLong(url: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`
    insert into comments (id, ticket_id, kind, author_kind, author_name, body, via, created_at)
      select uuidv7(), t.id, case when n % 5 = 0 then 'note' else 'public' end, 'machine', 'Watchdesk',
        repeat(md5(n::text), 15), 'system', t.created_at + n * interval '1 minute'
      from tickets t, generate_series(1, ${MESSAGES}) n where t.number = 1;
    create temporary table made as
      select n, uuidv7() as id, n > ${PICTURES} as is_dump from generate_series(1, ${PICTURES + DUMPS}) n;
    insert into files (id, sha256, name, content_type, bytes, created_at)
      select id, encode(sha256(id::text::bytea), 'hex'), n || case when is_dump then '.core' else '.png' end,
        case when is_dump then 'application/octet-stream' else 'image/png' end,
        case when is_dump then ${DUMP_BYTES} else 40000 end, now() from made;
    insert into comment_files (comment_id, position, file_id, content_id)
      select c.id, m.n, m.id, case when not m.is_dump then 'p' || m.n end
      from made m, (select c.id from comments c join tickets t on t.id = c.ticket_id where t.number = 1 order by c.created_at, c.id limit 1) c`)
  await client.query('vacuum analyze comments')
  await client.end()
}
