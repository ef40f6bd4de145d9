import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { mailServerOf } from '../connectors/mail-server.ts'
import { answeringSubject, baseSubject } from '../connectors/email/thread-index.ts'
import { withinRelayLimits } from '../connectors/email/write-mail.ts'
import { listChannels } from '../channels/queries.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Database } from '../platform/database.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import type { Comment, OutgoingMessage, Ticket } from './queries.ts'
import { NO_MAIL_SERVER } from './attempts.ts'
import { commentMessageId } from './own-mail.ts'
import { readersOf } from './participants.ts'
import { messageIdsOf } from './queries.ts'
import { awaitAgain, recipientFates } from './recipients.ts'
import { suppressedAmong } from './suppressions.ts'

/** RFC 6761 6.4: `.invalid` never resolves, so it stands for "no address given". */
export const NO_ADDRESS = '@contacts.invalid'

/** RFC 5322 sets no limit, but Exchange cuts long References: the first and the newest are what threads need. */
const MOST_REFERENCES = 20

/** Puts a public comment on its way, in the same commit. Without a mail server it waits where people can see it. */
export async function mailCustomer(
  work: Work,
  ticket: Ticket,
  comment: Comment,
  { automatic = false, headline }: { automatic?: boolean; headline?: string } = {},
) {
  const { system } = work
  const readers = await readersOf(work.db, ticket.id)
  // Somebody who came by the organization's link without an address reads the live page; no mail can reach them.
  const toAddresses = readers.filter((email) => !email.endsWith(NO_ADDRESS))
  if (toAddresses.length === 0) return
  const earlier = (await messageIdsOf(work.db, ticket.id)).filter((id) => id !== comment.messageId)
  const domain = system.config.MAIL_DOMAIN
  const messageId = commentMessageId(system, ticket.number, comment.id, domain)
  await work.db.updateTable('comments').set({ messageId }).where('id', '=', comment.id).execute()
  await queue(work, {
    ticketId: ticket.id,
    commentId: comment.id,
    commentKind: 'public',
    purpose: 'comment',
    toAddresses,
    // Gmail keeps together what has one subject: whatever is said, it is said under the ticket's.
    subject: earlier.length > 0 ? answeringSubject(ticket.subject) : ticket.subject,
    body: withHeadline(headline, ticket, comment.body),
    messageId,
    inReplyTo: earlier.at(-1) ?? null,
    referenceIds: capped(earlier),
    automatic,
  })
}

/** What a notice says in a line stands first in it, unless that is only the ticket's subject again. */
function withHeadline(headline: string | undefined, { subject, number }: Ticket, body: string) {
  const line = (headline ?? '').replace(`[#${number}]`, '').trim()
  return line === '' || baseSubject(line) === baseSubject(subject) ? body : `${line}\n\n${body}`
}

/**
 * A code that proves an address, or news for one of us. It has no ticket and no comment. News about one thing, such as
 * `ticket.7@support.example`, is kept together by mail programs: under one subject it all answers one mail that never was.
 */
export async function mailDirectly(
  work: Work,
  purpose: 'sign_in_code' | 'staff_notice' | 'portal_notice',
  email: string,
  { about, ...words }: { subject: string; body: string; replyTo?: string | null; about?: string },
) {
  const messageId = `${purpose}.${randomUUIDv7()}@${work.system.config.MAIL_DOMAIN}`
  await queue(work, {
    purpose,
    toAddresses: [email],
    ...words,
    messageId,
    inReplyTo: about ?? null,
    referenceIds: about ? [about] : [],
    automatic: true,
  })
}

interface Outgoing {
  ticketId?: string
  commentId?: string
  commentKind?: 'public'
  purpose: 'comment' | 'sign_in_code' | 'staff_notice' | 'portal_notice'
  toAddresses: string[]
  subject: string
  body: string
  messageId: string
  inReplyTo?: string | null
  referenceIds?: string[]
  automatic: boolean
  replyTo?: string | null
}

async function queue(work: Work, message: Outgoing) {
  const id = randomUUIDv7()
  const canSend = (await mailServerOf(work.system)) !== null
  await work.db
    .insertInto('outgoingMessages')
    .values({
      id,
      ...message,
      state: canSend ? 'queued' : 'held',
      heldBecause: canSend ? null : NO_MAIL_SERVER,
      notBefore: work.now,
      createdAt: work.now,
    })
    .execute()
  work.touch('mail')
  if (canSend) work.enqueue('send_message', { outgoingId: id }, { key: `send_message:${id}` })
}

