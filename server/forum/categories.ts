import { randomUUIDv7 } from 'node:crypto'
import type { Work } from '../platform/work.ts'

export interface CategoryAsked {
  key: string
  name: string
  description: string
  staffOnly: boolean
}

/**
 * Makes the categories these, in this order. Others are retired: nothing is begun in them, and their topics keep
 * their place. An empty list changes nothing, and neither does the same list twice.
 */
export async function saveCategories(
  work: Work,
  categories: readonly CategoryAsked[],
): Promise<void> {
  if (categories.length === 0) return
  for (const [index, { key, ...asked }] of categories.entries()) {
    const values = { ...asked, position: index + 1, retiredAt: null }
    await work.db
      .insertInto('forumCategories')
      .values({ id: randomUUIDv7(), slug: key, ...values })
      .onConflict((conflicting) => conflicting.column('slug').doUpdateSet(values))
      .execute()
  }
  await work.db
    .updateTable('forumCategories')
    .set({ retiredAt: work.now })
    .where('retiredAt', 'is', null)
    .where(
      'slug',
      'not in',
      categories.map(({ key }) => key),
    )
    .execute()
  work.touch('forum')
}
