import { sql, type Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Contacts, Organizations } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { Rules } from './entitlement.ts'
import { placesTaken } from './places-taken.ts'
import type { FoundSender, SenderOrganization } from './sender.ts'
import type { SubscriptionFacts } from './standing.ts'
import { chooseOrganization } from './which-organization.ts'

export type Contact = Selectable<Contacts>
export type Organization = Selectable<Organizations>

export interface Sender extends FoundSender {
  contact: Contact | null
  organizations: SenderOrganization[]
  /** The one they write for when nothing else is said. */
  organization: SenderOrganization | null
}

/** Of more than so many organizations nobody is a contact in earnest. */
const MOST_ORGANIZATIONS = 20
/**
 * Everything known of an address, in one statement: tickets are created in few round trips.
 * @param asked an organization that was named beside it; its facts come along, member or not
 */
export async function findSender(
  db: Database,
  email: string,
  asked: string | null = null,
): Promise<Sender> {
  const address = email.toLowerCase()
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const { rows } = await sql<{
    contact: Record<string, unknown> | null
    isStaff: boolean
    now: Date
    organizations: (Omit<SenderOrganization, 'subscriptions'> & { subscriptions: Row[] })[]
  }>`
    with c as (select * from contacts where email = ${address} and erased_at is null),
    belonging as (
      select m.organization_id as id, m.source, m.is_default from memberships m join c on c.id = m.contact_id
      union all
      select o.id, null, false from organizations o where o.domains @> array[${domain}]::text[]
        and not exists (select from removed_members r join c on c.id = r.contact_id where r.organization_id = o.id)
      union all
      select o.id, null, false from organizations o where o.id = ${asked}::uuid
    ),
    b as (select id, max(source) as source, bool_or(is_default) as is_default from belonging group by id
      order by (id = ${asked}::uuid) desc nulls last, bool_or(is_default) desc, max(source) nulls last, id limit ${sql.lit(MOST_ORGANIZATIONS)})
    select (select to_jsonb(c) from c) as contact, app_now() as now,
      exists (select from users u where u.email = ${address} and u.disabled_at is null) as is_staff,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'emergencyKeyVersion', o.emergency_key_version,
        'source', b.source, 'isDefault', b.is_default, 'listsDomain', o.domains @> array[${domain}]::text[],
        'citizenship', o.citizenship, 'contactLimit', o.contact_limit, 'heldBecause', o.held_because,
        'contacts', case when b.source is null and (o.contact_limit is not null or exists (
            select from subscriptions s join plans p on p.id = s.plan_id where s.organization_id = o.id and p.details ? 'contact_limit'))
          then ${placesTaken(sql`o.id`)} else 0 end,
        'subscriptions', ${subscriptionsOfO}))
        from b join organizations o on o.id = b.id), '[]') as organizations`.execute(db)
  const row = rows[0]!
  const organizations = row.organizations.map((organization) => ({
    ...organization,
    subscriptions: organization.subscriptions.map(subscriptionOf),
  }))
  if (asked && !organizations.some(({ id }) => id === asked))
    throw notFound('There is no such organization.')
  const candidates = organizations.map((one) => ({ ...one, isMember: one.source !== null }))
  return {
    contact: row.contact && contactOf(row.contact),
    isStaff: row.isStaff,
    organizations,
    organization: chooseOrganization(candidates, { asked, at: row.now }),
  }
}

/** Of the organization `o` of the statement around it. */
export const subscriptionsOfO = sql`coalesce((select jsonb_agg(jsonb_build_object('planKey', p.key, 'planName', p.name,
  'emergencySupport', coalesce(s.emergency_support, p.emergency_support), 'paid', p.paid, 'startsAt', s.starts_at,
  'endsAt', s.ends_at, 'graceDays', s.grace_days, 'state', s.state, 'stateSince', s.state_since, 'citizenship', s.citizenship,
  'minutesLeft', (select sum(minutes) from subscription_minutes l where l.subscription_id = s.id),
  'contactLimit', (p.details->>'contact_limit')::int,
  'emergencyHours', (select v.hours from calendars k join calendar_versions v on v.id = k.version_id
    where k.key = p.details->>'emergency_hours')))
  from subscriptions s join plans p on p.id = s.plan_id where s.organization_id = o.id), '[]')`

export async function findOrganization(db: Database, id: string): Promise<Organization> {
  const organization = await db
    .selectFrom('organizations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!organization) throw notFound('There is no such organization.')
  return organization
}

export async function subscriptionsOf(
  db: Database,
  organizationId: string,
): Promise<SubscriptionFacts[]> {
  const { rows } = await sql<{ subscriptions: Row[] }>`
    select ${subscriptionsOfO} as subscriptions from organizations o where o.id = ${organizationId}`.execute(
    db,
  )
  return (rows[0]?.subscriptions ?? []).map(subscriptionOf)
}

/** Whether somebody is a contact of an organization. */
export async function isMember(
  db: Database,
  contactId: string,
  organizationId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .select('contactId')
    .where('contactId', '=', contactId)
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return row !== undefined
}

/** What the playbook says about the door. Whatever somebody of ours raises pages, whoever it is for. */
export async function rulesAtDoor({ system, actor }: Work): Promise<Rules> {
  const { customers, emergency } = await settingsOf(system)
  return {
    disputedDays: customers.disputedDays,
    unentitled: actor.kind === 'user' ? 'page_and_flag' : emergency.unentitled,
    always: actor.kind === 'user',
  }
}

export type Row = Omit<SubscriptionFacts, 'startsAt' | 'endsAt' | 'stateSince'> & {
  startsAt: string
  endsAt: string | null
  stateSince: string
}

export const subscriptionOf = (row: Row): SubscriptionFacts => ({
  ...row,
  startsAt: new Date(row.startsAt),
  endsAt: row.endsAt === null ? null : new Date(row.endsAt),
  stateSince: new Date(row.stateSince),
})

/** A row that came as JSON carries the database's own names, and instants as text. */
const contactOf = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase()),
      column.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as unknown as Contact
