import { z } from 'zod'
import {
  changeConnection,
  connectable,
  createConnection,
  findConnection,
  listConnections,
  removeConnection,
  settingsOfConnection,
  type Connection,
} from './connections.ts'
import { DeliveryFailed } from './connector.ts'
import { connectorOf } from './registry.ts'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import type { System } from '../platform/system.ts'

const settings = z.record(z.string().max(100), z.unknown())
const ConnectionBody = z
  .object({
    key: z.string(),
    kind: z.string(),
    name: z.string(),
    settings: settings.meta({ description: 'Without what is secret.' }),
    hasSecret: z
      .boolean()
      .meta({ description: 'Its keys are stored and can be read. They are never shown.' }),
    callUrl: z
      .string()
      .nullable()
      .meta({ description: 'Where the other side sends its signed calls.' }),
    state: z.enum(['running', 'paused', 'failing']),
    lastError: z.string().nullable(),
    failingSince: instant.nullable(),
    nextTryAt: instant.nullable().meta({ description: 'While it fails: asked again then.' }),
    lastSeenAt: instant.nullable().meta({ description: 'The last look that went well.' }),
    lastCalledAt: instant
      .nullable()
      .meta({ description: 'The last call of theirs that could be believed.' }),
    createdAt: instant,
  })
  .meta({ id: 'Connection' })
const Kind = z
  .object({
    kind: z.string(),
    name: z.string(),
    form: z
      .record(z.string(), z.unknown())
      .meta({ description: 'JSON schema of its settings; fields with `secret` are never shown.' }),
  })
  .meta({ id: 'ConnectionKind' })
const name = z.string().trim().min(1).max(100)
const ByKey = z.object({ key: z.string().max(63) })

/** Of this installation, with keys of other systems in them: for administrators. */
const PERMISSION = 'people.write'
const tags = ['Connections']

export const connectionRoutes: Routes = async (app) => {
  app.get('/connections', {
    schema: {
      operationId: 'listConnections',
      tags,
      summary:
        'Systems outside that we are connected to, each with its state, and what there can be.',
      response: {
        200: z.object({ connections: z.array(ConnectionBody), kinds: z.array(Kind) }),
      },
    },
    handler: (request) =>
      request.reads(PERMISSION, async (db) => ({
        connections: (await listConnections(db)).map((row) => shown(request.system, row)),
        kinds: connectable().map((connector) => ({
          kind: connector.kind,
          name: connector.name,
          form: { ...z.toJSONSchema(connector.settings, { io: 'input' }) },
        })),
      })),
  })

  app.post('/connections', {
    schema: {
      operationId: 'createConnection',
      tags,
      summary: 'Connect one more system outside.',
      body: z.object({
        key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'takes small letters, digits, - and _'),
        kind: z.string().max(60),
        name,
        settings,
      }),
      response: { 201: ConnectionBody },
    },
    async handler(request, reply) {
      const made = await request.inWork(PERMISSION, (work) => createConnection(work, request.body))
      return reply.status(201).send(shown(request.system, made))
    },
  })

  app.patch('/connections/:key', {
    schema: {
      operationId: 'changeConnection',
      tags,
      summary: 'Change what is given, keys too, pause it, or let it go on. It is tried at once.',
      params: ByKey,
      body: z.object({ name, settings, paused: z.boolean() }).partial(),
      response: { 200: ConnectionBody },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work) => {
        const { name, settings, paused } = request.body
        const change = {
          ...(name !== undefined && { name }),
          ...(settings && { settings }),
          ...(paused !== undefined && { paused }),
        }
        return shown(request.system, await changeConnection(work, request.params.key, change))
      }),
  })

  app.delete('/connections/:key', {
    schema: {
      operationId: 'removeConnection',
      tags,
      summary: 'Ask nothing of it any more, and forget its keys. What was mirrored stays.',
      params: ByKey,
      response: { 200: Done },
    },
    async handler(request) {
      await request.inWork(PERMISSION, (work) => removeConnection(work, request.params.key))
      return done
    },
  })

  app.post('/connections/:key/tests', {
    schema: {
      operationId: 'testConnection',
      tags,
      summary: 'Ask whether we get in, and say what is there. Nothing is changed.',
      params: ByKey,
      response: { 200: z.object({ ok: z.boolean(), says: z.string() }) },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    async handler(request) {
      const connection = await request.inWork(PERMISSION, (work) =>
        findConnection(work.db, request.params.key),
      )
      // Outside the unit of work: it waits for another machine.
      return tryConnection(request.system, connection)
    },
  })
}

async function tryConnection(system: System, connection: Connection) {
  const { community } = connectorOf(connection.kind)
  try {
    const says = await community!.check(settingsOfConnection(system, connection), system.net)
    return { ok: true, says }
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    return { ok: false, says: error.message }
  }
}

function shown(system: System, row: Connection): z.output<typeof ConnectionBody> {
  const takesCalls = connectorOf(row.kind).receive !== undefined
  return {
    ...row,
    settings: row.settings as Record<string, unknown>,
    hasSecret: settingsOfConnection(system, row) !== null,
    callUrl: takesCalls ? `${system.config.publicUrl}/intake/connections/${row.key}` : null,
    nextTryAt: row.state === 'failing' ? row.dueAt : null,
  }
}
