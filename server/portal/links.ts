import type { System } from '../platform/system.ts'

/**
 * The customer's own page of one ticket. Whoever holds the link is in it, so it goes only to participants. One that names
 * a contact works as long as that contact may write there; without one it speaks for the requester.
 */
export const statusUrl = ({ secrets, config }: System, ticketId: string, contactId?: string) =>
  `${config.portalUrl}/help/status/${secrets.sign('status', ticketId, ...(contactId ? [contactId] : []))}`

export interface StatusLink {
  ticketId: string
  /** For whom it was made; null: for whoever asked. */
  contactId: string | null
}

const STATUS_LINK = /https?:\/\/[^\s<>"]*\/help\/status\/[\w.-]+/g

/** Our own words tell the requester their link. Whoever else reads them gets the address of the ticket's page instead. */
export const withoutStatusLinks = ({ config }: System, text: string, number: number): string =>
  text.replaceAll(STATUS_LINK, `${config.portalUrl}/help/tickets/${number}`)

export function statusLinkOf({ secrets }: System, token: string): StatusLink | null {
  const [ticketId, contactId = null] = secrets.verify('status', token) ?? []
  return ticketId ? { ticketId, contactId } : null
}

/** An organization's own way in: bookmarkable, no sign-in. Raising the key version makes old ones worthless. */
export const emergencyUrl = (
  { secrets, config }: System,
  organization: { id: string; emergencyKeyVersion: number },
) =>
  `${config.portalUrl}/help/emergency/${secrets.sign('emergency', organization.id, String(organization.emergencyKeyVersion))}`

export function organizationOfLink(
  { secrets }: System,
  token: string,
): { id: string; keyVersion: number } | null {
  const [id, version] = secrets.verify('emergency', token) ?? []
  return id && version ? { id, keyVersion: Number(version) } : null
}
