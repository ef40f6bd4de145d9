import { sql } from 'kysely'
import type { Recorded } from '../events.ts'
import { withTheNext } from './connections.ts'
import type { JobOptions, Work } from './system.ts'

/** What was recorded, with its place in the chain of causes. */
export interface Happened extends Recorded {
  causeId: string | null
}

export interface QueuedJob {
  task: string
  payload: object
  options: JobOptions
}

/** Everything a unit of work leaves behind, in one statement that travels with COMMIT. Times are the work's own clock. */
export async function storeLeft(
  work: Work,
  happened: Happened[],
  jobs: QueuedJob[],
  isFirstTry: boolean,
): Promise<void> {
  if (happened.length + jobs.length === 0) return
  const events = sql`
    insert into events (id, type, at, actor_kind, actor_id, actor_name, cause_event_id, depth, ticket_id, incident_id, payload)
    select id, type, at, actor_kind, actor_id, actor_name, cause_event_id, depth, ticket_id, incident_id, payload
    from json_populate_recordset(null::events, ${jsonOf(happened.map(rowOf))}::json)`
  if (jobs.length === 0) return void (await sql`${events} ${withTheNext}`.execute(work.db))
  const specs = jsonOf(jobs.map((job) => specOf(work, job)))
  const queued = isFirstTry && jobs.every(({ options }) => !options.key) ? inserted : added
  await sql`
    with stored as (${events}), ${queued(specs)}
    select all_queued((select count(id) from queued) = ${jobs.length}) ${withTheNext}`.execute(
    work.db,
  )
}

/** The queue's own door. It knows keys and makes tasks known, but it sends NOTIFY. */
const added = (specs: string) => sql`queued as materialized (
  select j.id from graphile_worker.add_jobs(
    array(select json_populate_recordset(null::graphile_worker.job_spec, ${specs}::json))
  ) j)`

/**
 * Past the queue's own door: NOTIFY in a transaction makes every commit wait for the one before it, disk and all
 * (docs/decisions/0022-jobs-without-notify.md). Workers are told after the commit. A task that nobody has made known
 * is missing here: the second try takes the door.
 */
const inserted = (specs: string) => sql`queued as (
  insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, priority)
  select task.id, job.payload, job.run_at, job.max_attempts, job.priority
  from json_populate_recordset(null::graphile_worker.job_spec, ${specs}::json) with ordinality job
  join graphile_worker._private_tasks task on task.identifier = job.identifier
  -- What was queued first has the lower number, and runs first.
  order by job.ordinality
  returning id)`

/** The same for one job that comes without a unit of work, due now. */
export const queuedNow = (
  task: string,
  payload: object,
  { maxAttempts, priority }: { maxAttempts: number; priority: number },
  isFirstTry: boolean,
) =>
  isFirstTry
    ? sql`queued as (
        insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, priority)
        select id, ${JSON.stringify(payload)}::json, app_now(), ${maxAttempts}, ${priority} from graphile_worker._private_tasks
        where identifier = ${task} returning id)`
    : sql`queued as materialized (
        select id from graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, run_at := app_now(), max_attempts := ${maxAttempts}::int, priority := ${priority}::int))`

function rowOf({ id, at, actor, depth, fact, causeId }: Happened) {
  const { type, ...payload } = fact
  return {
    id,
    type,
    at,
    depth,
    cause_event_id: causeId,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    ticket_id: ('ticketId' in fact && fact.ticketId) || null,
    incident_id: ('incidentId' in fact && fact.incidentId) || null,
    payload,
  }
}

const specOf = (work: Work, { task, payload, options }: QueuedJob) => ({
  identifier: task,
  payload,
  run_at: options.at ?? work.now,
  job_key: options.key ?? null,
  max_attempts: options.maxAttempts ?? 25,
  priority: options.priority ?? 0,
})

/** Half a character, such as a shortened text may end with, is refused by the database when it comes as JSON. */
const jsonOf = (rows: object[]) =>
  JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
