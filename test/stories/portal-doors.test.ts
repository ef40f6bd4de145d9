import { expect } from 'vitest'
import { AUTH_PATH } from '../../server/customers/sign-in.ts'
import { visit, type Visitor } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const asScript = (world: World, { jar }: Visitor, path: string, payload: object) =>
  world.app.inject({
    method: 'POST',
    url: `${AUTH_PATH}/${path}`,
    headers: {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: world.system.config.portalUrl,
    },
    payload,
  })

story('what the sign-in can do beside what our pages use has no address', async (world) => {
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  for (const [path, body] of [
    ['update-user', { name: '', image: 'x'.repeat(1000) }],
    ['sign-in/email', { email: 'kim@acme.test', password: 'correct horse battery' }],
    ['sign-up/email', { email: 'eve@acme.test', password: 'correct horse', name: 'Eve' }],
    ['change-email', { newEmail: 'eve@elsewhere.test' }],
    ['passkey/../update-user', { name: 'Eve' }],
  ] as const)
    expect((await asScript(world, kim, path, body)).statusCode).toBe(404)
  const { db } = world.system
  expect(
    await db.selectFrom('contacts').selectAll().where('email', '=', 'kim@acme.test').execute(),
  ).toMatchObject([{ name: 'Kim', image: null }])
  for (const url of ['list-sessions', 'get-session', 'ok'])
    expect((await kim.open(`${AUTH_PATH}/${url}`)).status).toBe(404)
  for (const options of ['generate-authenticate-options', 'generate-register-options'])
    expect((await kim.open(`${AUTH_PATH}/passkey/${options}`)).status).toBe(200)
})

story('a company’s sign-in that cannot be opened any more stops nobody else', async (world) => {
  const url = 'https://login.acme.test'
  await world.system.db
    .insertInto('contactSignInProviders')
    .values({
      key: 'acme',
      name: 'Acme',
      issuer: url,
      clientId: 'watchdesk',
      sealedSecret: 'sealed under another secret',
      authorizationUrl: url,
      tokenUrl: url,
      userInfoUrl: url,
      createdAt: new Date(),
      updatedAt: new Date(),
    })
    .execute()
  const kim = visit(world)
  expect((await kim.signIn('kim@acme.test')).status).toBe(303)
  for (const page of ['/help', '/help/account', '/help/emergency'])
    expect((await kim.open(page)).status).toBe(200)
})

story('a form on another site signs nobody in', async (world) => {
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.test' },
    { origin: 'null' },
  ] as Record<string, string>[]) {
    const lured = visit(world, { headers })
    const sent = await lured.press('/help/sign-in', { email: 'kim@acme.test' })
    expect([sent.status, sent.body]).toEqual([403, expect.stringContaining('by another site')])
  }
  const { origin } = new URL(world.system.config.portalUrl)
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin }] as Record<
    string,
    string
  >[]) {
    const kim = visit(world, { headers, address: '127.0.0.6' })
    expect((await kim.press('/help/sign-in', { email: 'kim@acme.test' })).status).toBe(200)
  }
})
