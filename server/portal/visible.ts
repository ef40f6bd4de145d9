/** Decides which tickets a customer sees on their pages, and in which of them they may write. */

/** What colleagues see of each other's tickets; `own`: nothing. */
export type Sharing = 'own' | 'read' | 'write'

export interface Home {
  id: string
  name: string
  sharing: Sharing
}

export interface Viewer {
  contactId: string
  /** The organizations they belong to. */
  homes: readonly Pick<Home, 'id' | 'sharing'>[]
}

export interface TicketFacts {
  requesterId: string
  organizationId: string | null
  /** Contacts who read along. */
  readerIds: readonly string[]
  /** Need to know: sharing never opens it, only having written it or having been brought in. */
  restricted: boolean
}

export type Access = 'none' | 'read' | 'write'

export function accessTo({ contactId, homes }: Viewer, ticket: TicketFacts): Access {
  if (ticket.requesterId === contactId || ticket.readerIds.includes(contactId)) return 'write'
  if (ticket.restricted) return 'none'
  const home = homes.find(({ id }) => id === ticket.organizationId)
  return home && home.sharing !== 'own' ? home.sharing : 'none'
}

/** Organizations whose tickets are shared with this viewer; the SQL condition is made of these. */
export const sharedWith = ({ homes }: Viewer): string[] =>
  homes.filter(({ sharing }) => sharing !== 'own').map(({ id }) => id)
