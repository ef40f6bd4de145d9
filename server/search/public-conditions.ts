/** The query as SQL for topics and articles: `d` is the document everybody may find. */
import { sql, type RawBuilder } from 'kysely'
import {
  conditionsOf,
  dateCondition,
  isLiteral,
  kindsAsked,
  some,
  type Condition,
} from './conditions.ts'
import type { Kind } from './filters.ts'
import { literally } from './names.ts'
import type { Clause } from './query.ts'
import { wordsOf } from './words.ts'

export interface PublicConditions {
  kinds: Exclude<Kind, 'ticket'>[]
  /** As a tsquery; null when no word is asked for. */
  words: RawBuilder<unknown> | null
  others: Condition[]
}

type Filter = Clause & { kind: 'filter' }
type Words = Clause & { kind: 'word' | 'phrase' }

/**
 * What of a query topics and articles can answer. null: nothing, because it asks for a kind they are not, or for
 * something that only tickets have. Without a word they are shown only where the query names their kind.
 */
export function publicConditionsOf(clauses: readonly Clause[]): PublicConditions | null {
  const { kinds, isSaid } = kindsAsked(clauses)
  const wanted = (['topic', 'article'] as const).filter((kind) => kinds.has(kind))
  const filters = clauses.filter((clause): clause is Filter => clause.kind === 'filter')
  if (wanted.length === 0 || onlyOfTickets(clauses)) return null
  const { words, withoutWords } = conditionsOf(
    clauses.filter((clause) => clause.kind !== 'filter' || clause.name === 'subject'),
    new Map(),
    { userId: '', seesRestricted: false },
  )
  if (words === null && !isSaid) return null
  const texts = clauses.filter((clause) => clause.kind === 'word' || clause.kind === 'phrase')
  return {
    kinds: wanted,
    words,
    others: [
      ...(withoutWords ? [sql<boolean>`not (d.words @@ ${withoutWords})`] : []),
      ...texts.flatMap(literalCondition),
      ...filters.filter(({ name }) => name !== 'kind').map(filterCondition),
    ],
  }
}

/** The first part of a query that topics and articles know nothing of; null when they know all of it. */
export function onlyOfTickets(clauses: readonly Clause[]): Clause | null {
  return (
    clauses.find((clause) => {
      if (clause.kind === 'number') return true
      if (clause.kind !== 'filter') return false
      if (clause.name === 'is') return clause.values.some((value) => value !== 'solved')
      return !['kind', 'tag', 'subject', 'before', 'after', 'created'].includes(clause.name)
    }) ?? null
  )
}

function literalCondition(clause: Words): Condition[] {
  if (!isLiteral(clause) || wordsOf(clause.text).length === 0) return []
  const one = contains(clause.text)
  return [clause.negated ? sql<boolean>`not ${one}` : one]
}

/** In the title or in anything that is shown of it. */
function contains(text: string): Condition {
  const pattern = `%${literally(text)}%`
  return sql<boolean>`(
    exists (select from forum_topics t where t.id = d.id and t.title ilike ${pattern})
    or exists (select from forum_posts p where p.topic_id = d.id and p.state = 'shown' and p.body ilike ${pattern})
    or exists (select from knowledge_articles a join knowledge_versions v
      on v.article_id = a.id and v.version = a.published_version
      where a.id = d.id and (v.title ilike ${pattern} or v.body ilike ${pattern})))`
}

function filterCondition({ name, values, negated }: Filter): Condition {
  const one = some(values.map((value) => oneValue(name, value)))
  return negated ? sql<boolean>`not ${one}` : one
}

function oneValue(name: Filter['name'], value: string): Condition {
  if (name === 'is') return sql<boolean>`d.solved`
  if (name === 'tag')
    return sql<boolean>`exists (select from forum_topics t where t.id = d.id and ${value.toLowerCase()} = any(t.tags))`
  if (name !== 'subject') return dateCondition(name, value, sql`d.at`)
  const pattern = `%${literally(value)}%`
  return sql<boolean>`(exists (select from forum_topics t where t.id = d.id and t.title ilike ${pattern})
    or exists (select from knowledge_articles a where a.id = d.id and a.title ilike ${pattern}))`
}
