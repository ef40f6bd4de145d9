import { conflict, invalid, notAllowed, notFound } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { saveContact, type Source } from './actions.ts'
import { lockOrganization, refuseStale } from './organizations.ts'
import { problemsWith, withValues, type OwnValues } from './own-fields.ts'
import { placesOf } from './places.ts'
import { endProofs, inNeedToKnow, tellMoved } from './proofs.ts'
import type { Contact } from './queries.ts'

/** Left out: as it is. null: emptied. */
export interface ContactChange {
  email?: string | undefined
  name?: string | undefined
  phone?: string | null | undefined
  timeZone?: string | null | undefined
  language?: string | null | undefined
  externalId?: string | null | undefined
  fields?: OwnValues | undefined
}

export async function createContact(
  work: Work,
  { email, name, ...change }: ContactChange & { email: string; name: string },
): Promise<Contact> {
  const known = await work.db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  if (known) throw conflict(`Somebody with the address ${email} is known already.`)
  const contact = await saveContact(work, { email, name, organizationId: null })
  const changed = await changeContact(work, contact.id, change)
  work.record({
    type: 'customer.contact_saved',
    contactId: contact.id,
    fields: ['email'],
    isNew: true,
  })
  return changed
}

/** How it is asked, and by whom. */
export interface Asking {
  /** What they saw; another one now: somebody else was faster. */
  version?: number | undefined
  /** Whether they may see tickets that are need to know. */
  seesRestricted?: boolean
}

/**
 * Who gets another address has to prove that one anew, and the old one is told. Whoever reads mail there reads the
 * person's tickets, so it takes the right to see those that are need to know.
 */
export async function changeContact(
  work: Work,
  id: string,
  change: ContactChange,
  { version, seesRestricted = false }: Asking = {},
): Promise<Contact> {
  const contact = await lockContact(work, id)
  refuseStale(contact, version)
  await refuseTaken(work, id, change)
  const { email, name, fields, ...plain } = change
  const { customers } = await settingsOf(work.system)
  const problems = fields ? problemsWith(customers.contactFields, fields) : []
  if (name?.trim() === '') problems.push({ path: 'name', message: 'is empty' })
  if (problems.length > 0) throw invalid('Some of it cannot be kept as it is.', problems)
  const columns = {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(email !== undefined && { email: email.toLowerCase() }),
    ...(name !== undefined && { name: name.trim().slice(0, 200) }),
    ...(fields && { fieldValues: withValues(contact.fieldValues as OwnValues, fields) }),
  }
  const old: Record<string, unknown> = { ...contact }
  const changed = Object.entries(columns)
    .filter(
      ([column, value]) => JSON.stringify(old[column] ?? null) !== JSON.stringify(value ?? null),
    )
    .map(([column]) => column)
  if (changed.length === 0) return contact
  const moves = changed.includes('email')
  if (moves && !seesRestricted && (await inNeedToKnow(work, [id])).size > 0)
    throw notAllowed(
      'The address of this person may only be changed by somebody who sees every ticket.',
    )
  const { fieldValues, ...rest } = columns
  const kept = await work.db
    .updateTable('contacts')
    .set({
      ...rest,
      ...(fieldValues && { fieldValues: JSON.stringify(fieldValues) }),
      updatedAt: work.now,
      updatedBy: work.actor.name,
      version: contact.version + 1,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (moves) {
    const moved = [{ id, from: contact.email }]
    await endProofs(work, moved)
    tellMoved(work, moved)
  }
  work.record({ type: 'customer.contact_saved', contactId: id, fields: changed, isNew: false })
  work.touch('contacts', `contact:${id}`)
  return kept
}

/** Another system keeps them under its own key. An address that is known already takes that key. */
export async function upsertContact(
  work: Work,
  externalId: string,
  change: ContactChange & { email: string; name: string },
  asking: Asking = {},
): Promise<{ contact: Contact; isNew: boolean }> {
  const known = await work.db
    .selectFrom('contacts')
    .select(['id', 'externalId'])
    .where((eb) =>
      eb.or([eb('externalId', '=', externalId), eb('email', '=', change.email.toLowerCase())]),
    )
    .execute()
  const one = known.find((row) => row.externalId === externalId) ?? known[0]
  const contact = one
    ? await changeContact(work, one.id, { ...change, externalId }, asking)
    : await createContact(work, { ...change, externalId })
  return { contact, isNew: !one }
}

export async function lockContact(work: Work, id: string): Promise<Contact> {
  const contact = await work.db
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!contact) throw notFound('There is no such contact.')
  if (contact.erasedAt)
    throw conflict('This person was erased. What they were called is gone for good.')
  return contact
}

async function refuseTaken(work: Work, id: string, { email, externalId }: ContactChange) {
  if (!email && !externalId) return
  const other = await work.db
    .selectFrom('contacts')
    .select(['email', 'externalId'])
    .where('id', '<>', id)
    .where((eb) =>
      eb.or([
        ...(email ? [eb('email', '=', email.toLowerCase())] : []),
        ...(externalId ? [eb('externalId', '=', externalId)] : []),
      ]),
    )
    .executeTakeFirst()
  if (other)
    throw conflict(
      other.email === email?.toLowerCase()
        ? `Somebody else is known under ${email}.`
        : `${other.email} is kept under "${externalId}" already.`,
    )
}

export interface Membership {
  isDefault?: boolean | undefined
  mayManageContacts?: boolean | undefined
}

/**
 * Makes somebody a contact of an organization, or changes how they are one. Refused when its places are taken: then
 * somebody has to go first, or the limit is raised.
 */
export async function setMembership(
  work: Work,
  contactId: string,
  organizationId: string,
  { isDefault, mayManageContacts, source = 'agent' }: Membership & { source?: Source },
): Promise<void> {
  await lockContact(work, contactId)
  // Its lock keeps two additions from taking the same last place.
  const organization = await lockOrganization(work, organizationId)
  const mine = await work.db
    .selectFrom('memberships')
    .selectAll()
    .where('contactId', '=', contactId)
    .execute()
  const known = mine.find((one) => one.organizationId === organizationId)
  if (!known) await refuseCrowd(work, organization)
  const usual = isDefault ?? known?.isDefault ?? mine.length === 0
  if (usual)
    await work.db
      .updateTable('memberships')
      .set({ isDefault: false })
      .where('contactId', '=', contactId)
      .where('organizationId', '<>', organizationId)
      .execute()
  const columns = {
    isDefault: usual,
    mayManageContacts: mayManageContacts ?? known?.mayManageContacts ?? false,
    // Who is named is no longer known by their address alone.
    source,
  }
  await work.db
    .insertInto('memberships')
    .values({
      contactId,
      organizationId,
      addedBy: work.actor.name,
      addedAt: work.now,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict.columns(['contactId', 'organizationId']).doUpdateSet(columns),
    )
    .execute()
  await work.db
    .deleteFrom('removedMembers')
    .where('contactId', '=', contactId)
    .where('organizationId', '=', organizationId)
    .execute()
  if (!known) work.record({ type: 'customer.member_added', contactId, organizationId })
  work.touch('contacts', `contact:${contactId}`, `organization:${organizationId}`)
}

async function refuseCrowd(work: Work, { id, name }: { id: string; name: string }) {
  const { limit, taken } = await placesOf(work, id)
  if (limit !== null && taken >= limit)
    throw conflict(
      `${name} has all of its ${limit} contacts. Remove one first, or raise the limit of the organization.`,
    )
}
