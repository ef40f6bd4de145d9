import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import type { CustomerImports } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { releaseParts } from './imported-bytes.ts'

export type CustomerImport = Selectable<CustomerImports>

/** A piece of the file store is far smaller than any file may be. */
const PART_BYTES = 8 * 1024 * 1024
/** Ten times the largest file we were asked for. */
const MOST_BYTES = 2 * 1024 ** 3

export interface Part {
  sha256: string
  bytes: number
  /** By the clock of this machine. */
  keptAt: Date
}

/**
 * Puts a file away as it comes, piece by piece: however large it is, one piece at a time is in memory. Of one that breaks
 * off nothing stays.
 */
export async function keepParts(
  system: System,
  stream: AsyncIterable<Uint8Array>,
): Promise<Part[]> {
  const parts: Part[] = []
  try {
    await keepInto(parts, system, stream)
  } catch (error) {
    await releaseParts(system, parts)
    throw error
  }
  return parts
}

async function keepInto(
  parts: Part[],
  { files }: System,
  stream: AsyncIterable<Uint8Array>,
): Promise<void> {
  let waiting: Uint8Array[] = []
  let size = 0
  let total = 0
  const keep = async () => {
    const bytes = Buffer.concat(waiting)
    if (bytes.length > 0)
      parts.push({
        sha256: await files.keep(bytes),
        bytes: bytes.length,
        keptAt: new Date(Date.now() + 1),
      })
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
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const started = await begin(work, userId, { ...given, bytes })
  await work.db
    .insertInto('customerImportParts')
    .values(
      parts.map(({ sha256, bytes }, position) => ({
        importId: started.id,
        position,
        sha256,
        bytes,
      })),
    )
    .execute()
  return started
}

async function begin(
  work: Work,
  userId: string,
  given: Omit<NewImport, 'parts'> & { bytes: number; triedId?: string },
): Promise<CustomerImport> {
  const id = randomUUIDv7()
  const started = await work.db
    .insertInto('customerImports')
    .values({
      id,
      ...given,
      userId,
      userName: work.actor.name,
      createdAt: work.now,
      movedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { kind, dryRun } = given
  work.record({ type: 'customer.import_started', importId: id, kind, dryRun })
  work.enqueue('import_customers', { importId: id })
  work.touch('customer-imports')
  return started
}

/** Brings in what a dry run has tried, from the same file: once, however often it is asked. */
export async function applyTried(
  work: Work,
  userId: string,
  number: number,
): Promise<CustomerImport> {
  const { id } = await findImport(work.db, number)
  const tried = await work.db
    .selectFrom('customerImports')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!tried.dryRun || tried.state !== 'done')
    throw conflict('Only a dry run that is over can be brought in.')
  const before = await work.db
    .selectFrom('customerImports')
    .selectAll()
    .where('triedId', '=', id)
    .executeTakeFirst()
  if (before) return before
  if (tried.letGoAt)
    throw conflict('Its file is kept for a day, and is gone. Choose the file once more.')
  const { kind, format, name, bytes } = tried
  const started = await begin(work, userId, {
    kind,
    format,
    name,
    bytes,
    dryRun: false,
    triedId: id,
  })
  await work.db
    .updateTable('customerImportParts')
    .set({ importId: started.id })
    .where('importId', '=', id)
    .execute()
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

/** With the numbers of the dry run it comes from and of what came of it. */
const pagesOfImports = (db: Database) =>
  db
    .selectFrom('customerImports as i')
    .selectAll('i')
    .select([
      sql<number | null>`(select t.number from customer_imports t where t.id = i.tried_id)`.as(
        'triedAs',
      ),
      sql<number | null>`(select a.number from customer_imports a where a.tried_id = i.id)`.as(
        'appliedAs',
      ),
    ])

export async function findImport(db: Database, number: number) {
  const found = await pagesOfImports(db).where('number', '=', number).executeTakeFirst()
  if (!found) throw notFound(`There is no import #${number}.`)
  return found
}

export const listImports = (db: Database) =>
  pagesOfImports(db).orderBy('number', 'desc').limit(50).execute()

export const refusalsOf = (db: Database, importId: string, most: number) =>
  db
    .selectFrom('customerImportRefusals')
    .select(['line', 'key', 'field', 'why', 'remedy'])
    .where('importId', '=', importId)
    .orderBy('line')
    .limit(most)
    .execute()
