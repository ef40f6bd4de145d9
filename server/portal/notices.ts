import { listChannels, wordsFor } from '../channels/queries.ts'
import type { Entitlement } from '../customers/entitlement.ts'
import { REDIRECTED } from '../tickets/open.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Reaction, Work } from '../platform/work.ts'
import { findIncidentById, policyOf } from '../incidents/queries.ts'
import { openCallLink } from '../rooms/queries.ts'
import { note, notify, setStatus } from '../tickets/actions.ts'
import { statusUrl } from './links.ts'
import { communityWords } from './redirect.ts'
import { chooseLanguage, wordsIn, type Words } from './words.ts'

/** The first words a sender gets back: that it arrived, what happens now, and where to go when this is the wrong door. */
export const answerAtTheDoor: Reaction<'ticket.opened'> = async (work, { fact }) => {
  const channel = (await listChannels(work.system)).find(({ key }) => key === fact.channelKey)
  const ticket = await readTicket(work, fact.ticketId)
  if (!channel || ticket.status === 'closed' || !(await maySendTo(work, fact.ticketId))) return
  // What follows a closed ticket was answered by the machine once already: now a person reads it.
  if (ticket.tags.includes('follow_up')) return
  const entitlement = ticket.entitlement as Entitlement
  const redirect = channel.redirect && !entitlement.allowed ? channel.redirect : null
  const words = await wordsOfCustomer(work, ticket)
  const own = ownWords(entitlement, ticket.tags, words)
  const template = redirect ?? channel.autoReply
  if (!template) return
  const topics: Record<string, string> =
    redirect && !own ? { forum_topics: await communityWords(work, ticket, words) } : {}
  const filled = await fill(work, template, ticket, topics)
  await notify(work, fact.ticketId, own ? { ...filled, body: greet(ticket, own, words) } : filled)
  if (redirect)
    await note(work, fact.ticketId, {
      body: `Closed: ${entitlement.why} The sender was told kindly where help is.`,
      via: 'system',
    })
  // Encrypted mail is never closed unread: it waits for those who hold the key.
  const closes = channel.closesAfterAutoReply && !ticket.tags.includes('encrypted')
  if (redirect || closes) await setStatus(work, fact.ticketId, 'closed')
}

/** What the playbook's words for free plans would say wrongly: their plan ended, has not begun, or knows no nights. */
function ownWords(
  { allowed, words }: Entitlement,
  tags: readonly string[],
  { say }: Words,
): string | null {
  const isOwn =
    tags.includes(REDIRECTED) || (!allowed && ['ended', 'begins', 'colleague'].includes(words?.key))
  return isOwn && words.key !== 'community' && words.key !== 'unknown'
    ? say(`plan.${words.key}`, words.facts)
    : null
}

const greet = (
  { customerName, number }: { customerName: string; number: number },
  words: string,
  { say }: Words,
) => say('mail.own', { name: customerName, words, number })

/** The language they chose, otherwise the company's. */
async function wordsOfCustomer(
  { system }: Work,
  { customerLanguage }: { customerLanguage: string | null },
): Promise<Words> {
  const { company } = await settingsOf(system)
  return wordsIn(chooseLanguage(customerLanguage, undefined, company.languages))
}

