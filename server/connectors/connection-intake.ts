import { findConnection, settingsOfConnection, type Connection } from './connections.ts'
import { Forged, Unreadable, type TopicNotice } from './connector.ts'
import { connectorOf } from './registry.ts'
import { invalid, notAllowed, notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { machine } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'

const MOST_BYTES = 1024 * 1024

/** Answers how many of them were new. */
export type TakeNotices = (
  work: Work,
  connection: Connection,
  notices: readonly TopicNotice[],
) => Promise<number>

/**
 * Where a system outside calls us, signed. 200 is said after the call is committed; the same call again is taken once.
 * Its key is no secret: it stands in the address; the signature is what is believed.
 */
export const connectionIntake =
  (take: TakeNotices): Routes =>
  async (app) => {
    // The signature is over the bytes as they came, so nothing may be parsed.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.post<{ Params: { key: string } }>('/intake/connections/:key', {
      schema: { hide: true },
      bodyLimit: MOST_BYTES,
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      async handler(request, reply) {
        const { headers, params, method, url } = request
        const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
        const taken = await request.inWorkAs(machine('connections'), async (work) => {
          const connection = await findConnection(work.db, params.key)
          if (connection.state === 'paused') throw notAllowed('This connection is paused.')
          const call = { method, url, headers: singleHeaders(headers), body }
          const notices = await believed(work, connection, call)
          await work.db
            .updateTable('connections')
            .set({ lastCalledAt: work.now })
            .where('id', '=', connection.id)
            .execute()
          return take(work, connection, notices)
        })
        return reply.status(200).send({ taken })
      },
    })
  }

async function believed(
  work: Work,
  connection: Connection,
  call: { method: string; url: string; headers: Record<string, string | undefined>; body: Buffer },
): Promise<TopicNotice[]> {
  const { receive } = connectorOf(connection.kind)
  const settings = settingsOfConnection(work.system, connection)
  if (!receive || !settings) throw notFound('This connection takes no calls.')
  try {
    const inbound = await receive(call, settings)
    return inbound.filter((one) => one.type === 'topic')
  } catch (error) {
    if (error instanceof Forged) throw notAllowed(error.message)
    if (error instanceof Unreadable) throw invalid(error.message)
    throw error
  }
}

const singleHeaders = (headers: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  )
