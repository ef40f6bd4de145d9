import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Channel } from '../channels/queries.ts'
import { saveContact } from '../customers/actions.ts'
import { entitlementOf, type Entitlement } from '../customers/entitlement.ts'
import { findOrganization, findSender, subscriptionsOf, type Sender } from '../customers/queries.ts'
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
  /** Set when a signed link proves the organization; otherwise it is looked up by the address. */
  organizationId?: string | null
  identityVerified?: boolean
  tags?: string[]
  messageId?: string | null
  arrivalId?: string | null
}

/** Doubt is only worth a look where a plan opens the door; an emergency without emergency support pages, and is flagged. */
function isDoubtful({ doubtful, emergency }: Entitlement, channelKind: string): boolean {
  if (channelKind === 'emergency') return doubtful || !emergency
  return channelKind === 'paid' && doubtful
}

/** Opens a ticket with its first comment. Clocks and an emergency's incident follow in the same commit. */
export async function openTicket(work: Work, request: NewTicket): Promise<Ticket> {
  const subject = preview(request.subject, 250) || preview(request.body, 80)
  if (subject === '')
    throw invalid('Say in a few words what is wrong.', [{ path: 'subject', message: 'is empty' }])
  const sender = await findSender(work.db, request.requester.email)
  const organization = request.organizationId ?? sender.organization?.id ?? null
  const contact = await contactFor(work, sender, request, organization)
  const found = await entitlementFor(work, sender, organization)
  const entitlement = {
    ...found,
    doubtful: isDoubtful(found, request.channel.kind),
  }
  const ticketId = randomUUIDv7()
  const commentId = randomUUIDv7()
  const ticket = await insert(work, request, {
    ticketId,
    commentId,
    subject,
    contact,
    organization,
    entitlement,
  })
  keepOpened(work, ticket)
  work.record({
    type: 'ticket.opened',
    ticketId,
    channelKey: ticket.channelKey,
    priority: ticket.priority,
    commentId,
  })
  work.touch('queue')
  return ticket
}

async function contactFor(
  work: Work,
  sender: Sender,
  { requester }: NewTicket,
  organizationId: string | null,
) {
  const known = sender.contact
  const learnsNothing =
    known &&
    (known.organizationId || !organizationId) &&
    (!requester.phone || requester.phone === known.phone)
  return learnsNothing ? known : saveContact(work, { ...requester, organizationId })
}

async function entitlementFor(
  work: Work,
  sender: Sender,
  organizationId: string | null,
): Promise<Entitlement> {
  if (organizationId === (sender.organization?.id ?? null)) {
    return entitlementOf(
      {
        organizationName: sender.organization?.name ?? null,
        belongs: sender.belongs,
        subscriptions: sender.subscriptions,
      },
      work.now,
    )
  }
  const organization = await findOrganization(work.db, organizationId!)
  return entitlementOf(
    {
      organizationName: organization.name,
      belongs: 'link',
      subscriptions: await subscriptionsOf(work.db, organization.id),
    },
    work.now,
  )
}

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
          planKey: entitlement.planKey,
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
