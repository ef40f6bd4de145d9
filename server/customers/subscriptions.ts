import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { invalid, notFound } from '../platform/errors.ts'
import type { Subscriptions } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { findPlan, subscribe } from './actions.ts'
import { lockOrganization, refuseStale } from './organizations.ts'

export type Subscription = Selectable<Subscriptions>

/** Left out: as it is. null: emptied, or as the plan says. */
export interface SubscriptionChange {
  plan?: string | undefined
  externalId?: string | null | undefined
  hosting?: Subscription['hosting'] | undefined
  startsAt?: Date | undefined
  endsAt?: Date | null | undefined
  graceDays?: number | undefined
  seats?: number | null | undefined
  emergencySupport?: boolean | null | undefined
  citizenship?: string | null | undefined
  state?: Subscription['state'] | undefined
}

export async function createSubscription(
  work: Work,
  organizationId: string,
  { plan, startsAt, ...given }: SubscriptionChange & { plan: string; startsAt: Date },
): Promise<Subscription> {
  await lockOrganization(work, organizationId)
  refuseBackwards({ startsAt, endsAt: given.endsAt ?? null })
  const { endsAt = null, hosting, graceDays, state, ...rest } = given
  const subscription = await subscribe(work, {
    organizationId,
    planKey: plan,
    startsAt,
    endsAt,
    ...rest,
    ...(hosting && { hosting }),
    ...(graceDays !== undefined && { graceDays }),
    ...(state && { state }),
  })
  tell(work, subscription, Object.keys(given), true)
  return subscription
}

/** A change of the state begins now: from here a dispute is believed for its days. */
export async function changeSubscription(
  work: Work,
  id: string,
  { plan, ...change }: SubscriptionChange,
  expectedVersion?: number,
): Promise<Subscription> {
  const before = await lockSubscription(work, id)
  refuseStale(before, expectedVersion)
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<Subscription>
  const columns: Partial<Subscription> = {
    ...given,
    ...(plan !== undefined && { planId: (await findPlan(work, plan)).id }),
    ...(given.state && given.state !== before.state && { stateSince: work.now }),
  }
  refuseBackwards({ ...before, ...columns })
  const old: Record<string, unknown> = { ...before }
  const changed = Object.entries(columns)
    .filter(
      ([column, value]) => JSON.stringify(old[column] ?? null) !== JSON.stringify(value ?? null),
    )
    .map(([column]) => column)
  if (changed.length === 0) return before
  const kept = await work.db
    .updateTable('subscriptions')
    .set({
      ...columns,
      updatedAt: work.now,
      updatedBy: work.actor.name,
      version: before.version + 1,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  tell(work, kept, changed, false)
  return kept
}

/** Another system keeps it under its own key. */
export async function upsertSubscription(
  work: Work,
  externalId: string,
  organizationId: string,
  change: SubscriptionChange & { plan: string; startsAt: Date },
): Promise<{ subscription: Subscription; isNew: boolean }> {
  const known = await work.db
    .selectFrom('subscriptions')
    .select(['id', 'organizationId'])
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  if (known && known.organizationId !== organizationId)
    throw invalid('A subscription stays with its organization.', [
      { path: 'organizationId', message: 'is another one' },
    ])
  const subscription = known
    ? await changeSubscription(work, known.id, change)
    : await createSubscription(work, organizationId, { ...change, externalId })
  return { subscription, isNew: !known }
}

/** A line of the ledger of hours: bought is more than nothing, used is less. No line is ever changed. */
export async function bookMinutes(
  work: Work,
  id: string,
  { minutes, why, ticketId }: { minutes: number; why: string; ticketId?: string | null },
): Promise<{ left: number }> {
  const { organizationId } = await lockSubscription(work, id)
  await work.db
    .insertInto('subscriptionMinutes')
    .values({
      id: randomUUIDv7(),
      subscriptionId: id,
      minutes,
      why,
      ticketId: ticketId ?? null,
      actorName: work.actor.name,
      at: work.now,
    })
    .execute()
  work.record({ type: 'customer.minutes_booked', subscriptionId: id, organizationId, minutes })
  work.touch(`organization:${organizationId}`)
  const { rows } = await sql<{ left: number }>`
    select sum(minutes)::int as left from subscription_minutes where subscription_id = ${id}`.execute(
    work.db,
  )
  return { left: rows[0]?.left ?? 0 }
}

async function lockSubscription(work: Work, id: string): Promise<Subscription> {
  const subscription = await work.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!subscription) throw notFound('There is no such subscription.')
  return subscription
}

function refuseBackwards({ startsAt, endsAt }: { startsAt: Date; endsAt: Date | null }) {
  if (endsAt && endsAt <= startsAt)
    throw invalid('A subscription ends after it begins.', [
      { path: 'endsAt', message: 'is not after startsAt' },
    ])
}

function tell(work: Work, { id, organizationId }: Subscription, fields: string[], isNew: boolean) {
  work.record({
    type: 'customer.subscription_saved',
    subscriptionId: id,
    organizationId,
    fields,
    isNew,
  })
  work.touch('organizations', `organization:${organizationId}`)
}
