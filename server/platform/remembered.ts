import type { Database } from './database.ts'
import type { System } from './system.ts'

/**
 * Rows that only a playbook changes (channels, policies, templates) are read once and kept until one is applied, on this
 * node or another. What wakes people never stands on this: escalation reads its versions by id, inside its transaction.
 */
interface Kept {
  readAt: number
  value: Promise<unknown>
}

const kept = new WeakMap<System, Map<string, Kept>>()
/** A node that missed the notice reads again after so long. */
const AT_MOST_MS = 60_000

export function remembered<T>(
  system: System,
  name: string,
  read: (db: Database) => Promise<T>,
): Promise<T> {
  const all = kept.get(system) ?? new Map<string, Kept>()
  if (!kept.has(system)) {
    kept.set(system, all)
    system.live.onWake('playbook', () => all.clear())
  }
  const known = all.get(name)
  if (known && performance.now() - known.readAt < AT_MOST_MS) return known.value as Promise<T>
  const value = read(system.db)
  all.set(name, { readAt: performance.now(), value })
  value.catch(() => all.delete(name))
  return value
}

/** Makes every node read again. Called after the commit that changed the rows. */
export function forgetRemembered(system: System) {
  kept.get(system)?.clear()
  system.live.wake('playbook')
}
