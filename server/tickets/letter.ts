import { fillIn, listChannels } from '../channels/queries.ts'
import { mailBody, type QuotedWords } from '../connectors/email/mail-body.ts'
import {
  answeringThreadIndex,
  baseSubject,
  newThreadIndex,
  threadIndexIn,
} from '../connectors/email/thread-index.ts'
import type { OutgoingFile, OutgoingMail } from '../connectors/email/write-mail.ts'
import { settingsOf, type CompanySettings } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { fromAddress, replyAddress } from './outgoing.ts'
import { LOOP_HEADER, loopToken } from './own-mail.ts'
import type { OutgoingMessage, Ticket } from './queries.ts'
import { nextReaders } from './recipients.ts'
import { suppressedAmong } from './suppressions.ts'

/**
 * The mail a message becomes, and the address its bounces go to. Its words and its Message-ID are those of the row at every
 * try; names and signature are those of the ticket, its team and the company at that moment.
 */
export async function letterOf(
  system: System,
  message: OutgoingMessage,
  files: OutgoingFile[] = [],
): Promise<{ mail: OutgoingMail; bouncesTo: string }> {
  const settings = await settingsOf(system)
  const [first, ...others] = await recipientsOf(system, message)
  const base = {
    to: first ? [first] : [],
    cc: others,
    subject: message.subject,
    messageId: message.messageId,
    files,
    headers: headersOf(system, message),
  }
  if (!message.ticketId) {
    const from = settings.company.supportAddress
    return {
      mail: {
        ...base,
        from: { address: from, name: settings.company.name },
        text: message.body,
        ...(message.inReplyTo && { inReplyTo: message.inReplyTo }),
        references: message.referenceIds,
        ...(message.replyTo && {
          replyTo: [{ address: message.replyTo, name: settings.company.name }],
        }),
      },
      bouncesTo: from,
    }
  }
  const ticket = await system.db
    .selectFrom('tickets')
    .leftJoin('teams', 'teams.id', 'tickets.teamId')
    .selectAll('tickets')
    .select('teams.signature as teamSignature')
    .where('tickets.id', '=', message.ticketId)
    .executeTakeFirstOrThrow()
  const channel = (await listChannels(system)).find(({ key }) => key === ticket.channelKey)
  const agent = message.automatic ? null : await authorOf(system, message)
  const answersTo = await replyAddress(system, ticket)
  const last = await lastCustomerComment(system, ticket.id, message.commentId)
  const desk = settings.mail.channels[ticket.channelKey]?.fromName ?? settings.company.name
  const name = agent && settings.mail.agentNameInFrom ? `${agent} at ${desk}` : desk
  const mail = {
    ...base,
    from: { address: await fromAddress(system, ticket.channelKey), name },
    // Address books keep what they answered: the desk, not one of its people.
    replyTo: [{ address: answersTo, name: desk }],
    ...mailBody({
      body: message.body,
      signature: agent && signatureOf(settings, { ...ticket, channelName: channel?.name }, agent),
      quoted: last && quotedFor(settings, ticket, message, last),
    }),
    ...(message.inReplyTo && { inReplyTo: message.inReplyTo }),
    references: message.referenceIds,
    threadTopic: baseSubject(ticket.subject),
    threadIndex: threadIndexFor(system, ticket, message, last?.head ?? null),
  }
  // A bounce goes to the envelope's sender: with the token in it, it finds its ticket and opens no new one.
  return { mail, bouncesTo: answersTo }
}

/** The requester first, then those who read along; without addresses that are held back, and those who have it already. */
async function recipientsOf(system: System, message: OutgoingMessage) {
  const named = (address: string) => ({ address, name: null })
  if (message.purpose !== 'comment') return message.toAddresses.map(named)
  const addresses = await nextReaders(system.db, message)
  const suppressed = await suppressedAmong(system.db, addresses)
  return addresses.filter((address) => !suppressed.has(address.toLowerCase())).map(named)
}

