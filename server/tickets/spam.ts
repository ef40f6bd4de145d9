import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket } from './actions.ts'
import { lockTicket, type Ticket } from './queries.ts'

/** Calls a ticket spam and, if asked, keeps further mail of its sender in quarantine: one action with one actor. */
export async function callSpam(
  work: Work,
  ticketId: string,
  { ban }: { ban: 'address' | 'domain' | null },
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.spamBefore) return ticket
  if (ticket.mergedIntoId)
    throw conflict('It is part of another ticket. Take the merge back first.')
  const { email } = await work.db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', ticket.requesterId)
    .executeTakeFirstOrThrow()
  const pattern = ban && patternOf(email, ban)
  if (pattern) await banSender(work, pattern, { reason: `Spam: #${ticket.number}`, ticketId })
  // First said, then closed: closing would count its resolution as kept.
  work.record({ type: 'ticket.called_spam', ticketId, banned: pattern })
  return moveTicket(work, ticket, { status: 'closed', spamBefore: ticket.status })
}

/** It was none: the ticket stands where it stood, and the ban that came with it is lifted. */
export async function callNoSpam(work: Work, ticketId: string): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (!ticket.spamBefore) throw conflict(`Ticket #${ticket.number} is not spam.`)
  const lifted = await work.db
    .updateTable('bannedSenders')
    .set({ liftedAt: work.now, liftedBy: work.actor.name })
    .where('ticketId', '=', ticketId)
    .where('liftedAt', 'is', null)
    .returning('pattern')
    .executeTakeFirst()
  const moved = await moveTicket(work, ticket, {
    status: ticket.spamBefore as Ticket['status'],
    spamBefore: null,
  })
  work.record({ type: 'ticket.called_no_spam', ticketId, lifted: lifted?.pattern ?? null })
  return moved
}

const patternOf = (email: string, ban: 'address' | 'domain') =>
  (ban === 'address' ? email : email.slice(email.lastIndexOf('@'))).toLowerCase()

export async function banSender(
  work: Work,
  pattern: string,
  { reason, ticketId = null }: { reason: string; ticketId?: string | null },
): Promise<void> {
  await work.db
    .insertInto('bannedSenders')
    .values({
      id: randomUUIDv7(),
      pattern: pattern.toLowerCase(),
      reason,
      ticketId,
      bannedAt: work.now,
      bannedBy: work.actor.name,
    })
    .onConflict((conflict) => conflict.column('pattern').where('liftedAt', 'is', null).doNothing())
    .execute()
  work.touch('mail')
}

/** Bans an address, or with `@example.com` everybody at a domain: mail from there waits in quarantine. */
export async function banByHand(work: Work, pattern: string, reason: string): Promise<void> {
  if (!/^[^\s@]*@[^\s@]+\.[^\s@]+$/.test(pattern))
    throw invalid(`"${pattern}" is neither an address nor a domain such as @example.com.`, [
      { path: 'pattern', message: 'takes an address, or @ and a domain' },
    ])
  if (pattern.toLowerCase().endsWith(`@${work.system.config.MAIL_DOMAIN}`))
    throw invalid('That is an address of our own.', [
      { path: 'pattern', message: 'is one of our own' },
    ])
  await banSender(work, pattern, { reason })
}

/** Mail of this one person waits in quarantine from now on. Their tickets and their pages stay as they are. */
export async function blockContact(work: Work, id: string, reason: string): Promise<void> {
  const { email } = await contactNamed(work.db, id)
  await banByHand(work, email, reason)
  work.touch('contacts', `contact:${id}`)
}

/** Their mail is taken again. Whom the ban of a whole domain holds is not let in alone. Twice is once. */
export async function unblockContact(work: Work, id: string): Promise<void> {
  const { email } = await contactNamed(work.db, id)
  const domain = patternOf(email, 'domain')
  const { rows } = await sql<{ pattern: string }>`
    select pattern from banned_senders
    where lifted_at is null and pattern in (${email}, ${domain})`.execute(work.db)
  if (rows.some(({ pattern }) => pattern === email)) await liftBan(work, email)
  if (rows.some(({ pattern }) => pattern === domain))
    throw conflict(
      `Everybody at ${domain.slice(1)} is blocked. That is lifted in the mail log, under Banned senders.`,
    )
  work.touch('contacts', `contact:${id}`)
}

async function contactNamed(db: Database, id: string): Promise<{ email: string }> {
  const contact = await db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .executeTakeFirst()
  if (!contact) throw notFound('There is no such contact.')
  return contact
}

export async function liftBan(work: Work, pattern: string): Promise<void> {
  const lifted = await work.db
    .updateTable('bannedSenders')
    .set({ liftedAt: work.now, liftedBy: work.actor.name })
    .where('pattern', '=', pattern.toLowerCase())
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  if (lifted.numUpdatedRows === 0n) throw notFound(`${pattern} is not banned.`)
  work.touch('mail')
}

/** Why mail of this address waits in quarantine; null when it does not. */
export async function whyBanned(db: Database, email: string): Promise<string | null> {
  const address = email.toLowerCase()
  const { rows } = await sql<{ pattern: string; reason: string }>`
    select pattern, reason from banned_senders
    where lifted_at is null and pattern in (${address}, ${address.slice(address.lastIndexOf('@'))}) limit 1`.execute(
    db,
  )
  const ban = rows[0]
  return ban ? `${ban.pattern} is banned. ${ban.reason}` : null
}

/** What came with a restricted ticket is listed without its number to those who may not know of it. */
export async function listBans(db: Database, seesRestricted: boolean) {
  const rows = await db
    .selectFrom('bannedSenders')
    .leftJoin('tickets', 'tickets.id', 'bannedSenders.ticketId')
    .select(['pattern', 'reason', 'bannedAt', 'bannedBy', 'tickets.number', 'tickets.restricted'])
    .where('liftedAt', 'is', null)
    .orderBy('bannedAt', 'desc')
    .limit(1000)
    .execute()
  return rows.map(({ number, restricted, ...ban }) => {
    const isHidden = restricted === true && !seesRestricted
    return isHidden
      ? { ...ban, reason: 'Spam', ticketNumber: null }
      : { ...ban, ticketNumber: number }
  })
}
