/** Decides in which of three ways the same question is asked, by what each is expected to cost. */

/**
 * `index`: every match from the word index, then sorted. `walk`: newest first until enough match. `tickets`: the few
 * tickets that the filters leave, then their words.
 */
export type Form = 'index' | 'walk' | 'tickets'

export interface Estimate {
  documents: number
  /** Documents that hold the words; null when no word was given that the index can find. */
  matches: number | null
  /** Tickets that the filters leave; null without filters that narrow anything. */
  filtered: number | null
  wanted: number
}

/** Microseconds, measured on one small machine; only their proportions matter. */
const COST = { match: 0.6, ticket: 4, words: 12, filtered: 6 }

/** The cheapest form. A common word is walked to in a moment and costs half a second to sort; a rare one the other way round. */
export function formFor(estimate: Estimate): Form {
  const costs = costsOf(estimate)
  const forms = (Object.keys(costs) as Form[]).sort((a, b) => costs[a] - costs[b])
  return forms[0] ?? 'walk'
}

function costsOf({ documents, matches, filtered, wanted }: Estimate): Record<Form, number> {
  const all = Math.max(1, documents)
  const found = Math.max(1, matches ?? all)
  const left = Math.max(1, filtered ?? all)
  const density = (found / all) * (left / all)
  // Counting the first thousand needs as many matching tickets as there are, whatever the form.
  const isNarrowed = filtered !== null
  const perStep = matches === null ? COST.ticket : COST.words
  return {
    index:
      matches === null
        ? Number.POSITIVE_INFINITY
        : found * COST.match + (isNarrowed ? found * COST.ticket : 0),
    walk: Math.min(all, wanted / density) * perStep,
    tickets: isNarrowed
      ? left * (COST.filtered + (matches === null ? COST.match : COST.words))
      : Number.POSITIVE_INFINITY,
  }
}
