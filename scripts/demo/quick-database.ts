import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import { Socket } from 'node:net'
import { Client, type ClientConfig } from 'pg'
import type { Database } from '../../server/platform/database.ts'
import type { DB } from '../../server/platform/tables.ts'

/**
 * The database for making history quickly: one connection on which many units of work are on their way at once, each
 * statement prepared once, none waiting for the disk. Their begin and commit are left out, for a demo is made whole or not
 * at all: whatever fails ends the making, and the next start begins anew.
 */
export async function openQuickDatabase(
  url: string,
): Promise<{ db: Database; close(): Promise<void> }> {
  const socket = new Socket()
  // What is asked in one turn of the program leaves in one write.
  const gather = () => {
    socket.cork()
    process.nextTick(() => socket.uncork())
  }
  // `pipeline` is newer than the published types of pg. Statements are planned while their tables are still small, hence
  // no sequential scans: such a plan would stay when they have grown.
  const settings: ClientConfig & { pipeline: boolean } = {
    connectionString: url,
    pipeline: true,
    stream: () => socket,
    options: '-c synchronous_commit=off -c enable_seqscan=off',
  }
  const client = new Client(settings)
  // Whoever waits for an answer is told; a connection that ends while nobody does is no news.
  client.on('error', () => {})
  await client.connect()
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known) return known
    names.set(text, `demo_${names.size}`)
    return `demo_${names.size - 1}`
  }
  const connection = {
    query: async (text: string, values: unknown[] = []) => {
      if (/^(begin|commit|rollback|start transaction)/i.test(text))
        return { command: 'SET', rowCount: 0, rows: [] }
      gather()
      return client.query({ name: nameOf(text), text, values })
    },
    release: () => {},
  } as unknown as PostgresPoolClient
  const pool = { connect: async () => connection, end: () => client.end(), options: {} }
  return {
    db: new Kysely<DB>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    }),
    close: () => client.end(),
  }
}
