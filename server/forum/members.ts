import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { findSender, rulesAtDoor } from '../customers/queries.ts'
import { decide } from '../customers/sender.ts'
import type { Database } from '../platform/database.ts'
import { invalid, notAllowed, tooMany } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { ForumMembers } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { limitsOf, trustOf, type Limits, type Trust } from './trust.ts'
import { whyNotNamed } from './wording.ts'

/** Who writes: a contact who is signed in or proved their address, or one of ours. */
export interface Who {
  kind: 'contact' | 'user'
  id: string
  name: string
}

export type Member = Selectable<ForumMembers>

const DAY_MS = 86_400_000
const ofWho = ({ kind }: Who) => (kind === 'user' ? 'userId' : 'contactId')

export async function findMember(db: Database, who: Who): Promise<Member | null> {
  const row = await db
    .selectFrom('forumMembers')
    .selectAll()
    .where(ofWho(who), '=', who.id)
    .executeTakeFirst()
  return row ?? null
}

/** The member somebody is, made at their first word. A contact chooses the name that everybody sees. */
export async function memberFor(work: Work, who: Who, displayName = ''): Promise<Member> {
  const known = await findMember(work.db, who)
  if (known?.blockedAt)
    throw notAllowed('You can read here, and no longer write. Write to us if that is a mistake.')
  if (known && (who.kind === 'user' || !UNNAMED.test(known.displayName))) return known
  const name = who.kind === 'user' ? await freeName(work, who.name) : displayName.trim()
  if (who.kind === 'contact') await refuseName(work, name)
  if (known)
    return work.db
      .updateTable('forumMembers')
      .set({ displayName: name })
      .where('id', '=', known.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  return insertMember(work, who, name)
}

/** Whoever votes, follows or complains may never have written: they go by a name nobody chose and nobody sees. */
export async function readerFor(work: Work, who: Who): Promise<Member> {
  if (who.kind === 'user') return memberFor(work, who)
  const known = await findMember(work.db, who)
  if (known?.blockedAt) return memberFor(work, who)
  return known ?? insertMember(work, who, `Reader ${who.id.replaceAll('-', '').slice(-12)}`)
}

const UNNAMED = /^Reader [0-9a-f]{12}$/

/** Whether somebody has yet to choose the name that everybody sees. */
export const isUnnamed = (member: Member | null) => !member || UNNAMED.test(member.displayName)

function insertMember(work: Work, who: Who, displayName: string): Promise<Member> {
  return work.db
    .insertInto('forumMembers')
    .values({
      id: randomUUIDv7(),
      [ofWho(who)]: who.id,
      displayName,
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Somebody who writes in a forum elsewhere. Nobody here can be taken for them, nor they for somebody here. */
export async function memberElsewhere(
  work: Work,
  connection: { id: string; name: string },
  outsideName: string,
): Promise<Member> {
  const known = await work.db
    .selectFrom('forumMembers')
    .selectAll()
    .where('connectionId', '=', connection.id)
    .where(sql<boolean>`lower(outside_name) = lower(${outsideName})`)
    .executeTakeFirst()
  if (known) return known
  const name = `${outsideName.slice(0, 20)} (${connection.name.slice(0, 13)})`
  return work.db
    .insertInto('forumMembers')
    .values({
      id: randomUUIDv7(),
      connectionId: connection.id,
      outsideName,
      displayName: await freeName(work, name),
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The first of ours by that name has it; the second is told apart by a number. */
async function freeName(work: Work, name: string): Promise<string> {
  const short = name.trim().slice(0, 36)
  const names = [short, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${short} ${n}`)]
  const taken = await takenAmong(work, names)
  return names.find((one) => !taken.has(one)) ?? `${short.slice(0, 20)} ${work.now.getTime()}`
}

/** Compared by the database, as its index does: for some letters JavaScript knows other small ones. */
async function takenAmong(work: Work, names: readonly string[]) {
  const { rows } = await sql<{ name: string }>`
    select n.name from unnest(${[...names]}::text[]) n (name)
    where exists (select from forum_members m where lower(m.display_name) = lower(n.name))`.execute(
    work.db,
  )
  return new Set(rows.map(({ name }) => name))
}

async function refuseName(work: Work, name: string) {
  const ours = await work.db.selectFrom('users').select('name').execute()
  const { company } = await settingsOf(work.system)
  const why = whyNotNamed(name, [company.name, ...ours.map((user) => user.name)])
  const taken = why === null && (await takenAmong(work, [name])).size > 0
  if (why === null && !taken) return
  const message = why ?? 'Somebody goes by that name already. Choose another.'
  throw invalid(message, [{ path: 'displayName', message }])
}

export const trustOfMember = (member: Member, now: Date): Trust =>
  trustOf({
    isStaff: member.userId !== null,
    approved: member.approved,
    solutions: member.solutions,
    votes: member.votes,
    upheldFlags: member.upheldFlags,
    days: (now.getTime() - member.createdAt.getTime()) / DAY_MS,
  })

/** What they may do now. Throws when they have written enough for this hour or day. */
export async function limitsFor(
  work: Work,
  member: Member,
  { isTopic }: { isTopic: boolean },
): Promise<Limits & { trust: Trust }> {
  const trust = trustOfMember(member, work.now)
  const limits = limitsOf(trust)
  if (trust === 'staff') return { ...limits, trust }
  const since = (ms: number) => new Date(work.now.getTime() - ms)
  const { posts, topics } = await work.db
    .selectFrom('forumPosts')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('createdAt', '>', since(3_600_000)).as('posts'),
      eb.fn.countAll<number>().filterWhere('isQuestion', '=', true).as('topics'),
    ])
    .where('authorId', '=', member.id)
    .where('createdAt', '>', since(DAY_MS))
    .executeTakeFirstOrThrow()
  if (posts >= limits.postsAnHour)
    throw tooMany(
      'That is enough for this hour. Your words are still in the form; send them later.',
    )
  if (isTopic && topics >= limits.topicsADay)
    throw tooMany('That is enough topics for a day. Add to one of yours, or send this tomorrow.')
  return { ...limits, trust }
}

/** Whether this contact's company pays for support now: the only thing of a plan the forum ever asks. */
export async function isPaidContact(work: Work, contactId: string): Promise<boolean> {
  const contact = await work.db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', contactId)
    .executeTakeFirst()
  if (!contact) return false
  const { entitlement } = decide(await findSender(work.db, contact.email), {
    asked: null,
    askedBy: 'link',
    door: 'paid',
    at: work.now,
    rules: await rulesAtDoor(work),
  })
  return entitlement.paid && entitlement.allowed
}

/** Moderators: this member reads on, and writes nothing more, or may write again. */
export async function blockMember(work: Work, number: number, isBlocked: boolean): Promise<void> {
  const row = await work.db
    .updateTable('forumMembers')
    .set({ blockedAt: isBlocked ? work.now : null })
    .where('number', '=', number)
    .where('userId', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw notAllowed('Only members who are none of ours can be blocked.')
  work.touch('forum')
}

/**
 * Somebody asks to be forgotten: their name goes from everything they wrote, their words stay for those they helped.
 * Doing it twice changes nothing.
 */
export async function forgetMember(work: Work, contactId: string): Promise<void> {
  const member = await findMember(work.db, { kind: 'contact', id: contactId, name: '' })
  if (!member) return
  await work.db.deleteFrom('forumFollows').where('memberId', '=', member.id).execute()
  // What they changed or took back was theirs to take.
  await work.db
    .deleteFrom('forumPostVersions')
    .where('postId', 'in', (eb) =>
      eb.selectFrom('forumPosts').select('id').where('authorId', '=', member.id),
    )
    .execute()
  await work.db
    .updateTable('forumMembers')
    .set({ contactId: null, displayName: `Former member ${member.number}` })
    .where('id', '=', member.id)
    .execute()
  work.touch('forum')
}

/** Words that wait for their author's press, kept by the address they typed: whoever is forgotten takes them along. */
export async function forgetDraftsOf(work: Work, email: string): Promise<void> {
  await work.db.deleteFrom('forumDrafts').where('email', '=', email).execute()
}
