import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { setPassword } from '../../server/people/sign-in.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const password = 'correct horse battery'

async function signIn(world: World, email: string, given = password) {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password: given },
    headers: { origin: world.system.config.publicUrl },
  })
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0])
  return {
    status: answer.statusCode,
    body: answer.json<{ twoFactorRedirect?: boolean }>(),
    cookie: cookies.join('; '),
  }
}

story(
  'the first visitor of an empty company makes the administrator; the second cannot',
  async (world) => {
    const first = { name: 'Dora', email: 'dora@example.test', password }
    expect((await world.app.inject({ url: '/api/v1/welcome' })).json()).toEqual({ isEmpty: true })
    expect((await world.post('http://x/api/v1/welcome', first)).status).toBe(201)
    expect(
      (await world.post('http://x/api/v1/welcome', { ...first, email: 'mallory@example.test' }))
        .status,
    ).toBe(409)
    const { cookie } = await signIn(world, first.email)
    expect(
      (await world.app.inject({ url: '/api/v1/me', headers: { cookie } })).json(),
    ).toMatchObject({ name: 'Dora', role: 'admin' })
  },
  { template: 'empty' },
)

story('a wrong password signs nobody in, and guessing is slowed down', async (world) => {
  await world.work((work) => setPassword(work, world.bob.id, password))
  expect((await signIn(world, world.bob.email, 'wrong horse battery')).status).toBe(401)
  const statuses = []
  for (let guess = 0; guess < 14; guess += 1)
    statuses.push((await signIn(world, world.bob.email, `guess number ${guess}`)).status)
  expect(statuses.at(-1)).toBe(429)
})

// The story before has used up what its own world allowed.
story('another page cannot act with our cookie', async (world) => {
  await world.work((work) => setPassword(work, world.bob.id, password))
  const { cookie } = await signIn(world, world.bob.email)
  const forged = await world.app.inject({
    method: 'POST',
    url: '/api/v1/queue/next',
    headers: { cookie },
    payload: {},
  })
  expect([forged.statusCode, forged.json<{ detail: string }>().detail]).toEqual([
    403,
    expect.stringContaining('did not come from Watchdesk'),
  ])
})

story('with a second factor the password alone is not enough', async (world) => {
  await world.work((work) => setPassword(work, world.bob.id, password))
  const { cookie } = await signIn(world, world.bob.email)
  const headers = { cookie, origin: world.system.config.publicUrl }
  const enabled = await world.app.inject({
    method: 'POST',
    url: '/api/auth/two-factor/enable',
    headers,
    payload: { password },
  })
  const { totpURI } = enabled.json<{ totpURI: string }>()
  const code = totp(new URL(totpURI).searchParams.get('secret') ?? '', Date.now())
  expect(
    (
      await world.app.inject({
        method: 'POST',
        url: '/api/auth/two-factor/verify-totp',
        headers,
        payload: { code },
      })
    ).statusCode,
  ).toBe(200)
  const half = await signIn(world, world.bob.email)
  expect(half.body).toMatchObject({ twoFactorRedirect: true })
  expect(
    (await world.app.inject({ url: '/api/v1/me', headers: { cookie: half.cookie } })).statusCode,
  ).toBe(401)
})

/** RFC 6238 with its defaults: SHA-1, 30 seconds, six digits. */
function totp(secret: string, at: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(secret, (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac.at(-1)! & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

story('pages carry a policy that runs no script but ours', async (world) => {
  const policy = (await world.app.inject({ url: '/api/v1/welcome' })).headers[
    'content-security-policy'
  ]
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

story('every route but the doors for strangers asks who is there', async (world) => {
  const contract = (await import('../../api/openapi.json', { with: { type: 'json' } }))
    .default as unknown as { paths: Record<string, Record<string, { security?: object[] }>> }
  const open: string[] = []
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, { security }] of Object.entries(methods)) {
      if (security?.length === 0) continue
      const url = path
        .replaceAll('{number}', '1')
        .replaceAll('{key}', 'on_call')
        .replaceAll('{id}', '01890000-0000-7000-8000-000000000000')
      const answer = await world.app.inject({
        method: method.toUpperCase() as 'GET',
        url,
        ...(method !== 'get' && { payload: {} }),
      })
      if (answer.statusCode !== 401) open.push(`${method} ${path}: ${answer.statusCode}`)
    }
  }
  expect(open).toEqual([])
})

story('an invitation lets somebody set their own password, once', async (world) => {
  const invited = await world.dora.call('POST', '/people/carol/invitations')
  const token = new URL((invited.body as { url: string }).url).searchParams.get('invitation') ?? ''
  expect((await world.app.inject({ url: `/api/v1/invitations/${token}` })).json()).toEqual({
    name: 'Carol',
    email: 'carol@watchdesk.test',
  })
  expect((await world.post(`http://x/api/v1/invitations/${token}`, { password })).status).toBe(201)
  expect((await signIn(world, world.carol.email)).status).toBe(200)
  expect(
    (
      await world.post(`http://x/api/v1/invitations/${token}`, {
        password: 'another good password',
      })
    ).status,
  ).toBe(409)
  expect((await world.alice.call('POST', '/people/carol/invitations')).status).toBe(403)
})
