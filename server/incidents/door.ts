import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Alert } from '../connectors/connector.ts'
import { schedulesOf, type ScheduleAsJson, type OverrideAsJson } from '../oncall/queries.ts'
import type { Database } from '../platform/database.ts'
import type { EscalationPolicy } from './escalation.ts'
import { respondersAmong, type Responders } from './targets.ts'

/** What a trigger needs to be stored with its first step, as it was in one moment of the database's clock. */
export interface Door {
  now: Date
  /** "Trigger without dedup_key: always new; the returned key is 32 hex" (PagerDuty, Events API v2). */
  dedupKey: string
  /** Null: the routing key is nobody's. */
  service: DoorService | null
}

export interface DoorService {
  id: string
  policyKey: string
  policyVersionId: string | null
  policy: EscalationPolicy | null
  escalationVersion: number | null
  /** An incident of this key is open: the alert only counts, and nobody was looked for. */
  isOpen: boolean
  /** Who is on call at level 1. */
  responders: Responders
}

interface Read {
  now: Date
  id: string | null
  policyKey: string
  policyVersionId: string | null
  policy: EscalationPolicy | null
  escalationVersion: number | null
  isOpen: boolean
  schedules: ScheduleAsJson[] | null
  overrides: OverrideAsJson[] | null
  members: string[] | null
  active: string[] | null
}

/** The clock, the service, its policy and all that decides who is on call at level 1, in one statement. */
export async function readDoor(db: Database, alert: Alert): Promise<Door> {
  const dedupKey = alert.dedupKey ?? randomBytes(16).toString('hex')
  const { rows } = await sql<Read>`
    with service as (
      select s.id, p.key as policy_key, latest.id as policy_version_id, latest.body as policy,
        (select version from engine_modules where name = 'escalation') as escalation_version,
        exists (select 1 from incidents where service_id = s.id and dedup_key = ${dedupKey} and status <> 'resolved') as is_open
      from services s join escalation_policies p on p.id = s.policy_id
      left join lateral (
        select id, body from escalation_policy_versions where policy_id = p.id order by version desc limit 1) latest on true
      where s.routing_key = ${alert.routingKey}),
    targets as (
      select target->>'kind' as kind, (target->>'id')::uuid as id
      from service, jsonb_array_elements(policy->'levels'->0->'targets') target where not is_open),
    rotas as (
      select s.id, s.key, s.name, s.shadow, latest.body, latest.version
      from schedules s join lateral (
        select body, version from schedule_versions where schedule_id = s.id order by version desc limit 1) latest on true
      where s.removed_at is null and s.id in (select id from targets where kind = 'schedule')),
    swaps as (
      select * from overrides
      where schedule_id in (select id from rotas) and removed_at is null and to_at > app_now()),
    members as (select user_id from team_members where team_id in (select id from targets where kind = 'team')),
    named as (
      select id from targets where kind = 'user' union all select user_id from members union all select user_id from swaps
      union all select (member#>>'{}')::uuid from rotas, jsonb_path_query(body, '$.layers[*].rotation.members[*]') member)
    select app_now() as now, service.*,
      (select json_agg(rotas) from rotas) as schedules, (select json_agg(swaps order by created_at) from swaps) as overrides,
      (select json_agg(user_id) from members) as members,
      (select json_agg(id) from users where disabled_at is null and id in (select id from named)) as active
    from (select 1) one left join service on true`.execute(db)
  const { now, id, schedules, overrides, members, active, policy, ...read } = rows[0]!
  if (id === null) return { now, dedupKey, service: null }
  const responders = respondersAmong(policy?.levels?.[0]?.targets ?? [], {
    schedules: schedulesOf(schedules ?? [], overrides ?? []),
    members: members ?? [],
    active: new Set(active),
    at: now,
  })
  return { now, dedupKey, service: { ...read, id, policy, responders } }
}