/** A robot, or somebody who writes every minute, gets no automatic answer: two robots answering each other must stop. */
async function maySendTo(work: Work, ticketId: string): Promise<boolean> {
  const row = await work.db
    .selectFrom('tickets as this')
    .innerJoin('tickets as other', 'other.requesterId', 'this.requesterId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('this.id', '=', ticketId)
    .where('other.createdAt', '>', new Date(work.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  const ticket = await work.db
    .selectFrom('tickets')
    .select('tags')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return row.count <= 10 && !ticket.tags.includes('automatic')
}

/**
 * The customer hears who has it, by name, with the call link. The mail waits for the seconds in which an acknowledgement
 * can be undone (their live page does not), and says what is true then.
 */
export const tellCustomerWhoHasIt: Reaction<'incident.acknowledged'> = async (
  work,
  { at, fact },
) => {
  const { emergency } = await settingsOf(work.system)
  if (!fact.ticketId) return
  work.enqueue(
    'tell_who_has_it',
    { incidentId: fact.incidentId, acknowledgedAt: at.toISOString() },
    {
      at: new Date(at.getTime() + emergency.undoSeconds * 1000),
      key: `tell_who_has_it:${fact.incidentId}`,
    },
  )
}

/** Does nothing when that acknowledgement was undone, handed back, or has led to the end already. */
export async function tellWhoHasIt(
  work: Work,
  { incidentId, acknowledgedAt }: { incidentId: string; acknowledgedAt: string },
) {
  const incident = await work.db
    .selectFrom('incidents')
    .innerJoin('users', 'users.id', 'incidents.acknowledgedBy')
    .select(['incidents.ticketId', 'users.name', 'incidents.status', 'incidents.acknowledgedAt'])
    .where('incidents.id', '=', incidentId)
    .executeTakeFirst()
  if (!incident?.ticketId || incident.status !== 'acknowledged') return
  if (incident.acknowledgedAt?.toISOString() !== acknowledgedAt) return
  const link = await openCallLink(work.db, incidentId)
  const ticket = await readTicket(work, incident.ticketId)
  const words = await fill(work, 'emergency_acknowledged', ticket, {
    responder_name: incident.name,
    call_name: link?.name ?? '',
    call_link: link?.url ?? '',
    dial_in: link?.dialIn ?? '',
  })
  await notify(work, incident.ticketId, words)
}

/** Everyone moves to the new link; the first one is told with who has it. */
export const tellCustomerNewLink: Reaction<'call_link.opened'> = async (work, { fact }) => {
  if (!fact.switched || !fact.ticketId) return
  const links = await work.db
    .selectFrom('callLinks')
    .select(['id', 'name'])
    .where('incidentId', '=', fact.incidentId)
    .orderBy('openedAt')
    .execute()
  const index = links.findIndex(({ id }) => id === fact.callLinkId)
  const ticket = await readTicket(work, fact.ticketId)
  const words = await fill(work, 'call_link_switched', ticket, {
    responder_name: ticket.assigneeName ?? '',
    call_name: links[index]?.name ?? '',
    previous_call_name: links[index - 1]?.name ?? '',
    call_link: fact.url,
    dial_in: fact.dialIn ?? '',
  })
  await notify(work, fact.ticketId, words)
}

/** Nobody has answered: the customer is told so, once. */
export const tellCustomerTheTruth: Reaction<'incident.unanswered'> = async (work, { fact }) => {
  if (!fact.first || !fact.ticketId) return
  const incident = await findIncidentById(work.db, fact.incidentId)
  if (incident.status !== 'triggered') return
  const policy = await policyOf(work.db, incident.policyVersionId)
  const tried = await work.db
    .selectFrom('pages')
    .select((eb) => eb.fn.count<number>('userId').distinct().as('count'))
    .where('incidentId', '=', fact.incidentId)
    .executeTakeFirstOrThrow()
  const ticket = await readTicket(work, fact.ticketId)
  await notify(
    work,
    fact.ticketId,
    await fill(work, 'emergency_unanswered', ticket, {
      people_tried: String(tried.count),
      retry_minutes: String(policy.fallbackEveryMinutes),
    }),
  )
}

/** We have waited for the customer for days: they hear that it is their turn, unless a robot wrote. */
export const remindCustomer: Reaction<'ticket.reminder_due'> = async (work, { fact }) => {
  const ticket = await readTicket(work, fact.ticketId)
  if (ticket.status !== 'pending' || ticket.tags.includes('automatic')) return
  const { ticketRules } = await settingsOf(work.system)
  const solves = (ticketRules.pendingSolvesAfterDays ?? 0) - fact.waitingDays
  const words = await fill(work, 'pending_reminder', ticket, {
    waiting_days: String(fact.waitingDays),
    solves_days: String(Math.max(solves, 1)),
  })
  await notify(work, fact.ticketId, words)
}

export const tellCustomerPriority: Reaction<'ticket.priority_changed'> = async (work, { fact }) => {
  if (!fact.tellsCustomer) return
  const ticket = await readTicket(work, fact.ticketId)
  const more = { priority: fact.after, reason: fact.why }
  await notify(work, fact.ticketId, await fill(work, 'priority_changed', ticket, more))
}

async function readTicket(work: Work, id: string) {
  return work.db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .selectAll('tickets')
    .select([
      'contacts.name as customerName',
      'contacts.language as customerLanguage',
      'users.name as assigneeName',
    ])
    .where('tickets.id', '=', id)
    .executeTakeFirstOrThrow()
}

async function fill(
  work: Work,
  template: string,
  ticket: Awaited<ReturnType<typeof readTicket>>,
  more: Record<string, string> = {},
) {
  const { company, emergency, ticketRules } = await settingsOf(work.system)
  return wordsFor(work.system, template, {
    ticket_number: String(ticket.number),
    ticket_subject: ticket.subject,
    ticket_url: statusUrl(work.system, ticket.id),
    customer_name: ticket.customerName,
    company_name: company.name,
    support_address: company.supportAddress,
    acknowledge_minutes: String(emergency.acknowledgeWithinMinutes),
    first_reply_minutes: String(emergency.firstPublicReplyMinutes),
    forum_url: company.links.forum ?? `${work.system.config.portalUrl}/help/community`,
    forum_topics: '',
    disclosure_url: company.links.disclosure ?? `${work.system.config.portalUrl}/help/security`,
    pgp_key_url: company.links.pgpKey ?? `${work.system.config.portalUrl}/help/security`,
    reopen_days: String(ticketRules.solvedClosesAfterDays),
    ...more,
  })
}
