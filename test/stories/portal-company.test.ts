import { expect } from 'vitest'
import { joinByAddress } from '../../server/customers/joining.ts'
import { linkIn, visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

async function customer(world: World, email = 'kim@acme.test') {
  const visitor = visit(world)
  await visitor.signIn(email)
  return { ...visitor, token: await visitor.formToken() }
}

const acmeOf = (world: World) =>
  world.system.db
    .selectFrom('organizations')
    .selectAll()
    .where('name', '=', 'Acme')
    .executeTakeFirstOrThrow()

async function manages(world: World, email: string) {
  const contact = await world.system.db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  await world.system.db
    .updateTable('memberships')
    .set({ mayManageContacts: true })
    .where('contactId', '=', contact.id)
    .execute()
  return contact.id
}

const contactIn = (page: string, name: string) =>
  new RegExp(`<bdi>${name}</bdi>[\\s\\S]*?/help/colleagues/([0-9a-f-]{36})`).exec(page)?.[1] ?? ''

story('a company looks after its own contacts: adds, lets manage, removes', async (world) => {
  const { id: organization } = await acmeOf(world)
  const kim = await customer(world)
  expect((await kim.open('/help/colleagues')).status).toBe(404)
  const add = { token: kim.token, organization, email: 'jo@elsewhere.test', name: 'Jo' }
  expect((await kim.press('/help/colleagues', add)).status).toBe(403)
  await manages(world, 'kim@acme.test')
  expect((await kim.press('/help/colleagues', add)).location).toBe('/help/colleagues?saved')
  expect(world.mailboxes.inboxOf('jo@elsewhere.test').at(-1)?.subject).toBe(
    'Kim added you at GitLab support',
  )
  const jo = visit(world)
  expect((await jo.press(linkIn(world, 'jo@elsewhere.test'))).location).toBe('/help')
  expect((await jo.open('/help/new')).body).toContain('How bad is it?')

  const page = (await kim.open('/help/colleagues')).body
  expect(page).not.toContain('Invited, not here yet')
  const press = (verb: string, name = 'Jo') =>
    kim.press(`/help/colleagues/${contactIn(page, name)}`, { token: kim.token, organization, verb })
  expect((await jo.open('/help/colleagues')).status).toBe(404)
  expect((await press('let')).status).toBe(303)
  expect((await jo.open('/help/colleagues')).status).toBe(200)
  expect((await press('remove')).status).toBe(303)
  expect((await jo.open('/help/colleagues')).status).toBe(303)
  await jo.signIn('jo@elsewhere.test')
  expect((await jo.open('/help/colleagues')).status).toBe(404)
  expect((await jo.open('/help/new')).body).toContain('The community helps here')
})

story(
  'nobody looks after another company, or leaves nobody to look after their own',
  async (world) => {
    const { id: organization } = await acmeOf(world)
    const kim = await customer(world)
    const lee = await customer(world, 'lee@umbra.test')
    await manages(world, 'lee@umbra.test')
    const kimId = await manages(world, 'kim@acme.test')
    const forged = { token: lee.token, organization, email: 'eve@umbra.test', verb: 'remove' }
    expect((await lee.press('/help/colleagues', forged)).status).toBe(403)
    expect((await lee.press(`/help/colleagues/${kimId}`, forged)).status).toBe(403)
    const own = await kim.press(`/help/colleagues/${kimId}`, {
      token: kim.token,
      organization,
      verb: 'remove',
    })
    expect([own.status, own.body]).toEqual([
      409,
      expect.stringContaining('You cannot remove yourself'),
    ])
  },
)

story('no more contacts than the plan has room for', async (world) => {
  const { id: organization } = await acmeOf(world)
  await world.system.db
    .updateTable('organizations')
    .set({ contactLimit: 1 })
    .where('id', '=', organization)
    .execute()
  const kim = await customer(world)
  await manages(world, 'kim@acme.test')
  const full = await kim.press('/help/colleagues', {
    token: kim.token,
    organization,
    email: 'jo@acme.test',
  })
  expect([full.status, full.body]).toEqual([400, expect.stringContaining('room for 1 contacts')])
})

story('whoever proves an address at a listed domain belongs there', async (world) => {
  const jo = await customer(world, 'jo@acme.test')
  const found = await world.system.db
    .selectFrom('memberships')
    .innerJoin('contacts', 'contacts.id', 'memberships.contactId')
    .select(['contacts.id', 'memberships.source'])
    .where('contacts.email', '=', 'jo@acme.test')
    .execute()
  expect(found).toMatchObject([{ source: 'domain' }])
  await world.work((work) => joinByAddress(work, found[0]!.id))
  expect((await jo.open('/help/new')).body).toContain('How bad is it?')
})

story(
  'colleagues see each other’s tickets where their company shares them, and write where it says so',
  async (world) => {
    const { id } = await acmeOf(world)
    const kim = await customer(world)
    const jo = await customer(world, 'jo@acme.test')
    await kim.press('/help/new', {
      token: kim.token,
      subject: 'Slow',
      body: 'Very',
      severity: 'normal',
    })
    const share = (sharing: 'read' | 'write') =>
      world.system.db
        .updateTable('organizations')
        .set({ sharing, sharingAcceptedBy: 'Dora', sharingAcceptedAt: new Date() })
        .where('id', '=', id)
        .execute()
    expect((await jo.open('/help/tickets/1')).status).toBe(404)
    await share('read')
    expect((await jo.open('/help')).body).toContain('of Kim')
    expect((await jo.open('/help/tickets/1')).body).not.toContain('id="reply"')
    const refused = await jo.press('/help/tickets/1/comments', { token: jo.token, body: 'Me too' })
    expect(refused.status).toBe(403)
    await share('write')
    expect(
      (await jo.press('/help/tickets/1/comments', { token: jo.token, body: 'Me too' })).status,
    ).toBe(303)
    expect((await kim.open('/help/tickets/1')).body).toContain('Me too')
  },
)

story('pages look like the company: name, logo, and a colour that can be read', async (world) => {
  const logo = Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64')
  expect((await world.bob.call('PATCH', '/portal/settings', { name: 'X' })).status).toBe(403)
  const saved = await world.dora.call('PATCH', '/portal/settings', {
    name: 'Acorn',
    colour: '#fca326',
    logo,
  })
  expect(saved.body).toMatchObject({
    words: expect.stringContaining('a contrast of 2.02:1 where 4.5:1 is needed'),
  })
  const page = await visit(world).open('/help')
  expect(page.body).toContain('Acorn help')
  expect(page.body).toMatch(/<style>\s*:root\{--accent:#[0-9a-f]{6};/)
  expect(page.body).not.toContain('#fca326;--accent-text')
  const [, address = ''] = /<img\s+src="([^"]+)"/.exec(page.body) ?? []
  const picture = await visit(world).open(address)
  expect([picture.headers['content-type'], picture.headers['cache-control']]).toEqual([
    'image/png',
    expect.stringContaining('immutable'),
  ])
  const script = Buffer.from('<svg onload=alert(1)>').toString('base64')
  expect((await world.dora.call('PATCH', '/portal/settings', { logo: script })).status).toBe(400)
  await world.dora.call('PATCH', '/portal/settings', { colour: null, logo: null, name: null })
  expect((await visit(world).open('/help')).body).not.toContain('--accent:')
})

story(
  'a page speaks the reader’s language, and right to left where that is how it is read',
  async (world) => {
    const german = await visit(world, { headers: { 'accept-language': 'de-CH,de;q=0.9' } }).open(
      '/help',
    )
    expect(german.body).toMatch(/<html\s+lang="de"\s+dir="ltr"/)
    expect(german.body).toContain('Was brauchen Sie?')
    const arabic = await visit(world, { headers: { 'accept-language': 'ar' } }).open(
      '/help/emergency',
    )
    expect(arabic.body).toMatch(/<html\s+lang="ar"\s+dir="rtl"/)
    expect(arabic.body).toContain('ما الذي تعطل؟')
    const kim = await customer(world)
    await kim.press('/help/account', { token: kim.token, language: 'ja', timeZone: 'Asia/Tokyo' })
    expect((await kim.open('/help')).body).toMatch(/<html\s+lang="ja"\s+dir="ltr"/)
  },
)

story('how it went is asked by mail once, where the company wants that', async (world) => {
  const kim = await customer(world)
  await kim.press('/help/new', {
    token: kim.token,
    subject: 'Slow',
    body: 'Very',
    severity: 'normal',
  })
  await world.bob.call('POST', '/tickets/1/replies', { body: 'Try this' })
  await world.clock.advance('15 seconds')
  await kim.press('/help/tickets/1/solved', { token: kim.token })
  await world.clock.advance('30 hours')
  const asked = () =>
    world.kim.inbox().filter(({ subject }) => subject?.startsWith('How did it go?'))
  expect(asked()).toHaveLength(0)
  await world.dora.call('PATCH', '/portal/settings', { surveyAfterHours: 24 })
  await world.clock.advance('10 minutes')
  await world.clock.advance('10 minutes')
  expect(asked()).toHaveLength(1)
  const [path = ''] = /\/help\/survey\/[\w.-]+/.exec(asked()[0]?.text ?? '') ?? []
  const stranger = visit(world)
  expect((await stranger.open(path)).body).toContain('How did it go?')
  expect((await stranger.press(path, { verdict: 'bad', surveyComment: 'Slow' })).status).toBe(303)
  expect((await stranger.press(`${path.slice(0, -3)}xyz`, { verdict: 'good' })).status).toBe(404)
  expect(
    await world.system.db.selectFrom('ticketSurveys').select(['verdict', 'comment']).execute(),
  ).toEqual([{ verdict: 'bad', comment: 'Slow' }])
})
