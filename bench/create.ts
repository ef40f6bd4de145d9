import { buildApp, closeSystem, openSystem } from '../server/app.ts'
import { testConfig } from '../test/world/cast.ts'
import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground, Product } from './ground.ts'
import { insist, openHttp } from './http-client.ts'
import { closedLoop, interleaved, times } from './load.ts'
import { newTicket } from './seed.ts'
import { startServer } from './server-process.ts'
import { statementsOf } from './watch-statements.ts'
import { openYardstick, type Yardstick } from './yardstick.ts'

const CLIENTS = 8
let made = 0

/** Ticket creation through the public API, full path, beside the smallest durable creation PostgreSQL can do. */
export async function create(ground: Ground): Promise<Result[]> {
  const { small } = ground.sizes
  const product = await ground.product(small)
  const yard = await ground.yardstick(small)
  const statements = await countStatements(product)
  const yardClients = await Promise.all(times(CLIENTS, () => openYardstick(yard.url, small)))
  try {
    const apart = await measure(ground, product, 'serve', yardClients)
    return [apart, await measure(ground, product, 'both', yardClients), ...statements]
  } finally {
    await Promise.all(yardClients.map((client) => client.close()))
  }
}

async function measure(
  ground: Ground,
  product: Product,
  role: 'serve' | 'both',
  yardClients: readonly Yardstick[],
): Promise<Result> {
  const server = await startServer(role, { DATABASE_URL: product.url })
  try {
    const clients = await Promise.all(times(CLIENTS, () => openHttp(server.port, product.token)))
    const acts = clients.map(
      (client) => () => insist(client, 201, 'POST', '/api/v1/tickets', newTicket((made += 1))),
    )
    await closedLoop(acts, 1)
    const { own, c1, alone } = await interleaved(ground.rounds, {
      own: () => closedLoop(acts, ground.seconds),
      c1: () =>
        closedLoop(
          yardClients.map(({ create }) => create),
          ground.seconds,
        ),
      alone: () => closedLoop(acts.slice(0, 1), ground.seconds / 2),
    })
    clients.forEach((client) => client.close())
    return {
      goal: '1',
      what: `create through the API, 8 clients, ${role === 'serve' ? 'jobs queued, worker elsewhere' : 'worker in the same process'}, ÷ C1 through the pg driver`,
      wanted: 'at least',
      floor: 0.08,
      target: 0.2,
      reached: own.perSecond / c1.perSecond,
      rounds: `${ground.rounds}, ${own.spread}; C1 ${c1.spread}`,
      absolute: `${round(own.perSecond)}/s, p50 ${round(own.p50)} p95 ${round(own.p95)} ms; 1 client ${round(alone.perSecond)}/s, p50 ${round(alone.p50)} ms; C1 ${round(c1.perSecond)}/s`,
    }
  } catch (error) {
    throw new Error(`The measurement failed. The server's last words: ${server.said()}`, {
      cause: error,
    })
  } finally {
    await server.stop()
  }
}

/** How often each request speaks to the database: creation, queue page, ticket page. */
async function countStatements(product: Product): Promise<Result[]> {
  const system = await openSystem(testConfig(), product.url)
  const app = await buildApp(system)
  const headers = { authorization: `Bearer ${product.token}` }
  const send = (method: 'GET' | 'POST', url: string, payload?: object) =>
    app
      .inject({ method, url, headers, ...(payload && { payload }) })
      .then(({ statusCode, body }) => {
        if (statusCode >= 300) throw new Error(`${method} ${url} gave ${statusCode}: ${body}`)
      })
  const requests = {
    create: () => send('POST', '/api/v1/tickets', newTicket(7)),
    queue: () => send('GET', '/api/v1/queue'),
    ticket: () => send('GET', '/api/v1/tickets/4711'),
  }
  const counted = async (name: keyof typeof requests, floor: number, target: number) => {
    // The first time reads the playbook, which is then remembered.
    await requests[name]()
    const said = await statementsOf(requests[name])
    const frame = said.filter((text) => /^(begin|commit|start transaction)/i.test(text)).length
    const withTheClock = said.filter((text) => text.startsWith('begin; ')).length
    const withTheNext = said.filter((text) => text.endsWith('/* with the next */')).length
    return {
      goal: '8',
      what: `statements per ${name}`,
      wanted: 'at most' as const,
      floor,
      target,
      reached: said.length + withTheClock,
      rounds: '1, exact',
      absolute: `${frame} of them BEGIN and COMMIT, 1 the token; ${said.length - withTheNext} round trips`,
    }
  }
  try {
    return [
      await counted('create', 20, 8),
      await counted('queue', 8, 3),
      await counted('ticket', 10, 3),
    ]
  } finally {
    await app.close()
    await closeSystem(system)
  }
}
