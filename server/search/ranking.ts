/** Decides which of what fits a question is shown first: solved, then by how much of the question it holds. */

export interface Candidate {
  id: string
  kind: 'topic' | 'article'
  solved: boolean
  /** The share of the question's weight that stands anywhere in it, 0 to 1. */
  covered: number
  /** The same for its title alone. */
  titled: number
  /** In the reader's language, or in one that we do not know. */
  isReadable: boolean
  at: Date
}

/** Less than this share of a question is another subject: better nothing than that. */
const LEAST = 0.3
/** What reaches this share of the best is as good a fit, and then it counts whether it was solved. */
const AS_GOOD = 0.7

const score = ({ covered, titled }: Candidate) => covered + titled / 2

/** The best, in order. */
export function bestOf(candidates: readonly Candidate[], most: number): Candidate[] {
  const fitting = candidates.filter(({ covered }) => covered >= LEAST)
  const best = Math.max(0, ...fitting.map(score))
  const isGood = (one: Candidate) => score(one) >= best * AS_GOOD
  return fitting
    .sort(
      (a, b) =>
        Number(isGood(b)) - Number(isGood(a)) ||
        Number(b.isReadable) - Number(a.isReadable) ||
        Number(b.solved) - Number(a.solved) ||
        score(b) - score(a) ||
        b.at.getTime() - a.at.getTime(),
    )
    .slice(0, most)
}

export interface KnownWord {
  word: string
  lexemes: readonly string[]
  /** How many texts hold it; 0: none does. */
  documents: number
}

export interface Sought extends KnownWord {
  weight: number
}

const MOST_WORDS = 6

/**
 * The words that say what a question is about: the rarest that anybody used. What stands in every tenth text tells
 * little, and is looked for only when there is nothing else.
 */
export function telling(words: readonly KnownWord[], texts: number): Sought[] {
  const known = words
    .filter(({ documents, word }) => documents > 0 && Array.from(word).length > 1)
    .map((word) => ({
      ...word,
      weight: Math.log(1 + Math.max(texts, word.documents) / word.documents),
    }))
    .sort((a, b) => b.weight - a.weight)
  const rare = known.filter(({ documents }) => documents <= Math.max(texts / 10, 50))
  return (rare.length > 0 ? rare : known.slice(0, 2)).slice(0, MOST_WORDS)
}

/** The share of the sought weight that these words hold. */
export function shareOf(sought: readonly Sought[], words: readonly string[]): number {
  const all = sought.reduce((sum, { weight }) => sum + weight, 0)
  const held = sought
    .filter(({ lexemes }) =>
      words.some((word) =>
        lexemes.some((one) => word === one || (one.length > 3 && word.startsWith(one))),
      ),
    )
    .reduce((sum, { weight }) => sum + weight, 0)
  return all === 0 ? 0 : held / all
}
