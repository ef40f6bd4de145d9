import { randomUUIDv7 } from 'node:crypto'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { readDomains } from './domains.ts'
import { letGoByDomain } from './leaving.ts'
import { notesAt } from './notes.ts'
import { problemsWith, withValues, type OwnValues } from './own-fields.ts'
import type { Organization } from './queries.ts'

/** Left out: as it is. null: emptied. */
export interface OrganizationChange {
  name?: string | undefined
  externalId?: string | null | undefined
  domains?: string[] | undefined
  region?: string | null | undefined
  timeZone?: string | null | undefined
  successTier?: string | null | undefined
  ownerId?: string | null | undefined
  contactLimit?: number | null | undefined
  citizenship?: string | null | undefined
  fields?: OwnValues | undefined
  /** Why it is on hold; null: it is not. */
  heldBecause?: string | null | undefined
}

/** Lower case, once each. Refused: what is no domain, and what belongs to everybody. */
export function tidyDomains(given: readonly string[]): string[] {
  const { domains, odd, everybodys } = readDomains(given)
  if (odd !== undefined)
    throw invalid(`"${odd}" is no domain.`, [{ path: 'domains', message: 'are like acme.com' }])
  if (everybodys !== undefined)
    throw invalid(
      `Anybody can have an address at ${everybodys}. Name those people as contacts instead.`,
      [{ path: 'domains', message: `must not hold ${everybodys}` }],
    )
  return domains
}

