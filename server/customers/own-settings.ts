import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'

/** What somebody says of themselves; null: nothing chosen. `timeZone` is an IANA zone, `language` a code such as `de`. */
export async function saveOwnSettings(
  work: Work,
  contactId: string,
  settings: { language: string | null; timeZone: string | null },
): Promise<void> {
  await work.db
    .updateTable('contacts')
    .set({ ...settings, updatedAt: work.now })
    .where('id', '=', contactId)
    .execute()
}

/** Somebody takes a passkey of theirs away; another's is not touched. */
export async function removePasskey(work: Work, contactId: string, id: string): Promise<void> {
  await work.db
    .deleteFrom('contactPasskeys')
    .where('id', '=', id)
    .where('userId', '=', contactId)
    .execute()
}

/** The number they gave last. */
export async function phoneOf(db: Database, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom('contacts')
    .select('phone')
    .where('id', '=', contactId)
    .executeTakeFirst()
  return row?.phone ?? null
}
