import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import type { CustomerImports } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type CustomerImport = Selectable<CustomerImports>

/** A piece of the file store is far smaller than any file may be. */
const PART_BYTES = 8 * 1024 * 1024
/** Ten times the largest file we were asked for. */
const MOST_BYTES = 2 * 1024 ** 3

export interface Part {
  sha256: string
  bytes: number
}

/** Puts a file away as it comes, piece by piece: however large it is, one piece at a time is in memory. */
export async function keepParts(
  { files }: System,
  stream: AsyncIterable<Uint8Array>,
): Promise<Part[]> {
  const parts: Part[] = []
  let waiting: Uint8Array[] = []
  let size = 0
  let total = 0
  const keep = async () => {
    const bytes = Buffer.concat(waiting)
    if (bytes.length > 0) parts.push({ sha256: await files.keep(bytes), bytes: bytes.length })
    waiting = []
    size = 0
  }
  for await (const chunk of stream) {
    total += chunk.length
    if (total > MOST_BYTES)
      throw invalid('A file may have at most 2 GB. Cut it in several.', [
        { path: 'file', message: 'is too large' },
      ])
    waiting.push(chunk)
    size += chunk.length
    if (size >= PART_BYTES) await keep()
  }
  await keep()
  return parts
}

interface NewImport {
  kind: CustomerImport['kind']
  format: CustomerImport['format']
  name: string
  dryRun: boolean
  parts: readonly Part[]
}

/** Begins in the background. What was kept in pieces before is written down with it. */
export async function startImport(
  work: Work,
  userId: string,
  { parts, ...given }: NewImport,
): Promise<CustomerImport> {
  if (parts.length === 0)
    throw invalid('The file is empty.', [{ path: 'file', message: 'is empty' }])
  const id = randomUUIDv7()
  const started = await work.db
    .insertInto('customerImports')
    .values({
      id,
      ...given,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      userId,
      userName: work.actor.name,
      createdAt: work.now,
      movedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.db
    .insertInto('customerImportParts')
    .values(parts.map((part, position) => ({ importId: id, position, ...part })))
    .execute()
  const { kind, dryRun } = given
  work.record({ type: 'customer.import_started', importId: id, kind, dryRun })
  work.enqueue('import_customers', { importId: id })
  work.touch('customer-imports')
  return started
}

/** What was written stays; nothing more is. */
export async function cancelImport(work: Work, number: number): Promise<void> {
  const { id } = await findImport(work.db, number)
  const cancelled = await work.db
    .updateTable('customerImports')
    .set({ state: 'cancelled', endedAt: work.now, movedAt: work.now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  if (cancelled.numUpdatedRows === 0n) throw conflict('It is over already.')
  work.record({ type: 'customer.import_ended', importId: id, state: 'cancelled' })
  work.touch('customer-imports')
}

export async function findImport(db: Database, number: number): Promise<CustomerImport> {
  const found = await db
    .selectFrom('customerImports')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (!found) throw notFound(`There is no import #${number}.`)
  return found
}

export const listImports = (db: Database) =>
  db.selectFrom('customerImports').selectAll().orderBy('number', 'desc').limit(50).execute()

export const refusalsOf = (db: Database, importId: string, most: number) =>
  db
    .selectFrom('customerImportRefusals')
    .select(['line', 'key', 'why'])
    .where('importId', '=', importId)
    .orderBy('line')
    .limit(most)
    .execute()

/** Whose import is over keeps no file: it holds names and addresses. */
export async function forgetImported(system: System): Promise<number> {
  const { rows } = await sql<{ sha256: string }>`
    delete from customer_import_parts p using customer_imports i
    where i.id = p.import_id and i.state in ('done', 'failed', 'cancelled') returning p.sha256`.execute(
    system.db,
  )
  for (const { sha256 } of rows) {
    const { rows: others } = await sql`
      select from customer_import_parts where sha256 = ${sha256} union all select from files where sha256 = ${sha256} limit 1`.execute(
      system.db,
    )
    // Anything that is kept again at this very moment is newer.
    if (others.length === 0) await system.files.forget(sha256, new Date())
  }
  return rows.length
}
