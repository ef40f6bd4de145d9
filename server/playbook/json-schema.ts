/** The published JSON Schema of a playbook: editors complete and explain its keys while people write. */
import { z } from 'zod'
import { playbookSchema } from './playbook.ts'

export type JsonSchema = z.core.JSONSchema.JSONSchema

/** Describes what may be written, so what has a default may be left out. */
export const playbookJsonSchema: JsonSchema = {
  title: 'Watchdesk playbook',
  description: 'A whole support organisation in one file.',
  ...z.toJSONSchema(playbookSchema, { io: 'input' }),
}

/** The text of playbooks/playbook.schema.json. */
export function writeJsonSchema(): string {
  return `${JSON.stringify(playbookJsonSchema, null, 2)}\n`
}

/** What is known of the value at a path inside a (perhaps wrong) playbook; null where nothing is. */
export function schemaAt(whole: unknown, path: readonly PropertyKey[]): JsonSchema | null {
  let schema: JsonSchema | null = playbookJsonSchema
  let value = whole
  for (const step of path) {
    schema = stepInto(schema, step)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
    schema = schema && alternativeFor(schema, value)
  }
  return schema
}

function stepInto(schema: JsonSchema | null, step: PropertyKey): JsonSchema | null {
  const below =
    typeof step === 'number'
      ? schema?.items
      : (schema?.properties?.[String(step)] ?? schema?.additionalProperties)
  return typeof below === 'object' && !Array.isArray(below) ? below : null
}

/** Of several shapes, the one whose kind was written; else the one sharing most keys with the value. */
function alternativeFor(schema: JsonSchema, value: unknown): JsonSchema {
  const alternatives = schema.oneOf ?? schema.anyOf
  if (!alternatives) return schema
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const kind = Object(value).kind as unknown
  const scored = alternatives.map((alternative) => {
    const known = Object.keys(alternative.properties ?? {})
    const named = alternative.properties?.kind
    const sameKind = typeof named === 'object' && named.const === kind
    return { alternative, score: keys.filter((key) => known.includes(key)).length + +sameKind * 99 }
  })
  const best = scored.reduce((best, other) => (other.score > best.score ? other : best))
  return { description: schema.description, ...best.alternative }
}
