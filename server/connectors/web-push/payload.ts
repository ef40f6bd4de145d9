/**
 * Decides what a push carries: all that the service worker shows and needs, within what every push
 * service takes.
 */
import type { PageRequest } from '../connector.ts'

/** What the service worker reads. Its field names are the contract with `web/`. */
export interface PushPayload {
  title: string
  body: string
  pageId: string
  incidentNumber: number
  url: string
  acknowledgeUrl: string
  acknowledgeToken: string
  receiptUrl: string
  level: number
  urgency: 'high' | 'low'
  /** ISO instant: shown after it, the push is stale and says so. */
  sendBefore: string
}

/** Push services take 4,096 bytes encrypted (RFC 8030 7.2); some less. */
export const MOST_BYTES = 3000

/** JSON below MOST_BYTES: the body gives way first, then the title. */
export function pushPayload(page: PageRequest): string {
  const payload: PushPayload = {
    title: page.title,
    body: page.body,
    pageId: page.pageId,
    incidentNumber: page.incidentNumber,
    url: page.links.page,
    acknowledgeUrl: page.incidentNumber > 0 ? page.links.acknowledge : '',
    acknowledgeToken: page.acknowledgeToken,
    receiptUrl: page.receiptUrl,
    level: page.level,
    urgency: page.urgency,
    sendBefore: page.sendBefore.toISOString(),
  }
  const body = fitting(page.body, (body) => ({ ...payload, body }))
  const title = fitting(page.title, (title) => ({ ...payload, body, title }))
  return JSON.stringify({ ...payload, title, body })
}

/** As much of the text as leaves the payload below the limit; cut text ends in an ellipsis. */
function fitting(text: string, payloadWith: (text: string) => PushPayload): string {
  let fits = text
  for (let keep = text.length; isTooBig(payloadWith(fits)) && keep > 0;) {
    keep = Math.floor(keep * 0.9)
    fits = `${text.slice(0, keep).toWellFormed().trimEnd()}…`
  }
  return fits
}

const isTooBig = (payload: PushPayload) => Buffer.byteLength(JSON.stringify(payload)) >= MOST_BYTES

/**
 * RFC 8030 5.4: at most 32 characters of base64url. A newer push of the same page replaces one not
 * yet delivered.
 */
export const topicOf = (pageId: string) => pageId.replaceAll(/[^A-Za-z0-9_]/g, '').slice(0, 32)
