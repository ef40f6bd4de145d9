/** The query as SQL: what of it the word index answers, and what is asked of each ticket. */
import { sql, type RawBuilder } from 'kysely'
import { KINDS, spanOf, type FilterName, type Kind } from './filters.ts'
import { isLookedUp, literally, type Named } from './names.ts'
import type { Clause } from './query.ts'
import { wordsOf } from './words.ts'

export type Condition = RawBuilder<boolean>

export interface Conditions {
  /** As a tsquery; null when no word is asked for that could be looked up. */
  words: RawBuilder<unknown> | null
  /** Words that must not stand there, where nothing else is looked up. */
  withoutWords: RawBuilder<unknown> | null
  /** On `t`, the ticket: cheap, by its own columns. */
  filters: Condition[]
  /** On `t`: letter for letter, read from the texts themselves. */
  literals: Condition[]
}

export interface Reader {
  userId: string
  seesRestricted: boolean
}

/** What nobody may see who may not: inside the statement, so that it is neither shown nor counted. */
export const visibleTo = ({ seesRestricted }: Reader): Condition =>
  sql<boolean>`(${seesRestricted} or not t.restricted)`

/** Where a comment is read: in the ticket it was split off to, or else where it was written. */
export const commentsOf = (ticketId: RawBuilder<unknown>) => sql`(
  select c.* from comments c where c.ticket_id = ${ticketId}
    and not exists (select from comment_splits s where s.comment_id = c.id)
  union all
  select c.* from comment_splits s join comments c on c.id = s.comment_id where s.to_ticket_id = ${ticketId})`

/** The files of the comments that are read in a ticket. */
const filesOf = (ticketId: RawBuilder<unknown>) => sql`(
  select f.name from ${commentsOf(ticketId)} c
  join comment_files cf on cf.comment_id = c.id join files f on f.id = cf.file_id)`

export function conditionsOf(
  clauses: readonly Clause[],
  named: ReadonlyMap<Clause, Named>,
  reader: Reader,
): Conditions {
  const wanted: RawBuilder<unknown>[] = []
  const unwanted: RawBuilder<unknown>[] = []
  const filters: Condition[] = []
  const literals: Condition[] = []
  for (const clause of clauses) {
    if (clause.kind === 'number') wanted.push(wordQuery(String(clause.number), false))
    else if (clause.kind === 'filter') {
      const one = filterCondition(clause, named.get(clause), reader)
      filters.push(clause.negated ? sql<boolean>`not coalesce(${one}, false)` : one)
      // The index holds a subject's words too, and narrows down what is read.
      if (clause.name === 'subject' && !clause.negated) wanted.push(...subjectQuery(clause.values))
    } else {
      const query = textQuery(clause)
      if (!query) continue
      if (isLiteral(clause))
        literals.push(
          clause.negated ? sql<boolean>`not ${contains(clause.text)}` : contains(clause.text),
        )
      else if (clause.negated) unwanted.push(query)
      if (!clause.negated) wanted.push(query)
    }
  }
  const words =
    wanted.length > 0 ? and([...wanted, ...unwanted.map((one) => sql`!!(${one})`)]) : null
  return {
    words,
    withoutWords: words === null && unwanted.length > 0 ? or(unwanted) : null,
    filters,
    literals,
  }
}

/** paged_results, exit-137 and kim@acme.test are several words to the index, and one to whoever typed them. */
const isCompound = (text: string) => /[\p{L}\p{N}][^\p{L}\p{N}\s]+[\p{L}\p{N}]/u.test(text)

/** Read letter for letter: what the index knows is only which texts to look into. */
export const isLiteral = (clause: Clause & { kind: 'word' | 'phrase' }): boolean =>
  clause.kind === 'phrase' || isCompound(clause.text)

/** Which kinds of things a query asks for, and whether it says so itself. */
export function kindsAsked(clauses: readonly Clause[]): {
  kinds: ReadonlySet<Kind>
  isSaid: boolean
} {
  const kinds = new Set<Kind>(KINDS)
  let isSaid = false
  for (const clause of clauses) {
    if (clause.kind !== 'filter' || clause.name !== 'kind') continue
    isSaid = true
    for (const kind of KINDS)
      if (clause.values.includes(kind) === clause.negated) kinds.delete(kind)
  }
  return { kinds, isSaid }
}

const and = (parts: readonly RawBuilder<unknown>[]) => sql`(${sql.join(parts, sql` && `)})`
const or = (parts: readonly RawBuilder<unknown>[]) => sql`(${sql.join(parts, sql` || `)})`

function textQuery(clause: Clause & { kind: 'word' | 'phrase' }): RawBuilder<unknown> | null {
  const words = wordsOf(clause.text)
  if (words.length === 0) return null
  const isExact = clause.kind === 'phrase' || words.length > 1
  const last = words.length - 1
  return and(
    words.map((word, at) => {
      if (clause.kind === 'word' && clause.prefix && at === last) return wordQuery(word, true)
      return isExact ? sql`${quoted(word)}::tsquery` : wordQuery(word, false)
    }),
  )
}

