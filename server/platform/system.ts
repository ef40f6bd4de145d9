import type { Transaction } from 'kysely'
import type { Logger } from 'pino'
import type pg from 'pg'
import type { Actor, EventType, Fact, Recorded } from '../events.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { FileStore } from './files.ts'
import type { Live } from './live.ts'
import type { OpenNet } from './net.ts'
import type { Secrets } from './secrets.ts'
import type { DB } from './tables.ts'

/** What the running program consists of. Built once in `app.ts`; handed down, never imported. */
export interface System {
  config: Config
  pool: pg.Pool
  db: Database
  log: Logger
  live: Live
  net: OpenNet
  files: FileStore
  secrets: Secrets
  reactions: Reactions
}

export const machine = (name: string) => ({ kind: 'machine' as const, id: null, name })

/** Named deferred task, run after the commit, at least once. */
export interface JobOptions {
  at?: Date
  /** Replaces an earlier waiting job of the same key. */
  key?: string
  /** Lower runs first; 0 is usual. */
  priority?: number
  maxAttempts?: number
}

/**
 * One unit of work: a transaction, the instant it counts as, who acts, and what they leave behind. Rows, events and jobs
 * commit together or not at all. `now` is the database's clock at the start (app_now()), the only clock an action reads.
 */
export interface Work {
  db: Transaction<DB>
  now: Date
  actor: Actor
  system: System
  record(fact: Fact): void
  enqueue(task: string, payload: object, options?: JobOptions): void
  /** Says which lists and things on screens have changed, such as `queue` or `ticket:12`; told after the commit. */
  touch(...topics: string[]): void
  /** Runs after the commit, in this process, as a hint only: nothing may depend on it. */
  afterCommit(hint: () => void): void
}

export type Reaction<T extends EventType = EventType> = (
  work: Work,
  event: Recorded<T>,
) => Promise<void> | void

export interface Reactions {
  /** Inside the same unit of work: what must never be apart from the fact. */
  together: { [T in EventType]?: Reaction<T>[] }
  /** A job of its own, once, failing alone. */
  after: { [T in EventType]?: Reaction<T>[] }
}
