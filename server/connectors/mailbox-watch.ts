import { Client } from 'pg'
import { DeliveryFailed } from './connector.ts'
import { openImap, SignInRefused } from './email/imap-session.ts'
import { accountOf, forgetToken } from './imap-account.ts'
import { Overtaken, takeNew } from './imap-fetcher.ts'
import type { NeedToKnow, Stumbling } from './imap-reading.ts'
import { mailboxesToFetch, markFailing, markSeen, MOST_LOGIN_FAILURES } from './mailbox-health.ts'
import { findMailbox, type Mailbox } from './mailboxes.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'

/** How long to wait after the n-th failure in a row; between half of it and all of it, so that nodes do not march in step. */
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 300_000

interface Options {
  needToKnow: NeedToKnow
  firstWaitMs?: number
}

interface Fetcher {
  mailbox: Mailbox
  stop(): Promise<void>
}

/**
 * Fetches every mailbox there is, each by one node at a time: a lock in the database is held as long as this process
 * lives, and falls with it at once. The lock only saves work; that nothing is stored twice is the cursor's doing.
 */
export function startMailboxes(system: System, options: Options): Loop {
  const fetchers = new Map<string, Fetcher>()
  const locks = openLocks(system)
  const end = async (fetcher: Fetcher) => {
    fetchers.delete(fetcher.mailbox.id)
    await fetcher.stop()
    await locks.release(fetcher.mailbox.id)
  }
  const turn = async () => {
    const wanted = await mailboxesToFetch(system.db)
    const versions = new Map(wanted.map(({ id, version }) => [id, version]))
    const held = wanted.length > 0 && (await locks.areHeld())
    for (const fetcher of fetchers.values())
      if (!held || versions.get(fetcher.mailbox.id) !== fetcher.mailbox.version) await end(fetcher)
    for (const mailbox of wanted)
      if (!fetchers.has(mailbox.id) && (await locks.take(mailbox.id)))
        fetchers.set(mailbox.id, startFetcher(system, mailbox, options))
    return 0
  }
  const loop = startLoop(system, { name: 'mailboxes', idleMs: 5000, turn })
  return {
    async stop() {
      await loop.stop()
      await Promise.all([...fetchers.values()].map(end))
      await locks.close()
    },
  }
}

function startFetcher(
  system: System,
  mailbox: Mailbox,
  { needToKnow, firstWaitMs = FIRST_WAIT_MS }: Options,
): Fetcher {
  const stopping = new AbortController()
  const { signal } = stopping
  const stumbling: Stumbling = { uid: 0, times: 0, until: 0 }
  let failures = 0
  const onWell = () => void (failures = 0)
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await fetchUntilItBreaks(system, { mailbox, needToKnow, stumbling, signal, onWell })
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        const refused = error instanceof Overtaken ? 0 : await tell(system, mailbox, error)
        if (refused >= MOST_LOGIN_FAILURES) return
        const longest = Math.min(firstWaitMs * 2 ** (failures - 1), LONGEST_WAIT_MS)
        await wait(longest * (0.5 + Math.random() / 2), signal)
      }
    }
  })()
  return {
    mailbox,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

interface Fetch {
  mailbox: Mailbox
  needToKnow: NeedToKnow
  stumbling: Stumbling
  signal: AbortSignal
  onWell: () => void
}

/** One connection: looks, takes, waits for news, until it breaks or is stopped. */
async function fetchUntilItBreaks(system: System, fetch: Fetch): Promise<void> {
  const { mailbox, signal, onWell } = fetch
  const session = await openImap(await accountOf(system, mailbox))
  try {
    while (!signal.aborted) {
      const remarks: string[] = []
      const onRemark = (words: string) => void remarks.push(words)
      await takeNew({ ...fetch, system, session, onStored: onWell, onRemark })
      await inWork(system, machine('mail'), (work) => markSeen(work, mailbox, remarks[0] ?? null))
      onWell()
      await session.news(mailbox.pollSeconds * 1000, signal)
    }
  } finally {
    await session.close()
  }
}

/** Looks once and takes what is new, without waiting for more. Returns how many. Throws when it could not look. */
export async function fetchOnce(
  system: System,
  key: string,
  needToKnow: NeedToKnow,
): Promise<number> {
  const mailbox = await findMailbox(system.db, key)
  const session = await openImap(await accountOf(system, mailbox))
  const signal = new AbortController().signal
  try {
    const stumbling = { uid: 0, times: 0, until: 0 }
    const taken = await takeNew({ system, mailbox, session, needToKnow, stumbling, signal })
    await inWork(system, machine('mail'), (work) => markSeen(work, mailbox, null))
    return taken
  } finally {
    await session.close()
  }
}

/** What went wrong, on the mailbox's row. The database may be away as well: then the log is all there is. */
async function tell(system: System, mailbox: Mailbox, error: unknown): Promise<number> {
  const isLogin = error instanceof SignInRefused
  if (isLogin) forgetToken(system, mailbox)
  if (!(error instanceof DeliveryFailed))
    system.log.error({ err: error, mailbox: mailbox.key }, 'A mailbox could not be fetched')
  const why =
    error instanceof DeliveryFailed ? error.message : 'Something went wrong here: see the log.'
  return inWork(system, machine('mail'), (work) =>
    markFailing(work, mailbox, { why, isLogin }),
  ).catch((failed: unknown) => {
    system.log.error({ err: failed, mailbox: mailbox.key }, 'A failure could not be recorded')
    return 0
  })
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

/** Session locks on one connection of our own: they fall the moment the process ends, however it ends. */
function openLocks(system: System) {
  let client: Client | null = null
  /** Its session must end with it: one that lived on would hold its locks, and nobody would ever fetch again. */
  const lose = (lost: Client) => {
    if (client === lost) client = null
    lost.end().catch(() => undefined)
  }
  const connected = async () => {
    if (client) return client
    const fresh = new Client(system.pool.options)
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    await fresh.connect()
    // A node that vanished without a word must not hold its locks for hours.
    await fresh.query(
      'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    )
    client = fresh
    return fresh
  }
  return {
    /** False when the connection was lost, and every lock with it. */
    async areHeld() {
      if (!client) return false
      return client.query('select 1').then(
        () => true,
        () => false,
      )
    },
    async take(id: string): Promise<boolean> {
      const { rows } = await (
        await connected()
      ).query<{ taken: boolean }>(
        `select pg_try_advisory_lock(hashtextextended($1, 13)) as taken`,
        [`mailbox ${id}`],
      )
      return rows[0]?.taken ?? false
    },
    async release(id: string) {
      const holder = client
      // Were the connection lost, the lock would be as well.
      await holder
        ?.query(`select pg_advisory_unlock(hashtextextended($1, 13))`, [`mailbox ${id}`])
        .catch(() => lose(holder))
    },
    async close() {
      const last = client
      client = null
      await last?.end()
    },
  }
}
