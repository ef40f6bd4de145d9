import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { conflict } from './errors.ts'
import type { System } from './system.ts'
import type { Work } from './work.ts'

/**
 * Answers a repeated request with the first one's answer. The key, the work and its answer are one commit; a second
 * request that runs at the same moment waits for the first. Keys are kept for a day.
 */
export async function answeredOnce<R extends object>(
  work: Work,
  owner: string,
  key: string | undefined,
  request: unknown,
  act: () => Promise<R>,
): Promise<R> {
  if (!key) return act()
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const claimed = await work.db
    .insertInto('idempotencyKeys')
    .values({ key, owner, request: fingerprint, createdAt: work.now })
    .onConflict((conflict) => conflict.columns(['owner', 'key']).doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 0n)
    return earlierAnswer<R>(work, owner, key, fingerprint)
  const answer = await act()
  await work.db
    .updateTable('idempotencyKeys')
    .set({ answer: JSON.stringify(answer), status: 201 })
    .where('owner', '=', owner)
    .where('key', '=', key)
    .execute()
  return answer
}

async function earlierAnswer<R>(
  work: Work,
  owner: string,
  key: string,
  fingerprint: string,
): Promise<R> {
  const row = await work.db
    .selectFrom('idempotencyKeys')
    .selectAll()
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (row.request !== fingerprint)
    throw conflict('This Idempotency-Key was used for another request. Use a new one.')
  return row.answer as R
}

/** Keys are kept for a day: longer than any client goes on trying. */
export async function forgetOldKeys(system: System): Promise<void> {
  await system.db
    .deleteFrom('idempotencyKeys')
    .where('createdAt', '<', sql<Date>`app_now() - interval '1 day'`)
    .execute()
}
