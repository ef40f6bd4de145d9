import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'

/** As long as the list of quarantine names a mail. The raw mail is kept for ever, and brings its files again. */
const LOOSE_DAYS = 30
const DAY_MS = 86_400_000
/** Clocks of two machines may differ by so much. */
const SKEW_MS = 5000

/** What still needs an upload: a message that has it, a reply that is held or has a problem, something its writer has begun. */
const IS_NEEDED = sql`(
  exists (select from comment_files c where c.file_id = f.id)
  or exists (select from pending_replies p where p.file_ids @> array[f.id])
  or f.created_at > app_now() - interval '30 days' and exists (select from drafts d where d.user_id = f.uploaded_by))`

/** A file has the bytes, or an import that is not over. */
const isNamed = (sha256: string) => sql`(
  exists (select from files f where f.sha256 = ${sql.ref(sha256)})
  or exists (select from customer_import_parts p where p.sha256 = ${sql.ref(sha256)}))`

/** Uploads that were never sent are forgotten after a day; bytes go when the last file that has them is gone. */
export async function forgetUnsentFiles(system: System): Promise<number> {
  return inWork(system, machine('files'), async (work) => {
    // First the locks, then a second look: a reply that took one of them meanwhile has been waited for, and keeps it.
    const { rows: old } = await sql<{ id: string }>`
      select f.id from files f where f.uploaded_by is not null and f.created_at < app_now() - interval '1 day'
        and not ${IS_NEEDED} limit 500 for update of f skip locked`.execute(work.db)
    if (old.length === 0) return 0
    const { rows } = await sql<{ sha256: string }>`
      delete from files f where f.id = any(${old.map(({ id }) => id)}::uuid[]) and not ${IS_NEEDED}
      returning f.sha256`.execute(work.db)
    await letBytesGo(work, rows)
    return rows.length
  })
}

/**
 * Files that were deleted in this unit of work: their bytes go at the next look, unless something else names them then.
 * Those that somebody kept within the last day may be about to get a new name, and go a day later.
 */
export async function letBytesGo(work: Work, files: readonly { sha256: string }[]): Promise<void> {
  if (files.length === 0) return
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))].sort()
  await sql`
    insert into loose_bytes (sha256, kept_at)
    select h, ${new Date(work.now.getTime() - LOOSE_DAYS * DAY_MS)}::timestamptz from unnest(${hashes}::text[]) h
    on conflict (sha256) do update set kept_at = excluded.kept_at, gone_at = null`.execute(work.db)
}

/**
 * Said before bytes are put away: should whatever they are for fail, they wait here for a month until they go. Bytes that are
 * being let go at this moment keep their note of that, for whoever is about to name them.
 */
export async function noteLooseBytes(db: Database, sha256: string): Promise<void> {
  await sql`
    insert into loose_bytes (sha256, kept_at)
    values (${sha256}, app_now()) on conflict (sha256) do update set kept_at = excluded.kept_at`.execute(
    db,
  )
}

/**
 * A file names these bytes from now on. Whoever lets bytes go writes the same rows first, so one of the two waits for the
 * other; bytes that went since they were kept are a failure, and what failed is tried again and keeps them anew.
 */
export async function takeLooseBytes(
  work: Work,
  files: readonly { sha256: string; keptAt: Date }[],
): Promise<void> {
  const { rows } = await sql<{ sha256: string; goneAt: Date | null }>`
    delete from loose_bytes where sha256 in (
      select sha256 from loose_bytes where sha256 = any(${files.map(({ sha256 }) => sha256)}::text[])
      order by sha256 for update)
    returning sha256, gone_at as "goneAt"`.execute(work.db)
  const isGone = ({ sha256, keptAt }: { sha256: string; keptAt: Date }) => {
    const goneAt = rows.find((row) => row.sha256 === sha256)?.goneAt
    return goneAt && goneAt.getTime() > keptAt.getTime() - SKEW_MS
  }
  if (files.some(isGone)) throw new Error('A file was let go at this moment. Try again.')
}

/**
 * Lets go what waited its time and is still named by nothing. That it goes is committed before the first byte does. A row
 * stays for a day, for those who kept the same bytes at that moment, and a crash in between is made good then.
 */
export async function forgetLooseBytes(system: System): Promise<number> {
  const aDayAgo = new Date(Date.now() - DAY_MS)
  // A file that was being written down when its bytes were noted has them by now.
  await sql`
    delete from loose_bytes where ${isNamed('loose_bytes.sha256')} and (gone_at < ${aDayAgo} or gone_at is null
      and kept_at <= app_now() - make_interval(days => ${sql.lit(LOOSE_DAYS)}))`.execute(system.db)
  // Kept again since they went, and then not named: they wait anew.
  await sql`
    update loose_bytes set gone_at = null where gone_at < ${aDayAgo} and kept_at > gone_at`.execute(
    system.db,
  )
  const { rows: old } = await sql<{ sha256: string }>`
    select sha256 from loose_bytes where gone_at < ${aDayAgo} limit 500`.execute(system.db)
  for (const { sha256 } of old) {
    await system.files.forget(sha256, aDayAgo)
    await sql`delete from loose_bytes where sha256 = ${sha256} and gone_at < ${aDayAgo}`.execute(
      system.db,
    )
  }
  const { rows } = await sql<{ sha256: string }>`
    update loose_bytes set gone_at = ${new Date()}
    where sha256 in (
      select l.sha256 from loose_bytes l
      where l.kept_at <= app_now() - make_interval(days => ${sql.lit(LOOSE_DAYS)}) and l.gone_at is null
        and not ${isNamed('l.sha256')}
      order by l.sha256 limit 500 for update skip locked)
    returning sha256`.execute(system.db)
  for (const { sha256 } of rows) await system.files.forget(sha256, aDayAgo)
  return rows.length
}
