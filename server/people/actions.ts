import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { sha256 } from '../platform/secrets.ts'
import { invalid, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { PERMISSIONS, type Role } from './permissions.ts'
import type { User } from './queries.ts'

export interface Person {
  /** The name in the playbook; null for somebody no playbook names, such as the first administrator. */
  key: string | null
  name: string
  email: string
  role: Role
  timeZone: string
}

/**
 * Whoever the playbook named and names no more is gone: no sign-in, no token, no page. People no playbook ever named, such
 * as the first administrator, are not touched.
 */
export async function disablePeopleExcept(work: Work, keys: readonly string[]) {
  const gone = await work.db
    .updateTable('users')
    .set({ disabledAt: work.now })
    .where('key', 'is not', null)
    .where('key', 'not in', ['', ...keys])
    .where('disabledAt', 'is', null)
    .returning('id')
    .execute()
  const ids = gone.map(({ id }) => id)
  if (ids.length === 0) return
  await work.db.deleteFrom('sessions').where('userId', 'in', ids).execute()
  await work.db
    .updateTable('apiTokens')
    .set({ revokedAt: work.now })
    .where('userId', 'in', ids)
    .execute()
}

/** Adds a person or brings an existing one (same e-mail address or playbook key) up to date. */
export async function savePerson(work: Work, person: Person): Promise<User> {
  const email = person.email.toLowerCase()
  const known = await work.db
    .selectFrom('users')
    .select('id')
    .where((eb) => eb.or([eb('email', '=', email), eb('key', '=', person.key)]))
    .executeTakeFirst()
  const columns = {
    key: person.key,
    name: person.name,
    email,
    role: person.role,
    timeZone: person.timeZone,
    updatedAt: work.now,
  }
  if (known) {
    return work.db
      .updateTable('users')
      .set({ ...columns, disabledAt: null })
      .where('id', '=', known.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  }
  return work.db
    .insertInto('users')
    .values({ id: randomUUIDv7(), ...columns, emailVerified: true, createdAt: work.now })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function saveTeam(
  work: Work,
  team: { key: string; name: string; signature: string | null; memberIds: string[] },
): Promise<string> {
  const { key, memberIds, ...columns } = team
  const { id } = await work.db
    .insertInto('teams')
    .values({ id: randomUUIDv7(), key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ ...columns, retiredAt: null }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.db.deleteFrom('teamMembers').where('teamId', '=', id).execute()
  if (memberIds.length === 0) return id
  await work.db
    .insertInto('teamMembers')
    .values(memberIds.map((userId) => ({ teamId: id, userId })))
    .execute()
  return id
}

/** A team the playbook names no more is offered no more; the tickets it has stay with it. */
export async function retireTeamsExcept(work: Work, keys: readonly string[]) {
  await work.db
    .updateTable('teams')
    .set({ retiredAt: work.now })
    .where('key', 'not in', ['', ...keys])
    .where('retiredAt', 'is', null)
    .execute()
}

/** Makes a token; its text is shown once and only its hash is kept. */
export async function createToken(
  work: Work,
  userId: string,
  name: string,
  scopes: string[],
  expiresAt: Date | null,
) {
  const unknown = scopes.filter(
    (scope) => scope !== '*' && !(PERMISSIONS as readonly string[]).includes(scope),
  )
  if (unknown.length > 0) {
    throw invalid(`There is no scope called ${unknown.join(', ')}.`, [
      { path: 'scopes', message: `Use * or some of: ${PERMISSIONS.join(', ')}` },
    ])
  }
  const token = `wd_${randomBytes(24).toString('base64url')}`
  const id = randomUUIDv7()
  await work.db
    .insertInto('apiTokens')
    .values({ id, userId, name, scopes, tokenHash: sha256(token), createdAt: work.now, expiresAt })
    .execute()
  return { id, token }
}

export async function revokeToken(work: Work, userId: string, id: string) {
  const row = await work.db
    .updateTable('apiTokens')
    .set({ revokedAt: work.now })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  if (row.numUpdatedRows === 0n) throw notFound('You have no such token.')
}
