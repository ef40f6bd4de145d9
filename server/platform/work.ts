import { randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { DEEPEST, type Actor, type Fact, type Recorded } from '../events.ts'
import { sqlState } from './database.ts'
import { inPlace } from './places.ts'
import type { DB } from './tables.ts'
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
      if (attempt >= TRIES || !AGAIN.has(sqlState(error) ?? '')) throw error
    }
  }
}

async function once<R>(
  system: System,
  actor: Actor,
  act: (work: Work) => Promise<R>,
  options: WorkOptions,
): Promise<R> {
  const topics = new Set<string>()
  const hints: (() => void)[] = []
  const result = await system.db.transaction().execute(async (db) => {
    const now = options.now ?? (await readNow(db))
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
    await settle(work, waiting, jobs, options.cause ?? null)
    await addJobs(work, jobs)
    return result
  })
  hints.forEach((hint) => hint())
  system.live.tell([...topics])
  return result
}

async function readNow(db: Transaction<DB>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select app_now() as now`.execute(db)
  return rows[0]!.now
}

/** Stores what was recorded and runs the reactions that belong to the same commit, until nothing new was recorded. */
async function settle(
  work: Work,
  waiting: Fact[],
  jobs: Job[],
  cause: WorkOptions['cause'] | null,
) {
  let depth = cause ? cause.depth + 1 : 0
  let causeId = cause?.eventId ?? null
  while (waiting.length > 0) {
    if (depth > DEEPEST)
      throw new Error(
        `A chain of reactions went deeper than ${DEEPEST}: ${waiting.map((fact) => fact.type).join(', ')}`,
      )
    const events = waiting
      .splice(0)
      .map((fact) => ({ id: randomUUIDv7(), at: work.now, actor: work.actor, depth, fact }))
    await store(work, events, causeId)
    for (const event of events) {
      await react(work, event)
      jobs.push(...jobsAfter(work.system, event))
    }
    causeId = events.at(-1)?.id ?? causeId
    depth += 1
  }
}

async function store(work: Work, events: Recorded[], causeEventId: string | null) {
  const rows = events.map(({ id, at, actor, depth, fact }) => {
    const { type, ...payload } = fact
    return {
      id,
      type,
      at,
      depth,
      causeEventId,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      ticketId: ('ticketId' in fact && fact.ticketId) || null,
      incidentId: ('incidentId' in fact && fact.incidentId) || null,
      payload: JSON.stringify(payload),
    }
  })
  await work.db.insertInto('events').values(rows).execute()
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

/** All jobs of a unit of work in one statement. Times are the work's own clock. */
async function addJobs(work: Work, jobs: Job[]) {
  if (jobs.length === 0) return
  const specs = jobs.map(({ task, payload, options }) => ({
    identifier: task,
    payload,
    run_at: (options.at ?? work.now).toISOString(),
    job_key: options.key ?? null,
    max_attempts: options.maxAttempts ?? 25,
    priority: options.priority ?? 0,
  }))
  const { rows } = await sql<{ added: number }>`
    select count(j.id)::int as added from graphile_worker.add_jobs(
      array(select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json))
    ) j`.execute(work.db)
  // Under contention for one key the queue may answer with no row; the whole work is then done again by its caller.
  if (rows[0]?.added !== jobs.length)
    throw Object.assign(new Error('A job could not be queued'), { code: '40001' })
}
