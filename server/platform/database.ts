import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, types } from 'pg'
import { thrifty } from './connections.ts'
import type { DB } from './tables.ts'

export type Database = Kysely<DB>

// Numbers people read (#12) and counts stay far below 2^53, so a bigint may be a number.
types.setTypeParser(types.builtins.INT8, Number)

/** More than 8 connections on a small machine lowers throughput (docs/performance.md). */
export function openPool(url: string, log: (error: Error) => void, max = 8): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    // Several statements may be under way on one connection (connections.ts).
    pipeline: true,
  })
  // Without a listener an idle connection that drops would end the process.
  pool.on('error', log)
  pool.on('connect', (client) => client.on('error', log))
  return pool
}

export function databaseOn(pool: Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: thrifty(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** The one clock (migrations/0001_ground.sql). */
export async function appNow(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select app_now() as now`.execute(db)
  return rows[0]!.now
}

/** PostgreSQL's code for an error, such as 23505 for a second row under a unique key. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** The constraint or unique index that an error names, if any. */
export function constraintOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return null
  return typeof error.constraint === 'string' ? error.constraint : null
}

export const UNIQUE_VIOLATION = '23505'
export const SERIALIZATION_FAILURE = '40001'

/** 57P0x: it is stopping, crashed or starting; class 08 and the socket's own codes: the connection is gone. */
const AWAY = /^(57P0[123]|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|53300)$/

/** Whether an error says that the database is not there just now, rather than that a statement is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (AWAY.test(sqlState(error) ?? '')) return true
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|no place for a unit/i.test(
      error.message,
    )
  )
}
