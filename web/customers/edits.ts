// Decides what becomes of a form while it is filled in, also when somebody else saves the same thing meanwhile.

export type Value = string | boolean | string[]
export type Values = Readonly<Record<string, Value>>

export type FieldSpec = {
  /** As in the answer of the server; own fields begin with `field.`. */
  name: string
  label: string
  kind: 'text' | 'long_text' | 'number' | 'date' | 'checkbox' | 'choice' | 'choices' | 'list'
  help?: string
  options?: { value: string; label: string; disabled?: boolean }[]
}

const OWN = 'field.'

const empty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

/** Nothing said and nothing there are the same; so are words with and without blanks around them. */
export function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (empty(a) || empty(b)) return empty(a) && empty(b)
  const tidy = (value: Value | undefined): string =>
    JSON.stringify(typeof value === 'string' ? value.trim() : value)
  return tidy(a) === tidy(b)
}

/** The names of what differs. */
export const differing = (before: Values, now: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (name) => !isSame(before[name], now[name]),
  )

export type Merged = {
  values: Values
  /** What they changed and I did not touch: theirs is shown. */
  theirs: string[]
  /** What both changed: mine stays in the form. */
  both: string[]
}

/** `before` is what I began with, `mine` what I have typed, `theirs` what the server has now. Nothing typed is lost. */
export function mergeEdits(before: Values, mine: Values, theirs: Values): Merged {
  const touched = new Set(differing(before, mine))
  const moved = differing(before, theirs)
  const values = Object.fromEntries(
    [...new Set([...Object.keys(theirs), ...touched])].flatMap((name) => {
      const value = touched.has(name) ? mine[name] : theirs[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
  return {
    values,
    theirs: moved.filter((name) => !touched.has(name)),
    both: moved.filter((name) => touched.has(name) && !isSame(mine[name], theirs[name])),
  }
}

/** 'Premium', 'acme.com, acme.org', 'nothing' */
export function valueWords({ options = [] }: Pick<FieldSpec, 'options'>, value?: Value): string {
  if (value === true) return 'yes'
  if (value === undefined || empty(value)) return 'nothing'
  const label = (one: string): string =>
    options.find((option) => option.value === one)?.label ?? one
  return Array.isArray(value) ? value.map(label).join(', ') : label(String(value))
}

/** One sentence for each thing that was changed by somebody else; what I have typed is named where it stays. */
export function changeSentences(
  specs: readonly FieldSpec[],
  who: string | null,
  { theirs, both, now, mine }: Omit<Merged, 'values'> & { now: Values; mine: Values },
): string[] {
  const name = who ?? 'Somebody'
  const spec = (field: string): FieldSpec =>
    specs.find((one) => one.name === field) ?? { name: field, label: field, kind: 'text' }
  return [
    ...theirs.map(
      (field) =>
        `${name} changed ${spec(field).label} to “${valueWords(spec(field), now[field])}”.`,
    ),
    ...both.map(
      (field) =>
        `${name} changed ${spec(field).label} to “${valueWords(spec(field), now[field])}”. Yours stands here: “${valueWords(spec(field), mine[field])}”.`,
    ),
  ]
}

type Sent = string | number | boolean | string[] | null

/** As the server wants it: what is empty is null, a day begins at midnight in UTC. */
export function sentValue({ kind }: Pick<FieldSpec, 'kind'>, value: Value | undefined): Sent {
  if (kind === 'list' || kind === 'choices')
    return Array.isArray(value)
      ? value
      : String(value ?? '')
          .split(/[\s,;]+/)
          .filter((one) => one !== '')
  if (kind === 'checkbox') return value === true
  const words = String(value ?? '').trim()
  if (words === '') return null
  if (kind === 'number') return Number(words.replace(',', '.'))
  return kind === 'date' ? `${words}T00:00:00Z` : words
}

/** A body of those fields alone: own ones stand in `fields`, under their keys. */
export function bodyOf<T extends object>(
  specs: readonly FieldSpec[],
  values: Values,
  names: readonly string[],
): Partial<T> {
  const given = specs.filter(({ name }) => names.includes(name))
  const own = given.filter(({ name }) => name.startsWith(OWN))
  const plain = given.filter((spec) => !own.includes(spec))
  const sent = (spec: FieldSpec): Sent => sentValue(spec, values[spec.name])
  const ownValue = (spec: FieldSpec): Sent => {
    // An own day stands there as a day, and an empty list is none.
    const value = spec.kind === 'date' ? String(values[spec.name] ?? '') || null : sent(spec)
    return Array.isArray(value) && value.length === 0 ? null : value
  }
  const body: object = {
    ...Object.fromEntries(plain.map((spec) => [spec.name, sent(spec)])),
    ...(own.length > 0 && {
      fields: Object.fromEntries(own.map((spec) => [spec.name.slice(OWN.length), ownValue(spec)])),
    }),
  }
  return body
}
