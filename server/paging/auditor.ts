import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

export interface Finding {
  invariant: string
  count: number
}

/**
 * The eight invariants of the pager, as questions whose only good answer is none. Production asks every minute; every
 * test asks at its end. Numbered as in docs/architecture.md.
 */
const INVARIANTS: Record<string, ReturnType<typeof sql<{ count: number }>>> = {
  'I1 an incident that is triggered has a timer': sql`
    select count(*)::int as count from incidents where status = 'triggered' and next_at is null`,
  'I2 a step has its pages, or says why not': sql`
    select count(*)::int as count from incident_events s where s.kind = 'step' and s.data->>'why' is null
      and not exists (select 1 from pages p where p.incident_id = s.incident_id and p.reopen_no = s.reopen_no and p.round = s.round and p.level = s.level)
      and not exists (select 1 from incident_events u where u.incident_id = s.incident_id and u.kind = 'unreachable' and u.seq > s.seq)`,
  'I3 a step happened once': sql`
    select count(*)::int as count from (
      select 1 from incident_events where kind = 'step' group by incident_id, reopen_no, round, level having count(*) > 1) doubled`,
  'I4 no step after an acknowledgement': sql`
    select count(*)::int as count from incident_events s where s.kind = 'step' and (
      select e.kind from incident_events e where e.incident_id = s.incident_id and e.seq < s.seq
        and e.kind in ('acknowledged', 'undone', 'handed_back', 'snoozed', 'woke', 'resolved') order by e.seq desc limit 1) in ('acknowledged', 'resolved')`,
  'I5 nothing waits to be sent for an incident that is over': sql`
    select count(*)::int as count from pages p join incidents i on i.id = p.incident_id
    where p.state = 'queued' and (i.status = 'resolved' or (i.status = 'acknowledged' and not p.asked_for))`,
  'I6 a page on its way has one lease': sql`
    select count(*)::int as count from pages where (state = 'leased') <> (lease_token is not null)`,
  'I7 after an outage there is one step, not many': sql`
    select count(*)::int as count from (
      select at - lag(at) over (partition by incident_id, reopen_no order by seq) as pause, data->>'why' as why,
        lag(data->>'why') over (partition by incident_id, reopen_no order by seq) as before,
        exists (select 1 from incident_events e where e.incident_id = s.incident_id and e.kind in ('unreachable', 'passed_on', 'escalated_by_hand', 'undone', 'handed_back') and e.seq between s.seq - 3 and s.seq) as hurried,
        actor_kind
      from incident_events s where kind = 'step') steps
    where pause < interval '29 seconds' and before is null and not hurried and actor_kind = 'machine'`,
  'I8 the timeline has no gaps': sql`
    select count(*)::int as count from (
      select i.id from incidents i join incident_events e on e.incident_id = i.id group by i.id, i.seq having count(*) <> i.seq + 1 or max(e.seq) <> i.seq) gaps`,
}

/** What is wrong, if anything. One scan of each table; meant for once a minute. */
export async function audit(db: Database): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [invariant, question] of Object.entries(INVARIANTS)) {
    const { rows } = await question.execute(db)
    const count = rows[0]?.count ?? 0
    if (count > 0) findings.push({ invariant, count })
  }
  return findings
}

/** How long the most overdue incident or page has been waiting, in seconds; 0 when nothing waits. */
export async function mostOverdueSeconds(db: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(0,
      coalesce((select extract(epoch from app_now() - min(next_at)) from incidents where next_at <= app_now()), 0),
      coalesce((select extract(epoch from app_now() - min(not_before)) from pages where state = 'queued' and not_before <= app_now()), 0))::float8 as seconds`.execute(
    db,
  )
  return rows[0]?.seconds ?? 0
}
