/** Decides whether a value may stand in a field of a company's own. */

export type FieldType = 'text' | 'long_text' | 'number' | 'date' | 'checkbox' | 'choice' | 'choices'
export type FieldValue = string | number | boolean | readonly string[] | null

const MOST_TEXT = { text: 500, long_text: 20_000 } as const

/** What is wrong with a value, worded to follow the field's name; null: nothing. An empty field is never wrong. */
export function whyWrongValue(
  field: { type: FieldType; options: readonly { key: string }[] },
  value: FieldValue,
): string | null {
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
