import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { toast } from './shell/toasts.ts'
import {
  liveState,
  pingEvery,
  topicTouches,
  type Hearing,
  type LiveState,
} from './shell/liveness.ts'
import { anchorServerTime, serverNow } from './ui/clock.ts'

const address = '/api/v1/live'

/** What one tab tells the others; only the leading tab holds the stream. */
type Word =
  | { kind: 'change'; topics: string[]; id: string }
  | { kind: 'ping'; now: number }
  | { kind: 'open' | 'lost' | 'hello' }

let hearing: Hearing = { startedAt: Date.now() }
let heardServerTime: number | undefined
let lastId = ''
const listeners = new Set<() => void>()

function record(change: Partial<Hearing>): void {
  hearing = { ...hearing, ...change }
  listeners.forEach((tell) => tell())
}

function heard(extra: Partial<Hearing> = {}): void {
  heardServerTime = serverNow()
  record({ heardAt: Date.now(), lostAt: undefined, ...extra })
}

/** Collects topics for a moment, so that a burst of changes asks the server once. */
function staleMarker(queries: QueryClient): (topics: string[]) => void {
  const waiting = new Set<string>()
  return (topics) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const now = [...waiting]
        waiting.clear()
        void queries.invalidateQueries({
          predicate: ({ queryKey }) => now.some((topic) => topicTouches(topic, queryKey)),
        })
      }, 50)
    }
    topics.forEach((topic) => waiting.add(topic))
    // The frame shows something of each of these.
    if (topics.some((topic) => ['queue', 'incidents', 'oncall'].includes(topic)))
      waiting.add('shell')
  }
}

function listener(queries: QueryClient): (word: Word) => void {
  const mark = staleMarker(queries)
  return (word) => {
    switch (word.kind) {
      case 'change':
        lastId = word.id || lastId
        heard()
        mark(word.topics)
        break
      case 'ping':
        anchorServerTime(word.now)
        heard()
        break
      case 'open': {
        const before = liveState(hearing, Date.now())
        const wasLost = hearing.lostAt !== undefined
        heard()
        if (!wasLost) break
        // Changes are not replayed: whatever was missed is fetched again, before anything claims to
        // be up to date.
        void queries.invalidateQueries().then(() => {
          if (before !== 'live') toast('Back. Everything here is up to date.')
        })
        break
      }
      case 'lost':
        if (hearing.lostAt === undefined) record({ lostAt: Date.now() })
        break
      case 'hello':
        break
    }
  }
}

function parse(data: unknown): Record<string, unknown> {
  if (typeof data !== 'string') return {}
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // A half-sent event is one that the next fetch makes good.
    return {}
  }
}

const millis = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN

/** Holds the stream open and tells every word; returns how to let go. */
function holdStream(tell: (word: Word) => void): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const open = (): void => {
    source?.close()
    const stream = new EventSource(
      lastId ? `${address}?after=${encodeURIComponent(lastId)}` : address,
    )
    source = stream
    stream.addEventListener('open', () => {
      failures = 0
      tell({ kind: 'open' })
    })
    stream.addEventListener('change', (event: MessageEvent<unknown>) => {
      const { topics } = parse(event.data)
      const known = Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : []
      tell({ kind: 'change', topics: known, id: event.lastEventId })
    })
    stream.addEventListener('ping', (event: MessageEvent<unknown>) => {
      tell({ kind: 'ping', now: millis(parse(event.data)['now']) })
    })
    stream.addEventListener('error', () => {
      tell({ kind: 'lost' })
      // The browser retries a broken line itself, but never one the server refused.
      if (stream.readyState !== EventSource.CLOSED) return
      failures += 1
      clearTimeout(again)
      again = setTimeout(open, Math.min(1000 * 2 ** failures, 15_000))
    })
  }

  // Mobile systems freeze a hidden page's stream without an error, so there it is let go and reopened.
  const phone = matchMedia('(pointer: coarse)')
  const onVisibility = (): void => {
    if (document.hidden && phone.matches) {
      source?.close()
      tell({ kind: 'lost' })
    } else if (!document.hidden && source?.readyState !== EventSource.OPEN) open()
  }
  // A machine that slept may hold a line that is dead at the other end and does not know it.
  const watch = setInterval(() => {
    const silent = Date.now() - (hearing.heardAt ?? hearing.startedAt)
    if (silent > 2 * pingEvery + 5000 && !document.hidden) open()
  }, pingEvery)

  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', open)
  open()
  return () => {
    source?.close()
    clearTimeout(again)
    clearInterval(watch)
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', open)
  }
}

// HTTP/1.1 browsers allow six connections to one host: one stream per tab would hang the seventh.
function start(hear: (word: Word) => void): () => void {
  const stop = new AbortController()
  const offline = (): void => hear({ kind: 'lost' })
  window.addEventListener('offline', offline, { signal: stop.signal })
  if (!('locks' in navigator)) {
    const release = holdStream(hear)
    stop.signal.addEventListener('abort', release)
    return () => stop.abort()
  }
  const channel = new BroadcastChannel('watchdesk-live')
  const say = (word: Word): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- channels have no target
    channel.postMessage(word)
  }
  let leads = false
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.kind !== 'hello') hear(data)
    else if (leads && hearing.lostAt === undefined) say({ kind: 'ping', now: serverNow() })
  })
  say({ kind: 'hello' })
  const lead = async (): Promise<void> => {
    leads = true
    const release = holdStream((word) => {
      hear(word)
      if (!stop.signal.aborted) say(word)
    })
    await new Promise<void>((done) => stop.signal.addEventListener('abort', () => done()))
    release()
  }
  navigator.locks
    .request('watchdesk-live', { signal: stop.signal }, lead)
    .catch((error: unknown) => {
      // Giving up the wait for the lead is how a tab that closes says goodbye.
      if (!stop.signal.aborted) throw error
    })
  return () => {
    stop.abort()
    channel.close()
  }
}

/** Keeps the cache true for as long as the shell is on screen. Used once, by the staff shell. */
export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    record({ startedAt: Date.now(), heardAt: undefined, lostAt: undefined })
    // What is on screen was fetched about now, also where the stream never opens.
    heardServerTime ??= serverNow()
    return start(listener(queries))
  }, [queries])
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  const timer = setInterval(tell, 1000)
  return () => {
    listeners.delete(tell)
    clearInterval(timer)
  }
}

/** How fresh the page is now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => liveState(hearing, Date.now()))
}

/** Server time of the last word from the server, in milliseconds; undefined before the first. */
export function lastHeard(): number | undefined {
  return heardServerTime
}
