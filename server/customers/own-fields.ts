/** Decides what stands in the own fields of a customer after some of them were given, and what is wrong with those. */
import { whyWrongValue, type FieldType, type FieldValue } from '../platform/field-value.ts'

export interface OwnField {
  key: string
  name: string
  type: FieldType
  options: readonly { key: string; name: string }[]
}

export type OwnValues = Readonly<Record<string, FieldValue>>

/** Only those given change; null empties one. */
export function withValues(before: OwnValues, given: OwnValues): OwnValues {
  const kept = Object.entries({ ...before, ...given }).filter(
    ([, value]) => value !== null && value !== '',
  )
  return Object.fromEntries(kept)
}

/** Only what is given is asked about: what a field no longer in the playbook holds is left alone. */
export function problemsWith(
  fields: readonly OwnField[],
  given: OwnValues,
): { path: string; message: string }[] {
  return Object.entries(given).flatMap(([key, value]) => {
    const field = fields.find((candidate) => candidate.key === key)
    const message = field ? whyWrongValue(field, value) : 'is not a field of ours'
    return message ? [{ path: `fields.${key}`, message }] : []
  })
}
