import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

test('signing in asks for the second factor, keeps a token and ends the session', async () => {
  desk.server.answer('POST /api/auth/sign-in/email', { twoFactorRedirect: true })
  desk.server.answer('POST /api/auth/two-factor/verify-totp', { token: 'session' })
  desk.server.answer('POST /api/v1/tokens', { id: 't', token: 'wd_made' }, 201)
  desk.server.answer('POST /api/auth/sign-out', { success: true })
  desk.server.answer('GET /api/v1/me', {
    id: 'u',
    key: 'bob',
    name: 'Bob',
    email: 'bob@watchdesk.test',
    role: 'agent',
    timeZone: 'UTC',
    permissions: [],
    twoFactorEnabled: true,
  } satisfies components['schemas']['Me'])
  const { code, out } = await desk.watchdesk(
    ['sign-in'],
    { replies: ['bob@watchdesk.test', 'secret words', '123 456'] },
    {},
  )
  expect([code, out]).toEqual([0, expect.stringMatching(/as Bob \(agent\)/)])
  expect(desk.sent().slice(0, 2)).toEqual([
    ['POST /api/auth/sign-in/email', { email: 'bob@watchdesk.test', password: 'secret words' }],
    ['POST /api/auth/two-factor/verify-totp', { code: '123456' }],
  ])
  const [, second, made, ended, me] = desk.server.requests
  expect(second?.headers).toMatchObject({ cookie: 'watchdesk.email=yes', origin: desk.server.url })
  expect(made?.headers).toMatchObject({
    cookie: 'watchdesk.email=yes; watchdesk.verify-totp=yes',
    'x-watchdesk': '1',
  })
  expect(ended?.path).toBe('/api/auth/sign-out')
  expect(me?.headers.authorization).toBe('Bearer wd_made')
  const file = join(desk.home, '.config/watchdesk/config.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    server: desk.server.url,
    token: 'wd_made',
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a wrong password is told and nothing is kept', async () => {
  desk.server.answer(
    'POST /api/auth/sign-in/email',
    { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' },
    401,
  )
  const { code, said } = await desk.watchdesk(
    ['sign-in', '--email', 'bob@watchdesk.test'],
    { replies: ['wrong'] },
    {},
  )
  expect([code, said]).toEqual([1, 'Password:\nE-mail address or password is wrong.'])
  expect(desk.sent()).toHaveLength(1)
})
