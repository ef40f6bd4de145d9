import { createHash } from 'node:crypto'
import { conflict, notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { setPassword } from './sign-in.ts'
import { findUser, type User } from './queries.ts'

const HOURS = 72

/**
 * A link by which somebody sets their own password, the first or a new one. It names the state it was made for, so it
 * works once: with the new password the state is another. After three days it is over.
 */
export async function invitationFor(work: Work, user: User): Promise<string> {
  const { config, secrets } = work.system
  const until = work.now.getTime() + HOURS * 3_600_000
  const token = secrets.sign('invitation', user.id, String(until), await stateOf(work, user.id))
  return `${config.publicUrl}/welcome?invitation=${encodeURIComponent(token)}`
}

/** Whose invitation it is; refuses one that is over or was used. */
export async function invitedUser(work: Work, token: string): Promise<User> {
  const [id, until, state] = readInvitation(work.system, token)
  const user = await findUser(work.db, id)
  if (Number(until) < work.now.getTime())
    throw conflict('This invitation is older than three days. Ask for a new one.')
  if (state !== (await stateOf(work, id)) || user.disabledAt)
    throw conflict('This invitation was used already. Sign in.')
  return user
}

export async function acceptInvitation(work: Work, token: string, password: string): Promise<User> {
  const user = await invitedUser(work, token)
  await setPassword(work, user.id, password)
  return user
}

function readInvitation({ secrets }: System, token: string): [string, string, string] {
  const [id, until, state] = secrets.verify('invitation', token) ?? []
  if (!id || !until || state === undefined)
    throw notFound('This invitation is not one of ours, or it was cut short.')
  return [id, until, state]
}

/** A mark of the password in force, or of there being none. */
async function stateOf(work: Work, userId: string): Promise<string> {
  const row = await work.db
    .selectFrom('signInAccounts')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return createHash('sha256')
    .update(row?.password ?? 'none')
    .digest('base64url')
    .slice(0, 16)
}
