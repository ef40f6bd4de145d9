/** Decides which filters a search knows, what they may hold, and which span of time a written date means. */
import { suggestion } from '../platform/did-you-mean.ts'

export const STATUSES = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
export const STATES = [
  'open',
  'unassigned',
  'assigned',
  'mine',
  'solved',
  'closed',
  'restricted',
] as const
export const THINGS = ['attachment', 'note', 'reply', 'documentation'] as const

/** What is searched: tickets, and what everybody may read. */
export const KINDS = ['ticket', 'topic', 'article'] as const
export type Kind = (typeof KINDS)[number]

export const FILTERS = [
  'kind',
  'status',
  'priority',
  'channel',
  'org',
  'requester',
  'assignee',
  'team',
  'tag',
  'subject',
  'is',
  'has',
  'before',
  'after',
  'created',
] as const
export type FilterName = (typeof FILTERS)[number]

/** What people also call them. */
const ALSO: Record<string, FilterName> = {
  type: 'kind',
  organization: 'org',
  organisation: 'org',
  customer: 'org',
  from: 'requester',
  owner: 'assignee',
  assigned: 'assignee',
  label: 'tag',
  tags: 'tag',
  title: 'subject',
  since: 'after',
  until: 'before',
}

const WORDS: Partial<Record<FilterName, readonly string[]>> = {
  kind: KINDS,
  status: STATUSES,
  priority: PRIORITIES,
  is: STATES,
  has: THINGS,
}

/** The filter a word before a colon means; null when there is none of that name. */
export function filterNamed(word: string): FilterName | null {
  const name = word.toLowerCase()
  return FILTERS.find((known) => known === name) ?? (Object.hasOwn(ALSO, name) ? ALSO[name]! : null)
}

/** Which filter somebody may have meant. */
export const suggestFilter = (word: string): string =>
  suggestion(word, FILTERS, '').replaceAll(/"([a-z]+)"/g, '"$1:"')

/** A value as it is compared: words of a fixed list in their one spelling. */
export function tidyValue(name: FilterName, value: string): string {
  if (!WORDS[name]) return value
  return value.toLowerCase().replaceAll(/[\s-]+/g, '_')
}

/** What is wrong with a value, in words; null when nothing is. */
export function problemOf(name: FilterName, value: string): string | null {
  if (value === '') return `${name}: needs a value after the colon.`
  const words = WORDS[name]
  if (words && !words.includes(value))
    return `${name}: knows no "${value}". ${suggestion(value, words, '')}`
  if (['before', 'after', 'created'].includes(name) && !spanOf(value))
    return `"${value}" is no date. Write 2026-01-31, 2026-01, 2026 or 2026-01-01..2026-02-01.`
  return null
}

/** Half-open, in UTC. */
export interface Span {
  from: Date
  to: Date
}

/** The span a written date stands for: a day, a month, a year, or everything from the first to the last of two. */
export function spanOf(text: string): Span | null {
  const [first = '', last = first, ...more] = text.split('..')
  if (more.length > 0) return null
  const from = daySpan(first)
  const to = daySpan(last)
  if (!from || !to || from.from >= to.to) return null
  return { from: from.from, to: to.to }
}

function daySpan(text: string): Span | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (!match) return null
  const [, year = '', month, day] = match
  try {
    const begin = Temporal.PlainDate.from(`${year}-${month ?? '01'}-${day ?? '01'}`)
    const end = begin.add(day ? { days: 1 } : month ? { months: 1 } : { years: 1 })
    return { from: instantOf(begin), to: instantOf(end) }
  } catch {
    // 2026-02-31 has the shape of a date and is none.
    return null
  }
}

const instantOf = (date: Temporal.PlainDate) =>
  new Date(date.toZonedDateTime('UTC').epochMilliseconds)
