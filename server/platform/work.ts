import { randomUUIDv7 } from 'node:crypto'
import { DEEPEST, type Actor, type Fact, type Recorded } from '../events.ts'
import {
  SERIALIZATION_FAILURE,
  UNIQUE_VIOLATION,
  appNow,
  constraintOf,
  sqlState,
  type Database,
} from './database.ts'
import { storeLeft, type Happened, type QueuedJob } from './left-behind.ts'
import { inPlace } from './places.ts'
import { isKeptPlanLost } from './prepared.ts'
import type { Reaction, System, Work } from './system.ts'

export type { JobOptions, Reaction, Reactions, Work } from './system.ts'

export interface WorkOptions {
  cause?: { eventId: string; depth: number }
  /** Only the demo's history passes this: the instant the work counts as. */
  now?: Date
  /** A first statement that the work needs anyway and that reads the clock along: one round trip less. */
  clock?: (db: Database) => Promise<Date>
}

const TRIES = 4
/** Deadlock and serialization failure: nothing happened, so doing it again is right. */
const AGAIN = new Set([SERIALIZATION_FAILURE, '40P01'])

export async function inWork<R>(
  system: System,
  actor: Actor,
  act: (work: Work) => Promise<R>,
  options: WorkOptions = {},
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inPlace(system.pool, () => once(system, actor, act, options, attempt === 1))
    } catch (error) {
      if (attempt >= TRIES || !nothingHappened(error)) throw error
    }
  }
}

const nothingHappened = (error: unknown) =>
  AGAIN.has(sqlState(error) ?? '') || isTwin(error) || isKeptPlanLost(error)

/** By their name these indexes keep one of a kind. Another unit of work has just stored it: done again, this one finds it. */
const isTwin = (error: unknown) =>
  sqlState(error) === UNIQUE_VIOLATION && (constraintOf(error) ?? '').includes('_one_per_')

async function once<R>(
  system: System,
  actor: Actor,
  act: (work: Work) => Promise<R>,
  options: WorkOptions,
  isFirstTry: boolean,
): Promise<R> {
  const jobs: QueuedJob[] = []
  const topics = new Set<string>()
  const hints: (() => void)[] = []
  const result = await system.db.transaction().execute(async (db) => {
    const now = options.now ?? (await (options.clock ?? appNow)(db))
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
    await storeLeft(work, events, jobs, isFirstTry)
    return result
  })
  hints.forEach((hint) => hint())
  system.live.tell([...topics])
  if (jobs.length > 0) system.live.wakeWorkers(jobs.length)
  return result
}

/** Runs the reactions that belong to the same commit, until nothing new was recorded. Returns all that happened, in order. */
async function settle(
  work: Work,
  waiting: Fact[],
  jobs: QueuedJob[],
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

function jobsAfter(system: System, event: Recorded): QueuedJob[] {
  const reactions = system.reactions.after[event.fact.type] ?? []
  return reactions.map((reaction) => ({
    task: 'react',
    payload: { eventId: event.id, reaction: reaction.name },
    options: {},
  }))
}
