/** A random number generator one can begin again from its seed (mulberry32); tests print the seed. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    pick: <T>(things: readonly T[]): T => things[below(things.length)]!,
    shuffled: <T>(things: readonly T[]): T[] =>
      things
        .map((thing) => ({ thing, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ thing }) => thing),
    /** Resolves after up to so many milliseconds: tests of races vary who comes first by it. */
    jitter: (milliseconds: number) =>
      new Promise<void>((resolve) => void setTimeout(resolve, next() * milliseconds)),
  }
}

/** Does something to each, so many at a time, in order of arrival. */
export async function eachOf<T>(
  things: readonly T[],
  atOnce: number,
  act: (thing: T) => Promise<unknown>,
) {
  const waiting = things.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const thing of waiting) await act(thing)
    }),
  )
}
