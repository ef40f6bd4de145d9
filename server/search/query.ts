/** Decides what somebody asked for: turns the text of the search box into clauses, and clauses into text again. */
import { filterNamed, problemOf, suggestFilter, tidyValue, type FilterName } from './filters.ts'

/** One thing that must hold (or, negated, must not). All clauses of a query hold together. */
export type Clause =
  /** A word; with `prefix` only its beginning is known. */
  | { kind: 'word'; text: string; prefix: boolean; negated: boolean }
  /** Exactly this, letter for letter. */
  | { kind: 'phrase'; text: string; negated: boolean }
  /** Any of the values. */
  | { kind: 'filter'; name: FilterName; values: string[]; negated: boolean }
  | { kind: 'number'; number: number }

export interface Finding {
  /** The part of the text it is about. */
  at: string
  message: string
  /** `wrong`: nothing can match it. `read`: it was searched as words. */
  kind: 'wrong' | 'read'
}

export interface Query {
  clauses: Clause[]
  findings: Finding[]
}

/** More than these are left out, with a finding: nobody types them, and each costs. */
export const MOST_CLAUSES = 30
export const MOST_TEXT = 1000

const HAS_WORD = /[\p{L}\p{N}]/u
/** Numbers people read have few digits; more is an id of something else. */
const NUMBER = /^#(\d{1,12})$/

/** Reads any text; it never throws, and what it cannot use is said in `findings`. */
export function parseQuery(text: string): Query {
  const query: Query = { clauses: [], findings: [] }
  const tokens = tokensOf(text.slice(0, MOST_TEXT))
  for (const token of tokens.slice(0, MOST_CLAUSES)) read(token, query)
  if (tokens.length > MOST_CLAUSES)
    query.findings.push({
      at: tokens[MOST_CLAUSES]!.raw,
      kind: 'read',
      message: `Only the first ${MOST_CLAUSES} words and filters are searched for.`,
    })
  return { ...query, clauses: query.clauses.reduce(together, []) }
}

/** The text that reads as these clauses. */
export const printQuery = (clauses: readonly Clause[]): string =>
  clauses.map(printClause).filter(Boolean).join(' ')

export function printClause(clause: Clause): string {
  if (clause.kind === 'number') return `#${clause.number}`
  const sign = clause.negated ? '-' : ''
  if (clause.kind === 'phrase') return `${sign}"${clause.text}"`
  if (clause.kind === 'word') return `${sign}${clause.text}${clause.prefix ? '*' : ''}`
  return clause.values.map((value) => `${sign}${clause.name}:${quoted(value)}`).join(' ')
}

const quoted = (value: string) => (/^[^\s"]+$/.test(value) ? value : `"${value}"`)

interface Token {
  raw: string
  negated: boolean
  /** What stands before a colon. */
  name: string | null
  value: string
  isQuoted: boolean
}

/** A sign, a name and a colon, each of which may be missing, then "anything" or a run without spaces. */
const TOKEN = /(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/g
const NAME_ALONE = /^([A-Za-z_]+):$/

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([raw, sign, name, inQuotes, bare = '']) => {
    const alone = inQuotes === undefined ? NAME_ALONE.exec(bare)?.[1] : undefined
    return {
      raw,
      negated: sign === '-',
      name: name ?? alone ?? null,
      value: alone ? '' : (inQuotes ?? bare).replaceAll(/\s+/g, ' ').trim(),
      isQuoted: inQuotes !== undefined,
    }
  })
}

function read(token: Token, query: Query) {
  if (token.name === null) return readWords(token, query)
  const filter = filterNamed(token.name)
  if (filter) return readFilter(filter, token, query)
  // An address such as https://… or C:\… is no filter that somebody misspelt.
  if (!/^[/\\]/.test(token.value))
    query.findings.push({
      at: token.raw,
      kind: 'read',
      message:
        `"${token.name}:" is no filter, so it is searched as words. ${suggestFilter(token.name)}`.trim(),
    })
  readWords(
    {
      ...token,
      value: token.isQuoted ? `${token.name}: ${token.value}` : `${token.name}:${token.value}`,
    },
    query,
  )
}

function readFilter(name: FilterName, token: Token, query: Query) {
  const value = tidyValue(name, token.value)
  const message = problemOf(name, value)
  if (message) query.findings.push({ at: token.raw, message, kind: 'wrong' })
  if (value !== '')
    query.clauses.push({ kind: 'filter', name, values: [value], negated: token.negated })
}

function readWords({ value, negated, isQuoted }: Token, query: Query) {
  // Without a letter or a digit there is nothing to look for.
  if (!HAS_WORD.test(value)) return
  const number = NUMBER.exec(value)?.[1]
  if (isQuoted) query.clauses.push({ kind: 'phrase', text: value, negated })
  else if (number !== undefined && !negated)
    query.clauses.push({ kind: 'number', number: Number(number) })
  else {
    const text = value.replace(/\*+$/, '')
    query.clauses.push({ kind: 'word', text, prefix: text !== value, negated })
  }
}

/** Several of one filter are any of them; the same thing twice is once. */
function together(clauses: Clause[], next: Clause): Clause[] {
  if (next.kind !== 'filter')
    return clauses.some((clause) => printClause(clause) === printClause(next))
      ? clauses
      : [...clauses, next]
  const at = clauses.findIndex(
    (clause) =>
      clause.kind === 'filter' && clause.name === next.name && clause.negated === next.negated,
  )
  const same = clauses[at]
  if (same?.kind !== 'filter') return [...clauses, next]
  const values = [...new Set([...same.values, ...next.values])]
  return clauses.with(at, { ...same, values })
}
