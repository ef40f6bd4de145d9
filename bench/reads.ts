import { round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { insist, openHttp, type HttpClient } from './http-client.ts'
import { closedLoop, interleaved, times, type Rounds } from './load.ts'
import { startServer } from './server-process.ts'
import { openYardstick, type Yardstick } from './yardstick.ts'

const CLIENTS = 8

export interface Measured {
  own: Rounds
  alone: Rounds
  yard: Rounds
}

/** One GET with 8 clients and with one, in turns with the yardstick's same read in a database of the same size. */
export async function measureRead(
  ground: Ground,
  tickets: number,
  read: (client: HttpClient) => Promise<unknown>,
  yardRead: (client: Yardstick) => () => Promise<unknown>,
): Promise<Measured> {
  const product = await ground.product(tickets)
  const yard = await ground.yardstick(tickets)
  const server = await startServer('serve', { DATABASE_URL: product.url })
  const clients = await Promise.all(times(CLIENTS, () => openHttp(server.port, product.token)))
  const yardClients = await Promise.all(times(CLIENTS, () => openYardstick(yard.url, tickets)))
  try {
    const acts = clients.map((client) => () => read(client))
    await closedLoop(acts, 1)
    return await interleaved(ground.rounds, {
      own: () => closedLoop(acts, ground.seconds),
      yard: () => closedLoop(yardClients.map(yardRead), ground.seconds / 2),
      alone: () => closedLoop(acts.slice(0, 1), ground.seconds / 2),
    })
  } finally {
    clients.forEach((client) => client.close())
    await Promise.all(yardClients.map((client) => client.close()))
    await server.stop()
  }
}

export const get = (path: () => string) => (client: HttpClient) =>
  insist(client, 200, 'GET', path())

export function ratio(
  { own, alone, yard }: Measured,
  goal: Pick<Result, 'goal' | 'what' | 'floor' | 'target'>,
  rounds: number,
): Result {
  return {
    ...goal,
    wanted: 'at least',
    reached: own.perSecond / yard.perSecond,
    rounds: `${rounds}, ${own.spread}; yardstick ${yard.spread}`,
    absolute: `${figures('8 clients', own)}; ${figures('1 client', alone)}; yardstick ${round(yard.perSecond)}/s`,
  }
}

const figures = (name: string, { perSecond, p50, p95 }: Rounds) =>
  `${name} ${round(perSecond)}/s p50 ${round(p50)} p95 ${round(p95)} ms`

/** How much slower the large database answers than the small one, at the 95th percentile of one client. */
export const flatness = (
  small: Measured,
  large: Measured,
  { sizes, rounds }: Ground,
  what: string,
): Result => ({
  goal: '5',
  what: `${what}: p95 at ${round(sizes.large)} ÷ at ${round(sizes.small)} tickets, 1 client`,
  wanted: 'at most',
  floor: 1.6,
  target: 1.15,
  reached: large.alone.p95 / small.alone.p95,
  rounds: `${rounds}`,
  absolute: `p95 ${round(small.alone.p95)} and ${round(large.alone.p95)} ms; p50 ${round(small.alone.p50)} and ${round(large.alone.p50)} ms`,
})
