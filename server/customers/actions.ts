import { randomUUIDv7 } from 'node:crypto'
import type { Work } from '../platform/work.ts'
import type { Contact, Organization } from './queries.ts'

/** Keeps an organization under its own key of another system, or its name. Doing it twice changes nothing. */
export async function saveOrganization(
  work: Work,
  organization: {
    externalId: string
    name: string
    domains: string[]
    timeZone?: string
    notes?: string
  },
): Promise<Organization> {
  const columns = {
    name: organization.name,
    domains: organization.domains,
    timeZone: organization.timeZone ?? null,
    notes: organization.notes ?? '',
    updatedAt: work.now,
  }
  return work.db
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
}

export async function saveContact(
  work: Work,
  contact: { email: string; name: string; organizationId: string | null; phone?: string | null },
): Promise<Contact> {
  const email = contact.email.toLowerCase()
  return work.db
    .insertInto('contacts')
    .values({
      id: randomUUIDv7(),
      email,
      name: contact.name,
      organizationId: contact.organizationId,
      phone: contact.phone ?? null,
      createdAt: work.now,
      updatedAt: work.now,
    })
    .onConflict((conflict) =>
      // What we know of a person is never overwritten with less.
      conflict.column('email').doUpdateSet((eb) => ({
        organizationId: eb.fn.coalesce('contacts.organizationId', 'excluded.organizationId'),
        phone: eb.fn.coalesce('excluded.phone', 'contacts.phone'),
        updatedAt: work.now,
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
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

export async function subscribe(
  work: Work,
  subscription: {
    organizationId: string
    planKey: string
    startsAt: Date
    endsAt: Date | null
    hosting?: 'hosted' | 'self_managed' | 'dedicated'
    seats?: number
  },
) {
  const plan = await work.db
    .selectFrom('plans')
    .select('id')
    .where('key', '=', subscription.planKey)
    .executeTakeFirstOrThrow()
  await work.db
    .insertInto('subscriptions')
    .values({
      id: randomUUIDv7(),
      organizationId: subscription.organizationId,
      planId: plan.id,
      hosting: subscription.hosting ?? 'hosted',
      startsAt: subscription.startsAt,
      endsAt: subscription.endsAt,
      seats: subscription.seats ?? null,
      createdAt: work.now,
    })
    .execute()
}

/** Makes every emergency link given out before worthless. */
export async function rotateEmergencyLink(work: Work, organizationId: string): Promise<number> {
  const row = await work.db
    .updateTable('organizations')
    .set((eb) => ({ emergencyKeyVersion: eb('emergencyKeyVersion', '+', 1), updatedAt: work.now }))
    .where('id', '=', organizationId)
    .returning('emergencyKeyVersion')
    .executeTakeFirstOrThrow()
  return row.emergencyKeyVersion
}
