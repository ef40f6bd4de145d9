import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { databaseUrl, run } from './global-setup.ts'

export type Template = 'cast' | 'empty'

/** More rows than this are not taken out one by one: a new clone is cheaper, and leaves no dead rows behind. */
const MOST_ROWS = 2000

/** So long a connection that was closed may take to be gone; whoever stays longer was forgotten by somebody. */
const LEAVING_MS = 2000

const idle: Record<Template, string[]> = { cast: [], empty: [] }
let made = 0

/**
 * A database that stands as the template does. Copying one is a thousand files, most of what a small world costs; so one
 * that was given back is used again. `untouched`: one that nobody had before, for who looks at its statistics.
 */
export async function takeDatabase(
  adminUrl: string,
  template: Template,
  { untouched = false } = {},
): Promise<string> {
  const known = untouched ? undefined : idle[template].pop()
  if (known) return known
  const name = `world_${process.pid}_${(made += 1)}`
  await run(adminUrl, `create database ${name} template template_${template} strategy file_copy`)
  return name
}

/**
 * Whatever the world did to its rows is undone. One with other tables, with very many rows, or with somebody still in it,
 * is dropped instead.
 */
export async function giveBackDatabase(adminUrl: string, template: Template, name: string) {
  if (await restore(adminUrl, name)) idle[template].push(name)
  else await run(adminUrl, `drop database ${name} with (force)`)
}

async function restore(adminUrl: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl(adminUrl, name) })
  await client.connect()
  try {
    // Who is still connected may be about to write: nobody else may meet that.
    if (!(await isAlone(client))) return false
    await client.query(`alter database ${name} reset all`)
    const { rows } = await client.query<{ done: boolean }>('select pristine.restore($1) as done', [
      MOST_ROWS,
    ])
    return rows[0]!.done
  } finally {
    await client.end()
  }
}

async function isAlone(client: Client): Promise<boolean> {
  const until = performance.now() + LEAVING_MS
  for (;;) {
    const { rows } = await client.query(`
      select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
    if (rows.length === 0) return true
    if (performance.now() > until) return false
    await pause(10)
  }
}
