import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { invalid } from '../platform/errors.ts'
import type { Memberships, Subscriptions } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { addNote } from './notes.ts'
import type { Contact, Organization } from './queries.ts'

/** Keeps an organization under its own key of another system, or its name. Doing it twice changes nothing. */
export async function saveOrganization(
  work: Work,
  organization: {
    externalId: string
    name: string
    domains: string[]
    timeZone?: string
    /** Kept as a note that always matters. */
    notes?: string
  },
): Promise<Organization> {
  const columns = {
    name: organization.name,
    domains: organization.domains,
    timeZone: organization.timeZone ?? null,
    updatedAt: work.now,
    updatedBy: work.actor.name,
  }
  const saved = await work.db
    .insertInto('organizations')
    .values({
      id: randomUUIDv7(),
      externalId: organization.externalId,
      createdAt: work.now,
      ...columns,
    })
    .onConflict((conflict) => conflict.column('externalId').doUpdateSet(columns))
    .returningAll()
    .executeTakeFirstOrThrow()
  if (organization.notes) await keepNote(work, saved.id, organization.notes)
  return saved
}

async function keepNote(work: Work, organizationId: string, body: string) {
  const known = await work.db
    .selectFrom('organizationNotes')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('body', '=', body)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!known) await addNote(work, organizationId, { moment: 'always', body })
}

/** How somebody came to belong to an organization. */
export type Source = Selectable<Memberships>['source']

/**
 * Keeps a person under their address and, where an organization is named, as a contact of it, in one statement. What we
 * know of a person is never overwritten with less; their first organization is the one they usually write for. Whom an
 * organization let go comes back when somebody names them, and never by their domain alone.
 */
export async function saveContact(
  work: Work,
  contact: {
    email: string
    name: string
    organizationId: string | null
    phone?: string | null
    source?: Source
  },
): Promise<Contact> {
  const { source = 'agent' } = contact
  const { rows } = await sql<Contact>`
    with c as (
      insert into contacts (id, email, name, phone, created_at, updated_at)
      values (${randomUUIDv7()}, ${contact.email.toLowerCase()}, ${contact.name}, ${contact.phone ?? null}, ${work.now}, ${work.now})
      on conflict (email) do update set phone = coalesce(excluded.phone, contacts.phone), updated_at = excluded.updated_at
      returning *),
    m as (
      insert into memberships (contact_id, organization_id, is_default, source, added_by, added_at)
      select c.id, ${contact.organizationId}::uuid, not exists (select from memberships o where o.contact_id = c.id),
        ${source}, ${work.actor.name}, ${work.now}
      from c where ${contact.organizationId}::uuid is not null and (${source} <> 'domain' or not exists (
        select from removed_members r where r.contact_id = c.id and r.organization_id = ${contact.organizationId}::uuid))
      on conflict (contact_id, organization_id) do nothing),
    r as (
      delete from removed_members r using c
      where r.contact_id = c.id and r.organization_id = ${contact.organizationId}::uuid and ${source} <> 'domain')
    select * from c`.execute(work.db)
  return rows[0]!
}

export async function savePlan(
  work: Work,
  plan: { key: string; name: string; emergencySupport: boolean; paid: boolean; details: object },
) {
  const columns = {
    name: plan.name,
    emergencySupport: plan.emergencySupport,
    paid: plan.paid,
    details: JSON.stringify(plan.details),
    removedAt: null,
  }
  await work.db
    .insertInto('plans')
    .values({ id: randomUUIDv7(), key: plan.key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
}

export async function removePlansExcept(work: Work, keys: string[]) {
  await work.db
    .updateTable('plans')
    .set({ removedAt: work.now })
    .where('key', 'not in', keys)
    .where('removedAt', 'is', null)
    .execute()
}

/** What an organization has bought. Grace is the plan's unless it is given. */
export async function subscribe(
  work: Work,
  subscription: {
    organizationId: string
    planKey: string
    startsAt: Date
    endsAt: Date | null
    hosting?: 'hosted' | 'self_managed' | 'dedicated'
    seats?: number | null
    graceDays?: number
    emergencySupport?: boolean | null
    citizenship?: string | null
    state?: 'active' | 'on_hold' | 'disputed'
    stateSince?: Date
    externalId?: string | null
  },
): Promise<Selectable<Subscriptions>> {
  const plan = await findPlan(work, subscription.planKey)
  return work.db
    .insertInto('subscriptions')
    .values({
      id: randomUUIDv7(),
      organizationId: subscription.organizationId,
      planId: plan.id,
      hosting: subscription.hosting ?? 'hosted',
      startsAt: subscription.startsAt,
      endsAt: subscription.endsAt,
      graceDays: subscription.graceDays ?? plan.graceDays,
      seats: subscription.seats ?? null,
      emergencySupport: subscription.emergencySupport ?? null,
      citizenship: subscription.citizenship ?? null,
      state: subscription.state ?? 'active',
      stateSince: subscription.stateSince ?? work.now,
      externalId: subscription.externalId ?? null,
      createdAt: work.now,
      updatedAt: work.now,
      updatedBy: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Of a plan that does not say. */
export const USUAL_GRACE_DAYS = 14

export async function findPlan(work: Work, key: string) {
  const plan = await work.db
    .selectFrom('plans')
    .select(['id', 'details'])
    .where('key', '=', key)
    .executeTakeFirst()
  if (!plan)
    throw invalid(`There is no plan "${key}".`, [
      { path: 'plan', message: 'is not in the playbook' },
    ])
  const { grace_days: graceDays = USUAL_GRACE_DAYS } = plan.details as { grace_days?: number }
  return { id: plan.id, graceDays }
}

/** Makes every emergency link given out before worthless. */
export async function rotateEmergencyLink(work: Work, organizationId: string): Promise<number> {
  const row = await work.db
    .updateTable('organizations')
    .set((eb) => ({ emergencyKeyVersion: eb('emergencyKeyVersion', '+', 1), updatedAt: work.now }))
    .where('id', '=', organizationId)
    .returning('emergencyKeyVersion')
    .executeTakeFirstOrThrow()
  work.record({
    type: 'customer.emergency_link_rotated',
    organizationId,
    keyVersion: row.emergencyKeyVersion,
  })
  return row.emergencyKeyVersion
}
