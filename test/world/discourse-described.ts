import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'

const Excerpt = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z
          .array(z.object({ in: z.string(), name: z.string() }))
          .optional()
          .default([]),
        requestBody: z
          .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
          .optional(),
        responses: z.object({
          '200': z.object({
            content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }),
          }),
        }),
      }),
    ),
  ),
})

const excerpt = Excerpt.parse(
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../server/connectors/discourse/samples/openapi.excerpt.json'),
      'utf8',
    ),
  ),
)

/** The members that the Solved plug-in adds; the published description is of Discourse without it. */
const SOLVED = ['accepted_answer', 'has_accepted_answer']

function descriptionOf(method: string, path: string) {
  const asDescribed = path.replace(/\/\d+\.json$/, '/{id}.json')
  return excerpt.paths[asDescribed]?.[method.toLowerCase()]
}

/** As Discourse without the plug-in would say it. */
function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !SOLVED.includes(name))
      .map(([name, inner]) => [name, without(inner)]),
  )
}

/** What in a request of ours the published description does not know. */
export function misfitsOfRequest(
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
): string[] {
  const { pathname, searchParams } = new URL(url, 'http://forum.test')
  const described = descriptionOf(method, pathname)
  const isOfPlugin = method === 'POST' && /^\/solution\/(un)?accept\.json$/.test(url)
  const misfits: string[] = []
  if (!described && !isOfPlugin) misfits.push(`${method} ${url} is in no description`)
  for (const name of searchParams.keys())
    // Pages are addresses that an answer named, not something that is described.
    if (
      name !== 'page' &&
      !described?.parameters.some((one) => one.in === 'query' && one.name === name)
    )
      misfits.push(`${method} ${url} has ${name}, which is not described`)
  if (!headers['api-username'] || headers.accept !== 'application/json')
    misfits.push(`${method} ${url} lacks a header`)
  const schema = described?.requestBody?.content['application/json'].schema
  return schema ? [...misfits, ...misfitsIn(`${method} ${url}`, schema, JSON.parse(body))] : misfits
}

/** What in an answer is not what the published description says, the plug-in's members aside. */
export function misfitsOfAnswer(method: string, path: string, json: object): string[] {
  const described = descriptionOf(method, path)
  if (!described) return []
  const { schema } = described.responses['200'].content['application/json']
  return misfitsIn(`${method} ${path} answered`, schema, without(json))
}

function misfitsIn(what: string, schema: unknown, value: unknown): string[] {
  const strict = withTypes(schema) as Parameters<typeof z.fromJSONSchema>[0]
  const read = z.fromJSONSchema(strict).safeParse(value)
  return (read.error?.issues ?? []).map(
    ({ path, message }) => `${what} ${path.join('.')}: ${message}`,
  )
}

/** The description leaves out that what has members is an object; without that, anything would fit. */
function withTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withTypes)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, withTypes(part)]),
  )
  const hasMembers = typeof inner['properties'] === 'object' && !('type' in inner)
  return hasMembers ? { type: 'object', ...inner } : inner
}
