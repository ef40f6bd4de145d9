import { useSyncExternalStore } from 'react'

// The browser's own clock may be minutes off. Every countdown runs on the server's time, carried
// forward by the monotonic clock, which nobody can set.
let anchor = Date.now() - performance.now()
let quality: 'none' | 'rough' | 'exact' = 'none'

/** The server's time now, in milliseconds since 1970; the browser's own until the first answer. */
export function serverNow(): number {
  return anchor + performance.now()
}

/** Takes an exact time the server just sent. Of two samples the one that travelled faster wins. */
export function anchorServerTime(serverMillis: number): void {
  if (!Number.isFinite(serverMillis)) return
  const next = serverMillis - performance.now()
  // More than two seconds apart is not the network: the machine slept, or the first guess was wrong.
  if (quality !== 'exact' || next > anchor || anchor - next > 2000) anchor = next
  quality = 'exact'
}

/** Takes the whole second of an HTTP Date header, and only until something exact arrives. */
export function anchorRoughly(serverMillis: number): void {
  if (quality !== 'none' || !Number.isFinite(serverMillis)) return
  anchor = serverMillis + 500 - performance.now()
  quality = 'rough'
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * Reads the one shared one-second ticker. `read` turns the server's time into a string or number;
 * the component renders again only when that value changes, so 500 rows cost one timer.
 */
export function useServerTime<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(serverNow()))
}
