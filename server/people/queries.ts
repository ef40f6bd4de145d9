import type { Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Users } from '../platform/tables.ts'

export type User = Selectable<Users>

export async function findUser(db: Database, id: string): Promise<User> {
  const user = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (!user) throw notFound('There is no such person.')
  return user
}

/** By playbook key, e-mail address or id: what people type. */
export async function findUserByName(db: Database, name: string): Promise<User> {
  const user = await db
    .selectFrom('users')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('key', '=', name),
        eb('email', '=', name.toLowerCase()),
        eb(eb.cast('id', 'text'), '=', name),
      ]),
    )
    // Whoever has left is not asked, paged or invited.
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  if (!user)
    throw notFound(
      `Nobody here is called "${name}". Use a playbook key, an e-mail address or an id.`,
    )
  return user
}

export async function listUsers(db: Database): Promise<User[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('disabledAt', 'is', null)
    .orderBy('name')
    .execute()
}

export async function countUsers(db: Database): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
