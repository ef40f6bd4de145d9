import { sql, type RawBuilder } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import { USUAL_GRACE_DAYS } from './actions.ts'
import { subscriptionsOfO, subscriptionOf, type Row } from './queries.ts'
import type { SubscriptionFacts } from './standing.ts'

/** A page of a list in the order of names: the mark names the last one seen. */
export interface Wanted {
  q: string
  after: { name: string; id: string } | null
  limit: number
}

/** One order whatever the language of the database: an index is walked, however long the list. */
const BY_NAME = sql`lower(name) collate "C"`
const isAfter = (after: Wanted['after']) =>
  after ? sql`(${BY_NAME}, id) > (lower(${after.name}) collate "C", ${after.id}::uuid)` : sql`true`

/** The beginning of a name, a whole domain or a key of another system. */
const looksLike = (q: string) => `${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`

export interface ListedOrganization {
  id: string
  name: string
  externalId: string | null
  domains: string[]
  region: string | null
  heldBecause: string | null
  contacts: number
  subscriptions: SubscriptionFacts[]
}

export async function listOrganizations(
  db: Database,
  { q, after, limit }: Wanted,
): Promise<ListedOrganization[]> {
  const domain = q.toLowerCase().replace(/^.*@/, '')
  const { rows } = await sql<Omit<ListedOrganization, 'subscriptions'> & { subscriptions: Row[] }>`
    select o.id, o.name, o.external_id, o.domains, o.region, o.held_because, ${subscriptionsOfO} as subscriptions,
      (select count(*) from memberships m where m.organization_id = o.id) as contacts
    from (select * from organizations
      where ${q === '' ? sql`true` : sql`(${BY_NAME} like ${looksLike(q)} or domains @> array[${domain}]::text[] or external_id = ${q})`}
        and ${isAfter(after)}
      order by ${BY_NAME}, id limit ${limit}) o
    order by lower(o.name) collate "C", o.id`.execute(db)
  return rows.map((row) => ({ ...row, subscriptions: row.subscriptions.map(subscriptionOf) }))
}

export interface ListedContact {
  id: string
  name: string
  email: string
  phone: string | null
  organizations: { id: string; name: string }[]
  isBlocked: boolean
}

/** Mail of this address waits in quarantine: it is banned itself, or everybody at its domain is. */
const bansOf = (email: RawBuilder<unknown>) => sql`
  from banned_senders b where b.lifted_at is null and b.pattern in (${email}, '@' || split_part(${email}, '@', 2))`

export async function listContacts(
  db: Database,
  { q, after, limit, organizationId }: Wanted & { organizationId: string | null },
): Promise<ListedContact[]> {
  const { rows } = await sql<ListedContact>`
    select c.id, c.name, c.email, c.phone, coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by m.is_default desc, o.name)
      from memberships m join organizations o on o.id = m.organization_id where m.contact_id = c.id), '[]') as organizations,
      exists (select ${bansOf(sql`c.email`)}) as is_blocked
    from (select * from contacts
      where erased_at is null
        and ${q === '' ? sql`true` : sql`(${BY_NAME} like ${looksLike(q)} or email like ${looksLike(q)} or external_id = ${q})`}
        and ${organizationId === null ? sql`true` : sql`id in (select contact_id from memberships where organization_id = ${organizationId})`}
        and ${isAfter(after)}
      order by ${BY_NAME}, id limit ${limit}) c
    order by lower(c.name) collate "C", c.id`.execute(db)
  return rows
}

/** Everything about an organization that its page shows, but its tickets. */
export async function organizationPage(db: Database, id: string) {
  const organization = await db
    .selectFrom('organizations')
    .leftJoin('users', 'users.id', 'organizations.ownerId')
    .selectAll('organizations')
    .select(['users.name as ownerName'])
    .where('organizations.id', '=', id)
    .executeTakeFirst()
  if (!organization) throw notFound('There is no such organization.')
  const [notes, environments, subscriptions, contacts] = await Promise.all([
    db
      .selectFrom('organizationNotes')
      .selectAll()
      .where('organizationId', '=', id)
      .where('removedAt', 'is', null)
      .orderBy('createdAt')
      .execute(),
    db
      .selectFrom('environments')
      .selectAll()
      .where('organizationId', '=', id)
      .orderBy('name')
      .execute(),
    listSubscriptions(db, id),
    db
      .selectFrom('memberships')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organizationId', '=', id)
      .executeTakeFirstOrThrow(),
  ])
  return { ...organization, notes, environments, subscriptions, contacts: contacts.count }
}

/** All of an organization, or one by its id; the newest first. */
export async function listSubscriptions(
  db: Database,
  organizationId: string | null,
  id: string | null = null,
) {
  let query = db
    .selectFrom('subscriptions')
    .innerJoin('plans', 'plans.id', 'subscriptions.planId')
    .selectAll('subscriptions')
    .select([
      'plans.key as planKey',
      'plans.name as planName',
      'plans.emergencySupport as planEmergency',
      'plans.paid',
      sql<number | null>`(plans.details->>'contact_limit')::int`.as('contactLimit'),
      sql<
        number | null
      >`(select sum(minutes)::int from subscription_minutes l where l.subscription_id = subscriptions.id)`.as(
        'minutesLeft',
      ),
    ])
    .orderBy('subscriptions.startsAt', 'desc')
    .orderBy('subscriptions.id')
    .limit(200)
  if (organizationId) query = query.where('subscriptions.organizationId', '=', organizationId)
  if (id) query = query.where('subscriptions.id', '=', id)
  return query.execute()
}

export async function contactPage(db: Database, id: string) {
  const contact = await db
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!contact) throw notFound('There is no such contact.')
  const memberships = await db
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .selectAll('memberships')
    .select('organizations.name as organizationName')
    .where('contactId', '=', id)
    .orderBy('isDefault', 'desc')
    .orderBy('organizations.name')
    .execute()
  const { rows } = await sql<{ pattern: string; by: string; at: Date }>`
    select b.pattern, b.banned_by as by, b.banned_at as at ${bansOf(sql`${contact.email}::text`)}
    order by b.pattern desc limit 1`.execute(db)
  return { ...contact, memberships, blocked: rows[0] ?? null }
}

/** What the forms of customers ask for: plans as the playbook has them, paid ones first. */
export const listPlans = (db: Database) =>
  db
    .selectFrom('plans')
    .select([
      'key',
      'name',
      'paid',
      'emergencySupport',
      sql<number>`coalesce((details->>'grace_days')::int, ${sql.lit(USUAL_GRACE_DAYS)})`.as(
        'graceDays',
      ),
    ])
    .where('removedAt', 'is', null)
    .orderBy('paid', 'desc')
    .orderBy('name')
    .execute()
