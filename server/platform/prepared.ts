import { createHash } from 'node:crypto'

/** So often a text must have been used before its plan is kept; a list of another length is another text. */
const WORTH_KEEPING = 3
/** Each connection keeps this many plans at most. */
const MOST_KEPT = 400
/** So many texts are counted before the counting starts over. */
const MOST_COUNTED = 1000

/** Which statements a pool has its connections plan once. */
export interface KeptPlans {
  /** The name under which every connection keeps the plan of a statement; undefined for one that is seldom used. */
  nameOf(text: string): string | undefined
  /** Every statement gets a new name, so that no connection uses an old plan again. Behind such a pooler none gets one. */
  forget(error: unknown): void
}

/** One for each pool: what one database or its pooler does to plans says nothing about another. */
export function keptPlans(): KeptPlans {
  const uses = new Map<string, number>()
  const names = new Map<string, string>()
  let generation = 0
  let isOff = false
  return {
    nameOf(text) {
      const known = names.get(text)
      if (known || isOff) return known
      const count = (uses.get(text) ?? 0) + 1
      if (uses.size >= MOST_COUNTED) uses.clear()
      uses.set(text, count)
      if (count <= WORTH_KEEPING || names.size >= MOST_KEPT) return undefined
      const name = nameFor(text, generation)
      names.set(text, name)
      uses.delete(text)
      return name
    },
    forget(error) {
      isOff ||= isOfAnotherSession(error)
      generation += 1
      names.clear()
      uses.clear()
    },
  }
}

/** Made of its words: whatever else speaks through the same session, one name never stands for two statements. */
const nameFor = (text: string, generation: number) =>
  `kept_${generation}_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`

/** No prepared statement of that name, or one already: a pooler handed us another session. */
const OF_ANOTHER_SESSION = new Set<unknown>(['26000', '42P05'])

/**
 * Whether a statement failed only because its plan was kept; nothing happened then. A migration changed what `select *`
 * gives, or a pooler stands between us and the database.
 */
export function isKeptPlanLost(error: unknown): boolean {
  return fieldOf(error, 'routine') === 'RevalidateCachedQuery' || isOfAnotherSession(error)
}

const isOfAnotherSession = (error: unknown) => OF_ANOTHER_SESSION.has(fieldOf(error, 'code'))

function fieldOf(error: unknown, name: 'code' | 'routine'): unknown {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined
  return (error as Record<string, unknown>)[name]
}
