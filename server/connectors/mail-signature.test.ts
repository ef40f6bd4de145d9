import { expect, test } from 'vitest'
import { isSignedWith, signatureOf } from './mail-signature.ts'

const secret = 'a signing secret'
const body = Buffer.from('From: kim@acme.test\r\n\r\nHello')
const now = new Date('2026-03-03T10:00:00Z')
const timestamp = String(now.getTime() / 1000)
const good = { timestamp, signature: signatureOf(secret, timestamp, body), body }

test('the signature is what openssl makes of timestamp, dot and body', () => {
  // printf '1772532000.From: kim@acme.test\r\n\r\nHello' | openssl dgst -sha256 -hmac 'a signing secret'
  expect(good.signature).toBe(
    'sha256=6113861826bfa6d0f4f1dcf56cd9a86862d5af425bf899b8c0fd89b023411e87',
  )
  expect(isSignedWith(secret, good, now)).toBe(true)
})

test.each([
  ['another secret', 'another', good, now],
  ['another body', secret, { ...good, body: Buffer.from('Hello') }, now],
  ['another time', secret, { ...good, timestamp: String(Number(timestamp) + 1) }, now],
  ['no signature', secret, { ...good, signature: undefined }, now],
  ['no time', secret, { ...good, timestamp: undefined }, now],
  ['half a signature', secret, { ...good, signature: good.signature.slice(0, 30) }, now],
  ['six minutes later', secret, good, new Date(now.getTime() + 6 * 60_000)],
  ['six minutes before', secret, good, new Date(now.getTime() - 6 * 60_000)],
])('%s is not believed', (_what, key, signed, at) => {
  expect(isSignedWith(key, signed, at)).toBe(false)
})

test('a time that is signed and no number is not believed', () => {
  const signed = { timestamp: 'soon', signature: signatureOf(secret, 'soon', body), body }
  expect(isSignedWith(secret, signed, now)).toBe(false)
})
