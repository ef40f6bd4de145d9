/** Which known word a misspelt one most likely stands for. */

/** The nearest, or null when none is near: about one letter in three may be wrong. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const allowed = Math.max(1, Math.floor(word.length / 3))
  const near = known
    .map((candidate) => ({ candidate, wrong: lettersWrong(word.toLowerCase(), candidate) }))
    .filter(
      ({ candidate, wrong }) =>
        wrong <= allowed || (word.length >= 2 && candidate.startsWith(word)),
    )
    .sort((a, b) => a.wrong - b.wrong)
  return near[0]?.candidate ?? null
}

/** A sentence that helps: the nearest word, or the words there are. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known)
  return nearest === null ? `There is: ${known.join(', ')}.` : `Did you mean "${nearest}"?`
}

/** Letters to add, remove, change or swap (optimal string alignment). */
function lettersWrong(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    const above = rows[row - 1]!
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        above[column]! + 1,
        current[column - 1]! + 1,
        above[column - 1]! + (isSame ? 0 : 1),
        isSwapped ? rows[row - 2]![column - 2]! + 1 : Infinity,
      )
    }
    rows.push(current)
  }
  return rows[a.length]![b.length]!
}