export async function createOrganization(
  work: Work,
  { name, ...change }: OrganizationChange & { name: string },
): Promise<Organization> {
  const id = randomUUIDv7()
  await refuseTaken(work, id, change.externalId)
  const organization = await work.db
    .insertInto('organizations')
    .values({
      id,
      name: nameOf(name),
      createdAt: work.now,
      updatedAt: work.now,
      updatedBy: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const columns = await columnsOf(work, organization, change)
  return keep(work, organization, columns, true)
}

/** Refused when somebody else changed it meanwhile. What does not differ changes nothing. */
export async function changeOrganization(
  work: Work,
  id: string,
  change: OrganizationChange,
  expectedVersion?: number,
): Promise<Organization> {
  const organization = await lockOrganization(work, id)
  refuseStale(organization, expectedVersion)
  await refuseTaken(work, id, change.externalId)
  return keep(work, organization, await columnsOf(work, organization, change), false)
}

/** Another system keeps it under its own key: made when it is new, changed when it differs. */
export async function upsertOrganization(
  work: Work,
  externalId: string,
  change: OrganizationChange & { name: string },
): Promise<{ organization: Organization; isNew: boolean }> {
  const known = await work.db
    .selectFrom('organizations')
    .select('id')
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  const organization = known
    ? await changeOrganization(work, known.id, { ...change, externalId })
    : await createOrganization(work, { ...change, externalId })
  return { organization, isNew: !known }
}

export async function lockOrganization(work: Work, id: string): Promise<Organization> {
  const organization = await work.db
    .selectFrom('organizations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!organization) throw notFound('There is no such organization.')
  return organization
}

/** Says who was faster. What they changed is seen by whoever looks at it again. */
export function refuseStale(
  { version, updatedBy }: { version: number; updatedBy: string | null },
  expected: number | undefined,
) {
  if (expected !== undefined && expected !== version)
    throw conflict(`${updatedBy ?? 'Somebody'} changed this meanwhile. Look at it again.`, {
      updatedBy,
      version,
    })
}

async function refuseTaken(work: Work, id: string, externalId: string | null | undefined) {
  if (!externalId) return
  const other = await work.db
    .selectFrom('organizations')
    .select('name')
    .where('externalId', '=', externalId)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other)
    throw conflict(
      `${other.name} is kept under "${externalId}" already. Use another key for this one.`,
    )
}

function nameOf(given: string): string {
  const name = given.trim()
  if (name === '')
    throw invalid('An organization needs a name.', [{ path: 'name', message: 'is empty' }])
  return name.slice(0, 250)
}

async function columnsOf(work: Work, before: Organization, change: OrganizationChange) {
  const { name, domains, fields, heldBecause, ...plain } = change
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const { customers } = await settingsOf(work.system)
  const problems = fields ? problemsWith(customers.organizationFields, fields) : []
  if (problems.length > 0) throw invalid('Some fields cannot be kept as they are.', problems)
  return {
    ...given,
    ...(name !== undefined && { name: nameOf(name) }),
    ...(domains && { domains: tidyDomains(domains) }),
    ...(fields && { fieldValues: withValues(before.fieldValues as OwnValues, fields) }),
    ...(heldBecause !== undefined && {
      heldBecause,
      heldSince: heldBecause === null ? null : (before.heldSince ?? work.now),
    }),
  }
}

async function keep(
  work: Work,
  before: Organization,
  columns: Awaited<ReturnType<typeof columnsOf>>,
  isNew: boolean,
): Promise<Organization> {
  const old: Record<string, unknown> = { ...before }
  const fields = Object.entries(columns)
    .filter(
      ([column, value]) => JSON.stringify(old[column] ?? null) !== JSON.stringify(value ?? null),
    )
    .map(([column]) => column)
  if (fields.length === 0 && !isNew) return before
  const { fieldValues, ...rest } = columns
  const kept = await work.db
    .updateTable('organizations')
    .set({
      ...rest,
      ...(fieldValues && { fieldValues: JSON.stringify(fieldValues) }),
      updatedAt: work.now,
      updatedBy: work.actor.name,
      version: isNew ? 1 : before.version + 1,
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (fields.includes('domains')) await letGoByDomain(work, [kept.id])
  work.record({ type: 'customer.organization_saved', organizationId: kept.id, fields, isNew })
  work.touch('organizations', `organization:${kept.id}`)
  return kept
}

/**
 * What colleagues see of each other's tickets. More than one's own is a risk of theirs, which somebody of theirs has to
 * take by name; and it stands back while a note against it stands.
 */
export async function setSharing(
  work: Work,
  id: string,
  {
    sharing,
    acceptedBy,
    version,
  }: {
    sharing: Organization['sharing']
    acceptedBy: string | null
    version?: number | undefined
  },
): Promise<Organization> {
  const organization = await lockOrganization(work, id)
  refuseStale(organization, version)
  const accepted = acceptedBy?.trim() ?? ''
  if (sharing !== 'own') {
    if (accepted === '')
      throw invalid(
        'Say who at the customer has accepted that colleagues see each other’s tickets.',
        [{ path: 'acceptedBy', message: 'is needed' }],
      )
    const [against] = await notesAt(work.db, id, ['sharing'], work.now)
    if (against)
      throw conflict(`A note by ${against.authorName} stands against it: ${against.body}`)
  }
  const isSame = sharing === 'own' || accepted === organization.sharingAcceptedBy
  if (organization.sharing === sharing && isSame) return organization
  const shares = sharing !== 'own'
  const kept = await work.db
    .updateTable('organizations')
    .set({
      sharing,
      sharingAcceptedBy: shares ? accepted.slice(0, 250) : null,
      sharingAcceptedAt: shares ? work.now : null,
      updatedAt: work.now,
      updatedBy: work.actor.name,
      version: organization.version + 1,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  work.record({ type: 'customer.sharing_accepted', organizationId: id, sharing, by: accepted })
  work.touch('organizations', `organization:${id}`)
  return kept
}

export interface Environment {
  name: string
  hosting: 'hosted' | 'self_managed' | 'dedicated'
  version: string
}

/** Where they run our software, as a whole list. */
export async function setEnvironments(work: Work, id: string, given: readonly Environment[]) {
  await lockOrganization(work, id)
  const names = given.map(({ name }) => name.trim().toLowerCase())
  if (names.some((name, index) => name === '' || names.indexOf(name) !== index))
    throw invalid('Every environment has a name of its own.', [
      { path: 'environments', message: 'need different names' },
    ])
  await work.db.deleteFrom('environments').where('organizationId', '=', id).execute()
  if (given.length > 0)
    await work.db
      .insertInto('environments')
      .values(
        given.map(({ name, hosting, version }) => ({
          id: randomUUIDv7(),
          organizationId: id,
          name: name.trim(),
          hosting,
          version,
          updatedAt: work.now,
        })),
      )
      .execute()
  work.record({
    type: 'customer.organization_saved',
    organizationId: id,
    fields: ['environments'],
    isNew: false,
  })
  work.touch(`organization:${id}`)
}
