/** Decides what is asked of every operation of the contract: values that fit its schema, and values that do not. */

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  minItems?: number
}

interface Parameter {
  in: string
  name: string
  required?: boolean
  schema: Schema
}

export interface Contract {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        security?: unknown[]
        parameters?: Parameter[]
        requestBody?: { content: Record<string, { schema: Schema }> }
      }
    >
  >
  components: { schemas: Record<string, Schema> }
}

export interface Operation {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  parameters: Parameter[]
  body: Schema | null
  /** A door for strangers: what proves who asks is in the address. */
  isDoor: boolean
}

export interface Given {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/** Every operation, with its shapes written out. */
export function operationsOf({ paths, components }: Contract): Operation[] {
  const whole = (schema: Schema, depth = 0): Schema => {
    if (depth > 12) return {}
    const named = schema.$ref && components.schemas[schema.$ref.split('/').at(-1) ?? '']
    if (named) return whole(named, depth + 1)
    const all = (list: Schema[]) => list.map((one) => whole(one, depth + 1))
    return {
      ...schema,
      ...(schema.items && { items: whole(schema.items, depth + 1) }),
      ...(schema.anyOf && { anyOf: all(schema.anyOf) }),
      ...(schema.oneOf && { oneOf: all(schema.oneOf) }),
      ...(schema.properties && {
        properties: Object.fromEntries(
          Object.entries(schema.properties).map(([name, one]) => [name, whole(one, depth + 1)]),
        ),
      }),
    }
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const body = operation.requestBody?.content['application/json']?.schema
      return {
        id: operation.operationId,
        method: method.toUpperCase() as Operation['method'],
        path,
        parameters: (operation.parameters ?? []).map((one) => ({
          ...one,
          schema: whole(one.schema),
        })),
        body: body ? whole(body) : null,
        isDoor: operation.security?.length === 0,
      }
    }),
  )
}

/** What a parameter of the address names: `tickets/number` for `/tickets/{number}`. */
export function placesIn(path: string): Map<string, string> {
  const parts = path.split('/')
  return new Map(
    parts.flatMap((part, index) => {
      const [, name] = /^\{(.+)\}$/.exec(part) ?? []
      const before = parts.slice(0, index).findLast((word) => !word.startsWith('{'))
      return name ? [[name, `${before}/${name}`] as const] : []
    }),
  )
}

/** What is known by a name or place: undefined means that the schema has to say it. */
export type Known = (place: string) => unknown

/** The least that fits, with what is known in its places. `reaches`: also in those that may be left out. */
export function exampleOf(operation: Operation, known: Known, reaches = false): Given {
  const places = placesIn(operation.path)
  const params: Given['params'] = {}
  const query: Given['query'] = {}
  for (const { in: where, name, required, schema } of operation.parameters) {
    if (where === 'path')
      params[name] = known(places.get(name) ?? name) ?? valueOf(schema, name, known, reaches)
    else if (where === 'query' && (required || (reaches && known(name) !== undefined)))
      query[name] = known(name) ?? valueOf(schema, name, known, reaches)
  }
  const body = operation.body ? valueOf(operation.body, '', known, reaches) : undefined
  return { params, query, body }
}

const A_DAY = '2026-03-04T10:00:00.000Z'

function valueOf(schema: Schema, name: string, known: Known, reaches: boolean): unknown {
  const found = known(name)
  if (found !== undefined) return isList(schema) && !Array.isArray(found) ? [found] : found
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return valueOf(choice, name, known, reaches)
  if (schema.properties) {
    const kept = Object.entries(schema.properties).filter(
      ([key]) => schema.required?.includes(key) || (reaches && known(key) !== undefined),
    )
    return Object.fromEntries(kept.map(([key, one]) => [key, valueOf(one, key, known, reaches)]))
  }
  return plainOf(schema, name, known, reaches)
}

const isList = ({ type, anyOf = [] }: Schema): boolean => type === 'array' || anyOf.some(isList)

