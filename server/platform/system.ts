import type { Logger } from 'pino'
import type pg from 'pg'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { Live } from './live.ts'
import type { Net } from './net.ts'
import type { Secrets } from './secrets.ts'
import type { Reactions } from './work.ts'

/** What the running program consists of. Built once in `app.ts`; handed down, never imported. */
export interface System {
  config: Config
  pool: pg.Pool
  db: Database
  log: Logger
  live: Live
  net: Net
  secrets: Secrets
  reactions: Reactions
}

export const machine = (name: string) => ({ kind: 'machine' as const, id: null, name })
