import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { OrganizationNotes } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type OrganizationNote = Selectable<OrganizationNotes>
export type Moment = OrganizationNote['moment']

export interface GivenNote {
  moment: Moment
  body: string
  fromAt?: Date | null
  untilAt?: Date | null
}

/** A note that says when it matters. Against sharing none can be written while colleagues read each other's tickets. */
export async function addNote(
  work: Work,
  organizationId: string,
  { moment, body, fromAt = null, untilAt = null }: GivenNote,
): Promise<OrganizationNote> {
  if (body.trim() === '')
    throw invalid('A note says something.', [{ path: 'body', message: 'is empty' }])
  if (fromAt && untilAt && fromAt >= untilAt)
    throw invalid('A note ends after it begins.', [{ path: 'untilAt', message: 'is too early' }])
  if (moment === 'sharing') await refuseWhileShared(work, organizationId)
  const note = await work.db
    .insertInto('organizationNotes')
    .values({
      id: randomUUIDv7(),
      organizationId,
      moment,
      body: body.trim().slice(0, 4000),
      authorName: work.actor.name,
      fromAt,
      untilAt,
      createdAt: work.now,
      updatedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  work.record({ type: 'customer.note_added', organizationId, noteId: note.id, moment })
  work.touch(`organization:${organizationId}`)
  return note
}

async function refuseWhileShared(work: Work, organizationId: string) {
  const organization = await work.db
    .selectFrom('organizations')
    .select('sharing')
    .where('id', '=', organizationId)
    .forUpdate()
    .executeTakeFirst()
  if (organization && organization.sharing !== 'own')
    throw conflict(
      'Colleagues see each other’s tickets there. Set sharing back to one’s own first, then write the note against it.',
    )
}

/** Out of sight, and kept: who wrote it and who took it away stays true. */
export async function removeNote(work: Work, organizationId: string, id: string): Promise<void> {
  const removed = await work.db
    .updateTable('organizationNotes')
    .set({ removedAt: work.now, updatedAt: work.now })
    .where('id', '=', id)
    .where('organizationId', '=', organizationId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (removed.numUpdatedRows === 0n) throw notFound('There is no such note.')
  work.record({ type: 'customer.note_removed', organizationId, noteId: id })
  work.touch(`organization:${organizationId}`)
}

/** It stands again, as whoever wrote it left it. Twice is once. */
export async function restoreNote(work: Work, organizationId: string, id: string): Promise<void> {
  const note = await work.db
    .selectFrom('organizationNotes')
    .select(['moment', 'removedAt'])
    .where('id', '=', id)
    .where('organizationId', '=', organizationId)
    .forUpdate()
    .executeTakeFirst()
  if (!note) throw notFound('There is no such note.')
  if (note.removedAt === null) return
  if (note.moment === 'sharing') await refuseWhileShared(work, organizationId)
  await work.db
    .updateTable('organizationNotes')
    .set({ removedAt: null, updatedAt: work.now })
    .where('id', '=', id)
    .execute()
  work.record({ type: 'customer.note_restored', organizationId, noteId: id })
  work.touch(`organization:${organizationId}`)
}

/** What matters at this moment, oldest first. `always` matters at every moment. */
export async function notesAt(
  db: Database,
  organizationId: string,
  moments: readonly Moment[],
  now: Date,
): Promise<OrganizationNote[]> {
  return db
    .selectFrom('organizationNotes')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('moment', 'in', [...moments])
    .where('removedAt', 'is', null)
    .where((eb) => eb.or([eb('fromAt', 'is', null), eb('fromAt', '<=', now)]))
    .where((eb) => eb.or([eb('untilAt', 'is', null), eb('untilAt', '>', now)]))
    .orderBy('createdAt')
    .execute()
}
