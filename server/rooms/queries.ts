import type { Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { CallLinks } from '../platform/tables.ts'

export type CallLink = Selectable<CallLinks>

export async function openCallLink(db: Database, incidentId: string): Promise<CallLink | null> {
  const link = await db
    .selectFrom('callLinks')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .where('replacedAt', 'is', null)
    .executeTakeFirst()
  return link ?? null
}

export async function callLinksOf(db: Database, incidentId: string): Promise<CallLink[]> {
  return db
    .selectFrom('callLinks')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .orderBy('openedAt')
    .execute()
}
