/** Decides whether a mail posted to us comes from somebody who knows the mailbox's signing secret. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A call older or newer than this is not believed: what was overheard cannot be said again later. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000

export interface Signed {
  /** Seconds since 1970, as the caller wrote it. */
  timestamp: string | undefined
  /** `sha256=` and the HMAC-SHA256 of timestamp, a dot and the body, in hex. */
  signature: string | undefined
  body: Buffer
}

export const signatureOf = (secret: string, timestamp: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`

/** Compared in constant time, and compared even when the time is wrong. */
export function isSignedWith(
  secret: string,
  { timestamp = '', signature = '', body }: Signed,
  now: Date,
): boolean {
  const expected = Buffer.from(signatureOf(secret, timestamp, body))
  const given = Buffer.from(signature.trim().toLowerCase())
  const isSame = given.length === expected.length && timingSafeEqual(given, expected)
  return isSame && isFresh(timestamp, now)
}

/** Whether a caller's timestamp lies within the window. */
export const isFresh = (timestamp = '', now: Date): boolean =>
  /^\d{9,11}$/.test(timestamp) &&
  Math.abs(now.getTime() - Number(timestamp) * 1000) <= SIGNATURE_WINDOW_MS
