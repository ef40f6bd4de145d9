import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pageTo, startFakeOutside, type FakeOutside } from '../fake-outside.ts'
import { ntfy } from './connector.ts'

let server: FakeOutside
beforeAll(async () => {
  server = await startFakeOutside()
})
afterAll(() => server.close())
beforeEach(() => {
  server.calls.length = 0
  server.answers({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"id":"hwQ2YpKdmg"}',
  })
})

const settings = (token?: string) => ({ baseUrl: server.url, ...(token && { token }) })
const sent = (): Record<string, unknown> => JSON.parse(server.calls[0]!.body.toString())

test('an urgent page rings through, opens the page and acknowledges with one press', async () => {
  const { externalId } = await ntfy.page!(pageTo('bob-on-call'), settings('tk_secret'), server.net)
  expect(externalId).toBe('hwQ2YpKdmg')
  expect(server.calls[0]).toMatchObject({
    method: 'POST',
    path: '/',
    headers: { authorization: 'Bearer tk_secret' },
  })
  expect(sent()).toEqual({
    topic: 'bob-on-call',
    title: '#12 All pushes fail',
    message: 'Kim of Acme: every git push is refused since 03:12.',
    priority: 5,
    tags: ['rotating_light'],
    click: 'https://desk.test/p/abc',
    actions: [
      {
        action: 'http',
        label: 'Acknowledge',
        url: 'https://desk.test/api/v1/pages/acknowledgement',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"token":"token-of-this-page"}',
        clear: true,
      },
      { action: 'view', label: 'Open', url: 'https://desk.test/p/abc', clear: false },
    ],
  })
})

test('a page that may wait rings once', async () => {
  await ntfy.page!(pageTo('bob-on-call', { urgency: 'low' }), settings(), server.net)
  expect(sent()).toMatchObject({ priority: 4, tags: ['bell'] })
  expect(server.calls[0]?.headers).not.toHaveProperty('authorization')
})

test('a long body is cut where ntfy would make a file of it', async () => {
  await ntfy.page!(pageTo('bob-on-call', { body: 'ü'.repeat(5000) }), settings(), server.net)
  const message = String(sent()['message'])
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096)
  expect(message.endsWith('ü…')).toBe(true)
})

test('an announcement is no alarm', async () => {
  await ntfy.post!(
    {
      key: 'k',
      address: 'team',
      title: 'Crisis room open',
      text: 'Room 3',
      url: 'https://desk.test/rooms/3',
    },
    settings(),
    server.net,
  )
  expect(sent()).toEqual({
    topic: 'team',
    title: 'Crisis room open',
    message: 'Room 3',
    priority: 3,
    click: 'https://desk.test/rooms/3',
  })
})

describe('what the server says', () => {
  test.each([
    [401, true, null],
    [403, true, null],
    [404, true, null],
    [413, true, null],
    [429, false, 30],
    [502, false, 30],
  ])('%d: permanent %s', async (status, permanent, retryAfterSeconds) => {
    server.answers({ status, headers: { 'retry-after': '30' }, body: '{"error":"because"}' })
    await expect(ntfy.page!(pageTo('bob-on-call'), settings(), server.net)).rejects.toMatchObject({
      name: 'DeliveryFailed',
      permanent,
      retryAfterSeconds,
    })
  })
})

test.each(['', 'two words', '../admin', 'x'.repeat(65)])('%j is no topic', async (address) => {
  await expect(ntfy.page!(pageTo(address), settings(), server.net)).rejects.toMatchObject({
    permanent: true,
    addressGone: true,
  })
  expect(server.calls).toEqual([])
})
