// Decides which tint a person has: the same everywhere, for as long as they have the same id.

import { personTints } from '../theme/tokens.ts'

/** 1 to 8. */
export function tintOf(id: string | number): number {
  let sum = 0
  for (const char of String(id)) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return (sum % personTints) + 1
}

const segmenter = new Intl.Segmenter()
const letters = (text: string, count: number): string =>
  Array.from(segmenter.segment(text), ({ segment }) => segment)
    .slice(0, count)
    .join('')

/** Up to two letters of a name: 'Amira Wolf' is 'AW', 'Mina' is 'MI', '佐藤 美奈' is '佐美'. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s.@_-]+/)
    .filter(Boolean)
  const [first = '?'] = words
  const last = words.length > 1 ? words.at(-1) : undefined
  return (last ? letters(first, 1) + letters(last, 1) : letters(first, 2)).toUpperCase()
}
