import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type pg from 'pg'
import { databaseOn } from './database.ts'

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url))

/** Brings the database to this program's version, forward only. Refuses one that a newer program has written. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  await refuseOldServer(pool)
  const db = databaseOn(pool)
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw explain(error)
  await runMigrations({ pgPool: pool })
  return (results ?? [])
    .filter((result) => result.status === 'Success')
    .map((result) => result.migrationName)
}

async function refuseOldServer(pool: pg.Pool) {
  const { rows } = await pool.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  const version = rows[0]?.version ?? 0
  if (version < 150_000)
    throw new Error(`PostgreSQL 15 or newer is needed; this server says ${version / 10_000}`)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(`${folder}${file}`, 'utf8')
      const up: Migration['up'] = async (db) => {
        await sql.raw(text).execute(db)
      }
      return [file.replace(/\.sql$/, ''), { up }] as const
    }),
  )
  return Object.fromEntries(entries)
}

function explain(error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error)
  if (!words.includes('corrupted migrations'))
    return new Error(`The database could not be brought up to date: ${words}`, { cause: error })
  return new Error(
    'This database was written by a newer version of Watchdesk. Start that version, or restore a backup made before the upgrade.',
    { cause: error },
  )
}
