import type { System } from '../platform/system.ts'

/** A one-tap link works for a day; after that the person signs in. */
export const LINK_HOURS = 24

/** The links a page carries. The token is this person's, for this page; a GET only shows, a POST acts. */
export function linksFor({ secrets, config }: System, page: { id: string }) {
  const token = secrets.sign('page', page.id)
  return {
    links: {
      page: `${config.publicUrl}/page/${token}`,
      acknowledge: `${config.publicUrl}/api/v1/pages/${token}/acknowledgement`,
    },
    acknowledgeToken: token,
    receiptUrl: `${config.publicUrl}/api/v1/pages/${token}/receipt`,
  }
}
