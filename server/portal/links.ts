import type { System } from '../platform/system.ts'

/** The customer's own page of one ticket. Whoever holds the link is in it, so it goes only to participants. */
export const statusUrl = ({ secrets, config }: System, ticketId: string) =>
  `${config.portalUrl}/help/status/${secrets.sign('status', ticketId)}`

export const ticketIdOfStatus = ({ secrets }: System, token: string) =>
  secrets.verify('status', token)?.[0] ?? null

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
