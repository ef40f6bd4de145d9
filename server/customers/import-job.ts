import { sql } from 'kysely'
import { isDatabaseAway } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import {
  applyBatch,
  MOST_EXAMPLES,
  type Applied,
  type Examples,
  type Refused,
} from './import-batch.ts'
import { openReader, UnreadableFile, type Batch } from './import-reader.ts'
import { tellMoved } from './proofs.ts'
import { letImportedGo } from './imported-bytes.ts'
import type { CustomerImport } from './imports.ts'

/** Large enough that the round trips do not count, small enough that a killed one costs seconds. */
const BATCH = 5000
/** All are counted; so many are shown. */
const MOST_REFUSALS = 10_000

/**
 * Goes on with an import until it is over. Rows, counts and how far it has come are one commit, so it can be killed at any
 * moment, and two of them at once do no harm: whoever finds that the file is further than they thought stops.
 */
export async function importCustomers(
  system: System,
  { importId }: { importId: string },
): Promise<void> {
  const whole = await system.db
    .selectFrom('customerImports')
    .selectAll()
    .where('id', '=', importId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  if (!whole) return
  try {
    const next = await openReader(system, whole)
    let batch = await next(BATCH)
    for (;;) {
      // The next one is read while the database writes this one.
      const [goesOn, following] = await Promise.all([
        writeBatch(system, whole, batch),
        batch.isLast ? null : next(BATCH),
      ])
      if (!goesOn || !following) break
      batch = following
    }
  } catch (error) {
    if (isDatabaseAway(error) || !(error instanceof UnreadableFile)) throw error
    await fail(system, whole, error.message)
  }
}

const actorOf = ({ userId, userName }: CustomerImport) => ({
  kind: 'user' as const,
  id: userId,
  name: userName,
})

/** False: somebody else has gone on with it, or it was cancelled. */
async function writeBatch(system: System, whole: CustomerImport, batch: Batch): Promise<boolean> {
  return inWork(system, actorOf(whole), async (work) => {
    const locked = await work.db
      .selectFrom('customerImports')
      .selectAll()
      .where('id', '=', whole.id)
      .where('state', 'in', ['waiting', 'running'])
      .forUpdate()
      .executeTakeFirst()
    if (!locked || locked.doneBytes !== batch.from) return false
    const { created, changed, examples, refused, noted, moved } = await apply(work, whole, batch)
    if (!whole.dryRun) tellMoved(work, moved)
    const all = [...batch.refused, ...refused]
    await keepRefusals(work, locked, [...all, ...noted])
    const same = batch.records - created - changed - all.length
    await work.db
      .updateTable('customerImports')
      .set({
        state: batch.isLast ? 'done' : 'running',
        doneBytes: batch.end,
        doneRows: locked.doneRows + batch.records,
        created: locked.created + created,
        changed: locked.changed + changed,
        same: locked.same + same,
        refused: locked.refused + all.length,
        columns: batch.columns,
        examples: JSON.stringify(together(locked.examples as Examples, examples)),
        movedAt: work.now,
        ...(batch.isLast && { endedAt: work.now }),
      })
      .where('id', '=', whole.id)
      .execute()
    if (batch.isLast)
      work.record({ type: 'customer.import_ended', importId: whole.id, state: 'done' })
    work.touch('customer-imports', ...(whole.dryRun ? [] : ['organizations', 'contacts']))
    return true
  })
}

const NOTHING: Applied = {
  created: 0,
  changed: 0,
  examples: { created: [], changed: [] },
  refused: [],
  noted: [],
  moved: [],
}

const together = (before: Examples, more: Examples): Examples => ({
  created: [...before.created, ...more.created].slice(0, MOST_EXAMPLES),
  changed: [...before.changed, ...more.changed].slice(0, MOST_EXAMPLES),
})

/** A dry run does everything, and takes it back. */
async function apply(
  work: Work,
  { kind, dryRun }: CustomerImport,
  { rows }: Batch,
): Promise<Applied> {
  if (rows.length === 0) return NOTHING
  if (!dryRun) return applyBatch(work, kind, rows)
  await sql`savepoint dry_run`.execute(work.db)
  const applied = await applyBatch(work, kind, rows)
  await sql`rollback to savepoint dry_run`.execute(work.db)
  return applied
}

/** What is told of a record tells it without the character no table can hold. */
const bare = (words: string) => words.replaceAll('\0', '')

async function keepRefusals(
  work: Work,
  { id, refused }: CustomerImport,
  found: readonly Refused[],
) {
  const room = Math.max(0, MOST_REFUSALS - refused)
  const kept = found.slice(0, room)
  if (kept.length === 0) return
  await work.db
    .insertInto('customerImportRefusals')
    .values(
      kept.map(({ line, key, field, why, remedy }) => ({
        importId: id,
        line,
        key: bare(key).slice(0, 300),
        field: field === null ? null : bare(field).slice(0, 300),
        why: bare(why).slice(0, 500),
        remedy,
      })),
    )
    .execute()
}

async function fail(system: System, whole: CustomerImport, why: string) {
  await inWork(system, actorOf(whole), async (work) => {
    await work.db
      .updateTable('customerImports')
      .set({ state: 'failed', failedBecause: bare(why), endedAt: work.now, movedAt: work.now })
      .where('id', '=', whole.id)
      .where('state', 'in', ['waiting', 'running'])
      .execute()
    work.record({ type: 'customer.import_ended', importId: whole.id, state: 'failed' })
    work.touch('customer-imports')
  })
}

/** A killed one is taken up again: what has stood still for ten seconds has nobody. Files of those that are over go. */
export async function goOnWithImports(system: System): Promise<number> {
  const rows = await system.db
    .selectFrom('customerImports')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('movedAt', '<', sql<Date>`app_now() - interval '10 seconds'`)
    .limit(3)
    .execute()
  const failures: unknown[] = []
  for (const { id } of rows)
    await importCustomers(system, { importId: id }).catch((error: unknown) => failures.push(error))
  // One that cannot go on keeps neither the others waiting nor the files of those that are over.
  await letImportedGo(system)
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} imports stand still`)
  return rows.length
}