const capped = (ids: string[]) =>
  withinRelayLimits(
    ids.length <= MOST_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MOST_REFERENCES)],
  )

/** The address an answer to this ticket comes back to. Its mark is 128 bit, made by us alone. */
export async function replyAddress(
  system: System,
  ticket: Pick<Ticket, 'id' | 'number' | 'channelKey'>,
): Promise<string> {
  const from = await fromAddress(system, ticket.channelKey)
  const [local = '', domain = ''] = from.split('@')
  return `${local}+t${ticket.number}.${system.secrets.mark('reply', String(ticket.number))}@${domain}`
}

/** The ticket number that a reply address of ours names, or null when it is not one. */
export function ticketNumberOf(system: System, detail: string): number | null {
  const [, number = '', mark = ''] = /^t(\d{1,15})\.([0-9a-f]{32})$/.exec(detail) ?? []
  if (number === '' || system.secrets.mark('reply', number) !== mark) return null
  return Number(number)
}

export async function fromAddress(system: System, channelKey: string): Promise<string> {
  const channel = (await listChannels(system)).find(({ key }) => key === channelKey)
  return channel?.addresses[0] ?? (await settingsOf(system)).company.supportAddress
}

interface Asked {
  state?: OutgoingMessage['state'] | undefined
  before?: number | undefined
  limit: number
  seesRestricted: boolean
}

/** Outgoing mail, newest first, with what became of it. Codes are listed without their words. */
export async function listOutgoing(db: Database, { state, before, limit, seesRestricted }: Asked) {
  let query = outgoing(db, seesRestricted)
  if (state) query = query.where('state', '=', state)
  if (before) query = query.where('outgoingMessages.number', '<', before)
  return query.orderBy('outgoingMessages.number', 'desc').limit(limit).execute()
}

/** One outgoing message by its number; of a ticket one may not know of, none. */
export async function findOutgoing(db: Database, number: number, seesRestricted: boolean) {
  const row = await outgoing(db, seesRestricted)
    .select('outgoingMessages.id')
    .where('outgoingMessages.number', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound(`There is no outgoing message ${number}.`)
  return row
}

function outgoing(db: Database, seesRestricted: boolean) {
  const query = db
    .selectFrom('outgoingMessages')
    .leftJoin('tickets', 'tickets.id', 'outgoingMessages.ticketId')
    .select([
      'outgoingMessages.number',
      'purpose',
      'toAddresses',
      // A code is for its reader alone, also while it waits.
      sql<string>`case when purpose = 'sign_in_code' then 'Sign-in code' else outgoing_messages.subject end`.as(
        'subject',
      ),
      'state',
      'attempts',
      'answer',
      'heldBecause',
      'notBefore',
      'outgoingMessages.createdAt',
      'sentAt',
      'tickets.number as ticketNumber',
      recipientFates.as('recipients'),
    ])
  return seesRestricted
    ? query
    : query.where((eb) =>
        eb.or([eb('tickets.restricted', '=', false), eb('outgoingMessages.ticketId', 'is', null)]),
      )
}

/** Tries a dead letter again, or one that was held. A person decided it: no cap holds it a second time. */
export async function sendAgain(work: Work, number: number, seesRestricted: boolean) {
  await findOutgoing(work.db, number, seesRestricted)
  const row = await work.db
    .updateTable('outgoingMessages')
    .set({
      state: 'queued',
      attempts: 0,
      notBefore: work.now,
      heldBecause: null,
      released: true,
    })
    .where('number', '=', number)
    .where('state', 'in', ['failed', 'held'])
    .returning(['id', 'purpose', 'toAddresses'])
    .executeTakeFirst()
  if (!row) throw conflict('Only a message that failed or was held can be sent again.')
  if (row.purpose === 'comment') await refuseSuppressed(work, row.toAddresses)
  await awaitAgain(work, row.id)
  work.enqueue('send_message', { outgoingId: row.id }, { key: `send_message:${row.id}` })
  work.touch('mail')
}

async function refuseSuppressed(work: Work, addresses: string[]) {
  const suppressed = await suppressedAmong(work.db, addresses)
  const stopped = addresses.filter((address) => suppressed.has(address.toLowerCase()))
  if (stopped.length < addresses.length) return
  throw conflict(
    `Mail to ${stopped.join(', ')} is held back. Let mail go there again first, then send this.`,
  )
}
