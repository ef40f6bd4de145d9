import { sql } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import type { Ticket } from './queries.ts'

export type DraftKind = 'reply' | 'note'

/** One person's draft of one kind in one ticket. */
export interface DraftKey {
  userId: string
  ticket: Pick<Ticket, 'id' | 'number'>
  kind: DraftKind
}

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
 * overwritten, and the refusal carries the other text. An empty body forgets the draft. Versions are no count: none is
 * given twice.
 */
export async function saveDraft(
  work: Work,
  key: DraftKey,
  { body, version }: { body: string; version: number },
): Promise<number> {
  const before = await kept(work, key)
  if (before.body === body) return before.version
  const saved = await write(work, key, { body, version })
  if (saved !== null) {
    work.touch(`drafts:${key.ticket.number}`)
    return saved
  }
  const other = await kept(work, key)
  // The same words twice: the first answer may have been lost on the way.
  if (other.body === body) return other.version
  throw conflict('This draft was changed on another device. Read it before you go on.', {
    draft: other,
  })
}

/**
 * Words that were sent are a draft no longer, on no device. Forgotten is the version they come from, or what they hold
 * whole; what another device has written since stays.
 */
export async function forgetSent(
  work: Work,
  key: DraftKey,
  { body, draft = 0 }: { body: string; draft?: number | undefined },
): Promise<void> {
  const gone = await work.db
    .deleteFrom('drafts')
    .where(isOf(key))
    .where((eb) =>
      eb.or([
        eb('version', '=', draft),
        sql<boolean>`position(btrim(body, e' \t\r\n') in ${body}::text) > 0`,
      ]),
    )
    .executeTakeFirst()
  if (gone.numDeletedRows > 0n) work.touch(`drafts:${key.ticket.number}`)
}

/** Null: another device was first. Each of these is one statement, so that of two at once one finds what the other did. */
async function write(
  work: Work,
  key: DraftKey,
  { body, version }: { body: string; version: number },
): Promise<number | null> {
  if (body === '') {
    const forgotten = await work.db
      .deleteFrom('drafts')
      .where(isOf(key))
      .where('version', '=', version)
      .executeTakeFirst()
    return forgotten.numDeletedRows > 0n ? 0 : null
  }
  const { userId, ticket, kind } = key
  const row =
    version === 0
      ? await work.db
          .insertInto('drafts')
          .values({ userId, ticketId: ticket.id, kind, body, updatedAt: work.now })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await work.db
          .updateTable('drafts')
          .set({ body, version: sql<number>`nextval('draft_versions')`, updatedAt: work.now })
          .where(isOf(key))
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  return row?.version ?? null
}

const NOTHING = { body: '', version: 0 }

async function kept(work: Work, key: DraftKey): Promise<{ body: string; version: number }> {
  const row = await work.db
    .selectFrom('drafts')
    .select(['body', 'version'])
    .where(isOf(key))
    .executeTakeFirst()
  return row ?? NOTHING
}

const isOf = ({ userId, ticket, kind }: DraftKey) =>
  sql<boolean>`user_id = ${userId} and ticket_id = ${ticket.id} and kind = ${kind}`
