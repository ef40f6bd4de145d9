import { median, spread, timesOf, type Times } from './figures.ts'

/** Each client does one thing after the other until the time is over. The first error ends everything: a figure with errors is none. */
export async function closedLoop(
  acts: readonly (() => Promise<unknown>)[],
  seconds: number,
): Promise<Times> {
  const taken: number[] = []
  const began = performance.now()
  const until = began + seconds * 1000
  const client = async (act: () => Promise<unknown>) => {
    for (let from = performance.now(); from < until; from = performance.now()) {
      await act()
      taken.push(performance.now() - from)
    }
  }
  await Promise.all(acts.map(client))
  return timesOf(taken, (performance.now() - began) / 1000)
}

export interface Rounds {
  perSecond: number
  p50: number
  p95: number
  p99: number
  spread: string
  each: readonly Times[]
}

/** Measures several things in turns, so that a slow minute of the machine is shared by all. */
export async function interleaved<Name extends string>(
  rounds: number,
  measure: Record<Name, () => Promise<Times>>,
): Promise<Record<Name, Rounds>> {
  const names = Object.keys(measure) as Name[]
  const all = Object.fromEntries(names.map((name) => [name, [] as Times[]])) as Record<
    Name,
    Times[]
  >
  for (let n = 0; n < rounds; n += 1)
    for (const name of names) all[name].push(await measure[name]())
  return Object.fromEntries(names.map((name) => [name, summary(all[name])])) as Record<Name, Rounds>
}

function summary(each: readonly Times[]): Rounds {
  const of = (key: keyof Times) => each.map((times) => times[key])
  return {
    perSecond: median(of('perSecond')),
    p50: median(of('p50')),
    p95: median(of('p95')),
    p99: median(of('p99')),
    spread: spread(of('perSecond')),
    each,
  }
}

/** The same act for so many clients. */
export const times = <T>(clients: number, make: (n: number) => T): T[] =>
  Array.from({ length: clients }, (_, n) => make(n))
