import { Pool } from 'pg'
import { audit } from '../server/paging/auditor.ts'
import { databaseOn } from '../server/platform/database.ts'
import { round, timesOf } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground, Product } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, interleaved, times } from './load.ts'
import { startProvider, type Provider } from './provider.ts'
import { BODY, CONTACTS, ORGANIZATIONS } from './seed.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { mail, openSmtp } from './smtp-client.ts'
import { openYardstick } from './yardstick.ts'

const CLIENTS = 8

/** From the moment somebody's word is ours until it is handed to the push provider. */
export async function emergency(ground: Ground): Promise<Result[]> {
  const product = await ground.product(ground.sizes.small)
  const provider = await startProvider()
  const server = await startServer('both', { DATABASE_URL: product.url, NTFY_URL: provider.url })
  try {
    return [
      await byMail(server, provider, ground.seconds > 2 ? 200 : 40),
      ...(await byMonitoring(ground, product, server, provider)),
    ]
  } finally {
    await server.stop()
    await provider.close()
  }
}

/** One emergency after the other, each from another customer: SMTP's OK to the first page that leaves. */
async function byMail(server: ServerProcess, provider: Provider, count: number): Promise<Result> {
  const client = await openSmtp(server.smtpPort)
  const phone = await openHttp(server.port)
  const toOk: number[] = []
  const toPage: number[] = []
  for (let n = 0; n < count; n += 1) {
    const person = 1 + ((n * 97) % CONTACTS)
    const from = `person-${person}@customer-${1 + (person % ORGANIZATIONS)}.test`
    const words = `bench-${n}mail-end`
    const page = provider.handedOver(words)
    const began = performance.now()
    await client.send(
      from,
      'emergency@support.test',
      mail(from, 'emergency@support.test', `All pushes fail ${words}`, BODY),
    )
    const ok = performance.now()
    toOk.push(ok - began)
    // It may even leave before the OK has been read.
    const { at, acknowledge } = await page
    toPage.push(Math.max(0, at - ok))
    // Taken before the next one comes: whoever leaves four unanswered within a minute gets the rest in one page.
    await insist(phone, 200, 'POST', acknowledge, {})
  }
  client.close()
  phone.close()
  const [ok, page] = [timesOf(toOk, 1), timesOf(toPage, 1)]
  return {
    goal: '9',
    what: `emergency mail: SMTP OK to page handed over, p99 of ${count}, one after the other`,
    wanted: 'at most',
    floor: 1000,
    target: 300,
    unit: ' ms',
    reached: page.p99,
    rounds: `${count} mails`,
    absolute: `median ${round(page.p50)} p95 ${round(page.p95)} ms; the commit before the OK: mail in to OK median ${round(ok.p50)} p99 ${round(ok.p99)} ms`,
  }
}

/** Eight monitors, each with its next alert when the page of its last one has left. */
async function byMonitoring(
  ground: Ground,
  { url }: Product,
  server: ServerProcess,
  provider: Provider,
): Promise<Result[]> {
  const yard = await ground.yardstick(ground.sizes.small)
  const yardClients = await Promise.all(times(CLIENTS, () => openYardstick(yard.url, yard.tickets)))
  const clients = await Promise.all(times(CLIENTS, () => openHttp(server.port)))
  let n = 0
  const delays: number[] = []
  const alert = (client: (typeof clients)[number]) => async () => {
    const words = `bench-${(n += 1)}alert-end`
    const page = provider.handedOver(words)
    await insist(client, 202, 'POST', '/v2/enqueue', {
      routing_key: ground.routingKeys[n % ground.routingKeys.length],
      event_action: 'trigger',
      dedup_key: words,
      payload: { summary: `Disk full ${words}`, source: 'bench', severity: 'critical' },
    })
    const accepted = performance.now()
    delays.push(Math.max(0, (await page).at - accepted))
  }
  const acts = clients.map((client) => alert(client))
  await closedLoop(acts, 1)
  const { own, j } = await interleaved(ground.rounds, {
    own: async () => {
      delays.length = 0
      const rate = await closedLoop(acts, ground.seconds)
      return { ...timesOf(delays, 1), perSecond: rate.perSecond }
    },
    j: () =>
      closedLoop(
        yardClients.map(({ takeJob }) => takeJob),
        ground.seconds / 2,
      ),
  })
  clients.forEach((client) => client.close())
  await Promise.all(yardClients.map((client) => client.close()))
  await refuseIfBroken(url)
  const rounds = `${ground.rounds}, ${own.spread}`
  const absolute = `${round(own.perSecond)} alerts/s, delay p50 ${round(own.p50)} p95 ${round(own.p95)} p99 ${round(own.p99)} ms; J ${round(j.perSecond)}/s`
  return [
    {
      goal: '9',
      what: 'alert: 202 to page handed over, p95, 8 clients',
      wanted: 'at most',
      floor: 300,
      target: 30,
      unit: ' ms',
      reached: own.p95,
      rounds,
      absolute,
    },
    {
      goal: '9',
      what: 'alerts paged one after the other by 8 clients ÷ J through the pg driver',
      wanted: 'at least',
      floor: 0.05,
      target: 0.05,
      reached: own.perSecond / j.perSecond,
      rounds: `${rounds}; J ${j.spread}`,
      absolute,
    },
  ]
}

/** Fast and wrong is no figure: the pager's own invariants must hold after the load. */
async function refuseIfBroken(url: string) {
  const pool = new Pool({ connectionString: url, max: 1 })
  const findings = await audit(databaseOn(pool)).finally(() => pool.end())
  if (findings.length > 0) throw new Error(`The pager is not sound: ${JSON.stringify(findings)}`)
}
