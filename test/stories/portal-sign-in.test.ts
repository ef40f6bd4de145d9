import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { forgetRemembered } from '../../server/platform/remembered.ts'
import { linkIn, visit } from '../world/customer.ts'
import { startOidcProvider } from '../world/oidc-provider.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const codeIn = (world: World, email: string) =>
  /\b\d{6}\b/.exec(world.mailboxes.inboxOf(email).at(-1)?.subject ?? '')?.[0] ?? ''
const organizationCalled = (world: World, name: string) =>
  world.system.db
    .selectFrom('organizations')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
const contactsOf = (world: World, email: string) =>
  world.system.db.selectFrom('contacts').selectAll().where('email', '=', email).execute()

story('a mailed link signs a customer in, after one press, once', async (world) => {
  const kim = visit(world)
  expect((await kim.open('/help/account')).location).toBe('/help/sign-in?next=%2Fhelp%2Faccount')
  const sent = await kim.press('/help/sign-in', { email: 'Kim@acme.test', next: '/help/account' })
  expect(sent.body).toContain('a link and a code are on their way')
  const link = linkIn(world, 'kim@acme.test')
  // A program that looks at links in mail opens it first, twice.
  for (const _ of [1, 2]) expect((await visit(world).open(link)).body).toContain('kim@acme.test')
  const pressed = await kim.press(link)
  expect([pressed.status, pressed.location]).toEqual([303, '/help/account'])
  expect((await kim.open('/help/account')).body).toContain('You are signed in as kim@acme.test.')
  const again = await visit(world).press(link)
  expect([again.status, again.body]).toEqual([
    400,
    expect.stringContaining('This link was used on 2026-03-03 10:00 UTC'),
  ])
})

story('the code of the same mail signs in on another device; a link runs out', async (world) => {
  const desk = visit(world)
  await desk.press('/help/sign-in', { email: 'kim@acme.test', next: '/help' })
  const code = codeIn(world, 'kim@acme.test')
  const wrong = await desk.press('/help/sign-in/code', { email: 'kim@acme.test', code: '000000' })
  expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('does not fit')])
  const right = await desk.press('/help/sign-in/code', {
    email: 'kim@acme.test',
    code: ` ${code.slice(0, 3)} ${code.slice(3)}`,
  })
  expect(right.status).toBe(303)
  expect((await desk.open('/help/account')).status).toBe(200)
  expect((await visit(world).press(linkIn(world, 'kim@acme.test'))).status).toBe(400)

  await desk.press('/help/sign-in', { email: 'lee@umbra.test', next: '/help' })
  await world.clock.advance('16 minutes')
  const late = await visit(world).press(linkIn(world, 'lee@umbra.test'))
  expect(late.body).toContain('This link was good until')
})

story('codes cannot be guessed: after six tries the right one is refused too', async (world) => {
  const mallory = visit(world)
  await mallory.press('/help/sign-in', { email: 'kim@acme.test', next: '/help' })
  const code = codeIn(world, 'kim@acme.test')
  for (let guess = 0; guess < 6; guess += 1)
    await mallory.press('/help/sign-in/code', { email: 'kim@acme.test', code: '999999' })
  expect((await mallory.press('/help/sign-in/code', { email: 'kim@acme.test', code })).status).toBe(
    400,
  )
})

story(
  'an address we do not know gets the same answer, and becomes a contact when it signs in',
  async (world) => {
    const answers = []
    for (const email of ['kim@acme.test', 'new@acme.test'])
      answers.push(
        (await visit(world).press('/help/sign-in', { email, next: '/help' })).body.replaceAll(
          email,
          '…',
        ),
      )
    expect(answers[0]).toBe(answers[1])
    expect(await contactsOf(world, 'new@acme.test')).toEqual([])
    await visit(world).press(linkIn(world, 'new@acme.test'))
    expect(await contactsOf(world, 'new@acme.test')).toMatchObject([
      { name: 'new', emailVerified: true },
    ])
  },
)

