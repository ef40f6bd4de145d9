import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { DEEPEST, type Actor, type Fact, type Recorded } from '../events.ts'
import { withTheNext } from './connections.ts'
import { appNow, sqlState } from './database.ts'
import { inPlace } from './places.ts'
import { isKeptPlanLost } from './prepared.ts'
import type { JobOptions, Reaction, System, Work } from './system.ts'

export type { JobOptions, Reaction, Reactions, Work } from './system.ts'

export interface WorkOptions {
  cause?: { eventId: string; depth: number }
  /** Only the demo's history passes this: the instant the work counts as. */
  now?: Date
}

interface Job {
  task: string
  payload: object
  options: JobOptions
}

const TRIES = 4
/** Deadlock and serialization failure: nothing happened, so doing it again is right. */
const AGAIN = new Set(['40001', '40P01'])

export async function inWork<R>(
  system: System,
  actor: Actor,
  act: (work: Work) => Promise<R>,
  options: WorkOptions = {},
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inPlace(system.pool, () => once(system, actor, act, options))
    } catch (error) {
      if (attempt >= TRIES || !nothingHappened(error)) throw error
    }
  }
}

const nothingHappened = (error: unknown) =>
  AGAIN.has(sqlState(error) ?? '') || isKeptPlanLost(error)

async function once<R>(
  system: System,
  actor: Actor,
  act: (work: Work) => Promise<R>,
  options: WorkOptions,
): Promise<R> {
  const topics = new Set<string>()
  const hints: (() => void)[] = []
  const result = await system.db.transaction().execute(async (db) => {
    const now = options.now ?? (await appNow(db))
    const jobs: Job[] = []
    const waiting: Fact[] = []
    const work: Work = {
      db,
      now,
      actor,
      system,
      record: (fact) => void waiting.push(fact),
      enqueue: (task, payload, options = {}) => void jobs.push({ task, payload, options }),
      touch: (...names) => names.forEach((name) => topics.add(name)),
      afterCommit: (hint) => void hints.push(hint),
    }
    const result = await act(work)
    const events = await settle(work, waiting, jobs, options.cause ?? null)
    await store(work, events, jobs)
    return result
  })
  hints.forEach((hint) => hint())
  system.live.tell([...topics])
  return result
}

/** What was recorded, with its place in the chain of causes. */
interface Happened extends Recorded {
  causeId: string | null
}

/** Runs the reactions that belong to the same commit, until nothing new was recorded. Returns all that happened, in order. */
async function settle(
  work: Work,
  waiting: Fact[],
  jobs: Job[],
  cause: WorkOptions['cause'] | null,
): Promise<Happened[]> {
  const happened: Happened[] = []
  let depth = cause ? cause.depth + 1 : 0
  let causeId = cause?.eventId ?? null
  while (waiting.length > 0) {
    if (depth > DEEPEST)
      throw new Error(
        `A chain of reactions went deeper than ${DEEPEST}: ${waiting.map((fact) => fact.type).join(', ')}`,
      )
    const events = waiting.splice(0).map((fact) => ({
      id: randomUUIDv7(),
      at: work.now,
      actor: work.actor,
      depth,
      fact,
      causeId,
    }))
    happened.push(...events)
    for (const event of events) {
      await react(work, event)
      jobs.push(...jobsAfter(work.system, event))
    }
    causeId = events.at(-1)?.id ?? causeId
    depth += 1
  }
  return happened
}

async function react(work: Work, event: Recorded) {
  // The table is keyed by the event's own type, which the compiler cannot follow through a union.
  const reactions = (work.system.reactions.together[event.fact.type] ?? []) as Reaction[]
  for (const reaction of reactions) await reaction(work, event)
}

function jobsAfter(system: System, event: Recorded): Job[] {
  const reactions = system.reactions.after[event.fact.type] ?? []
  return reactions.map((reaction) => ({
    task: 'react',
    payload: { eventId: event.id, reaction: reaction.name },
    options: {},
  }))
}

/** Everything a unit of work leaves behind, in one statement that travels with COMMIT. Times are the work's own clock. */
async function store(work: Work, happened: Happened[], jobs: Job[]) {
  if (happened.length + jobs.length === 0) return
  const events = sql`
    insert into events (id, type, at, actor_kind, actor_id, actor_name, cause_event_id, depth, ticket_id, incident_id, payload)
    select id, type, at, actor_kind, actor_id, actor_name, cause_event_id, depth, ticket_id, incident_id, payload
    from json_populate_recordset(null::events, ${jsonOf(happened.map(rowOf))}::json)`
  if (jobs.length === 0) return void (await sql`${events} ${withTheNext}`.execute(work.db))
  await sql`
    with stored as (${events})
    select all_queued(count(j.id) = ${jobs.length}) from graphile_worker.add_jobs(
      array(select json_populate_recordset(null::graphile_worker.job_spec, ${jsonOf(jobs.map((job) => specOf(work, job)))}::json))
    ) j ${withTheNext}`.execute(work.db)
}

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

const specOf = (work: Work, { task, payload, options }: Job) => ({
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
