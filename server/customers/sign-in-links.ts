import { randomBytes, randomInt, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { invalid, tooMany } from '../platform/errors.ts'
import { oneAtATime } from '../platform/one-at-a-time.ts'
import { isSame, sha256 } from '../platform/secrets.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { saveContact } from './actions.ts'
import { acceptInvitation, INVITATION_DAYS } from './invitations.ts'
import { joinByAddress } from './joining.ts'
import type { Contact } from './queries.ts'
import { nextPath } from './signed-in-page.ts'

export const LINK_MINUTES = 15
const MOST_LINKS_AN_HOUR = 6
const MOST_TRIES = 6

export interface SignInLink {
  token: string
  code: string
  expiresAt: Date
}

/** A link and a code for this address, known or not: what is proven is the address. Throws `too_many`. */
export async function makeSignInLink(
  work: Work,
  email: string,
  {
    next,
    name = null,
    invitationId = null,
    invites = invitationId !== null,
  }: { next: string; name?: string | null; invitationId?: string | null; invites?: boolean },
): Promise<SignInLink> {
  const address = email.trim().toLowerCase()
  await refuseFlood(work, address)
  const token = randomBytes(32).toString('base64url')
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const minutes = invites ? INVITATION_DAYS * 1440 : LINK_MINUTES
  const expiresAt = new Date(work.now.getTime() + minutes * 60_000)
  await work.db
    .insertInto('contactSignInLinks')
    .values({
      id: randomUUIDv7(),
      email: address,
      name,
      tokenHash: sha256(token),
      codeHash: sha256(`${address} ${code}`),
      nextPath: nextPath(next),
      invitationId,
      createdAt: work.now,
      expiresAt,
    })
    .execute()
  return { token, code, expiresAt }
}

async function refuseFlood(work: Work, email: string) {
  await oneAtATime(work, `sign-in links to ${email}`)
  const { count } = await work.db
    .selectFrom('contactSignInLinks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('email', '=', email)
    .where('createdAt', '>', new Date(work.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  if (count >= MOST_LINKS_AN_HOUR)
    throw tooMany('Enough links were sent to this address for now. Use the newest mail.')
}

/** What a link is good for, without using it: programs that read mail open links before people do. */
export async function lookAtLink(
  work: Work,
  token: string,
): Promise<{ email: string; name: string | null }> {
  const { email, name } = await findLink(work, token)
  return { email, name }
}

/** Uses a link. Throws, in words for its reader, when it was used, ran out or is not ours. */
export async function useLink(
  work: Work,
  token: string,
  name?: string,
): Promise<{ contact: Contact; next: string }> {
  return useRow(work, await findLink(work, token), name)
}

/** The code of the newest mail, for another device. A wrong guess is counted by `countGuess`. */
export async function useCode(
  work: Work,
  email: string,
  code: string,
): Promise<{ contact: Contact; next: string }> {
  const address = email.trim().toLowerCase()
  const row = await work.db
    .selectFrom('contactSignInLinks')
    .selectAll()
    .where('email', '=', address)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .where('createdAt', '>', new Date(work.now.getTime() - LINK_MINUTES * 60_000))
    // An invitation holds longer and says no code: whoever sends one must not make the code of another mail worthless.
    .where('expiresAt', '<=', new Date(work.now.getTime() + LINK_MINUTES * 60_000))
    .orderBy('createdAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  const isRight =
    row &&
    row.attempts <= MOST_TRIES &&
    isSame(row.codeHash, sha256(`${address} ${code.replaceAll(/\D/g, '')}`))
  if (isRight) return useRow(work, row)
  throw invalid(
    'That code does not fit, or was used. Look at the newest mail, or ask for another.',
    [{ path: 'code', message: 'is wrong or too old' }],
  )
}

/** In a commit of its own, before the code is looked at: a wrong guess counts though its request fails. */
export async function countGuess(work: Work, email: string): Promise<void> {
  await work.db
    .updateTable('contactSignInLinks')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('email', '=', email.trim().toLowerCase())
    .where('usedAt', 'is', null)
    .execute()
}

async function findLink(work: Work, token: string) {
  const row = await work.db
    .selectFrom('contactSignInLinks')
    .selectAll()
    .where('tokenHash', '=', sha256(token))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw invalid('This link is not one of ours, or it was cut short. Ask for a new one.')
  if (row.usedAt)
    throw invalid(`This link was used on ${instantOf(row.usedAt)}. Ask for a new one.`)
  if (row.expiresAt <= work.now)
    throw invalid(`This link was good until ${instantOf(row.expiresAt)}. Ask for a new one.`)
  return row
}

const instantOf = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A first sign-in makes a contact; whose colleague they are follows from their domain, as everywhere. */
async function useRow(
  work: Work,
  row: Awaited<ReturnType<typeof findLink>>,
  given?: string,
): Promise<{ contact: Contact; next: string }> {
  await work.db
    .updateTable('contactSignInLinks')
    .set({ usedAt: work.now })
    .where('id', '=', row.id)
    .execute()
  const name = given?.trim() || row.name || row.email.split('@')[0] || row.email
  const contact = await saveContact(work, { email: row.email, name, organizationId: null })
  // What they call themselves when they come for the first time is better than what a colleague typed.
  const isFirst = !contact.emailVerified && given?.trim()
  await work.db
    .updateTable('contacts')
    .set({ emailVerified: true, ...(isFirst && { name }) })
    .where('id', '=', contact.id)
    .execute()
  if (row.invitationId) await acceptInvitation(work, row.invitationId, contact)
  await joinByAddress(work, contact.id)
  return { contact, next: nextPath(row.nextPath) }
}

/** Links of no use any more; a used one is kept for a day to say so. */
export async function forgetOldLinks(system: System): Promise<void> {
  await system.db
    .deleteFrom('contactSignInLinks')
    .where('expiresAt', '<', sql<Date>`app_now() - interval '1 day'`)
    .execute()
  await system.db
    .deleteFrom('contactVerifications')
    .where('expiresAt', '<', sql<Date>`app_now() - interval '1 day'`)
    .execute()
}
