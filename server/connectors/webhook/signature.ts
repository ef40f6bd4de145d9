import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The value of `Watchdesk-Signature` over the exact bytes of the body: `t=<unix seconds>,v1=<hex>`,
 * where v1 is the HMAC-SHA256 of `<t>.<body>` with the webhook's secret. The time is signed, so
 * that an old message cannot be sent again.
 */
export function signatureOf(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${macOf(seconds, body, secret).toString('hex')}`
}

/**
 * What a receiver checks. `toleranceSeconds` covers clocks that disagree, both ways; several v1
 * mean a changing secret.
 */
export function isSigned(
  signature: string,
  body: string,
  secret: string,
  now: Date,
  toleranceSeconds = 300,
): boolean {
  const parts = signature.split(',').map((part) => part.trim().split('='))
  const seconds = Number(parts.find(([name]) => name === 't')?.[1])
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= toleranceSeconds)) return false
  const expected = macOf(seconds, body, secret)
  return parts.some(
    ([name, value = '']) => name === 'v1' && isSame(expected, Buffer.from(value, 'hex')),
  )
}

const macOf = (seconds: number, body: string, secret: string) =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest()

const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
