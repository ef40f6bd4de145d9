import { expect, test } from 'vitest'
import { endpointOf, proofState, readySince, shownAddress, wayName, type Method } from './proof.ts'

const now = Date.parse('2026-10-22T12:00:00Z')
const method = (more: Partial<Method>): Method => ({
  id: 'm',
  kind: 'ntfy',
  label: 'Phone',
  address: 'topic',
  verifiedAt: null,
  lastProofAt: null,
  brokenAt: null,
  brokenReason: null,
  ...more,
})

test('a way is proven for 30 days after a page reached somebody by it', () => {
  expect(proofState(method({}), now)).toBe('never')
  expect(proofState(method({ lastProofAt: '2026-09-23T12:00:00Z' }), now)).toBe('proven')
  expect(proofState(method({ lastProofAt: '2026-09-22T11:00:00Z' }), now)).toBe('old')
})

test('a way that refused is broken, whatever it proved before', () => {
  const broken = { lastProofAt: '2026-10-22T11:00:00Z', brokenAt: '2026-10-22T11:30:00Z' }
  expect(proofState(method(broken), now)).toBe('broken')
})

test('ready is the newest proof of a way that still works', () => {
  const ways = [
    method({ lastProofAt: '2026-10-20T12:00:00Z' }),
    method({ lastProofAt: '2026-10-21T12:00:00Z', brokenAt: '2026-10-22T01:00:00Z' }),
    method({}),
  ]
  expect(readySince(ways, now)).toBe('2026-10-20T12:00:00Z')
  expect(readySince([method({})], now)).toBeUndefined()
})

test('a push subscription is shown by the host that carries it, never by its secret', () => {
  const address = JSON.stringify({ endpoint: 'https://push.example/abc', keys: { auth: 'x' } })
  expect(shownAddress({ kind: 'web_push', address })).toBe('by way of push.example')
  expect(endpointOf('topic')).toBeUndefined()
  expect(endpointOf('{"endpoint":"nonsense"}')).toBeUndefined()
})

test('ways that only the company knows still have a name', () => {
  expect(['sms', 'web_push', 'pigeon'].map(wayName)).toEqual(['SMS', 'Push', 'pigeon'])
})
