import { request } from 'node:http'
import { Readable } from 'node:stream'
import { Client } from 'pg'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { insist, openHttp, type HttpClient } from './http-client.ts'
import { startServer } from './server-process.ts'

const AT_MOST_MS = 1_200_000

/** Organizations and the people in them, from two CSV files through the door everybody uses, until all are there. */
export async function importing(ground: Ground): Promise<Result[]> {
  const isQuick = ground.sizes.large < 1_000_000
  const organizations = isQuick ? 5000 : 100_000
  const contacts = organizations * 10
  const { url, token } = await ground.product(10_002)
  await letThemWrite(url)
  const server = await startServer('both', { DATABASE_URL: url })
  const http = await openHttp(server.port, token)
  try {
    const began = performance.now()
    await bringIn(
      http,
      { port: server.port, token, kind: 'organizations' },
      organizationLines(organizations),
    )
    const between = performance.now()
    await bringIn(
      http,
      { port: server.port, token, kind: 'contacts' },
      contactLines(contacts, organizations),
    )
    const seconds = (performance.now() - began) / 1000
    await insistOnCounts(url, organizations, contacts)
    return [
      {
        goal: '12',
        what: `importing ${organizations.toLocaleString('en')} organizations and ${contacts.toLocaleString('en')} contacts`,
        wanted: 'at most',
        floor: isQuick ? 30 : 300,
        target: isQuick ? 15 : 150,
        unit: ' s',
        reached: seconds,
        rounds: '1',
        absolute: `organizations ${round((between - began) / 1000)} s; ${Math.round((organizations + contacts) / seconds).toLocaleString('en')} rows/s; counts equal`,
      },
    ]
  } finally {
    http.close()
    await server.stop()
  }
}

function* organizationLines(count: number) {
  yield 'external_id,name,domains,region,time_zone\n'
  for (let i = 1; i <= count; i += 1)
    yield `import-${i},"Imported, number ${i}",import-${i}.test,EMEA,Europe/Berlin\n`
}

function* contactLines(count: number, organizations: number) {
  yield 'email,name,external_id,phone,organization\n'
  for (let i = 1; i <= count; i += 1) {
    const n = 1 + (i % organizations)
    yield `someone-${i}@import-${n}.test,Someone ${i},person-${i},+49 151 ${i},import-${n}\n`
  }
}

/** Lines in pieces large enough for a socket. */
function* inPieces(lines: Iterable<string>) {
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

interface Given {
  port: number
  token: string
  kind: string
}

async function bringIn(http: HttpClient, given: Given, lines: Iterable<string>) {
  const { number } = JSON.parse(await upload(given, lines)) as { number: number }
  const until = performance.now() + AT_MOST_MS
  while (performance.now() < until) {
    const answer = await insist(http, 200, 'GET', `/api/v1/customer-imports/${number}`)
    const { state, refused } = JSON.parse(answer) as { state: string; refused: number }
    if (state === 'done' && refused === 0) return
    if (state === 'failed' || refused > 0)
      throw new Error(`The import went wrong: ${answer.slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The import did not end')
}

function upload({ port, token, kind }: Given, lines: Iterable<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        port,
        method: 'POST',
        path: `/api/v1/customer-imports?kind=${kind}&name=${kind}.csv`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (piece: string) => (body += piece))
        answer.on('end', () =>
          answer.statusCode === 202
            ? resolve(body)
            : reject(new Error(`${answer.statusCode}: ${body}`)),
        )
      },
    )
    sending.on('error', reject)
    Readable.from(inPieces(lines)).pipe(sending)
  })
}

/** Whoever measures sees what is restricted; customers are kept by others. */
async function letThemWrite(url: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query("update users set role = 'admin' where key = 'sofia'")
  await client.end()
}

async function insistOnCounts(url: string, organizations: number, contacts: number) {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ o: string; c: string; m: string }>(`
    select (select count(*) from organizations where external_id like 'import-%') as o,
      (select count(*) from contacts where external_id like 'person-%') as c,
      (select count(*) from memberships m join organizations o on o.id = m.organization_id where o.external_id like 'import-%') as m`)
  await client.end()
  const { o, c, m } = rows[0]!
  if (Number(o) !== organizations || Number(c) !== contacts || Number(m) !== contacts)
    throw new Error(
      `${o} organizations, ${c} contacts and ${m} memberships came of ${organizations} and ${contacts}`,
    )
}
