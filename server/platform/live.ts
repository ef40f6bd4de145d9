import { Client, type Pool } from 'pg'
import type { Logger } from 'pino'

export interface Change {
  topics: string[]
  at: string
}

/** Tells every screen, on every node, which things changed. A hint: screens fetch the truth, so losing one is harmless. */
export interface Live {
  tell(topics: string[]): void
  listen(listener: (change: Change) => void): () => void
  /** Wakes what waits for `name` (such as `incidents`), on this node at once and on the others by NOTIFY. */
  wake(name: string): void
  /** Tells the queue's workers, on every node, that so many jobs wait. They look by themselves every two seconds. */
  wakeWorkers(jobs: number): void
  onWake(name: string, run: () => void): () => void
  close(): Promise<void>
}

const CHANNEL = 'watchdesk_live'
/** Where graphile-worker listens. */
const WORKERS = 'jobs:insert'
/** Topics of this many milliseconds leave together: NOTIFY takes a global lock at commit. */
const GATHER_MS = 20

export async function openLive(url: string, pool: Pool, log: Logger): Promise<Live> {
  const listeners = new Set<(change: Change) => void>()
  const sleepers = new Map<string, Set<() => void>>()
  const node = crypto.randomUUID()
  let gathered = new Set<string>()
  let wakes = new Set<string>()
  let jobs = 0
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let client: Client | null = null

  const rouse = (name: string) => sleepers.get(name)?.forEach((run) => run())
  const publish = (topics: string[]) => {
    const change = { topics, at: new Date().toISOString() }
    listeners.forEach((listener) => listener(change))
  }
  const flush = () => {
    timer = null
    const message = JSON.stringify({
      node, // NOTIFY carries at most 8,000 bytes; a screen that misses a topic is fresh again within a minute.
      topics: [...gathered].slice(0, 150),
      wakes: [...wakes],
    })
    const forWorkers = jobs > 0 ? JSON.stringify({ count: jobs }) : null
    gathered = new Set()
    wakes = new Set()
    jobs = 0
    pool
      .query(
        'select pg_notify($1, $2), case when $3::text is not null then pg_notify($4, $3) end',
        [CHANNEL, message, forWorkers, WORKERS],
      )
      .catch((error: unknown) => log.warn({ error }, 'Other nodes were not told of a change'))
  }
  const soon = () => {
    if (!timer && !closed) timer = setTimeout(flush, GATHER_MS)
  }
  const receive = (text: string) => {
    const message = JSON.parse(text) as { node: string; topics: string[]; wakes: string[] }
    if (message.node === node) return
    if (message.topics.length > 0) publish(message.topics)
    message.wakes.forEach(rouse)
  }
  const connect = async () => {
    client = new Client({ connectionString: url })
    client.on('notification', ({ payload }) => receive(payload ?? ''))
    client.on('error', () => reconnect())
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
  }
  const reconnect = () => {
    if (closed) return
    client?.removeAllListeners()
    client?.on('error', () => {})
    setTimeout(() => connect().catch(reconnect), 500)
  }
  await connect()

  return {
    tell(topics) {
      if (topics.length === 0) return
      publish(topics)
      topics.forEach((topic) => gathered.add(topic))
      soon()
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    wake(name) {
      rouse(name)
      wakes.add(name)
      soon()
    },
    wakeWorkers(count) {
      jobs += count
      soon()
    },
    onWake(name, run) {
      const set = sleepers.get(name) ?? new Set()
      sleepers.set(name, set.add(run))
      return () => void set.delete(run)
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      client?.removeAllListeners()
      client?.on('error', () => {})
      await client?.end()
    },
  }
}
