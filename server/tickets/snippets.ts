import { randomUUIDv7 } from 'node:crypto'
import { UNIQUE_VIOLATION, sqlState, type Database } from '../platform/database.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'

/** Texts written once and used often. Placeholders such as {{customer_name}} are filled in by the composer. */
export const listSnippets = (db: Database) =>
  db
    .selectFrom('snippets')
    .select(['id', 'title', 'body', 'updatedBy', 'updatedAt'])
    .where('removedAt', 'is', null)
    .orderBy('title')
    .limit(2000)
    .execute()

export async function saveSnippet(
  work: Work,
  id: string | null,
  { title, body }: { title: string; body: string },
) {
  if (title.trim() === '' || body.trim() === '')
    throw invalid('A snippet needs a title and a text.', [
      { path: title.trim() === '' ? 'title' : 'body', message: 'is empty' },
    ])
  const columns = { title: title.trim(), body, updatedBy: work.actor.name, updatedAt: work.now }
  try {
    if (!id)
      return await work.db
        .insertInto('snippets')
        .values({ id: randomUUIDv7(), ...columns })
        .returningAll()
        .executeTakeFirstOrThrow()
    const changed = await work.db
      .updateTable('snippets')
      .set(columns)
      .where('id', '=', id)
      .where('removedAt', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!changed) throw notFound('There is no such snippet.')
    return changed
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw conflict(`There is a snippet called "${columns.title}" already.`)
    throw error
  }
}

export async function removeSnippet(work: Work, id: string): Promise<void> {
  const removed = await work.db
    .updateTable('snippets')
    .set({ removedAt: work.now })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (removed.numUpdatedRows === 0n) throw notFound('There is no such snippet.')
}
