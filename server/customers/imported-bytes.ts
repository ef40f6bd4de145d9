import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'

/** Clocks of two machines may differ by so much. */
const SKEW_MS = 5000
/** No upload takes so long: bytes kept longer ago belong to nobody who is still sending them. */
const UPLOAD_MS = 3_600_000

/**
 * Whose import is over keeps no file: it holds names and addresses. That of a dry run stays for a day, to be brought in.
 * First it is written down that nothing reads the file any more; then the bytes go, and last the row that names them: what
 * could not be deleted is still named, and is tried again.
 */
export async function letImportedGo(system: System): Promise<number> {
  await sql`
    update customer_imports set let_go_at = app_now()
    where let_go_at is null and ended_at is not null
      and (not dry_run or state <> 'done' or ended_at < app_now() - interval '1 day')`.execute(
    system.db,
  )
  const { rows } = await sql<{ importId: string; sha256: string; createdAt: Date }>`
    select p.import_id, p.sha256, i.created_at from customer_import_parts p
    join customer_imports i on i.id = p.import_id where i.let_go_at is not null`.execute(system.db)
  const failures: unknown[] = []
  let gone = 0
  for (const row of rows) {
    try {
      if (await letPartGo(system, row)) gone += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} pieces of imported files are still there`,
    )
  return gone
}

interface LetGo {
  importId: string
  sha256: string
  createdAt: Date
}

/** False: somebody keeps the same bytes at this moment. Whether they name them is seen at the next look. */
async function letPartGo(
  { db, files }: System,
  { importId, sha256, createdAt }: LetGo,
): Promise<boolean> {
  if (!(await isNamed(db, sha256))) {
    const before = Math.max(createdAt.getTime() + SKEW_MS, Date.now() - UPLOAD_MS)
    if (!(await files.forget(sha256, new Date(before)))) return false
  }
  await db
    .deleteFrom('customerImportParts')
    .where('importId', '=', importId)
    .where('sha256', '=', sha256)
    .execute()
  return true
}

/** By an import that still reads them, or a file. */
async function isNamed(db: Database, sha256: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer_import_parts p join customer_imports i on i.id = p.import_id
    where p.sha256 = ${sha256} and i.let_go_at is null
    union all select from files where sha256 = ${sha256} limit 1`.execute(db)
  return rows.length > 0
}

/** Pieces that were kept a moment ago for an import that did not begin. */
export async function releaseParts(
  { db, files }: System,
  parts: readonly { sha256: string; keptAt: Date }[],
): Promise<void> {
  // Whoever kept the same later is newer: the same file may be on its way again before the first try is given up.
  for (const { sha256, keptAt } of parts)
    if (!(await isNamed(db, sha256))) await files.forget(sha256, keptAt)
}
