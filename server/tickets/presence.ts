import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import type { Ticket } from './queries.ts'

export type Doing = 'reading' | 'replying' | 'noting'

/** Whoever has said nothing for so long has gone, or their machine sleeps. */
const GONE_AFTER_SECONDS = 45

/** Says that somebody looks at a ticket or writes in it; others see it at once. Said again every 20 s while it is true. */
export async function sayPresence(
  work: Work,
  ticket: Pick<Ticket, 'id' | 'number'>,
  userId: string,
  doing: Doing | null,
): Promise<void> {
  if (!doing) {
    await work.db
      .deleteFrom('presence')
      .where('ticketId', '=', ticket.id)
      .where('userId', '=', userId)
      .execute()
    return work.touch(`presence:${ticket.number}`)
  }
  const { rows } = await sql<{ news: boolean }>`
    with before as (
      select doing from presence where ticket_id = ${ticket.id} and user_id = ${userId}
        and seen_at > app_now() - ${GONE_AFTER_SECONDS} * interval '1 second'
    ), said as (
      insert into presence (ticket_id, user_id, doing, seen_at) values (${ticket.id}, ${userId}, ${doing}, app_now())
      on conflict (ticket_id, user_id) do update set doing = excluded.doing, seen_at = excluded.seen_at
    ) select not exists (select from before where doing = ${doing}) as news`.execute(work.db)
  if (rows[0]?.news) work.touch(`presence:${ticket.number}`)
}

/** Who else is here, writers first. */
export const presentAt = (db: Database, ticketId: string, exceptUserId: string) =>
  db
    .selectFrom('presence')
    .innerJoin('users', 'users.id', 'presence.userId')
    .select(['users.id', 'users.name', 'presence.doing', 'presence.seenAt'])
    .where('presence.ticketId', '=', ticketId)
    .where('presence.userId', '!=', exceptUserId)
    .where(
      'presence.seenAt',
      '>',
      sql<Date>`app_now() - ${GONE_AFTER_SECONDS} * interval '1 second'`,
    )
    .orderBy('presence.doing', 'desc')
    .orderBy('users.name')
    .execute()
