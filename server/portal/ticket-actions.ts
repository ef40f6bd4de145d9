import type { Channel } from '../channels/queries.ts'
import { findChannel, findChannelByKey } from '../channels/queries.ts'
import { saveContact } from '../customers/actions.ts'
import { makeSignInLink } from '../customers/sign-in-links.ts'
import type { SignedIn } from '../customers/sign-in.ts'
import { findSender } from '../customers/queries.ts'
import type { Priority } from '../events.ts'
import { latestIncidentOf } from '../incidents/queries.ts'
import { conflict, invalid, notAllowed } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { addCustomerComment, setPriority, setStatus } from '../tickets/actions.ts'
import type { FieldValues } from '../tickets/fields.ts'
import { fileTicket } from '../tickets/filing.ts'
import { attachFiles, type KeptFile } from '../tickets/files.ts'
import { linkTickets } from '../tickets/links.ts'
import { openTicket } from '../tickets/open.ts'
import { mailDirectly } from '../tickets/outgoing.ts'
import { firstCommentOf, lockTicket, type Ticket } from '../tickets/queries.ts'
import { addReader } from '../tickets/readers.ts'
import { emergencyHome, viewerOf } from './homes.ts'
import { onceAForm, saidIn } from './once.ts'
import { signInUrl } from './sign-in-mail.ts'
import { findVisible } from './ticket-queries.ts'
import type { Words } from './words.ts'

export interface NewRequest {
  subject: string
  body: string
  priority: Priority
  organizationId: string | null
  form: string | null
  fields: FieldValues
  files: readonly KeptFile[]
  formKey: string | undefined
}

/** A customer asks on their own pages. The same form sent twice is one ticket. */
export async function raiseTicket(
  work: Work,
  contact: SignedIn,
  { files, formKey, form, fields, ...request }: NewRequest,
): Promise<{ number: number }> {
  const channel = await findChannel(work.system, 'paid')
  const said = { ...request, form, fields, files: saidIn(files) }
  return onceAForm(work, { owner: `portal:${contact.id}`, formKey, said }, async () => {
    const ticket = await open(work, contact, channel, request)
    await attachFiles(work, (await firstCommentOf(work.db, ticket.id)).id, files)
    if (form !== null || Object.keys(fields).length > 0)
      await fileTicket(work, ticket.id, { form, fields })
    return { number: ticket.number }
  })
}

/**
 * An emergency of somebody who is signed in: who they are is proven, so no code stands before it. It is for the home they
 * named; without one of theirs, for one that has emergency support.
 */
export async function raiseEmergency(
  work: Work,
  contact: SignedIn,
  {
    what,
    phone,
    organization,
    formKey,
  }: { what: string; phone: string; organization: string; formKey: string | undefined },
): Promise<{ id: string }> {
  const channel = await findChannel(work.system, 'emergency')
  const { homes } = await viewerOf(work.db, contact)
  const named = homes.find(({ id }) => id === organization)?.id
  const organizationId = named ?? (await emergencyHome(work, contact, homes))
  const said = { what, phone, organization }
  return onceAForm(work, { owner: `portal:${contact.id}`, formKey, said }, async () => {
    const ticket = await openTicket(work, {
      channel,
      subject: what.split('\n')[0] ?? what,
      body: phone ? `${what}\n\nCall me on ${phone}.` : what,
      requester: { email: contact.email, name: contact.name, phone: phone || null },
      via: 'portal',
      organizationId,
      organizationBy: 'chosen',
      identityVerified: true,
    })
    return { id: ticket.id }
  })
}

const open = (
  work: Work,
  { email, name }: SignedIn,
  channel: Channel,
  {
    subject,
    body,
    priority,
    organizationId,
    tags = [],
  }: Pick<NewRequest, 'subject' | 'body'> & {
    priority?: Priority
    organizationId: string | null
    tags?: string[]
  },
) =>
  openTicket(work, {
    channel,
    subject,
    body,
    requester: { email, name },
    via: 'portal',
    ...(priority && { priority }),
    organizationId,
    organizationBy: 'chosen',
    identityVerified: true,
    tags,
  })

/**
 * The customer, or a colleague where that is shared, writes in the thread. What was solved is open again; after a closed
 * ticket comes a new one, linked to it. Returns the number of the ticket it stands in.
 */
export async function writeInTicket(
  work: Work,
  contact: SignedIn,
  number: number,
  {
    body,
    files,
    formKey,
  }: { body: string; files: readonly KeptFile[]; formKey: string | undefined },
): Promise<{ number: number }> {
  const ticket = await writable(work, contact, number)
  const said = { number, body, files: saidIn(files) }
  return onceAForm(work, { owner: `portal:${contact.id}`, formKey, said }, async () => {
    if (ticket.status === 'closed') return followUp(work, contact, ticket, { body, files })
    const { id, name, email } = contact
    await addReader(work, ticket.id, { id, name, email }, 'portal')
    const comment = await addCustomerComment(work, ticket.id, { body, via: 'portal' })
    await attachFiles(work, comment.id, files)
    return { number: ticket.number }
  })
}

