import { expect, it } from 'vitest'
import { placesAfter, together } from './together.ts'

const ticket = (number: number, at: number) => ({ ticketId: `t${number}`, number, at })
const topic = (id: string, at: number) => ({ id, at })

it('pages of both kinds show each thing once, newest first, whatever stands at one instant', () => {
  const tickets = [ticket(4, 9), ticket(3, 5), ticket(2, 5), ticket(1, 1)]
  const things = [topic('d', 9), topic('c', 5), topic('b', 5), topic('a', 0)]
  const shown: string[] = []
  let after = placesAfter({ at: 99, key: 99 })
  for (let page = 0; page < 20; page += 1) {
    const { ticket: t, thing: p } = after
    const { hits, hasMore } = together(
      tickets.filter(({ at, number }) => at < t.at || (at === t.at && number < t.number)),
      things.filter(({ at, id }) => at < p.at || (at === p.at && id < p.id)),
      1,
    )
    shown.push(...hits.map(({ id }) => id))
    if (!hasMore) break
    after = placesAfter(hits.at(-1)!)
  }
  expect(shown).toEqual(['t4', 'd', 't3', 't2', 'c', 'b', 't1', 'a'])
})
