import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { type Answer, openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const token = (id: string, name: string): components['schemas']['Token'] => ({
  id,
  name,
  scopes: ['*'],
  createdAt: '2026-11-01T00:00:00Z',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
})

test('a token is made with its end, and ended by its name', async () => {
  desk.server.answer('POST /api/v1/tokens', { id: '1', token: 'wd_new' }, 201)
  desk.server.answer('GET /api/v1/tokens', {
    tokens: [token('1', 'ci'), token('2', 'twin'), token('3', 'twin')],
  } satisfies Answer<'listTokens'>)
  desk.server.answer('DELETE /api/v1/tokens/1', { ok: true })
  expect(
    await desk.watchdesk([
      'token',
      'create',
      'ci',
      '--scope',
      'tickets.read',
      '--scope',
      'people.read',
      '--expires',
      '90d',
    ]),
  ).toMatchObject({ code: 0, out: 'wd_new' })
  expect(desk.sent()[0]?.[1]).toEqual({
    name: 'ci',
    scopes: ['tickets.read', 'people.read'],
    expiresAt: '2027-02-20T12:00:00Z',
  })
  expect(await desk.watchdesk(['token', 'revoke', 'ci'])).toMatchObject({
    code: 0,
    out: '"ci" works no more.',
  })
  expect(await desk.watchdesk(['token', 'revoke', 'twin'])).toMatchObject({ code: 2 })
})