/**
 * For the customer of the closed ticket only where whoever writes is one of its contacts: somebody who was copied in asks
 * for themselves, by what their own address may use.
 */
async function followUp(
  work: Work,
  contact: SignedIn,
  closed: Ticket,
  { body, files }: { body: string; files: readonly KeptFile[] },
): Promise<{ number: number }> {
  const channel = await findChannelByKey(work.system, closed.channelKey).catch(() =>
    findChannel(work.system, 'paid'),
  )
  const { subject } = closed
  const { homes } = await viewerOf(work.db, contact)
  const organizationId = homes.find(({ id }) => id === closed.organizationId)?.id ?? null
  const tags = ['follow_up']
  const ticket = await open(work, contact, channel, { subject, body, organizationId, tags })
  await attachFiles(work, (await firstCommentOf(work.db, ticket.id)).id, files)
  await linkTickets(work, closed.id, ticket.id, 'follow_up')
  return { number: ticket.number }
}

/** "Solved, thank you." An emergency is closed by whoever has it: somebody may be on the call. */
export async function customerSolves(work: Work, contact: SignedIn, number: number) {
  const ticket = await writable(work, contact, number)
  const incident = await latestIncidentOf(work.db, ticket.id)
  if (incident && incident.status !== 'resolved')
    throw conflict(
      'This emergency is open. Say on its page that it is over, and we close it with you.',
    )
  await setStatus(work, ticket.id, 'solved')
}

/** "Not solved": one press, and it is open again. */
export async function customerReopens(
  work: Work,
  contact: SignedIn,
  number: number,
  { say }: Words,
) {
  const { id, status } = await writable(work, contact, number)
  if (status !== 'solved' && status !== 'closed') return { number }
  // Under the lock of the closed ticket: a second press finds what the first one opened.
  const opened = status === 'closed' && (await openFollowUp(work, id, contact.id))
  if (opened) return opened
  const body = say('ticket.notSolvedWords')
  return writeInTicket(work, contact, number, { body, files: [], formKey: undefined })
}

/** What this customer opened already because that ticket was closed, while it is still open. */
async function openFollowUp(work: Work, closedId: string, contactId: string) {
  return work.db
    .selectFrom('ticketLinks')
    .innerJoin('tickets', 'tickets.id', 'ticketLinks.toTicketId')
    .select('tickets.number')
    .where('ticketLinks.fromTicketId', '=', closedId)
    .where('ticketLinks.kind', '=', 'follow_up')
    .where('tickets.requesterId', '=', contactId)
    .where('tickets.status', 'not in', ['solved', 'closed'])
    .where('tickets.mergedIntoId', 'is', null)
    .orderBy('tickets.number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Raised to high, never to the priority of emergencies: those have their own door, which wakes people. */
export async function customerMarksUrgent(work: Work, contact: SignedIn, number: number) {
  const ticket = await writable(work, contact, number)
  if (ticket.status === 'closed') throw conflict('This ticket is closed. Write in it to go on.')
  if (ticket.priority === 'high' || ticket.priority === 'urgent') return
  await setPriority(work, ticket.id, 'high', `${contact.name} marked it urgent`)
}

/** A colleague reads along from now on, and is told by a mail that signs them in. */
export async function inviteToTicket(
  work: Work,
  contact: SignedIn,
  number: number,
  { email, words, company }: { email: string; words: Words; company: string },
): Promise<void> {
  const ticket = await writable(work, contact, number)
  const address = email.trim().toLowerCase()
  const { organizations } = await findSender(work.db, address)
  if (!organizations.some(({ id }) => id === ticket.organizationId)) {
    const message = words.say('ticket.inviteStranger')
    throw invalid(message, [{ path: 'email', message }])
  }
  const name = address.split('@')[0] ?? address
  const colleague = await saveContact(work, { email: address, name, organizationId: null })
  const { id } = colleague
  await addReader(work, ticket.id, { id, name: colleague.name, email: address }, 'portal')
  const next = `/help/tickets/${ticket.number}`
  const { token } = await makeSignInLink(work, address, {
    next,
    name: colleague.name,
    invites: true,
  })
  // People of ours who read the mail log see subjects: one of a restricted ticket is not among them.
  const subject = ticket.restricted ? `#${ticket.number}` : ticket.subject
  const values = { name: contact.name, subject, company, number: ticket.number }
  await mailDirectly(work, 'portal_notice', address, {
    subject: words.say('mail.inviteSubject', values),
    body: words.say('mail.inviteBody', { ...values, url: signInUrl(work, token) }),
  })
}

async function writable(work: Work, contact: SignedIn, number: number): Promise<Ticket> {
  const { ticket, access } = await findVisible(work.db, await viewerOf(work.db, contact), number)
  if (access !== 'write')
    throw notAllowed('You can read this ticket. Ask the colleague who opened it to bring you in.')
  return lockTicket(work, ticket.id)
}
