// Decides when a writer asks for a snippet or a person, what is offered, and who was named.

export type Trigger = { sign: '/' | '@'; from: number; query: string }

const asked = /(^|\s)([/@])([\p{L}\p{N}_.-]{0,40})$/u

/** What is being typed right before the caret: '/lo' or '@mi', at the start of a word. */
export function triggerAt(
  text: string,
  caret: number,
  signs: readonly string[],
): Trigger | undefined {
  const found = asked.exec(text.slice(0, caret))
  const [, , sign, query = ''] = found ?? []
  if ((sign !== '/' && sign !== '@') || !signs.includes(sign)) return undefined
  return { sign, from: caret - query.length - 1, query }
}

const flat = (words: string): string => words.toLocaleLowerCase('en')

/** At most six: first what begins with the query, then where a later word does, then what holds it. */
export function offered<T>(all: readonly T[], query: string, nameOf: (one: T) => string): T[] {
  const wanted = flat(query)
  const rank = (one: T): number => {
    const name = flat(nameOf(one))
    if (name.startsWith(wanted)) return 0
    if (name.split(/[\s_.-]+/).some((word) => word.startsWith(wanted))) return 1
    return name.includes(wanted) ? 2 : 3
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 6)
    .map(({ one }) => one)
}

/** Whose names stand behind an @. The longer name is read first: '@Mina Sato' is not also '@Mina'. */
export function mentioned<T extends { name: string }>(text: string, people: readonly T[]): T[] {
  let left = text
  const found: T[] = []
  for (const person of people.toSorted((a, b) => b.name.length - a.name.length)) {
    const name = person.name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    const pattern = new RegExp(String.raw`(^|\s|\()@${name}(?![\p{L}\p{N}])`, 'giu')
    const rest = left.replaceAll(pattern, '$1')
    if (rest !== left) found.push(person)
    left = rest
  }
  return found
}

/** So many lines are a log, better sent as a file. */
const logLines = 20

/** How many lines were pasted, where that is more than a message should hold; undefined otherwise. */
export function longPaste(text: string): number | undefined {
  const lines = text.trimEnd().split('\n').length
  return lines > logLines ? lines : undefined
}
