import type { QueueAsk } from './queries.ts'

/** The queue as it was last seen, so that Back and 'next' on a ticket follow the same list. */
export type Trail = { ask: QueueAsk; search: Record<string, string | undefined>; focused?: number }

let trail: Trail = { ask: { filter: 'open' }, search: {} }

export const lastTrail = (): Trail => trail

/** Remembers how the queue is looked at, and which row had the focus. */
export function leaveTrail(change: Partial<Trail>): void {
  trail = { ...trail, ...change }
}
