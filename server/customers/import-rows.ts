/** Decides what one record of an import says about a customer, what is wrong with it, and what helps. */
import { whyWrongValue, type FieldValue } from '../platform/field-value.ts'
import { isStorable } from '../platform/storable.ts'
import { readDomains } from './domains.ts'
import type { OwnField } from './own-fields.ts'
import { zoneNamed } from './zone-name.ts'

export type ImportKind = 'organizations' | 'contacts' | 'memberships' | 'subscriptions'

/** Values of the company's own fields, by their keys. */
type OwnValues = Record<string, FieldValue>

/** What the database is given: snake case, as the columns are called. null: not said. */
export type ImportRow = Record<string, string | number | boolean | string[] | OwnValues | null>

/** Why a record is not taken: which column, in words, and what helps. */
export interface WhyNot {
  field: string | null
  why: string
  remedy: string
}

type Reading = (text: string) => string | number | boolean | string[] | Wrong
interface Wrong {
  wrong: string
  remedy: string
}
const wrong = (why: string, remedy: string): Wrong => ({ wrong: why, remedy })
const isWrong = (value: object | string | number | boolean | null): value is Wrong =>
  typeof value === 'object' && value !== null && 'wrong' in value

const text =
  (most: number): Reading =>
  (given) =>
    given.length > most
      ? wrong(`is longer than ${most}`, `Shorten it to ${most} characters.`)
      : given
const whole =
  (least: number, most: number): Reading =>
  (given) => {
    const number = Number(given)
    return Number.isInteger(number) && number >= least && number <= most
      ? number
      : wrong(`is not a whole number from ${least} to ${most}`, 'Write digits alone, such as 50.')
  }
const yes: Reading = (given) => {
  const word = given.toLowerCase()
  if (['true', 'yes', '1'].includes(word)) return true
  if (['false', 'no', '0'].includes(word)) return false
  return wrong('is neither true nor false', 'Write true or false, or leave it empty.')
}
const oneOf =
  (...words: string[]): Reading =>
  (given) =>
    words.includes(given)
      ? given
      : wrong(`is not one of ${words.join(', ')}`, `Write one of ${words.join(', ')}.`)
/** A day before is the nothing of another system. */
const FIRST_YEAR = 1900
const instant: Reading = (given) => {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T00:00:00Z` : given)
  const isWhole = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/.test(given)
  return isWhole && at.getUTCFullYear() >= FIRST_YEAR
    ? at.toISOString()
    : wrong(
        'is neither a day nor an instant such as 2026-12-24 or 2026-12-24T10:00:00Z',
        'Write the day as year-month-day.',
      )
}
const address: Reading = (given) =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(given) && given.length <= 254
    ? given.toLowerCase()
    : wrong('is no mail address', 'Write one address, such as kim@acme.com.')
const domains: Reading = (given) => {
  const all = given.split(/[\s;,|]+/).filter((one) => one !== '')
  const { domains: tidy, odd, everybodys } = readDomains(all)
  if (odd !== undefined)
    return wrong(
      `holds "${odd}", which is no domain`,
      'Write domains such as acme.com, without www or @.',
    )
  if (everybodys !== undefined)
    return wrong(
      `holds ${everybodys}, where anybody can have an address`,
      'Leave that domain out, and name its people as contacts.',
    )
  return tidy
}
const zone: Reading = (given) =>
  zoneNamed(given) ?? wrong('is no time zone', 'Write the name of a zone, such as Europe/Berlin.')

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
      time_zone: zone,
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
      time_zone: zone,
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

/** In front of the key of a field of the company's own: `field.region_code`. */
const OWN = 'field.'

/** Kinds whose records may carry own fields; the others have none. */
export const hasOwnFields = (kind: ImportKind) => kind === 'organizations' || kind === 'contacts'

/** A sentence when a file cannot be meant for this kind: a column that is none, or one that is missing. */
export function whyNotColumns(
  kind: ImportKind,
  columns: readonly string[],
  own: readonly OwnField[],
): string | null {
  const { columns: known, needed } = SHAPES[kind]
  const all = [...Object.keys(known), ...own.map(({ key }) => `${OWN}${key}`)]
  const odd = columns.find((column) => !all.includes(column))
  if (odd !== undefined)
    return `There is no column "${odd}" for ${kind}. There are ${all.join(', ')}.`
  const missing = needed.find((column) => !columns.includes(column))
  return missing === undefined ? null : `The column "${missing}" is missing.`
}

/** The row, or the sentence that refuses it. What is empty or left out stays as it is in the database. */
export function readRow(
  kind: ImportKind,
  given: Readonly<Record<string, unknown>>,
  own: readonly OwnField[],
): { row: ImportRow } | (WhyNot & { key: string }) {
  const { columns, needed, keys } = SHAPES[kind]
  const row: ImportRow = {}
  const key = wordsOf(given[keys[0]!])
  const refuse = (field: string, why: string, remedy: string) => ({ field, why, remedy, key })
  for (const name of Object.keys(given))
    if (!(name in columns) && !own.some((field) => `${OWN}${field.key}` === name))
      return refuse(name, `There is no column "${name}".`, 'Leave it out.')
  const odd = Object.keys(given).find((name) => !isStorable(given[name]))
  if (odd !== undefined)
    return refuse(
      odd,
      `${odd} has a character that cannot be kept.`,
      'Take it out, or save the file as UTF-8.',
    )
  for (const [name, read] of Object.entries(columns)) {
    const words = wordsOf(given[name])
    const value = words === '' ? null : read(words)
    if (isWrong(value)) return refuse(name, `${name} ${value.wrong}.`, value.remedy)
    row[name] = value
  }
  const missing = needed.find((name) => row[name] === null)
  if (missing !== undefined)
    return refuse(missing, `${missing} is empty.`, 'Every record needs it: fill it in.')
  const { starts_at: starts, ends_at: ends } = row
  if (starts && ends && ends <= starts)
    return refuse('ends_at', 'ends_at is not after starts_at.', 'Write a later end, or none.')
  if (!hasOwnFields(kind)) return { row }
  const values = readOwn(given, own)
  return 'why' in values ? { ...values, key } : { row: { ...row, fields: values.fields } }
}

/** null: none is said. */
function readOwn(
  given: Readonly<Record<string, unknown>>,
  own: readonly OwnField[],
): { fields: OwnValues | null } | WhyNot {
  const fields: OwnValues = {}
  for (const field of own) {
    const words = wordsOf(given[`${OWN}${field.key}`])
    if (words === '') continue
    const value = ownValue(field, words)
    const why = whyWrongValue(field, value)
    if (why)
      return {
        field: `${OWN}${field.key}`,
        why: `${field.name} ${why}.`,
        remedy: 'Write it so, or leave it empty.',
      }
    fields[field.key] = value
  }
  return { fields: Object.keys(fields).length > 0 ? fields : null }
}

/** As the type of the field wants it; what it cannot be stays words, which are then refused. */
function ownValue({ type }: OwnField, words: string): FieldValue {
  if (type === 'number') {
    const number = Number(words.replace(',', '.'))
    return Number.isNaN(number) ? words : number
  }
  if (type === 'checkbox') {
    const read = yes(words)
    return typeof read === 'boolean' ? read : words
  }
  return type === 'choices' ? words.split(/[\s;,|]+/).filter((one) => one !== '') : words
}

const wordsOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : Array.isArray(value)
      ? value.join(' ')
      : typeof value === 'string'
        ? value.trim()
        : JSON.stringify(value)