function plainOf(schema: Schema, name: string, known: Known, reaches: boolean): unknown {
  switch ([schema.type].flat()[0]) {
    case 'array':
      return (schema.minItems ?? 0) > 0 && schema.items
        ? [valueOf(schema.items, name, known, reaches)]
        : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return true
    case 'object':
      return {}
    case 'null':
      return null
    default:
      return wordOf(schema)
  }
}

function wordOf({ format, minLength = 0 }: Schema): string {
  if (format === 'date-time') return A_DAY
  if (format === 'email') return 'somebody@elsewhere.test'
  if (format === 'uri') return 'https://elsewhere.test/'
  if (format === 'uuid') return '019ca000-0000-7000-8000-000000000000'
  return 'walked'.padEnd(minLength, '.')
}

export const ABSURD = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  "'; drop table tickets; --",
  '%',
  '%00',
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '🧨'.repeat(40),
  'a'.repeat(5000),
  '019ca000-0000-7000-8000-00000000000g',
  '2026-02-30T25:61:00Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '-9223372036854775809',
  '2147483648',
] as const

const ODD_BODIES: readonly unknown[] = [null, [], {}, 'a', 7, true, [[[[]]]], { __proto__: {} }]
const ODD_VALUES: readonly unknown[] = [
  ...ABSURD,
  null,
  [],
  {},
  true,
  -1,
  0.5,
  2 ** 53,
  1e300,
  [null],
  ['a'.repeat(300)],
]

/** Malformed and absurd variants of an example, one thing odd in each; `turn` picks which, so that a walk stays short. */
export function absurditiesOf(operation: Operation, given: Given, turn: number): Given[] {
  const pick = (list: readonly unknown[], many: number, place: number) =>
    Array.from(
      { length: many },
      (_, index) => list[(turn * 7 + place * 5 + index * 3) % list.length],
    )
  const inAddress = Object.keys(given.params).flatMap((name, place) =>
    pick(ABSURD, 4, place).map((odd) => ({ ...given, params: { ...given.params, [name]: odd } })),
  )
  const asked = operation.parameters.filter(({ in: where }) => where === 'query')
  const inQuery = asked.flatMap(({ name }, place) =>
    pick(ABSURD, 2, place).map((odd) => ({ ...given, query: { ...given.query, [name]: odd } })),
  )
  if (!operation.body) return [...inAddress, ...inQuery]
  const fields = fieldsOf(operation.body)
  const inBody = fields.flatMap((name, place) =>
    pick(ODD_VALUES, 3, place).map((odd) => ({
      ...given,
      body: { ...(given.body as object), [name]: odd },
    })),
  )
  const whole = pick(ODD_BODIES, 2, 0).map((body) => ({ ...given, body }))
  return [...inAddress, ...inQuery, ...inBody, ...whole]
}

const fieldsOf = ({ properties, anyOf, oneOf }: Schema): string[] => [
  ...Object.keys(properties ?? {}),
  ...(anyOf ?? oneOf ?? []).flatMap(fieldsOf),
]

/** An example as a request. */
export function requestOf({ method, path, body }: Operation, given: Given) {
  const filled = path.replaceAll(/\{(.+?)\}/g, (_, name: string) =>
    encoded(String(given.params[name])),
  )
  const query = Object.entries(given.query)
    .map(([name, value]) => `${name}=${encoded(String(value))}`)
    .join('&')
  return {
    method,
    url: query ? `${filled}?${query}` : filled,
    ...(body && {
      payload: JSON.stringify(given.body ?? null),
      headers: { 'content-type': 'application/json' },
    }),
  }
}

/** Half a surrogate has no encoding: browsers send the replacement character. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

/** Every place of the address, and every name of query and body, at whatever depth. */
export function namesIn({ path, parameters, body }: Operation): string[] {
  const asked = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name)
  return [...new Set([...placesIn(path).values(), ...asked, ...(body ? fieldsOf(body) : [])])]
}
