import { conflict } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'

export type DraftKind = 'reply' | 'note'

/** What a person is writing in a ticket, on whatever device: at most one reply and one note. */
export const draftsOf = (db: Database, userId: string, ticketId: string) =>
  db
    .selectFrom('drafts')
    .select(['kind', 'body', 'version', 'updatedAt'])
    .where('userId', '=', userId)
    .where('ticketId', '=', ticketId)
    .orderBy('kind', 'desc')
    .execute()

/**
 * Keeps a draft. `version` is the one the writer began with (0: none): when another device has written since, nothing is
 * overwritten and the caller is told. An empty body forgets the draft.
 */
export async function saveDraft(
  work: Work,
  key: { userId: string; ticketId: string; kind: DraftKind },
  { body, version }: { body: string; version: number },
): Promise<number> {
  const current = await work.db
    .selectFrom('drafts')
    .select(['version', 'body'])
    .where('userId', '=', key.userId)
    .where('ticketId', '=', key.ticketId)
    .where('kind', '=', key.kind)
    .forUpdate()
    .executeTakeFirst()
  if (current && current.body === body) return current.version
  if ((current?.version ?? 0) !== version)
    throw conflict('This draft was changed on another device. Read it before you go on.')
  if (body === '') {
    await forgetDraft(work, key)
    return 0
  }
  const saved = await work.db
    .insertInto('drafts')
    .values({ ...key, body, version: version + 1, updatedAt: work.now })
    .onConflict((conflict) =>
      conflict.columns(['userId', 'ticketId', 'kind']).doUpdateSet({
        body,
        version: version + 1,
        updatedAt: work.now,
      }),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return saved.version
}

export async function forgetDraft(
  work: Work,
  { userId, ticketId, kind }: { userId: string; ticketId: string; kind: DraftKind },
): Promise<void> {
  await work.db
    .deleteFrom('drafts')
    .where('userId', '=', userId)
    .where('ticketId', '=', ticketId)
    .where('kind', '=', kind)
    .execute()
}