/** RFC 3834: what a machine wrote says so, and other machines leave it alone. */
const headersOf = (system: System, { id, automatic, purpose, replyTo }: OutgoingMessage) => ({
  [LOOP_HEADER]: loopToken(system, id),
  ...(automatic && {
    'Auto-Submitted': purpose === 'comment' ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  }),
  // RFC 2369 3.2: the mail program offers to end it, where an answer reaches a topic of the community.
  ...(replyTo &&
    /\+f\d+\.\d+\.[0-9a-f]{32}@/.test(replyTo) && {
      'List-Unsubscribe': `<mailto:${replyTo}?subject=unfollow>`,
    }),
})

/** The person of ours who wrote it; null when a machine did. */
async function authorOf(system: System, { commentId }: OutgoingMessage): Promise<string | null> {
  const row = await system.db
    .selectFrom('comments')
    .select(['authorKind', 'authorName'])
    .where('id', '=', commentId)
    .executeTakeFirst()
  return row?.authorKind === 'user' ? row.authorName : null
}

/** What stands under an answer of this person: the words of the ticket's team, else the channel's, else the company's. */
export function signatureOf(
  { company, mail }: CompanySettings,
  ticket: Pick<Ticket, 'channelKey' | 'number'> & {
    teamSignature: string | null
    channelName: string | undefined
  },
  agent: string,
): string {
  const words =
    ticket.teamSignature ?? mail.channels[ticket.channelKey]?.signature ?? mail.signature
  return fillIn(words, {
    agent_name: agent,
    company_name: company.name,
    channel_name: ticket.channelName ?? '',
    support_address: company.supportAddress,
    ticket_number: String(ticket.number),
  })
}

/**
 * The customer's last words before this answer, for their context. Never those of somebody else in
 * the conversation, never a restricted ticket's: that mail may go where the first one did not.
 */
function quotedFor(
  { company, mail }: CompanySettings,
  ticket: Ticket,
  { automatic }: OutgoingMessage,
  last: CustomerComment,
): QuotedWords | null {
  if (automatic || !mail.quoteLastMessage || ticket.restricted) return null
  if (ticket.tags.includes('encrypted') || last.authorContactId !== ticket.requesterId) return null
  return { who: last.authorName, at: last.createdAt, timeZone: company.timeZone, text: last.body }
}

type CustomerComment = NonNullable<Awaited<ReturnType<typeof lastCustomerComment>>>

async function lastCustomerComment(system: System, ticketId: string, before: string | null) {
  return (
    system.db
      .selectFrom('comments')
      .leftJoin('arrivals', 'arrivals.id', 'comments.arrivalId')
      .select((eb) => [
        'comments.body',
        'comments.authorName',
        'comments.authorContactId',
        'comments.createdAt',
        eb.fn<Buffer | null>('substring', ['arrivals.raw', eb.lit(1), eb.lit(32_768)]).as('head'),
      ])
      .where('comments.ticketId', '=', ticketId)
      .where('comments.kind', '=', 'public')
      .where('comments.authorKind', '=', 'contact')
      // Ids are UUIDv7: they sort by the moment they were made.
      .where('comments.id', '<', before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      .orderBy('comments.id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

/** Outlook's own index of the conversation is carried on; without one, ours begins with the ticket. */
function threadIndexFor(
  system: System,
  ticket: Ticket,
  message: OutgoingMessage,
  lastHead: Buffer | null,
): string {
  const theirs = lastHead && threadIndexIn(lastHead.toString('latin1'))
  const ours = newThreadIndex(system.secrets.mark('conversation', ticket.id), ticket.createdAt)
  const answering = theirs && answeringThreadIndex(theirs, message.createdAt)
  if (answering) return answering
  return (message.inReplyTo && answeringThreadIndex(ours, message.createdAt)) || ours
}
