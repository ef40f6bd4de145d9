import {
  Logger as WorkerLogger,
  run,
  runOnce,
  type RunnerOptions,
  type TaskList,
} from 'graphile-worker'
import { sql } from 'kysely'
import type { EventType, FactOf, Recorded } from '../events.ts'
import type { Database } from './database.ts'
import { machine, type System } from './system.ts'
import { inWork, type Reaction, type Work } from './work.ts'

/** A job's work: reads its payload, looks at the rows, does nothing if the world moved on. */
export type Job = (system: System, payload: never) => Promise<void>
export type Jobs = Record<string, Job>

export interface Worker {
  stop(): Promise<void>
}

/** Makes every task known to the queue, as a worker does when it starts: a job of an unknown task needs a second try. */
export async function makeTasksKnown(db: Database, jobs: Jobs): Promise<void> {
  const names = ['react', ...Object.keys(jobs)]
  await sql`
    insert into graphile_worker._private_tasks (identifier) select name from unnest(${names}::text[]) name
    where not exists (select 1 from graphile_worker._private_tasks where identifier = name)
    on conflict do nothing`.execute(db)
}

/** Runs what may wait. What wakes people does not stand on this (see incidents/tick.ts and paging/sender.ts). */
export async function startWorker(system: System, jobs: Jobs): Promise<Worker> {
  const runner = await run({ ...optionsFor(system, jobs), concurrency: 4, pollInterval: 5000 })
  return { stop: () => runner.stop() }
}

/** Runs everything that is due by the process's clock, then returns. For tests and the demo's history. */
export async function runDueJobs(system: System, jobs: Jobs): Promise<void> {
  await runOnce({ ...optionsFor(system, jobs), useNodeTime: true })
}

function optionsFor(system: System, jobs: Jobs): RunnerOptions {
  const tasks: TaskList = { react: (payload) => react(system, payload as ReactPayload) }
  for (const [name, job] of Object.entries(jobs))
    tasks[name] = (payload) => job(system, payload as never)
  return { pgPool: system.pool, taskList: tasks, noHandleSignals: true, logger: loggerFor(system) }
}

interface ReactPayload {
  eventId: string
  reaction: string
}

/** Runs one reaction once: its mark and its work are one commit, so a retry after a crash finds the mark and stops. */
async function react(system: System, { eventId, reaction }: ReactPayload) {
  const row = await system.db
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!row) return
  const fact = { type: row.type, ...(row.payload as object) } as FactOf<EventType>
  const event: Recorded = {
    id: row.id,
    at: row.at,
    depth: row.depth,
    actor: {
      kind: row.actorKind as Recorded['actor']['kind'],
      id: row.actorId,
      name: row.actorName,
    },
    fact,
  }
  const known = (system.reactions.after[fact.type] ?? []) as Reaction[]
  const run = known.find((candidate) => candidate.name === reaction)
  if (!run) throw new Error(`No reaction called ${reaction} follows ${fact.type}`)
  await inWork(system, machine('Watchdesk'), (work) => once(work, event, reaction, run), {
    cause: { eventId, depth: row.depth },
  })
}

async function once(work: Work, event: Recorded, reaction: string, run: Reaction) {
  const mark = await work.db
    .insertInto('reactionsDone')
    .values({ eventId: event.id, reaction, doneAt: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (mark.numInsertedOrUpdatedRows === 0n) return
  await run(work, event)
}

function loggerFor(system: System) {
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new WorkerLogger(
    () => (level, message, meta) => system.log[levels[level]]({ reason: reasonOf(meta) }, message),
  )
}

/** Of what the queue reports only the words are kept: its errors carry whole connections. */
function reasonOf(meta: unknown): string | undefined {
  const error =
    typeof meta === 'object' && meta !== null && 'error' in meta ? meta.error : undefined
  return error instanceof Error ? (error.stack ?? error.message) : undefined
}
