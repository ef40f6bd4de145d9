/** Decides which part of a text is shown and which letters of it are marked. */
import { plain } from './words.ts'

export interface Excerpt {
  text: string
  /** Half-open ranges of UTF-16 units, in order, not overlapping. */
  marks: [number, number][]
}

/** A word that was asked for, as it was typed and as languages shorten it. */
export interface Sought {
  lexemes: readonly string[]
  prefix: boolean
}

const AROUND = 70
const MOST_SHOWN = 240
/** An ending that a stem may have lost: "push" in "pushes", "connect" in "connections". */
const LONGEST_ENDING = 5
const RUN = /[\p{L}\p{N}]+/gu
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** The whole text with its marks: for subjects. */
export const marked = (
  text: string,
  sought: readonly Sought[],
  literals: readonly string[] = [],
) => ({
  text,
  marks: marksIn(text, sought, literals),
})

/** About two lines around the first match, or the beginning of the text when nothing of it matches. */
export function excerptOf(
  text: string,
  sought: readonly Sought[],
  literals: readonly string[] = [],
): Excerpt {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const first = bestStart(marksIn(line, sought, literals))
  const begin = first <= AROUND ? 0 : wordStart(line, first - AROUND)
  const end = begin + MOST_SHOWN >= line.length ? line.length : wordEnd(line, begin + MOST_SHOWN)
  const shown = `${begin > 0 ? '… ' : ''}${line.slice(begin, end)}${end < line.length ? ' …' : ''}`
  return marked(shown, sought, literals)
}

/** Where most marks stand close together. */
function bestStart(marks: readonly [number, number][]): number {
  let best = 0
  let most = 0
  for (const [from] of marks) {
    const near = marks.filter(([other]) => other >= from && other < from + MOST_SHOWN - AROUND)
    if (near.length > most) [best, most] = [from, near.length]
  }
  return best
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  const start = space >= 0 && space - at < 30 ? space + 1 : at
  return isHalf(text, start) ? start + 1 : start
}

function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  const end = at - space < 30 ? space : at
  return isHalf(text, end) ? end - 1 : end
}

/** The second half of a letter outside the basic plane: cutting there would leave two broken halves. */
function isHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

function marksIn(
  text: string,
  sought: readonly Sought[],
  literals: readonly string[],
): [number, number][] {
  const found: [number, number][] = []
  for (const literal of literals) found.push(...placesOf(text, literal))
  if (sought.length > 0) {
    for (const run of text.matchAll(RUN)) {
      const [word] = run
      if (UNSPACED.test(word)) found.push(...pairsIn(word, run.index, sought))
      else if (sought.some((one) => isMeant(plain(word), one)))
        found.push([run.index, run.index + word.length])
    }
  }
  return joined(found)
}

function isMeant(word: string, { lexemes, prefix }: Sought): boolean {
  return lexemes.some(
    (lexeme) =>
      word === lexeme ||
      (word.startsWith(lexeme) &&
        (prefix || (lexeme.length > 2 && word.length - lexeme.length <= LONGEST_ENDING))),
  )
}

const pairsIn = (word: string, at: number, sought: readonly Sought[]) =>
  sought.flatMap(({ lexemes }) =>
    placesOf(word, lexemes[0] ?? '').map(([from, to]): [number, number] => [at + from, at + to]),
  )

/** Where a literal stands, whatever its case. A text whose length changes in lower case is left unmarked. */
function placesOf(text: string, literal: string): [number, number][] {
  const [hay, needle] = [text.toLowerCase(), literal.toLowerCase()]
  if (needle === '' || hay.length !== text.length) return []
  const places: [number, number][] = []
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length))
    places.push([at, at + needle.length])
  return places
}

function joined(marks: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}
