import { sql, type Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Contacts, Organizations } from '../platform/tables.ts'
import type { SubscriptionFacts } from './entitlement.ts'

export type Contact = Selectable<Contacts>
export type Organization = Selectable<Organizations>

export interface Sender {
  contact: Contact | null
  organization: Organization | null
  /** By name on a contact, or by the domain of the address. */
  belongs: 'named' | 'domain' | 'none'
  subscriptions: SubscriptionFacts[]
}

/** Everything known of an address, in one statement: tickets are created in few round trips. */
export async function findSender(db: Database, email: string): Promise<Sender> {
  const address = email.toLowerCase()
  const domain = address.split('@')[1] ?? ''
  const { rows } = await sql<{
    contact: Contact | null
    organization: Organization | null
    byDomain: boolean
    subscriptions: SubscriptionRow[]
  }>`
    with c as (select * from contacts where email = ${address}),
    o as (
      select o.*, false as by_domain from organizations o join c on c.organization_id = o.id
      union all
      select o.*, true from organizations o
      where o.domains @> array[${domain}]::text[] and not exists (select 1 from c where c.organization_id is not null)
      limit 1
    )
    select (select to_jsonb(c) from c) as contact, (select to_jsonb(o) from o) as organization,
      coalesce((select by_domain from o), false) as by_domain,
      coalesce((select jsonb_agg(jsonb_build_object('planKey', p.key, 'planName', p.name, 'emergencySupport', p.emergency_support, 'paid', p.paid,
        'startsAt', s.starts_at, 'endsAt', s.ends_at, 'graceDays', s.grace_days, 'state', s.state))
        from subscriptions s join plans p on p.id = s.plan_id where s.organization_id = (select id from o)), '[]') as subscriptions`.execute(
    db,
  )
  const row = rows[0]!
  return {
    contact: row.contact && contactOf(row.contact),
    organization: row.organization && organizationOf(row.organization),
    belongs: row.organization ? (row.byDomain ? 'domain' : 'named') : 'none',
    subscriptions: row.subscriptions.map(subscriptionOf),
  }
}

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
  const rows = await db
    .selectFrom('subscriptions')
    .innerJoin('plans', 'plans.id', 'subscriptions.planId')
    .select([
      'plans.key',
      'plans.name',
      'plans.emergencySupport',
      'plans.paid',
      'startsAt',
      'endsAt',
      'graceDays',
      'state',
    ])
    .where('organizationId', '=', organizationId)
    .execute()
  return rows.map((row) => ({
    ...row,
    planKey: row.key,
    planName: row.name,
    state: row.state as SubscriptionFacts['state'],
  }))
}

type SubscriptionRow = Omit<SubscriptionFacts, 'startsAt' | 'endsAt'> & {
  startsAt: string
  endsAt: string | null
}

const subscriptionOf = (row: SubscriptionRow): SubscriptionFacts => ({
  ...row,
  startsAt: new Date(row.startsAt),
  endsAt: row.endsAt === null ? null : new Date(row.endsAt),
})

/** Rows that came as JSON carry the database's own names and times as text. */
type Json<T> = { [K in keyof T]: unknown }

function contactOf(row: Json<Contact>): Contact {
  const json = row as unknown as Record<string, string | null>
  return {
    id: json['id']!,
    email: json['email']!,
    name: json['name']!,
    organizationId: json['organization_id'] ?? null,
    phone: json['phone'] ?? null,
    timeZone: json['time_zone'] ?? null,
    language: json['language'] ?? null,
    image: json['image'] ?? null,
    emailVerified: Boolean(json['email_verified']),
    createdAt: new Date(json['created_at']!),
    updatedAt: new Date(json['updated_at']!),
  }
}

function organizationOf(row: Json<Organization>): Organization {
  const json = row as unknown as Record<string, unknown>
  return {
    id: json['id'] as string,
    name: json['name'] as string,
    externalId: json['external_id'] as string | null,
    domains: json['domains'] as string[],
    timeZone: json['time_zone'] as string | null,
    notes: json['notes'] as string,
    emergencyKeyVersion: json['emergency_key_version'] as number,
    createdAt: new Date(json['created_at'] as string),
    updatedAt: new Date(json['updated_at'] as string),
  }
}
