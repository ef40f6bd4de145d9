// Decides which of two reports of the same thing a list of pages shows.

/**
 * Each thing once, in the order given. What changed its place while the pages came may stand in two of them: the later
 * page was asked for later and is right.
 */
export function onceEach<T extends { number: number; kind?: string }>(rows: readonly T[]): T[] {
  const lastAt = new Map(rows.map((row, at) => [nameOf(row), at]))
  return rows.filter((row, at) => lastAt.get(nameOf(row)) === at)
}

/** Ticket 3 and topic 3 are two things. */
const nameOf = ({ number, kind = '' }: { number: number; kind?: string }) => `${kind} ${number}`
