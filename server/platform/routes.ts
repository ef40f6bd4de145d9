import type { ServerResponse } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { sql } from 'kysely'
import { z } from 'zod'
import { notAllowed } from './errors.ts'
import type { Database } from './database.ts'
import type { Routes } from './http.ts'
import type { System } from './system.ts'
import { topicsFor } from './topics.ts'

/** The browser hears at least this often that the stream lives. */
const PING_MS = 5_000

/** So long topics are gathered for those who may not be told of all: they are asked about together. */
const GATHER_MS = 20

/** Of these topics those that name what is need to know. */
export type HiddenTopics = (db: Database, topics: readonly string[]) => Promise<ReadonlySet<string>>

interface Stream {
  raw: ServerResponse
  write(event: string, payload: object): void
  may: (permission: string) => boolean
}

/** What changed, as it changes: one stream a tab. It carries names of things, never their content; the reader fetches what it may see. */
export const liveRoutes =
  (hiddenTopics: HiddenTopics): Routes =>
  async (app) => {
    const streams = new Set<Stream>()
    // A stream never ends by itself, and stopping would wait for it.
    app.addHook('preClose', async () => streams.forEach(({ raw }) => raw.end()))
    const seesAll = ({ may }: Stream) => may('tickets.restricted')
    const tell = (stream: Stream, topics: readonly string[], at: string) => {
      const told = topicsFor(topics, stream.may)
      if (told.length > 0) stream.write('change', { topics: told, at })
    }
    let gathered: Set<string> | null = null
    const tellTheOthers = async (system: System) => {
      const topics = [...(gathered ?? [])]
      gathered = null
      const hidden = await hiddenTopics(system.db, topics)
      const shown = topics.filter((topic) => !hidden.has(topic))
      const at = new Date().toISOString()
      for (const stream of streams) if (!seesAll(stream)) tell(stream, shown, at)
    }
    const gather = (system: System, topics: readonly string[]) => {
      if (![...streams].some((stream) => !seesAll(stream))) return
      if (!gathered) {
        gathered = new Set()
        // What could not be asked about is told to nobody: screens are fresh again within a minute.
        const tried = () =>
          void tellTheOthers(system).catch((error: unknown) =>
            system.log.warn({ error }, 'Some screens were not told of a change'),
          )
        setTimeout(tried, GATHER_MS)
      }
      for (const topic of topics) gathered.add(topic)
    }
    let listens: (() => void) | null = null
    const listen = (system: System) => {
      listens ??= system.live.listen(({ topics, at }) => {
        for (const stream of streams) if (seesAll(stream)) tell(stream, topics, at)
        gather(system, topics)
      })
    }
    const forget = (stream: Stream) => {
      streams.delete(stream)
      if (streams.size > 0) return
      listens?.()
      listens = null
    }

    app.get('/live', {
      schema: {
        operationId: 'listen',
        tags: ['Live'],
        summary:
          'Server-sent events: `change` names the lists and things that changed, `ping` says the stream lives.',
      },
      config: { rateLimit: false },
      async handler(request, reply) {
        const { caller } = request
        if (!caller) return reply.status(401).send({ detail: 'Sign in first.' })
        reply.hijack()
        const { raw } = reply
        raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        let id = 0
        const write = (event: string, payload: object) =>
          void raw.write(`id: ${(id += 1)}\nevent: ${event}\ndata: ${JSON.stringify(payload)}\n\n`)
        const ping = () => write('ping', { now: new Date().toISOString() })
        const stream: Stream = { raw, write, may: (permission) => caller.may(permission) }
        streams.add(stream)
        listen(request.system)
        const timer = setInterval(ping, PING_MS)
        ping()
        request.raw.on('close', () => {
          forget(stream)
          clearInterval(timer)
        })
      },
    })
  }

export interface HealthCheck {
  (): Promise<{ ok: boolean; problems: string[] }>
}

/** For load balancers and monitoring. Red means: do not send customers here. */
export function healthRoutes(check: HealthCheck): Routes {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const open = new Gauge({
    name: 'watchdesk_open_incidents',
    help: 'Incidents that are not resolved',
    registers: [registry],
  })
  const queued = new Gauge({
    name: 'watchdesk_pages_waiting',
    help: 'Pages that are due and not sent',
    registers: [registry],
  })
  return async (app) => {
    app.get('/health', {
      schema: {
        hide: true,
        response: {
          200: z.object({ ok: z.boolean(), problems: z.array(z.string()) }),
          503: z.object({ ok: z.boolean(), problems: z.array(z.string()) }),
        },
      },
      async handler(_request, reply) {
        const health = await check().catch((error: unknown) => ({
          ok: false,
          problems: [
            `The database does not answer: ${error instanceof Error ? error.message : String(error)}`,
          ],
        }))
        return reply.status(health.ok ? 200 : 503).send(health)
      },
    })
    app.get('/metrics', {
      schema: { hide: true },
      async handler(request, reply) {
        if (!isFromHere(request.ip) && !request.caller?.may('people.write'))
          throw notAllowed('Metrics are for this machine, or for an administrator with a token.')
        const { rows } = await sql<{ open: number; queued: number }>`
          select (select count(*)::int from incidents where status <> 'resolved') as open,
            (select count(*)::int from pages where state = 'queued' and not_before <= app_now()) as queued`.execute(
          request.system.db,
        )
        open.set(rows[0]?.open ?? 0)
        queued.set(rows[0]?.queued ?? 0)
        return reply.type(registry.contentType).send(await registry.metrics())
      },
    })
  }
}

const isFromHere = (ip: string) => ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1'
