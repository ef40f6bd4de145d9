import { randomInt, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { findChannel, wordsFor } from '../channels/queries.ts'
import { findOrganization } from '../customers/queries.ts'
import { latestIncidentOf } from '../incidents/queries.ts'
import { conflict, invalid, notAllowed, notFound, tooMany } from '../platform/errors.ts'
import { oneAtATime } from '../platform/one-at-a-time.ts'
import { isSame, sha256 } from '../platform/secrets.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { switchCall } from '../rooms/actions.ts'
import { openCallLink } from '../rooms/queries.ts'
import { addCustomerComment } from '../tickets/actions.ts'
import { openTicket } from '../tickets/open.ts'
import { mailDirectly, NO_ADDRESS } from '../tickets/outgoing.ts'
import type { Ticket } from '../tickets/queries.ts'
import { addReader } from '../tickets/readers.ts'
import { organizationOfLink, statusUrl, type StatusLink } from './links.ts'
import { onceAForm } from './once.ts'

const CODE_MINUTES = 15
const MOST_CODES_AN_HOUR = 6
const MOST_TRIES = 6
/** A second press on the same link joins the emergency that is open, for so long. */
const SAME_EMERGENCY_MS = 3_600_000

export interface Emergency {
  what: string
  phone: string
  /** Made by the form; the same form sent twice is one emergency. */
  formKey?: string | undefined
}

/** By the organization's own link: no sign-in. The link names the company; who it is is not proven, and we say so to ourselves. */
export async function raiseByLink(
  work: Work,
  token: string,
  emergency: Emergency & { name: string; email?: string | undefined },
): Promise<{ statusUrl: string }> {
  const organization = await organizationByLink(work, token)
  const email = emergency.email?.trim() || `emergency.${organization.id}${NO_ADDRESS}`
  const { formKey, ...said } = emergency
  return onceAForm(work, { owner: `portal:${organization.id}`, formKey, said }, async () => {
    const joined = await joinOpenEmergency(work, organization.id, emergency)
    const ticket =
      joined ??
      (await open(work, {
        ...emergency,
        email,
        organizationId: organization.id,
        identityVerified: false,
      }))
    return { statusUrl: statusUrl(work.system, ticket.id) }
  })
}

/** By an address that a code has proven. */
export async function raiseByCode(
  work: Work,
  email: string,
  code: string,
  emergency: Emergency & { name?: string | undefined },
): Promise<{ statusUrl: string }> {
  await useCode(work, email, code)
  const ticket = await open(work, {
    ...emergency,
    name: emergency.name?.trim() || email,
    email,
    organizationId: null,
    identityVerified: true,
  })
  return { statusUrl: statusUrl(work.system, ticket.id) }
}

async function open(
  work: Work,
  {
    what,
    phone,
    name,
    email,
    organizationId,
    identityVerified,
  }: Emergency & {
    name: string
    email: string
    organizationId: string | null
    identityVerified: boolean
  },
) {
  if (what.trim() === '')
    throw invalid('Say in one line what is broken.', [{ path: 'what', message: 'is empty' }])
  return openTicket(work, {
    channel: await findChannel(work.system, 'emergency'),
    subject: what.split('\n')[0] ?? what,
    body: wordsOf({ what, phone }),
    requester: { email, name: name.trim() || 'Somebody', phone: phone || null },
    via: 'portal',
    organizationId,
    identityVerified,
  })
}

const wordsOf = ({ what, phone }: Pick<Emergency, 'what' | 'phone'>) =>
  phone ? `${what}\n\nCall me on ${phone}.` : what

/** People in panic press twice, and so do their colleagues: within an hour they join what is open. */
async function joinOpenEmergency(
  work: Work,
  organizationId: string,
  emergency: Emergency & { name: string },
): Promise<Ticket | null> {
  // Colleagues who press at the same moment go one after the other, so that the second finds the first's.
  await work.db
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organizationId)
    .forUpdate()
    .execute()
  const channel = await findChannel(work.system, 'emergency')
  const ticket = await work.db
    .selectFrom('tickets')
    .innerJoin('incidents', 'incidents.ticketId', 'tickets.id')
    .selectAll('tickets')
    .where('tickets.channelKey', '=', channel.key)
    .where('tickets.restricted', '=', false)
    .where('tickets.organizationId', '=', organizationId)
    .where('incidents.status', '<>', sql.lit('resolved' as const))
    .where('tickets.createdAt', '>', new Date(work.now.getTime() - SAME_EMERGENCY_MS))
    .orderBy('tickets.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!ticket) return null
  await addCustomerComment(
    {
      ...work,
      actor: { kind: 'contact', id: ticket.requesterId, name: emergency.name || 'A colleague' },
    },
    ticket.id,
    { body: wordsOf(emergency), via: 'portal' },
  )
  return ticket
}

/** The organization of a link; a link from before the last rotation names nobody. */
export async function organizationByLink(work: Work, token: string) {
  const named = organizationOfLink(work.system, token)
  if (!named)
    throw notFound(
      'This emergency link is not one of ours, or it was cut short. Use your e-mail address instead.',
    )
  const organization = await findOrganization(work.db, named.id)
  if (organization.emergencyKeyVersion !== named.keyVersion)
    throw notAllowed(
      'This emergency link was replaced by a newer one. Use your e-mail address, or ask a colleague for the new link.',
    )
  return organization
}

/** Mails six digits. The answer is the same for an address we know and one we do not. */
export async function sendCode(work: Work, email: string): Promise<void> {
  const address = email.trim().toLowerCase()
  const since = new Date(work.now.getTime() - 3_600_000)
  await oneAtATime(work, `emergency codes to ${address}`)
  const { count } = await work.db
    .selectFrom('portalCodes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('email', '=', address)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow()
  if (count >= MOST_CODES_AN_HOUR)
    throw tooMany('Enough codes were sent to this address for now. Use the last one, or call us.')
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  await work.db
    .insertInto('portalCodes')
    .values({
      id: randomUUIDv7(),
      email: address,
      codeHash: sha256(`${address} ${code}`),
      createdAt: work.now,
      expiresAt: new Date(work.now.getTime() + CODE_MINUTES * 60_000),
    })
    .execute()
  const { company } = await settingsOf(work.system)
  const words = await wordsFor(work.system, 'sign_in_code', {
    sign_in_code: code,
    company_name: company.name,
    expires_minutes: String(CODE_MINUTES),
    sign_in_url: `${work.system.config.portalUrl}/help/emergency`,
  })
  await mailDirectly(work, 'sign_in_code', address, words)
}

async function useCode(work: Work, email: string, code: string) {
  const address = email.trim().toLowerCase()
  const row = await work.db
    .selectFrom('portalCodes')
    .selectAll()
    .where('email', '=', address)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  const wrong = invalid(
    'That code does not fit. Look at the newest mail, or ask for another code.',
    [{ path: 'code', message: 'is wrong or too old' }],
  )
  if (!row || row.attempts >= MOST_TRIES) throw wrong
  if (isSame(row.codeHash, sha256(`${address} ${code.trim()}`))) {
    await work.db
      .updateTable('portalCodes')
      .set({ usedAt: work.now })
      .where('id', '=', row.id)
      .execute()
    return
  }
  throw wrong
}

/** A wrong guess counts even though its request fails, so it is counted in a commit of its own. */
export async function countTry(work: Work, email: string): Promise<void> {
  await work.db
    .updateTable('portalCodes')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('email', '=', email.trim().toLowerCase())
    .where('usedAt', 'is', null)
    .execute()
}

/** The customer writes on the live page: whoever its link was made for, otherwise the requester. */
export async function writeOnStatus(
  work: Work,
  { ticketId, contactId }: StatusLink,
  body: string,
): Promise<void> {
  const ticket = await work.db
    .selectFrom('tickets')
    .innerJoin('contacts', (join) =>
      contactId
        ? join.on('contacts.id', '=', contactId)
        : join.onRef('contacts.id', '=', 'tickets.requesterId'),
    )
    .select(['contacts.id', 'contacts.name', 'contacts.email', 'tickets.status', 'tickets.number'])
    .where('tickets.id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) throw notFound('There is nothing at this link any more.')
  if (ticket.status === 'closed')
    throw conflict(
      `Ticket #${ticket.number} is closed. Write to us by mail, or raise a new emergency.`,
    )
  const { id, name, email } = ticket
  const asContact: Work = { ...work, actor: { kind: 'contact', id, name } }
  if (contactId) await addReader(asContact, ticketId, { id, name, email }, 'portal')
  await addCustomerComment(asContact, ticketId, { body, via: 'portal' })
}

/** "The call does not open": the customer moves everybody to the next link. */
export async function customerSwitchesCall(work: Work, ticketId: string): Promise<void> {
  const incident = await latestIncidentOf(work.db, ticketId)
  const link = incident && (await openCallLink(work.db, incident.id))
  if (!incident || !link) throw notFound('There is no call to switch yet.')
  await switchCall(work, incident.id, link.id, 'The customer cannot open it')
}

/** Codes are of no use after their time; the count of tries is kept as long as it matters. */
export async function forgetOldCodes(system: System): Promise<void> {
  await system.db
    .deleteFrom('portalCodes')
    .where('createdAt', '<', sql<Date>`app_now() - interval '1 day'`)
    .execute()
}
