import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../platform/database.ts'

export interface Finding {
  invariant: string
  count: number
}

export interface Violation {
  invariant: string
  /** The incident it is broken for. */
  subject: string
}

/** Which incidents are looked at, with their pages: all there ever were, what is open or was a moment ago, or one. */
export type Scope = 'all' | 'recent' | { incidentId: string }

const ALL = sql`select id from incidents`
const RECENT = sql`
  select id from incidents where status <> 'resolved'
  union all select id from incidents where resolved_at > app_now() - interval '10 minutes'`

/**
 * The eight invariants of the pager, as questions whose only good answer is none. Production asks twice a minute; every
 * test asks at its end. Numbered as in docs/architecture.md.
 */
const INVARIANTS: Record<string, RawBuilder<unknown>> = {
  'I1 an incident that is triggered has a timer': sql`
    select id from incidents join scope using (id) where status = 'triggered' and next_at is null`,
  'I2 a step has its pages, or says why not': sql`
    select s.incident_id from scope join incident_events s on s.incident_id = scope.id where s.kind = 'step' and s.data->>'why' is null
      and not exists (select 1 from pages p where p.incident_id = s.incident_id and p.reopen_no = s.reopen_no and p.round = s.round and p.level = s.level)
      and not exists (select 1 from incident_events u where u.incident_id = s.incident_id and u.kind = 'unreachable' and u.seq > s.seq)`,
  'I3 a step happened once': sql`
    select incident_id from scope join incident_events on incident_id = scope.id where kind = 'step'
    group by incident_id, reopen_no, round, level having count(*) > 1`,
  'I4 no step after an acknowledgement': sql`
    select s.incident_id from scope join incident_events s on s.incident_id = scope.id where s.kind = 'step' and (
      select e.kind from incident_events e where e.incident_id = s.incident_id and e.seq < s.seq
        and e.kind in ('acknowledged', 'undone', 'handed_back', 'snoozed', 'woke', 'worsened', 'resolved') order by e.seq desc limit 1) in ('acknowledged', 'resolved')`,
  'I5 nothing waits to be sent for an incident that is over': sql`
    select i.id from scope join incidents i on i.id = scope.id join pages p on p.incident_id = i.id
    where p.state = 'queued' and (i.status = 'resolved' or (i.status = 'acknowledged' and not p.asked_for))`,
  'I6 a page on its way has one lease': sql`
    select p.incident_id from scope join pages p on p.incident_id = scope.id where (p.state = 'leased') <> (p.lease_token is not null)`,
  'I7 after an outage there is one step, not many': sql`
    select incident_id from (
      select incident_id, at - lag(at) over (partition by incident_id, reopen_no order by seq) as pause,
        lag(data->>'why') over (partition by incident_id, reopen_no order by seq) as before,
        exists (select 1 from incident_events e where e.incident_id = s.incident_id and e.kind in ('unreachable', 'passed_on', 'escalated_by_hand', 'undone', 'handed_back') and e.seq between s.seq - 3 and s.seq) as hurried,
        actor_kind
      from scope join incident_events s on s.incident_id = scope.id where kind = 'step') steps
    where pause < interval '29 seconds' and before is null and not hurried and actor_kind = 'machine'`,
  'I8 the timeline has no gaps': sql`
    select i.id from scope join incidents i on i.id = scope.id join incident_events e on e.incident_id = i.id
    group by i.id, i.seq having count(*) <> i.seq + 1 or max(e.seq) <> i.seq`,
}

const QUESTION = sql.join(
  Object.entries(INVARIANTS).map(
    ([name, question]) =>
      sql`select ${sql.lit(name)} as invariant, broken.id as subject from (${question}) broken (id)`,
  ),
  sql` union all `,
)

/** Every violation within the scope, in one statement. All but `all` are answered by indexes. */
export async function violations(db: Database, scope: Scope): Promise<Violation[]> {
  const ids =
    typeof scope === 'object'
      ? sql`select ${scope.incidentId}::uuid as id`
      : scope === 'all'
        ? ALL
        : RECENT
  const { rows } = await sql<Violation>`with scope as materialized (${ids}) ${QUESTION}`.execute(db)
  return rows
}

/** What is wrong, if anything. */
export async function audit(db: Database, scope: Scope = 'all'): Promise<Finding[]> {
  const counts = new Map<string, number>()
  for (const { invariant } of await violations(db, scope))
    counts.set(invariant, (counts.get(invariant) ?? 0) + 1)
  return [...counts].map(([invariant, count]) => ({ invariant, count }))
}

/** So long something broken is news: long enough that whoever watches from outside has noticed the silence. */
const NEWS_FOR_MINUTES = 60

/**
 * Keeps what is broken now, each thing once, and returns what has been known for less than an hour. An old violation is
 * still told on the health page, but does not silence the watchdog for ever, nor hide the next.
 */
export async function newViolations(db: Database): Promise<Violation[]> {
  const found = await violations(db, 'recent')
  if (found.length === 0) return []
  const invariants = found.map(({ invariant }) => invariant)
  const subjects = found.map(({ subject }) => subject)
  await sql`
    insert into audit_findings (invariant, subject, found_at)
    select distinct invariant, subject, app_now() from unnest(${invariants}::text[], ${subjects}::uuid[]) found (invariant, subject)
    on conflict do nothing`.execute(db)
  const { rows } = await sql<Violation>`
    select distinct invariant, subject from unnest(${invariants}::text[], ${subjects}::uuid[]) found (invariant, subject)
    join audit_findings using (invariant, subject)
    where found_at > app_now() - ${NEWS_FOR_MINUTES}::int * interval '1 minute'`.execute(db)
  return rows
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
