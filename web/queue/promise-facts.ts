// Decides how the promise of a queue row is handed to the ring.

import { countedOf, type PromiseFacts } from '../ui/promise.ts'
import type { QueueRow } from './queries.ts'

/** What the API says of the next promise of a row, as the ring wants it. */
export function promiseFacts({
  promise,
  status,
}: Pick<QueueRow, 'promise' | 'status'>): PromiseFacts {
  const { state, dueAt, startedAt, targetMinutes, counted } = promise
  return {
    ...(targetMinutes !== null && { targetMinutes }),
    counted: countedOf(counted),
    state,
    dueAt: dueAt === null ? undefined : Date.parse(dueAt),
    startedAt: startedAt === null ? undefined : Date.parse(startedAt),
    pausedOn: status === 'pending' ? 'the customer' : undefined,
  }
}
