/** Decides which words of a text are looked up: without case and accents, in pairs where a script has no spaces. */

/** Longer than any word people type; what is longer is a key or a hash, and is found by its beginning. */
const LONGEST = 40
/** Of one text; a log file that somebody pasted must not fill the index. */
const MOST_WORDS = 4000
const MOST_LETTERS = 200_000

const RUN = /[\p{L}\p{N}]+/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu
const IS_UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const PLAIN = /^[\x20-\x7e\s]*$/

/** Lower case, without the accents of Latin letters, ß as ss, wide letters as narrow ones. */
export function plain(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
}

/** The words of a text, each once, in the order in which they first stand there. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>()
  for (const [run] of plain(text.slice(0, MOST_LETTERS)).matchAll(RUN)) {
    if (words.size >= MOST_WORDS) break
    for (const part of partsOf(run)) words.add(part)
  }
  return [...words]
}

function partsOf(run: string): string[] {
  if (!IS_UNSPACED.test(run)) return [run.slice(0, LONGEST)]
  return [...run.matchAll(UNSPACED)].flatMap(([part]) =>
    IS_UNSPACED.test(part) ? pairsOf(part) : [part.slice(0, LONGEST)],
  )
}

/** 東京都 is 東京 and 京都: two letters are enough to find it, and no dictionary is needed. */
function pairsOf(part: string): string[] {
  const letters = Array.from(part)
  if (letters.length < 2) return letters
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** Dictionaries that every PostgreSQL brings, with words that only that language uses often. */
const COMMON: Record<Language, readonly string[]> = {
  english: ['the', 'and', 'is', 'are', 'with', 'this', 'that', 'have', 'for', 'you', 'of', 'we'],
  german: ['der', 'die', 'und', 'ist', 'nicht', 'ein', 'eine', 'mit', 'wir', 'das', 'auf', 'seit'],
  french: ['le', 'les', 'et', 'est', 'une', 'nous', 'pas', 'des', 'pour', 'dans', 'vous', 'avec'],
  spanish: ['el', 'los', 'las', 'es', 'una', 'por', 'con', 'para', 'pero', 'del', 'muy', 'desde'],
  italian: ['il', 'gli', 'di', 'che', 'non', 'sono', 'della', 'per', 'una', 'abbiamo', 'anche'],
  portuguese: ['os', 'um', 'uma', 'nao', 'com', 'para', 'dos', 'das', 'mas', 'voce', 'esta', 'ao'],
  dutch: ['het', 'een', 'niet', 'van', 'zijn', 'wij', 'voor', 'maar', 'ook', 'naar', 'heeft'],
}
export const LANGUAGES = [
  'english',
  'german',
  'french',
  'spanish',
  'italian',
  'portuguese',
  'dutch',
] as const
export type Language = (typeof LANGUAGES)[number]

const CODES: Record<Language, string> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
}

/** The same as a code (ISO 639-1), for what is kept by language. */
export const languageCodeOf = (words: readonly string[]): string => CODES[languageOf(words)]

/** The language most of the small words belong to; English, the language of error messages, when none stands out. */
export function languageOf(words: readonly string[]): Language {
  const known = new Set(words)
  let best: Language = 'english'
  let most = 0
  for (const language of LANGUAGES) {
    const hits = COMMON[language].filter((word) => known.has(word)).length
    if (hits > most) [best, most] = [language, hits]
  }
  return best
}
