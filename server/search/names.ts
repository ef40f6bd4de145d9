/** The names people type in filters, as ids; and which name nobody has. */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { FilterName } from './filters.ts'
import type { Clause, Finding } from './query.ts'

/** More people or companies than these under one name: say more of it. */
const MOST_IDS = 500

type Filter = Clause & { kind: 'filter' }

/** The ids behind a filter's names. */
export interface Named {
  ids: string[]
  /** "none" stood among the names. */
  orNone: boolean
}

const LOOKED_UP = ['org', 'requester', 'assignee', 'team', 'channel'] as const
type LookedUp = (typeof LOOKED_UP)[number]
export const isLookedUp = (name: FilterName): name is LookedUp =>
  (LOOKED_UP as readonly string[]).includes(name)

const NOBODY = ['none', 'nobody', 'nothing']

/** Who or what is meant, for each filter that names somebody. What nobody is called becomes a finding. */
export async function findNamed(
  db: Database,
  clauses: readonly Clause[],
  userId: string,
): Promise<{ named: Map<Clause, Named>; findings: Finding[] }> {
  const named = new Map<Clause, Named>()
  const findings: Finding[] = []
  for (const clause of clauses) {
    if (clause.kind !== 'filter' || !isLookedUp(clause.name)) continue
    const found = await idsOf(db, clause, clause.name, userId)
    named.set(clause, found)
    if (found.missing.length > 0)
      findings.push(
        ...found.missing.map((value): Finding => ({
          at: `${clause.name}:${value}`,
          kind: 'wrong',
          message: `${WHAT[clause.name as LookedUp]} is called "${value}".`,
        })),
      )
  }
  return { named, findings }
}

const WHAT: Record<LookedUp, string> = {
  org: 'No organization',
  requester: 'Nobody who wrote to us',
  assignee: 'Nobody here',
  team: 'No team',
  channel: 'No channel',
}

async function idsOf(db: Database, { values }: Filter, name: LookedUp, userId: string) {
  const ids = new Set<string>()
  const missing: string[] = []
  let orNone = false
  for (const value of values) {
    const word = value.toLowerCase()
    if (name !== 'channel' && NOBODY.includes(word)) orNone = true
    else if (name === 'assignee' && word === 'me') ids.add(userId)
    else {
      const { rows } = await sql<{ id: string }>`${LOOK[name](word)} limit ${MOST_IDS}`.execute(db)
      rows.forEach(({ id }) => ids.add(id))
      if (rows.length === 0) missing.push(value)
    }
  }
  return { ids: [...ids], orNone, missing }
}

/** The exact name wins; otherwise every name one word of which begins so. */
const LOOK: Record<LookedUp, (word: string) => RawBuilder<unknown>> = {
  org: (word) => sql`
    select id from organizations o where lower(name) = ${word} or lower(external_id) = ${word} or ${word} = any(domains)
      or (lower(name) like any(${beginnings(word)}::text[])
        and not exists (select from organizations where lower(name) = ${word} or lower(external_id) = ${word}))
    order by lower(name) <> ${word}, id`,
  requester: (word) =>
    word.includes('@')
      ? sql`select id from contacts where email = ${word}`
      : sql`select id from contacts where lower(name) like ${beginnings(word)[0]} order by lower(name) <> ${word}, id`,
  assignee: (word) => sql`
    select id from users where key = ${word} or email = ${word} or lower(name) like any(${beginnings(word)}::text[])
    order by lower(name) <> ${word}, id`,
  team: (word) => sql`
    select id from teams where lower(key) = ${word} or lower(name) like any(${beginnings(word)}::text[])
    order by lower(key) <> ${word}, id`,
  channel: (word) => sql`
    select key as id from channels where lower(key) = ${word} or kind = ${word} or lower(name) like any(${beginnings(word)}::text[])
    order by lower(key) <> ${word}, key`,
}

const beginnings = (word: string) => [`${literally(word)}%`, `% ${literally(word)}%`]

/** Text as LIKE takes it literally. */
export const literally = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`)
