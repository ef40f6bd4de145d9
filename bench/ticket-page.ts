import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { flatness, get, measureRead, ratio } from './reads.ts'

/** The conversation with its history, beside the two reads a ticket page cannot do without. */
export async function ticketPage(ground: Ground): Promise<Result[]> {
  const { small, large } = ground.sizes
  const measure = (tickets: number) => {
    // The yardstick reads its first 100,000 too: both find their rows in memory.
    const path = () =>
      `/api/v1/tickets/${1 + Math.floor(Math.random() * Math.min(tickets, 100_000))}`
    return measureRead(ground, tickets, get(path), (client) => client.view)
  }
  const atSmall = await measure(small)
  const atLarge = await measure(large)
  return [
    ratio(
      atSmall,
      {
        goal: '6',
        what: 'ticket page, 8 clients, ÷ V through the pg driver',
        floor: 0.05,
        target: 0.15,
      },
      ground.rounds,
    ),
    flatness(atSmall, atLarge, ground, 'ticket page'),
  ]
}
