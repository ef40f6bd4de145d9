import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import library from 'web-push'
import type { PageRequest } from '../connector.ts'
import { failureOf, pageTo, startFakeOutside, type FakeOutside } from '../fake-outside.ts'
import { webPush } from './connector.ts'
import { MOST_BYTES, topicOf, type PushPayload } from './payload.ts'

let pushService: FakeOutside
beforeAll(async () => {
  pushService = await startFakeOutside()
})
afterAll(() => pushService.close())
beforeEach(() => {
  pushService.calls.length = 0
  pushService.answers({ status: 201, headers: { location: 'https://push.test/message/1' } })
})

const { publicKey, privateKey } = library.generateVAPIDKeys()
const settings = {
  vapidSubject: 'mailto:admin@support.test',
  vapidPublicKey: publicKey,
  vapidPrivateKey: privateKey,
}

/** A browser: its keys never leave it. */
const browser = createECDH('prime256v1')
browser.generateKeys()
const auth = randomBytes(16)
const subscription = () =>
  JSON.stringify({
    endpoint: `${pushService.url}/push/device-1`,
    expirationTime: null,
    keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
  })

const page = (change: Partial<PageRequest> = {}) => pageTo(subscription(), change)
const send = (request: PageRequest, net = pushService.net) => webPush.page!(request, settings, net)

test('the browser decrypts what its service worker needs', async () => {
  const request = page()
  await expect(send(request)).resolves.toEqual({ externalId: 'https://push.test/message/1' })
  expect(JSON.parse(decrypted(pushService.calls[0]!.body, browser, auth))).toEqual({
    title: 'All pushes fail',
    body: 'Kim of Acme: every git push is refused since 03:12.',
    pageId: request.pageId,
    incidentNumber: 12,
    url: 'https://desk.test/p/abc',
    acknowledgeUrl: 'https://desk.test/api/v1/pages/acknowledgement',
    acknowledgeToken: 'token-of-this-page',
    receiptUrl: 'https://desk.test/api/v1/pages/receipt?t=abc',
    level: 1,
    urgency: 'high',
    sendBefore: request.sendBefore.toISOString(),
  } satisfies PushPayload)
})

test('the headers make it urgent, short-lived and replaceable', async () => {
  await send(page())
  const { path, headers } = pushService.calls[0]!
  expect(path).toBe('/push/device-1')
  expect(headers['urgency']).toBe('high')
  expect(headers['topic']).toBe('01932f4e7c1a7d5e9b3f2a4c6e8f0a1b')
  expect(headers['content-encoding']).toBe('aes128gcm')
  expect(Number(headers['ttl'])).toBeGreaterThanOrEqual(118)
  expect(Number(headers['ttl'])).toBeLessThanOrEqual(120)
})

test('the push service never keeps a page longer than five minutes', async () => {
  await send(page({ sendBefore: new Date(Date.now() + 3_600_000) }))
  expect(pushService.calls[0]?.headers['ttl']).toBe('300')
})

test('a page that may wait is not urgent', async () => {
  await send(page({ urgency: 'low' }))
  expect(pushService.calls[0]?.headers['urgency']).toBe('normal')
})

test('a stale page is never sent', async () => {
  const failure = await failureOf(send(page({ sendBefore: new Date(Date.now() - 1) })))
  expect(failure.permanent).toBe(true)
  expect(pushService.calls).toEqual([])
})

test('it is signed for this push service by our key (RFC 8292)', async () => {
  await send(page())
  const [, token = '', key = ''] =
    /^vapid t=([^,]+), k=(.+)$/.exec(String(pushService.calls[0]?.headers.authorization)) ?? []
  expect(key).toBe(publicKey)
  const [head = '', claims = '', signature = ''] = token.split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: pushService.url,
    sub: settings.vapidSubject,
  })
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const signer = {
    key: createPublicKey({ key: jwk, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363' as const,
  }
  expect(
    verify('sha256', Buffer.from(`${head}.${claims}`), signer, Buffer.from(signature, 'base64url')),
  ).toBe(true)
})

describe('however long the words, the payload stays below what push services take', () => {
  test.each([
    ['a long body', { body: 'x'.repeat(20_000) }],
    ['a body that swells when written as JSON', { body: '\u0001'.repeat(5_000) }],
    ['a body of wide characters', { body: '🔥'.repeat(5_000) }],
    ['a long title as well', { title: '🔥'.repeat(2_000), body: '🔥'.repeat(5_000) }],
  ])('%s', async (_name, words) => {
    await send(page(words))
    const text = decrypted(pushService.calls[0]!.body, browser, auth)
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
    const payload: PushPayload = JSON.parse(text)
    expect(payload.body.endsWith('…')).toBe(true)
    expect(payload.body.isWellFormed()).toBe(true)
    expect(payload.title.length).toBeGreaterThan(10)
  })
})

describe('what the push service says', () => {
  test.each([
    [404, true, true],
    [410, true, true],
    [413, true, false],
    [400, true, false],
    [403, true, false],
    [429, false, false],
    [500, false, false],
    [503, false, false],
  ])('%d: permanent %s, subscription gone %s', async (status, permanent, addressGone) => {
    pushService.answers({ status })
    expect(await failureOf(send(page()))).toMatchObject({ permanent, addressGone })
  })

  test('Retry-After is passed on', async () => {
    pushService.answers({ status: 429, headers: { 'retry-after': '7' } })
    expect((await failureOf(send(page()))).retryAfterSeconds).toBe(7)
  })

  test('nothing at all is worth another try', async () => {
    const net = { ...pushService.net, post: () => Promise.reject(new Error('connect ETIMEDOUT')) }
    const failure = await failureOf(send(page(), net))
    expect(failure.permanent).toBe(false)
    expect(failure.message).toMatch(/^127\.0\.0\.1:\d+ could not be reached: connect ETIMEDOUT$/)
  })
})

test.each([
  ['no JSON', 'bob@support.test', true],
  ['no keys', JSON.stringify({ endpoint: 'https://push.test/1' }), true],
  [
    'a key that is none',
    JSON.stringify({ endpoint: 'https://push.test/1', keys: { p256dh: 'AAAA', auth: 'AAAA' } }),
    false,
  ],
])('an address that is no subscription fails for good: %s', async (_name, address, addressGone) => {
  expect(await failureOf(send(pageTo(address)))).toMatchObject({ permanent: true, addressGone })
})

test('a topic is at most 32 characters that fit a URL', () => {
  expect(topicOf('x/ä+'.repeat(40))).toBe('x'.repeat(32))
})

/**
 * RFC 8291 3.4 and RFC 8188 2, from the browser's side, written from the documents and not with the
 * sender's library.
 */
function decrypted(message: Buffer, keys: ECDH, authSecret: Buffer): string {
  const salt = message.subarray(0, 16)
  const senderKey = message.subarray(21, 21 + message.readUInt8(20))
  const content = message.subarray(21 + senderKey.length)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey])
  const secret = Buffer.from(
    hkdfSync('sha256', keys.computeSecret(senderKey), authSecret, info, 32),
  )
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(content.subarray(-16))
  const padded = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}
