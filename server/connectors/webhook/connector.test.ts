import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pageTo, startFakeOutside, type FakeOutside } from '../fake-outside.ts'
import { webhook } from './connector.ts'
import { isSigned, signatureOf } from './signature.ts'

let receiver: FakeOutside
beforeAll(async () => {
  receiver = await startFakeOutside()
})
afterAll(() => receiver.close())
beforeEach(() => {
  receiver.calls.length = 0
  receiver.answers({ status: 204 })
})

const secret = 'a-secret-of-the-receiver'

test('a page arrives as JSON, signed and named so that a second one can be dropped', async () => {
  const page = pageTo(`${receiver.url}/hooks/7`)
  await expect(webhook.page!(page, { secret }, receiver.net)).resolves.toEqual({ externalId: null })
  const { path, headers, body } = receiver.calls[0]!
  expect(path).toBe('/hooks/7')
  expect(headers['content-type']).toBe('application/json')
  expect(headers['idempotency-key']).toBe('page-key-1')
  expect(
    isSigned(String(headers['watchdesk-signature']), body.toString(), secret, new Date()),
  ).toBe(true)
  expect(JSON.parse(body.toString())).toEqual({
    type: 'page',
    key: 'page-key-1',
    pageId: page.pageId,
    incidentNumber: 12,
    level: 1,
    urgency: 'high',
    title: 'All pushes fail',
    body: 'Kim of Acme: every git push is refused since 03:12.',
    url: 'https://desk.test/p/abc',
    acknowledgeUrl: 'https://desk.test/api/v1/pages/acknowledgement',
    acknowledgeToken: 'token-of-this-page',
    receiptUrl: 'https://desk.test/api/v1/pages/receipt?t=abc',
    sendBefore: page.sendBefore.toISOString(),
  })
})

test('an announcement arrives the same way', async () => {
  const post = {
    key: 'k2',
    address: receiver.url,
    title: 'Crisis room open',
    text: 'Room 3',
    url: null,
  }
  await webhook.post!(post, { secret }, receiver.net)
  expect(JSON.parse(receiver.calls[0]!.body.toString())).toEqual({
    type: 'post',
    key: 'k2',
    title: 'Crisis room open',
    text: 'Room 3',
    url: null,
  })
})

describe('what the receiver says', () => {
  test.each([
    [301, true, false],
    [400, true, false],
    [404, true, false],
    [408, false, false],
    [410, true, true],
    [429, false, false],
    [500, false, false],
  ])('%d: permanent %s, gone %s', async (status, permanent, addressGone) => {
    receiver.answers({ status })
    await expect(
      webhook.page!(pageTo(receiver.url), { secret }, receiver.net),
    ).rejects.toMatchObject({ permanent, addressGone })
  })

  test('a secret it repeats to us is not repeated to anybody', async () => {
    receiver.answers({ status: 400, body: `your secret ${secret} is wrong` })
    await expect(webhook.page!(pageTo(receiver.url), { secret }, receiver.net)).rejects.toThrow(
      /your secret ••• is wrong/,
    )
  })

  test('an address that is none fails without its path being printed', async () => {
    await expect(webhook.page!(pageTo('no url'), { secret }, receiver.net)).rejects.toThrow(
      /^an address that is no URL could not be reached/,
    )
  })
})

describe('a signature', () => {
  const at = new Date('2026-11-02T10:15:30Z')
  const signature = signatureOf('{"a":1}', secret, at)
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)

  test('is a time and an HMAC of time and body', () => {
    expect(signature).toBe(
      't=1793614530,v1=602108126bfb8990c409177f8dd7e9e25421dc3eef80e57efd4663b6351d2f7e',
    )
  })

  test.each([
    ['fits', signature, '{"a":1}', secret, later(10), true],
    [
      'fits while the secret changes',
      `t=1793614530,v1=00,${signature.split(',')[1]}`,
      '{"a":1}',
      secret,
      at,
      true,
    ],
    ['of another body', signature, '{"a":2}', secret, at, false],
    ['of another secret', signature, '{"a":1}', 'another-secret-of-some', at, false],
    ['too old', signature, '{"a":1}', secret, later(301), false],
    ['from the future', signature, '{"a":1}', secret, later(-301), false],
    [
      'with another time',
      signature.replace('t=1793614530', 't=1793614531'),
      '{"a":1}',
      secret,
      at,
      false,
    ],
    ['that is none', 'hello', '{"a":1}', secret, at, false],
    ['that is empty', '', '{"a":1}', secret, at, false],
  ])('%s', (_name, given, body, key, now, expected) => {
    expect(isSigned(given, body, key, now)).toBe(expected)
  })
})
