/** Decides which fields of a form a ticket shows, and what is wrong with the values in them. */

import { whyWrongValue, type FieldType, type FieldValue } from '../platform/field-value.ts'

export type { FieldType, FieldValue } from '../platform/field-value.ts'

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

export type FieldValues = Readonly<Record<string, FieldValue>>

export interface FieldProblem {
  path: string
  message: string
}

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
    const why = field ? whyWrongValue(field, value) : 'is not a field of ours'
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
