import type { Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Teams, Users } from '../platform/tables.ts'

export type User = Selectable<Users>
export type Team = Selectable<Teams>

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

/** By playbook key, id or name: what people type. */
async function findTeamByName(db: Database, name: string): Promise<Team> {
  const word = name.trim()
  const team = await db
    .selectFrom('teams')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('key', '=', word),
        eb(eb.cast('id', 'text'), '=', word),
        eb(eb.fn('lower', ['name']), '=', word.toLowerCase()),
      ]),
    )
    .where('retiredAt', 'is', null)
    // Two teams may share a name; a key is one team's alone.
    .orderBy((eb) => eb('key', '=', word), 'desc')
    .executeTakeFirst()
  if (!team) throw notFound(`There is no team called "${name}". Use its playbook key or its name.`)
  return team
}

/** The same where no team at all can be meant. */
export const teamNamed = async (db: Database, name: string | null) =>
  name === null ? null : findTeamByName(db, name)

export async function listTeams(db: Database): Promise<Team[]> {
  return db.selectFrom('teams').selectAll().where('retiredAt', 'is', null).orderBy('name').execute()
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
