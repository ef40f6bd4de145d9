/** Everything in the demo that looks like chance: the same sequence for the same seed, so the company is the same each time. */
export interface Chance {
  /** At least `low`, below `high`. */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  happens(probability: number): boolean
  shuffled<T>(list: readonly T[]): T[]
}

/** mulberry32: small, fast, and good enough to make a company look alive. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    between: (low, high) => low + next() * (high - low),
    whole,
    pick(list) {
      const picked = list[whole(0, list.length - 1)]
      if (picked === undefined) throw new Error('There is nothing to pick from')
      return picked
    },
    happens: (probability) => next() < probability,
    shuffled(list) {
      const cards = [...list]
      for (let last = cards.length - 1; last > 0; last -= 1) {
        const other = whole(0, last)
        ;[cards[last], cards[other]] = [cards[other]!, cards[last]!]
      }
      return cards
    },
  }
}
