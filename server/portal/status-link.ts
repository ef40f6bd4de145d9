/** Whether the link of a live page opens it still. */
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import { viewerOf } from './homes.ts'
import { statusLinkOf, type StatusLink } from './links.ts'
import { accessById } from './ticket-queries.ts'

/**
 * What a link names. Throws `not_found` when it is none of ours, and when the contact it was made for may not write in
 * that ticket any more: what a company shares, and who belongs to it, is asked each time.
 */
export async function openStatusLink(
  system: System,
  token: string,
  db: Database = system.db,
): Promise<StatusLink> {
  const link = statusLinkOf(system, token)
  if (!link) throw notFound('This link is not one of ours, or it was cut short.')
  if (link.contactId === null) return link
  const viewer = await viewerOf(db, { id: link.contactId })
  if ((await accessById(db, viewer, link.ticketId)) !== 'write')
    throw notFound('This link works no more: whom it was made for cannot write there now.')
  return link
}