/** Words hold letters and digits only, so quoting them is safe; they go as a parameter all the same. */
const quoted = (word: string) => `'${word}'`
const wordQuery = (word: string, isPrefix: boolean): RawBuilder<unknown> =>
  isPrefix
    ? sql`${`${quoted(word)}:*`}::tsquery`
    : sql`('''' || array_to_string(search_lexemes(${word}), ''' | ''') || '''')::tsquery`

/** Any of the values, each by all its words; nothing when one of them has no words to look up. */
function subjectQuery(values: readonly string[]): RawBuilder<unknown>[] {
  const each = values.map(wordsOf)
  if (each.some((words) => words.length === 0)) return []
  return [or(each.map((words) => and(words.map((word) => wordQuery(word, false)))))]
}

/** In the subject, in any comment or the name of its files, or in the name and address of who asked. */
function contains(text: string): Condition {
  const pattern = `%${literally(text)}%`
  return sql<boolean>`(t.subject ilike ${pattern}
    or exists (select from ${commentsOf(sql`t.id`)} c where c.body ilike ${pattern})
    or exists (select from ${filesOf(sql`t.id`)} f where f.name ilike ${pattern})
    or t.documentation ilike ${pattern}
    or exists (select from contacts p where p.id = t.requester_id and (p.email ilike ${pattern} or p.name ilike ${pattern})))`
}

const anyOf = (column: RawBuilder<unknown>, { ids, orNone }: Named, type: string): Condition =>
  sql<boolean>`(${column} = any(${ids}::${sql.raw(type)}[])${orNone ? sql` or ${column} is null` : sql``})`

type Filter = Clause & { kind: 'filter' }
const NONE: Named = { ids: [], orNone: false }

function filterCondition({ name, values }: Filter, named: Named = NONE, reader: Reader): Condition {
  if (isLookedUp(name)) {
    const column = {
      org: 'organization_id',
      requester: 'requester_id',
      assignee: 'assignee_id',
      team: 'team_id',
      channel: 'channel_key',
    }[name]
    return anyOf(sql.ref(`t.${column}`), named, name === 'channel' ? 'text' : 'uuid')
  }
  return some(values.map((value) => oneValue(name, value, reader)))
}

export const some = (parts: readonly Condition[]): Condition =>
  sql<boolean>`(${sql.join(parts, sql` or `)})`
const never = sql<boolean>`false`
const always = sql<boolean>`true`
const openStatuses = sql.raw(`('new', 'open', 'pending', 'on_hold')`)

function oneValue(name: FilterName, value: string, reader: Reader): Condition {
  switch (name) {
    case 'kind':
      return value === 'ticket' ? always : never
    case 'status':
    case 'priority':
      // As it stands in the statement: a partial index is chosen only for words the planner can read.
      return /^[a-z_]+$/.test(value)
        ? sql<boolean>`${sql.ref(`t.${name}`)} = ${sql.lit(value)}`
        : never
    case 'tag':
      return sql<boolean>`exists (select from unnest(t.tags) tag where lower(tag) = ${value.toLowerCase()})`
    case 'subject':
      return sql<boolean>`t.subject ilike ${`%${literally(value)}%`}`
    case 'is':
      return IS[value]?.(reader) ?? never
    case 'has':
      return HAS[value] ?? never
    default:
      return dateCondition(name, value)
  }
}

/** `at`: the column that says when the thing began. */
export function dateCondition(
  name: FilterName,
  value: string,
  at: RawBuilder<unknown> = sql`t.created_at`,
): Condition {
  const span = spanOf(value)
  if (!span) return never
  if (name === 'before') return sql<boolean>`${at} < ${span.from}`
  if (name === 'after') return sql<boolean>`${at} >= ${span.from}`
  return sql<boolean>`(${at} >= ${span.from} and ${at} < ${span.to})`
}

const IS: Record<string, (reader: Reader) => Condition> = {
  open: () => sql<boolean>`t.status in ${openStatuses}`,
  unassigned: () => sql<boolean>`t.assignee_id is null`,
  assigned: () => sql<boolean>`t.assignee_id is not null`,
  mine: ({ userId }) => sql<boolean>`t.assignee_id = ${userId}::uuid`,
  solved: () => sql<boolean>`t.status = 'solved'`,
  closed: () => sql<boolean>`t.status = 'closed'`,
  restricted: () => sql<boolean>`t.restricted`,
}

const HAS: Record<string, Condition> = {
  attachment: sql<boolean>`exists (select from ${filesOf(sql`t.id`)} f)`,
  note: sql<boolean>`exists (select from ${commentsOf(sql`t.id`)} c where c.kind = 'note')`,
  reply: sql<boolean>`t.public_replies > 0`,
  documentation: sql<boolean>`t.documentation <> ''`,
}
