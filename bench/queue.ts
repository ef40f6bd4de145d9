import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { flatness, get, measureRead, ratio } from './reads.ts'

/** The first page of the one list, with its bands and the promises that fall due, beside one team's page in PostgreSQL. */
export async function queue(ground: Ground): Promise<Result[]> {
  const { small, large } = ground.sizes
  const measure = (tickets: number) =>
    measureRead(
      ground,
      tickets,
      get(() => '/api/v1/queue'),
      (client) => client.queue,
    )
  const atSmall = await measure(small)
  const atLarge = await measure(large)
  const goal = (tickets: number) => ({
    goal: '4',
    what: `queue, first 50, 8 clients, ${tickets.toLocaleString('en')} tickets, ÷ Q through the pg driver`,
    floor: 0.1,
    target: 0.25,
  })
  return [
    ratio(atSmall, goal(small), ground.rounds),
    ratio(atLarge, goal(large), ground.rounds),
    flatness(atSmall, atLarge, ground, 'queue'),
  ]
}
