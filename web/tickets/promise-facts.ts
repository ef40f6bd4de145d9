// Decides how the promise of a ticket or a queue row is handed to the ring.

import type { PromiseFacts } from '../ui/promise.ts'
import type { Ticket } from './words.ts'

/** What the API says of the next promise, as the ring wants it. */
export function promiseFacts({
  promise,
  status,
}: Pick<Ticket, 'promise' | 'status'>): PromiseFacts {
  const { state, dueAt, startedAt } = promise
  return {
    state,
    dueAt: dueAt === null ? undefined : Date.parse(dueAt),
    startedAt: startedAt === null ? undefined : Date.parse(startedAt),
    pausedOn: status === 'pending' ? 'the customer' : undefined,
  }
}
