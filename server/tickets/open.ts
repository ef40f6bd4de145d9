import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { findChannel, type Channel } from '../channels/queries.ts'
import { saveContact } from '../customers/actions.ts'
import type { Door, Entitlement } from '../customers/entitlement.ts'
import { findSender, rulesAtDoor, type Sender } from '../customers/queries.ts'
import { decide, type Decision } from '../customers/sender.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import type { Priority } from '../events.ts'
import { preview } from './reply-text.ts'
import { keepOpened, type OpenedTicket, type Ticket } from './queries.ts'
import type { Via } from './actions.ts'

export interface NewTicket {
  channel: Channel
  subject: string
  body: string
  requester: { email: string; name: string; phone?: string | null }
  via: Via
  priority?: Priority
  /**
   * Set when a signed link proves the organization, or when somebody chose among several; otherwise the address decides.
   */
  organizationId?: string | null
  /** Who named it, where the sender is no contact of it. */
  organizationBy?: 'link' | 'chosen'
  identityVerified?: boolean
  tags?: string[]
  messageId?: string | null
  arrivalId?: string | null
}

/** An emergency whose plan has none, where the playbook sends those another way: nobody is woken, and it is not lost. */
export const REDIRECTED = 'emergency_redirected'

export const doorOf = (channelKind: string): Door =>
  channelKind === 'emergency' || channelKind === 'paid' ? channelKind : 'open'

/** Opens a ticket with its first comment. Clocks and an emergency's incident follow in the same commit. */
export async function openTicket(work: Work, request: NewTicket): Promise<Ticket> {
  const subject = preview(request.subject, 250) || preview(request.body, 80)
  if (subject === '')
    throw invalid('Say in a few words what is wrong.', [{ path: 'subject', message: 'is empty' }])
  const { requester, organizationId: asked = null } = request
  const sender = await findSender(work.db, requester.email, asked)
  const { decision, channel, tags } = await atItsDoor(work, request, sender)
  const contact = await contactFor(work, sender, request, decision)
  const ticketId = randomUUIDv7()
  const commentId = randomUUIDv7()
  const ticket = await insert(
    work,
    { ...request, channel, tags },
    {
      ticketId,
      commentId,
      subject,
      contact,
      organization: decision.organization?.id ?? null,
      entitlement: decision.entitlement,
    },
  )
  keepOpened(work, ticket)
  const { allowed, as, why } = decision.entitlement
  work.record({
    type: 'ticket.opened',
    ticketId,
    channelKey: ticket.channelKey,
    priority: ticket.priority,
    commentId,
    decision: { allowed, as, why },
  })
  work.touch('queue')
  return ticket
}

/** Where the playbook sends those without emergency support another way, their ticket stands behind the paid door. */
async function atItsDoor(work: Work, request: NewTicket, sender: Sender) {
  const { channel, tags = [], organizationId: asked = null, organizationBy = 'link' } = request
  const rules = await rulesAtDoor(work)
  const question = { asked, askedBy: organizationBy, at: work.now, rules }
  const decision = decide(sender, { ...question, door: doorOf(channel.kind) })
  if (channel.kind !== 'emergency' || decision.entitlement.allowed)
    return { decision, channel, tags }
  const { words } = decision.entitlement
  const below = decide(sender, { ...question, door: 'paid' })
  return {
    decision: { ...below, entitlement: { ...below.entitlement, words } },
    channel: await findChannel(work.system, 'paid'),
    tags: [...tags, REDIRECTED],
  }
}

async function contactFor(
  work: Work,
  { contact: known }: Sender,
  { requester, identityVerified = true }: NewTicket,
  { organization, joins }: Decision,
) {
  // What is not proven to come from them makes nobody a contact.
  const joined = joins && identityVerified ? (organization?.id ?? null) : null
  const learnsNothing =
    known && joined === null && (!requester.phone || requester.phone === known.phone)
  return learnsNothing
    ? known
    : saveContact(work, { ...requester, organizationId: joined, source: 'domain' })
}

/** The plan a promise is looked up by. What is on hold promises nothing; an emergency is never argued with. */
export const promisedPlan = ({ promised, planKey }: Entitlement, channelKind: string) =>
  promised || channelKind === 'emergency' ? planKey : null

interface Decided {
  ticketId: string
  commentId: string
  subject: string
  contact: { id: string; name: string }
  organization: string | null
  entitlement: Entitlement
}

/** Ticket and first comment in one statement: a ticket is created in few round trips. */
async function insert(
  work: Work,
  request: NewTicket,
  { ticketId, commentId, subject, contact, organization, entitlement }: Decided,
): Promise<OpenedTicket> {
  const { channel } = request
  return work.db
    .with('ticket', (db) =>
      db
        .insertInto('tickets')
        .values({
          id: ticketId,
          subject,
          channelKey: channel.key,
          rank: channel.rank,
          priority: request.priority ?? channel.priority,
          requesterId: contact.id,
          organizationId: organization,
          planKey: promisedPlan(entitlement, channel.kind),
          entitlement: JSON.stringify(entitlement),
          restricted: channel.restricted,
          identityVerified: request.identityVerified ?? true,
          phone: request.requester.phone ?? null,
          tags: request.tags ?? [],
          customerWords: preview(request.body),
          createdAt: work.now,
          updatedAt: work.now,
        })
        .returningAll(),
    )
    .with('comment', (db) =>
      db
        .insertInto('comments')
        .columns([
          'id',
          'ticketId',
          'kind',
          'authorKind',
          'authorContactId',
          'authorName',
          'body',
          'via',
          'messageId',
          'arrivalId',
          'createdAt',
        ])
        .expression((eb) =>
          eb
            .selectFrom('ticket')
            .select([
              sql<string>`${commentId}::uuid`.as('id'),
              'ticket.id as ticketId',
              sql<'public'>`'public'`.as('kind'),
              sql<'contact'>`'contact'`.as('authorKind'),
              'ticket.requesterId as authorContactId',
              sql<string>`${contact.name}`.as('authorName'),
              sql<string>`${request.body.trim() === '' ? subject : request.body}`.as('body'),
              sql<string>`${request.via}`.as('via'),
              sql<string | null>`${request.messageId ?? null}`.as('messageId'),
              sql<string | null>`${request.arrivalId ?? null}::uuid`.as('arrivalId'),
              'ticket.createdAt',
            ]),
        ),
    )
    .selectFrom('ticket')
    .innerJoin('channels', 'channels.key', 'ticket.channelKey')
    .selectAll('ticket')
    .select('channels.escalationPolicyKey')
    .executeTakeFirstOrThrow()
}
