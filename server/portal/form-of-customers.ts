/** Decides which fields of the playbook a customer is asked for, and what their form says in them. */
import {
  problemsOf,
  shownFields,
  type FieldDefinition,
  type FieldValue,
  type FieldValues,
  type FormDefinition,
} from '../tickets/fields.ts'

export interface AskedField {
  field: FieldDefinition
  /** Asked only when an earlier field has one of these values; its names, for the reader. */
  onlyIf: { field: string; values: string } | null
}

/** The fields customers may write, in the form's order. Those with a condition say it: a page without a script shows them all. */
export function askedFields(
  form: FormDefinition | null,
  fields: readonly FieldDefinition[],
): AskedField[] {
  return (form?.fields ?? []).flatMap(({ field: key, when }): AskedField[] => {
    const field = fields.find((one) => one.key === key && one.customers === 'write')
    if (!field) return []
    const other = when && fields.find((one) => one.key === when.field)
    if (!when || !other) return [{ field, onlyIf: null }]
    const named = when.is.map((value) => other.options.find((o) => o.key === value)?.name ?? value)
    return [{ field, onlyIf: { field: other.name, values: named.join(', ') } }]
  })
}

/** What the form says, by field. What is hidden by a condition, and what customers may not write, is left out. */
export function fieldsFrom(
  form: FormDefinition | null,
  fields: readonly FieldDefinition[],
  typed: Readonly<Record<string, string | undefined>>,
): FieldValues {
  const mine = askedFields(form, fields).map(({ field }) => field)
  const said = Object.fromEntries(
    mine.flatMap((field) => {
      const value = valueOf(field, typed[`field_${field.key}`] ?? '')
      return value === null ? [] : [[field.key, value]]
    }),
  )
  if (!form) return said
  const shown = shownFields(form, fields, said).map(({ key }) => key)
  return Object.fromEntries(Object.entries(said).filter(([key]) => shown.includes(key)))
}

/** The first thing wrong with what was said, with its field; null: nothing. */
export function fieldProblem(
  form: FormDefinition | null,
  fields: readonly FieldDefinition[],
  values: FieldValues,
): { key: string; name: string; isMissing: boolean } | null {
  const writable = fields.filter(({ customers }) => customers === 'write')
  const mine = form && {
    ...form,
    fields: form.fields.filter(({ field }) => writable.some(({ key }) => key === field)),
  }
  const [problem] = problemsOf(mine, writable, values, { solving: false })
  const key = problem?.path.replace('fields.', '') ?? ''
  const field = fields.find((one) => one.key === key)
  return field ? { key, name: field.name, isMissing: !Object.hasOwn(values, key) } : null
}

/** What was said before, as the form has it. */
export function typedFrom(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === 'string' || typeof value === 'number')
        return [[`field_${key}`, `${value}`]]
      if (value === true) return [[`field_${key}`, 'yes']]
      return Array.isArray(value) ? [[`field_${key}`, value.join('\n')]] : []
    }),
  )
}

function valueOf({ type }: FieldDefinition, typed: string): FieldValue {
  const text = typed.trim()
  if (text === '') return null
  if (type === 'number') return Number(text.replace(',', '.'))
  if (type === 'checkbox') return true
  return type === 'choices' ? text.split('\n') : text
}