story(
  'enough mails are enough: the seventh within an hour is not sent, and the page says so',
  async (world) => {
    for (let time = 0; time < 6; time += 1)
      await visit(world).press('/help/sign-in', { email: 'kim@acme.test', next: '/help' })
    const seventh = await visit(world).press('/help/sign-in', {
      email: 'kim@acme.test',
      next: '/help',
    })
    expect([seventh.status, seventh.body]).toEqual([
      429,
      expect.stringContaining('Enough links were sent'),
    ])
    expect(world.kim.inbox()).toHaveLength(6)
  },
)

story(
  'a customer is nobody to the staff’s side, and staff are nobody to the customers’',
  async (world) => {
    const kim = visit(world)
    await kim.signIn('kim@acme.test')
    const cookie = [...kim.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    expect([...kim.jar.keys()].every((name) => name.startsWith('watchdesk-portal.'))).toBe(true)
    expect((await world.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(
      401,
    )
    const renamed = cookie.replaceAll('watchdesk-portal.', 'watchdesk.')
    expect(
      (await world.app.inject({ url: '/api/v1/me', headers: { cookie: renamed } })).statusCode,
    ).toBe(401)
  },
)

story('signing in leads nowhere but to our own pages', async (world) => {
  for (const next of [
    'https://evil.test/',
    '//evil.test/help',
    '/help\\@evil.test',
    '/helpful',
    '/api/v1/me',
    '/help/sign-out',
  ]) {
    const kim = visit(world, { address: '127.0.0.7' })
    await kim.press('/help/sign-in', { email: `${next.length}@acme.test`, next })
    expect((await kim.press(linkIn(world, `${next.length}@acme.test`))).location).toBe('/help')
  }
})

story('forms of a signed-in page are refused when another page sends them', async (world) => {
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  const token = await kim.formToken()
  const forged = await kim.press('/help/account', { timeZone: 'Asia/Tokyo' })
  expect([forged.status, forged.body]).toEqual([403, expect.stringContaining('was not made here')])
  const other = visit(world)
  await other.signIn('lee@umbra.test')
  expect((await other.press('/help/account', { token, timeZone: 'Asia/Tokyo' })).status).toBe(403)
  expect(
    (await kim.press('/help/account', { token, timeZone: 'Asia/Tokyo', language: 'de' })).status,
  ).toBe(303)
  expect(await contactsOf(world, 'kim@acme.test')).toMatchObject([
    { timeZone: 'Asia/Tokyo', language: 'de' },
  ])
  expect((await kim.press('/help/sign-out', {})).status).toBe(403)
  expect((await kim.press('/help/sign-out', { token })).location).toBe('/help')
  expect((await kim.open('/help/account')).status).toBe(303)
})

story('who wants one sets a password, and changing it asks for the old one', async (world) => {
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  const token = await kim.formToken()
  const password = 'correct horse battery'
  expect((await kim.press('/help/account/password', { token, newPassword: 'short' })).status).toBe(
    400,
  )
  expect((await kim.press('/help/account/password', { token, newPassword: password })).status).toBe(
    303,
  )
  const byPassword = visit(world)
  const wrong = await byPassword.press('/help/sign-in/password', {
    email: 'kim@acme.test',
    password: 'wrong horse',
  })
  expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('do not fit together')])
  const nobody = await byPassword.press('/help/sign-in/password', {
    email: 'nobody@acme.test',
    password,
  })
  expect(nobody.body.replaceAll('nobody@', 'kim@')).toBe(wrong.body)
  expect(
    (await byPassword.press('/help/sign-in/password', { email: 'Kim@acme.test', password }))
      .location,
  ).toBe('/help')
  const mine = await byPassword.formToken()
  const guess = { token: mine, oldPassword: 'not it at all', newPassword: 'another good one' }
  expect((await byPassword.press('/help/account/password', guess)).status).toBe(400)
  expect(
    (await byPassword.press('/help/account/password', { ...guess, oldPassword: password })).status,
  ).toBe(303)
})

story('a company signs its own people in, and nobody else’s', async (world) => {
  const provider = await startOidcProvider({ id: 'watchdesk', secret: 'a secret: with signs/+' })
  try {
    const acme = await organizationCalled(world, 'Acme')
    const body = {
      name: 'Acme',
      issuer: provider.issuer,
      clientId: 'watchdesk',
      clientSecret: 'a secret: with signs/+',
      organizationId: acme.id,
    }
    expect((await world.bob.call('PUT', '/portal/sign-in-providers/acme', body)).status).toBe(403)
    expect(
      (
        await world.dora.call('PUT', '/portal/sign-in-providers/acme', {
          ...body,
          issuer: `${provider.issuer}/no`,
        })
      ).status,
    ).toBe(400)
    const wrong = { ...body, clientSecret: 'another' }
    const tried = async (given: object) => {
      expect((await world.dora.call('PUT', '/portal/sign-in-providers/acme', given)).status).toBe(
        200,
      )
      return world.dora.call('POST', '/portal/sign-in-providers/acme/tries')
    }
    expect((await tried(wrong)).body).toMatchObject({ works: false })
    expect((await tried(body)).body).toMatchObject({ works: true })
    // What is proven is where customers are sent: at other addresses nobody is told that it works.
    const tokenUrl = `${provider.issuer}/before`
    await world.system.db.updateTable('contactSignInProviders').set({ tokenUrl }).execute()
    forgetRemembered(world.system)
    const elsewhere = await world.dora.call('POST', '/portal/sign-in-providers/acme/tries')
    expect(elsewhere.body).toMatchObject({
      works: false,
      words: expect.stringContaining('Save it once more'),
    })
    expect((await tried(body)).body).toMatchObject({ works: true })
    expect((await world.bob.call('POST', '/portal/sign-in-providers/acme/tries')).status).toBe(403)
    const through = async () => {
      const visitor = visit(world)
      const away = await visitor.open('/help/sign-in/with/acme?next=/help/account')
      expect(away.location).toContain(`${provider.issuer}/authorize`)
      const back = await fetch(away.location, { redirect: 'manual' })
      const { pathname, search } = new URL(back.headers.get('location') ?? '')
      const landed = await visitor.open(pathname + search)
      return { visitor, location: landed.location }
    }
    const kim = await through()
    expect(kim.location).toBe('/help/account')
    expect((await kim.visitor.open('/help/account')).body).toContain('signed in as kim@acme.test')
    expect(await contactsOf(world, 'kim@acme.test')).toHaveLength(1)

    provider.signsIn({ sub: 'max', email: 'Max@acme.test', name: 'Max' })
    expect((await through()).location).toBe('/help/account')
    expect(await contactsOf(world, 'max@acme.test')).toMatchObject([{ name: 'Max' }])
    const { organization } = await findSender(world.system.db, 'max@acme.test')
    expect([organization?.name, organization?.source]).toEqual(['Acme', 'domain'])

    provider.signsIn({ sub: 'eve', email: 'eve@acme.test', email_verified: false })
    expect((await through()).location).toContain('/help/sign-in?')
    expect(await contactsOf(world, 'eve@acme.test')).toEqual([])

    provider.signsIn({ sub: 'kim', email: 'lee@umbra.test', email_verified: true })
    const foreign = await through()
    expect(foreign.location).toContain('/help/sign-in?')
    expect((await foreign.visitor.open('/help/account')).status).toBe(303)
    expect((await foreign.visitor.open(foreign.location)).body).toContain(
      'Signing in with your company did not work',
    )
    expect((await visit(world).open('/help/sign-in')).body).not.toContain('Acme')

    // The same name given to another company's provider knows nobody of before, whatever number it sends.
    const umbra = await organizationCalled(world, 'Umbra')
    const moved = { ...body, organizationId: umbra.id }
    expect((await world.dora.call('PUT', '/portal/sign-in-providers/acme', moved)).status).toBe(200)
    const other = await through()
    expect((await other.visitor.open('/help/account')).body).toContain(
      'signed in as lee@umbra.test',
    )
    expect((await world.dora.call('DELETE', '/portal/sign-in-providers/acme')).status).toBe(200)
    expect((await visit(world).open('/help/sign-in/with/acme')).status).not.toBe(200)
  } finally {
    await provider.close()
  }
})
