import { sql, type RawBuilder } from 'kysely'
import type { Work } from '../platform/work.ts'

/** The policy of the sample crisis. No playbook can have a key with a colon: theirs is never changed or removed. */
export const SAMPLE_POLICY = 'setup:sample'

/** Everything that hangs on these incidents, and they themselves. They were tests or samples: nobody's night is lost. */
export async function removeIncidents(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const these = sql`(select unnest(${[...ids]}::uuid[]))`
  await all(work, [
    sql`delete from reactions_done where event_id in (select id from events where incident_id in ${these})`,
    sql`delete from events where incident_id in ${these}`,
    sql`delete from pages where incident_id in ${these}`,
    sql`delete from call_links where incident_id in ${these}`,
    sql`delete from alerts where incident_id in ${these}`,
    sql`delete from incident_events where incident_id in ${these}`,
    sql`update incidents set follows_id = null where follows_id in ${these}`,
    sql`delete from incidents where id in ${these}`,
  ])
  work.touch('incidents', 'shell')
}

/** One after the other: what refers to something goes before it. */
export async function all(work: Work, statements: readonly RawBuilder<unknown>[]) {
  for (const statement of statements) await statement.execute(work.db)
}
