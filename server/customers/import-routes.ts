import type { Readable } from 'node:stream'
import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { ByNumber, Done, done, instant } from '../platform/shapes.ts'
import { releaseParts } from './imported-bytes.ts'
import {
  applyTried,
  cancelImport,
  findImport,
  keepParts,
  listImports,
  refusalsOf,
  startImport,
} from './imports.ts'

const tags = ['Customers']
const kind = z.enum(['organizations', 'contacts', 'memberships', 'subscriptions'])
const ImportBody = z
  .object({
    number: z.int(),
    kind,
    format: z.enum(['csv', 'json', 'ndjson']),
    name: z.string(),
    dryRun: z.boolean(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    bytes: z.int(),
    doneBytes: z.int(),
    doneRows: z.int(),
    created: z.int(),
    changed: z.int(),
    same: z.int(),
    refused: z.int(),
    failedBecause: z.string().nullable(),
    userName: z.string(),
    createdAt: instant,
    endedAt: instant.nullable(),
    examples: z
      .object({ created: z.array(z.string()), changed: z.array(z.string()) })
      .meta({ description: 'Keys of the first that are new, and of the first that are changed.' }),
    canApply: z.boolean().meta({ description: 'A dry run whose file is still there.' }),
    triedAs: z.int().nullable().meta({ description: 'The dry run whose file this is.' }),
    appliedAs: z.int().nullable().meta({ description: 'What brought this dry run in.' }),
  })
  .meta({ id: 'CustomerImport' })
const Refusal = z.object({
  line: z.int(),
  key: z.string(),
  field: z.string().nullable(),
  why: z.string(),
  remedy: z.string(),
})
const Report = ImportBody.extend({
  refusals: z
    .array(Refusal)
    .meta({ description: 'The first ten thousand. line: of the records, without the header.' }),
}).meta({ id: 'CustomerImportReport' })

const bodyOf = (found: Awaited<ReturnType<typeof findImport>>): z.output<typeof ImportBody> => {
  const { dryRun, state, letGoAt, appliedAs } = found
  return {
    ...found,
    examples: found.examples as { created: string[]; changed: string[] },
    canApply: dryRun && state === 'done' && letGoAt === null && appliedAs === null,
  }
}

export const importRoutes: Routes = async (app) => {
  // The body is the file itself, taken as it comes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))

  app.post('/customer-imports', {
    schema: {
      operationId: 'importCustomers',
      tags,
      summary:
        'Bring customers in from a file: CSV, JSON or NDJSON, named by its ending. The body is the file. With dryRun everything is tried and nothing kept.',
      querystring: z.object({
        kind,
        name: z.string().min(1).max(200),
        dryRun: z.enum(['true', 'false']).default('false'),
      }),
      response: { 202: ImportBody },
    },
    bodyLimit: 2 * 1024 ** 3,
    handler: async (request, answer) => {
      // Asked before a byte is put away.
      await request.reads('customers.write', () => Promise.resolve())
      const { kind, name, dryRun } = request.query
      const format = (['csv', 'ndjson', 'json'] as const).find((one) =>
        name.toLowerCase().endsWith(`.${one}`),
      )
      if (!format)
        throw invalid('The name of the file says what it is: .csv, .json or .ndjson.', [
          { path: 'name', message: 'ends in .csv, .json or .ndjson' },
        ])
      const parts = await keepParts(request.system, request.body as Readable)
      const given = { kind, format, name, dryRun: dryRun === 'true', parts }
      const begin = request.inWork('customers.write', async (work, caller) => {
        const { number } = await startImport(work, caller.actor.id, given)
        return bodyOf(await findImport(work.db, number))
      })
      const started = await begin.catch(async (error: unknown) => {
        await releaseParts(request.system, parts)
        throw error
      })
      return answer.status(202).send(started)
    },
  })

  app.get('/customer-imports', {
    schema: {
      operationId: 'listCustomerImports',
      tags,
      response: { 200: z.object({ imports: z.array(ImportBody) }) },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => ({
        imports: (await listImports(db)).map(bodyOf),
      })),
  })

  app.get('/customer-imports/:number', {
    schema: {
      operationId: 'showCustomerImport',
      tags,
      summary: 'How far it is, and what was refused with its line and reason.',
      params: ByNumber,
      response: { 200: Report },
    },
    handler: (request) =>
      request.reads('customers.read', async (db) => {
        const found = await findImport(db, request.params.number)
        return { ...bodyOf(found), refusals: await refusalsOf(db, found.id, 10_000) }
      }),
  })

  app.post('/customer-imports/:number/application', {
    schema: {
      operationId: 'applyCustomerImport',
      tags,
      summary: 'Bring in what this dry run has tried, from the same file. Twice is once.',
      params: ByNumber,
      response: { 202: ImportBody },
    },
    handler: async (request, answer) => {
      const started = await request.inWork('customers.write', async (work, caller) => {
        const { number } = await applyTried(work, caller.actor.id, request.params.number)
        return bodyOf(await findImport(work.db, number))
      })
      return answer.status(202).send(started)
    },
  })

  app.delete('/customer-imports/:number', {
    schema: {
      operationId: 'cancelCustomerImport',
      tags,
      summary: 'Stop it. What was written stays.',
      params: ByNumber,
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('customers.write', async (work) => {
        await cancelImport(work, request.params.number)
        return done
      }),
  })
}
