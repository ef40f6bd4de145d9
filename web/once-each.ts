// Decides which of two reports of the same thing a list of pages shows.

/**
 * Each thing once, in the order given. What changed its place while the pages came may stand in two of them: the later
 * page was asked for later and is right.
 */
export function onceEach<T extends { number: number }>(rows: readonly T[]): T[] {
  const lastAt = new Map(rows.map(({ number }, at) => [number, at]))
  return rows.filter(({ number }, at) => lastAt.get(number) === at)
}
