/** Decides which fields of a form a ticket shows, and what is wrong with the values in them. */

export type FieldType = 'text' | 'long_text' | 'number' | 'date' | 'checkbox' | 'choice' | 'choices'

export interface FieldDefinition {
  key: string
  name: string
  type: FieldType
  options: readonly { key: string; name: string }[]
  required: 'never' | 'to_solve' | 'always'
  customers: 'hidden' | 'see' | 'write'
  help: string
}

export interface FormDefinition {
  key: string
  name: string
  fields: readonly { field: string; when: { field: string; is: readonly string[] } | null }[]
}

export type FieldValue = string | number | boolean | readonly string[] | null
export type FieldValues = Readonly<Record<string, FieldValue>>

export interface FieldProblem {
  path: string
  message: string
}

const MOST_TEXT = { text: 500, long_text: 20_000 } as const

/** The fields shown for these values, in the form's order. What a hidden field hides stays hidden with it. */
export function shownFields(
  form: FormDefinition,
  fields: readonly FieldDefinition[],
  values: FieldValues,
): FieldDefinition[] {
  const shown: FieldDefinition[] = []
  for (const { field: key, when } of form.fields) {
    const field = fields.find((candidate) => candidate.key === key)
    if (!field) continue
    const isAsked =
      !when ||
      (shown.some((earlier) => earlier.key === when.field) && matches(values[when.field], when.is))
    if (isAsked) shown.push(field)
  }
  return shown
}

/** Values must be of their field's type whether or not the field is shown; only what is shown can be missing. */
export function problemsOf(
  form: FormDefinition | null,
  fields: readonly FieldDefinition[],
  values: FieldValues,
  { solving }: { solving: boolean },
): FieldProblem[] {
  const wrong = Object.entries(values).flatMap(([key, value]): FieldProblem[] => {
    const field = fields.find((candidate) => candidate.key === key)
    const why = field ? whyWrong(field, value) : 'is not a field of ours'
    return why ? [{ path: `fields.${key}`, message: why }] : []
  })
  const missing = (form ? shownFields(form, fields, values) : [])
    .filter(({ required }) => required === 'always' || (solving && required === 'to_solve'))
    .filter(({ key }) => isEmpty(values[key]))
    .map(({ key, name }) => ({ path: `fields.${key}`, message: `${name} is needed` }))
  return [...wrong, ...missing]
}

export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

function matches(value: FieldValue | undefined, wanted: readonly string[]): boolean {
  if (value === undefined || value === null) return false
  const given = Array.isArray(value) ? value : [String(value)]
  return given.some((one) => wanted.includes(one))
}

function whyWrong(field: FieldDefinition, value: FieldValue): string | null {
  if (value === null) return null
  const known = field.options.map(({ key }) => key)
  switch (field.type) {
    case 'text':
    case 'long_text':
      if (typeof value !== 'string') return 'must be text'
      return value.length > MOST_TEXT[field.type] ? `is longer than ${MOST_TEXT[field.type]}` : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'must be a number'
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : 'must be a day such as 2026-12-24'
    case 'checkbox':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice':
      return typeof value === 'string' && known.includes(value)
        ? null
        : `must be one of ${known.join(', ')}`
    case 'choices':
      return Array.isArray(value) && value.every((one) => known.includes(one))
        ? null
        : `must be some of ${known.join(', ')}`
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
