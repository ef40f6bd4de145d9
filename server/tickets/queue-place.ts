import { sql } from 'kysely'
import { withTheNext } from '../platform/connections.ts'
import type { Work } from '../platform/work.ts'
import type { Ticket } from './queries.ts'

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

/** The first promise of a ticket that this unit of work made. `db` may carry what is to be stored by the same statement. */
export async function setFirstPromise(
  work: Work,
  { id, number }: Ticket,
  promise: NextPromise,
  db: Pick<Work['db'], 'updateTable'>,
) {
  await db.updateTable('tickets').set(promise).where('id', '=', id).modifyEnd(withTheNext).execute()
  work.touch('queue', `ticket:${number}`)
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
