import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'

/** The queue sorts by the channel's place: when the order of the doors changes, open tickets follow. */
export async function followRanks(work: Work) {
  await sql`
    update tickets t set rank = c.rank from channels c
    where c.key = t.channel_key and t.rank <> c.rank and t.status in ('new', 'open', 'pending', 'on_hold')`.execute(
    work.db,
  )
}

export interface NextPromise {
  queueAt: Date
  dueAt: Date | null
  dueMetric: string | null
  dueState: 'none' | 'running' | 'paused' | 'breached'
  dueStartedAt: Date | null
}

/** The next promise as the queue sorts by it. Only sla/ calls this; it is no change of the ticket itself. */
export async function setPromise(work: Work, ticketId: string, promise: NextPromise) {
  const { number } = await work.db
    .updateTable('tickets')
    .set(promise)
    .where('id', '=', ticketId)
    .returning('number')
    .executeTakeFirstOrThrow()
  work.touch('queue', `ticket:${number}`)
}
