/** Decides what one record of an import says about a customer, and what is wrong with it. */
import { readDomains } from './domains.ts'

export type ImportKind = 'organizations' | 'contacts' | 'memberships' | 'subscriptions'

/** What the database is given: snake case, as the columns are called. null: not said. */
export type ImportRow = Record<string, string | number | boolean | string[] | null>

type Reading = (text: string) => string | number | boolean | string[] | Wrong
interface Wrong {
  wrong: string
}
const wrong = (why: string): Wrong => ({ wrong: why })
const isWrong = (value: object | string | number | boolean | null): value is Wrong =>
  typeof value === 'object' && value !== null && 'wrong' in value

const text =
  (most: number): Reading =>
  (given) =>
    given.length > most ? wrong(`is longer than ${most}`) : given
const whole =
  (least: number, most: number): Reading =>
  (given) => {
    const number = Number(given)
    return Number.isInteger(number) && number >= least && number <= most
      ? number
      : wrong(`is not a whole number from ${least} to ${most}`)
  }
const yes: Reading = (given) => {
  const word = given.toLowerCase()
  if (['true', 'yes', '1'].includes(word)) return true
  return ['false', 'no', '0'].includes(word) ? false : wrong('is neither true nor false')
}
const oneOf =
  (...words: string[]): Reading =>
  (given) =>
    words.includes(given) ? given : wrong(`is not one of ${words.join(', ')}`)
const instant: Reading = (given) => {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T00:00:00Z` : given)
  const isWhole = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/.test(given)
  return isWhole && !Number.isNaN(at.getTime())
    ? at.toISOString()
    : wrong('is neither a day nor an instant such as 2026-12-24 or 2026-12-24T10:00:00Z')
}
const address: Reading = (given) =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(given) && given.length <= 254
    ? given.toLowerCase()
    : wrong('is no mail address')
const domains: Reading = (given) => {
  const all = given.split(/[\s;,|]+/).filter((one) => one !== '')
  const { domains: tidy, odd, everybodys } = readDomains(all)
  if (odd !== undefined) return wrong(`holds "${odd}", which is no domain`)
  if (everybodys !== undefined)
    return wrong(`holds ${everybodys}, where anybody can have an address`)
  return tidy
}

interface Shape {
  columns: Record<string, Reading>
  needed: readonly string[]
  /** What no two records of one batch may have in common. */
  keys: readonly string[]
}

export const SHAPES: Record<ImportKind, Shape> = {
  organizations: {
    columns: {
      external_id: text(200),
      name: text(250),
      domains,
      region: text(80),
      time_zone: text(60),
      success_tier: text(80),
      contact_limit: whole(1, 100_000),
      citizenship: text(40),
    },
    needed: ['external_id', 'name'],
    keys: ['external_id'],
  },
  contacts: {
    columns: {
      email: address,
      name: text(200),
      external_id: text(200),
      phone: text(60),
      language: text(20),
      time_zone: text(60),
      organization: text(200),
      is_default: yes,
      may_manage_contacts: yes,
    },
    needed: ['email'],
    keys: ['email', 'external_id'],
  },
  memberships: {
    columns: {
      email: address,
      organization: text(200),
      is_default: yes,
      may_manage_contacts: yes,
    },
    needed: ['email', 'organization'],
    keys: ['email'],
  },
  subscriptions: {
    columns: {
      external_id: text(200),
      organization: text(200),
      plan: text(60),
      starts_at: instant,
      ends_at: instant,
      grace_days: whole(0, 365),
      seats: whole(0, 100_000_000),
      hosting: oneOf('hosted', 'self_managed', 'dedicated'),
      state: oneOf('active', 'on_hold', 'disputed'),
      emergency_support: yes,
    },
    needed: ['external_id', 'organization', 'plan', 'starts_at'],
    keys: ['external_id'],
  },
}

/** A sentence when a file cannot be meant for this kind: a column that is none, or one that is missing. */
export function whyNotColumns(kind: ImportKind, columns: readonly string[]): string | null {
  const { columns: known, needed } = SHAPES[kind]
  const odd = columns.find((column) => !(column in known))
  if (odd !== undefined)
    return `There is no column "${odd}" for ${kind}. There are ${Object.keys(known).join(', ')}.`
  const missing = needed.find((column) => !columns.includes(column))
  return missing === undefined ? null : `The column "${missing}" is missing.`
}

/** The row, or the sentence that refuses it. What is empty or left out stays as it is in the database. */
export function readRow(
  kind: ImportKind,
  given: Readonly<Record<string, unknown>>,
): { row: ImportRow } | { why: string; key: string } {
  const { columns, needed, keys } = SHAPES[kind]
  const row: ImportRow = {}
  const key = wordsOf(given[keys[0]!])
  for (const name of Object.keys(given))
    if (!(name in columns)) return { why: `There is no column "${name}".`, key }
  for (const [name, read] of Object.entries(columns)) {
    const words = wordsOf(given[name])
    const value = words === '' ? null : read(words)
    if (isWrong(value)) return { why: `${name} ${value.wrong}.`, key }
    row[name] = value
  }
  const missing = needed.find((name) => row[name] === null)
  if (missing !== undefined) return { why: `${missing} is empty.`, key }
  const { starts_at: starts, ends_at: ends } = row
  if (starts && ends && ends <= starts) return { why: 'ends_at is not after starts_at.', key }
  return { row }
}

const wordsOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : Array.isArray(value)
      ? value.join(' ')
      : typeof value === 'string'
        ? value.trim()
        : JSON.stringify(value)
