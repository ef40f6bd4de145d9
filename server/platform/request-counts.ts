/** As many addresses as are counted at once; beyond that the one that began longest ago is let go. */
const MOST_COUNTED = 20_000

export interface RequestCounts {
  /**
   * Counts one request.
   * @param rule at most `max` requests within `window` seconds of the first
   * @returns retryAfter: seconds until the window is over, when it is not allowed
   */
  consume(
    key: string,
    rule: { window: number; max: number },
  ): Promise<{ allowed: boolean; retryAfter: number | null }>
}

/**
 * Where a sign-in counts who asks how often. It is made for each: the library's own count belongs to the process, where
 * guesses at the customers' door would close that of the staff behind the same address.
 */
export function requestCounts(): RequestCounts {
  // Begun anew a key goes to the end, so what is over stands at the start.
  const windows = new Map<string, { count: number; endsAt: number }>()

  function letGo(now: number) {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > now && windows.size < MOST_COUNTED) return
      windows.delete(key)
    }
  }

  return {
    async consume(key, { window, max }) {
      const now = Date.now()
      const known = windows.get(key)
      if (known && known.endsAt > now) {
        if (known.count >= max)
          return { allowed: false, retryAfter: Math.ceil((known.endsAt - now) / 1000) }
        known.count += 1
        return { allowed: true, retryAfter: null }
      }
      windows.delete(key)
      letGo(now)
      windows.set(key, { count: 1, endsAt: now + window * 1000 })
      return { allowed: true, retryAfter: null }
    },
  }
}
