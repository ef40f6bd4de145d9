// Decides the words around a search: how many, how fresh, and what is asked while somebody types.

import type { components } from '../../api/types.ts'

/** The server counts no further; one more than this means more. */
const mostCounted = 1000

/** What the server is asked for while typing goes on: the last word is taken as a beginning. */
export function whileTyping(typed: string): string | undefined {
  const text = typed.trim()
  if (text.length < 2 || text.startsWith('>')) return undefined
  return /(?:^|\s)[\p{L}\p{N}]{3,}$/u.test(text) && (text.match(/"/g)?.length ?? 0) % 2 === 0
    ? `${text}*`
    : text
}

/** "12 results", "More than 1,000 results": tickets, topics and articles. */
export function countWords(total: number): string {
  if (total > mostCounted) return `More than ${mostCounted.toLocaleString('en')} results`
  return total === 1 ? '1 result' : `${total} results`
}

/** Said only where it matters: what was written a moment ago may not be found yet. */
export function delayWords({
  behindSeconds,
  rebuilding,
}: components['schemas']['SearchResults']['indexed']): string {
  if (rebuilding) return 'The index is being made anew; older tickets may be missing.'
  return behindSeconds > 0 ? `Indexed up to ${behindSeconds} s ago.` : ''
}

export type Piece = { text: string; isMarked: boolean }

/** A text cut at its marks; ranges that do not fit are left out. */
export function piecesOf(text: string, marks: readonly (readonly number[])[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [from = 0, to = 0] of marks) {
    if (from < at || to <= from || to > text.length) continue
    if (from > at) pieces.push({ text: text.slice(at, from), isMarked: false })
    pieces.push({ text: text.slice(from, to), isMarked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false })
  return pieces
}
