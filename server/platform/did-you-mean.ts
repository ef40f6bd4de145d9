/** Which known word a misspelt one most likely stands for. */

/** The nearest candidate, or null when none is near: about two letters in five may be wrong. */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  const allowed = Math.max(1, Math.round(word.length * 0.4))
  let nearest: { candidate: string; distance: number } | null = null
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > allowed) continue
    const distance = lettersWrong(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= allowed && (nearest === null || distance < nearest.distance)) {
      nearest = { candidate, distance }
    }
  }
  return nearest?.candidate ?? null
}

/** A sentence that helps: the nearest word, or else the words there are. */
export function suggestion(word: string, candidates: readonly string[], none: string): string {
  const nearest = nearestWord(word, candidates)
  if (nearest !== null) return `Did you mean "${nearest}"?`
  return candidates.length === 0 ? none : `Choose one of: ${firstOf(candidates).join(', ')}.`
}

function firstOf(candidates: readonly string[]): string[] {
  return candidates.length <= 20 ? [...candidates] : [...candidates.slice(0, 20), '…']
}

/** Letters to add, remove, change or swap (optimal string alignment). */
function lettersWrong(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (same ? 0 : 1),
        swapped ? before[column - 2]! + 1 : Infinity,
      )
    }
    before = previous
    previous = current
  }
  return previous[b.length]!
}
