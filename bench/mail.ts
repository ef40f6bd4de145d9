import { Client } from 'pg'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, interleaved, times } from './load.ts'
import { BODY, newTicket } from './seed.ts'
import { startServer } from './server-process.ts'
import { timesOf, type Times } from './figures.ts'
import { mail as mailText, openSmtp, type SmtpClient } from './smtp-client.ts'

const IN_FLIGHT = 8
const PATIENCE_MS = 60_000
let number = 1_000_000

/** Raw mail over SMTP to a committed ticket, beside our own creation through the API by the same server. */
export async function mail(ground: Ground): Promise<Result[]> {
  const { small } = ground.sizes
  const product = await ground.product(small)
  const server = await startServer('both', { DATABASE_URL: product.url })
  const database = new Client({ connectionString: product.url })
  await database.connect()
  const https = await Promise.all(times(IN_FLIGHT, () => openHttp(server.port, product.token)))
  const smtps = await Promise.all(times(IN_FLIGHT, () => openSmtp(server.smtpPort)))
  const post = https.map(
    (client) => () => insist(client, 201, 'POST', '/api/v1/tickets', newTicket((number += 1))),
  )
  try {
    await deliver(database, smtps, 16)
    const [first] = smtps
    const alone = await deliver(database, [first!], Math.round(ground.seconds * 20))
    const { own, api } = await interleaved(ground.rounds, {
      own: () => deliver(database, smtps, Math.round(ground.seconds * 60)),
      api: async () => {
        const rate = await closedLoop(post, ground.seconds)
        await jobsDone(database)
        return rate
      },
    })
    return [
      {
        goal: '3',
        what: 'mail, SMTP to committed ticket, 8 in flight, ÷ own creation through the API',
        wanted: 'at least',
        floor: 0.4,
        target: 0.8,
        reached: own.perSecond / api.perSecond,
        rounds: `${ground.rounds}, ${own.spread}; API ${api.spread}`,
        absolute: `${round(own.perSecond)} mails/s, OK after p50 ${round(own.p50)} p95 ${round(own.p95)} ms; one sender alone ${round(alone.perSecond)} mails/s, OK after p50 ${round(alone.p50)} p95 ${round(alone.p95)} ms; API ${round(api.perSecond)}/s`,
      },
    ]
  } finally {
    https.forEach((client) => client.close())
    smtps.forEach((client) => client.close())
    await database.end()
    await server.stop()
  }
}

/** Sends so many mails, eight at a time; the clock stops when the last of them is a ticket. Each must become one. */
async function deliver(
  database: Client,
  clients: readonly SmtpClient[],
  mails: number,
): Promise<Times> {
  const before = await taken(database)
  const took: number[] = []
  const began = performance.now()
  let left = mails
  await Promise.all(
    clients.map(async (client) => {
      while (left-- > 0) {
        const { requester, subject } = newTicket((number += 1))
        const from = performance.now()
        const raw = mailText(requester.email, 'support@support.test', subject, BODY)
        await client.send(requester.email, 'support@support.test', raw)
        took.push(performance.now() - from)
      }
    }),
  )
  while ((await taken(database)) < before + mails) {
    if (performance.now() - began > PATIENCE_MS) throw new Error('Some mail became no ticket')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const seconds = (performance.now() - began) / 1000
  await jobsDone(database)
  return timesOf(took, seconds)
}

const taken = (database: Client) =>
  value(database, "select count(*)::int as value from arrivals where state = 'taken'")

/** The answers at the door go on after the tickets: the next round must not pay for them. */
async function jobsDone(database: Client) {
  const began = performance.now()
  const waiting =
    'select count(*)::int as value from graphile_worker.jobs where run_at <= now() and attempts < max_attempts'
  while ((await value(database, waiting)) > 0) {
    if (performance.now() - began > PATIENCE_MS) throw new Error('The queue of jobs did not empty')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function value(database: Client, query: string): Promise<number> {
  const { rows } = await database.query<{ value: number }>(query)
  return rows[0]!.value
}
