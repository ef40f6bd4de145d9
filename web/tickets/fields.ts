// Decides which fields of a form a ticket shows. The server holds to the same rule (server/tickets/fields.ts).

import type { components } from '../../api/types.ts'

export type Forms = components['schemas']['TicketForms']
export type Field = Forms['fields'][number]
export type Form = Forms['forms'][number]

function matches(value: unknown, wanted: readonly string[]): boolean {
  if (value === undefined || value === null) return false
  const given: unknown[] = Array.isArray(value) ? value : [value]
  return given.some((one) => wanted.includes(String(one)))
}

/** The fields shown for these values, in the form's order. What a hidden field hides stays hidden with it. */
export function shownFields(
  form: Form,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Field[] {
  const shown: Field[] = []
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

/** 'Where it runs', and when it is needed. */
export const fieldLabel = ({ name, required }: Pick<Field, 'name' | 'required'>): string =>
  required === 'never' ? name : `${name} (${required === 'always' ? 'needed' : 'needed to solve'})`
