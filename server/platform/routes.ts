import type { ServerResponse } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { sql } from 'kysely'
import { z } from 'zod'
import { notAllowed } from './errors.ts'
import type { Routes } from './http.ts'

/** The browser hears at least this often that the stream lives. */
const PING_MS = 5_000

/** What changed, as it changes: one stream a tab. It carries names of things, never their content; the reader fetches what it may see. */
export const liveRoutes: Routes = async (app) => {
  const streams = new Set<ServerResponse>()
  // A stream never ends by itself, and stopping would wait for it.
  app.addHook('preClose', async () => streams.forEach((stream) => stream.end()))

  app.get('/live', {
    schema: {
      operationId: 'listen',
      tags: ['Live'],
      summary:
        'Server-sent events: `change` names the lists and things that changed, `ping` says the stream lives.',
    },
    config: { rateLimit: false },
    async handler(request, reply) {
      if (!request.caller) return reply.status(401).send({ detail: 'Sign in first.' })
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      let id = 0
      const write = (event: string, payload: object) =>
        raw.write(`id: ${(id += 1)}\nevent: ${event}\ndata: ${JSON.stringify(payload)}\n\n`)
      const ping = () => write('ping', { now: new Date().toISOString() })
      streams.add(raw)
      const forget = request.system.live.listen((change) => void write('change', change))
      const timer = setInterval(ping, PING_MS)
      ping()
      request.raw.on('close', () => {
        forget()
        streams.delete(raw)
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
