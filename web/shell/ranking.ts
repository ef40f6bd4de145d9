// Decides which commands answer what was typed, best first.

export type Searchable = { label: string; group: string; also?: string }

const startsWord = (label: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')}`, 'u').test(
    label,
  )

function score(item: Searchable, words: string[]): number {
  const label = item.label.toLowerCase()
  const rest = `${item.group} ${item.also ?? ''}`.toLowerCase()
  let total = 0
  for (const word of words) {
    if (label.startsWith(word)) total += 4
    else if (startsWord(label, word)) total += 3
    else if (label.includes(word)) total += 2
    else if (rest.includes(word)) total += 1
    else return 0
  }
  return total
}

/** Items that contain every typed word, best first; equals keep their order. Nothing typed: all. */
export function rank<T extends Searchable>(items: T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  return items
    .map((item, order) => ({ item, order, points: score(item, words) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.order - b.order)
    .map(({ item }) => item)
}

/** The ticket number in '#48190' or '48190'; undefined where the text is something else. */
export function ticketNumber(typed: string): string | undefined {
  return /^\s*#?(\d{1,9})\s*$/.exec(typed)?.[1]
}
