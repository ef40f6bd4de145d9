import { sql } from 'kysely'
import { appNow, type Database } from '../platform/database.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { placesTaken } from './places-taken.ts'
import { subscriptionOf, subscriptionsOfO, type Row } from './queries.ts'
import { contactLimitOf, strongest } from './standing.ts'

export interface Places {
  /** Null: any number. */
  limit: number | null
  /** Contacts, and those who are asked to become one. */
  taken: number
}

interface Where {
  system: System
  db: Database
}

/** The one answer to how many contacts an organization may have, and has. */
export async function placesOf(where: Where, organizationId: string): Promise<Places> {
  return (await placesOfAll(where, [organizationId])).get(organizationId)!
}

/** The same for many, with what they are called. */
export async function placesOfAll(
  { system, db }: Where,
  organizationIds: readonly string[],
): Promise<Map<string, Places & { name: string }>> {
  if (organizationIds.length === 0) return new Map()
  const { customers } = await settingsOf(system)
  const { rows } = await sql<Found>`
    select o.id, o.name, o.contact_limit, ${placesTaken(sql`o.id`)} as taken, ${subscriptionsOfO} as subscriptions
    from organizations o where o.id = any(${[...organizationIds]}::uuid[])`.execute(db)
  const now = await appNow(db)
  return new Map(
    rows.map(({ id, name, contactLimit, taken, subscriptions }) => {
      const best = strongest(subscriptions.map(subscriptionOf), now, customers)
      const limit = contactLimitOf({ contactLimit }, best?.subscription ?? null)
      return [id, { name, limit, taken }]
    }),
  )
}

interface Found {
  id: string
  name: string
  contactLimit: number | null
  taken: number
  subscriptions: Row[]
}
