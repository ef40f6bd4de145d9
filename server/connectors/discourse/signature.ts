/** Decides whether a call comes from a Discourse that knows the secret of its webhook. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * `X-Discourse-Event-Signature`: `sha256=` and the HMAC-SHA256 of the body in hex, over the bytes as they came
 * (Discourse, app/jobs/regular/emit_web_hook_event.rb). Compared in constant time.
 */
export function isSignedWith(secret: string, signature: string, body: Buffer): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const given = Buffer.from(signature.trim().toLowerCase())
  return given.length === expected.length && timingSafeEqual(given, expected)
}
