import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

/** Topics of the live stream that name a ticket, or an incident, by its number. */
const OF_TICKET = /^(?:ticket|drafts|presence):(\d+)$/
const OF_INCIDENT = /^incident:(\d+)$/

/** Of these topics those that name what is restricted: whoever may not know of it is not told that it changed. */
export async function hiddenTopics(
  db: Database,
  topics: readonly string[],
): Promise<ReadonlySet<string>> {
  const [tickets, incidents] = [OF_TICKET, OF_INCIDENT].map((pattern) =>
    topics.flatMap((topic) => pattern.exec(topic)?.[1] ?? []),
  ) as [string[], string[]]
  if (tickets.length + incidents.length === 0) return new Set()
  const { rows } = await sql<{ kind: string; number: string }>`
    select 'ticket' as kind, number::text from tickets where restricted and number = any(${tickets}::bigint[])
    union all select 'incident', i.number::text from incidents i join tickets t on t.id = i.ticket_id
      where t.restricted and i.number = any(${incidents}::bigint[])`.execute(db)
  const hidden = new Set(rows.map(({ kind, number }) => `${kind}:${number}`))
  return new Set(
    topics.filter((topic) => hidden.has(topic.replace(/^(?:drafts|presence):/, 'ticket:'))),
  )
}
