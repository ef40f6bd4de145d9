import { expect } from 'vitest'
import { saveContact } from '../../server/customers/actions.ts'
import { valueOf, visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

async function customer(world: World, email = 'kim@acme.test') {
  const visitor = visit(world)
  await visitor.signIn(email)
  return { ...visitor, token: await visitor.formToken() }
}

const organizationCalled = (world: World, name: string) =>
  world.system.db
    .selectFrom('organizations')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirstOrThrow()

const ticketsOf = (world: World) =>
  world.system.db
    .selectFrom('tickets')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .select(['tickets.number', 'tickets.subject', 'organizations.name as organization'])
    .orderBy('tickets.number')
    .execute()

const asks = { subject: 'Slow', body: 'Very', severity: 'normal' }

story('going back, mending a word and sending again loses nothing', async (world) => {
  const kim = await customer(world)
  const form = { token: kim.token, formKey: 'k', ...asks }
  for (const body of ['Very', 'Very, since noon', 'Very, since noon'])
    expect((await kim.press('/help/new', { ...form, body })).status).toBe(303)
  const worse = await kim.press('/help/new', { ...form, severity: 'high' })
  expect([worse.status, worse.location]).toEqual([303, '/help/tickets/3'])
  expect(await ticketsOf(world)).toHaveLength(3)

  const reply = { token: kim.token, formKey: 'r', body: 'See the log' }
  const send = (file: string) =>
    kim.pressWithFiles('/help/tickets/1/comments', reply, [{ name: file, text: file }])
  for (const file of ['wrong.txt', 'right.txt', 'right.txt'])
    expect((await send(file)).status).toBe(303)
  const page = (await kim.open('/help/tickets/1')).body
  expect(page.match(/See the log/g)).toHaveLength(2)
  expect(page.match(/right\.txt/g)).toHaveLength(1)
  expect(
    (await kim.press('/help/tickets/1/comments', { ...reply, body: 'See line 9' })).status,
  ).toBe(303)
  expect((await kim.open('/help/tickets/1')).body).toContain('See line 9')
})

story('a question of the community that was mended is not dropped', async (world) => {
  const lee = await customer(world, 'lee@umbra.test')
  const form = {
    step: 'send',
    formKey: 'k',
    category: 'questions',
    title: 'The runner cannot pull images',
    displayName: 'Lee of Umbra',
    tags: '',
  }
  for (const body of ['It says no.', 'It says `unauthorized`.', 'It says `unauthorized`.'])
    expect((await lee.press('/help/forum/new', { ...form, body })).status).toBe(303)
  const posts = await world.system.db.selectFrom('forumPosts').select('body').execute()
  expect(posts.map(({ body }) => body).toSorted()).toEqual([
    'It says `unauthorized`.',
    'It says no.',
  ])
})

story(
  '"not solved" pressed twice on a closed ticket is one new ticket',
  async (world) => {
    const kim = await customer(world)
    const { token } = kim
    await kim.press('/help/new', { token, ...asks })
    await kim.press('/help/tickets/1/solved', { token })
    await world.clock.advance('8 days')
    for (const _ of [1, 2])
      expect((await kim.press('/help/tickets/1/reopen', { token })).location).toBe(
        '/help/tickets/2#reply',
      )
    expect(await ticketsOf(world)).toHaveLength(2)
    await kim.press('/help/tickets/2/solved', { token })
    expect((await kim.press('/help/tickets/1/reopen', { token })).location).toBe(
      '/help/tickets/3#reply',
    )
  },
  { timeout: 60_000 },
)

story('who looks after two companies says which one is down', async (world) => {
  const [umbra, acme] = [
    await organizationCalled(world, 'Umbra'),
    await organizationCalled(world, 'Acme'),
  ]
  for (const { id } of [umbra, acme])
    await world.work((work) =>
      saveContact(work, { email: 'mo@agency.test', name: 'Mo', organizationId: id }),
    )
  const mo = await customer(world, 'mo@agency.test')
  const page = (await mo.open('/help/emergency')).body
  expect(page).toMatch(new RegExp(`value="${acme.id}"\\s+selected`))
  expect(page).toContain(`value="${umbra.id}"`)
  const press = (what: string, organization?: string) =>
    mo.press('/help/emergency', {
      step: 'member',
      token: mo.token,
      formKey: valueOf(page, 'formKey'),
      what,
      ...(organization && { organization }),
    })
  await press('The site is down')
  await press('The shop is down', umbra.id)
  await press('All is down', acme.id)
  await press('A stranger’s', crypto.randomUUID())
  expect((await ticketsOf(world)).map(({ organization }) => organization)).toEqual([
    'Acme',
    'Umbra',
    'Acme',
    'Acme',
  ])
  const lone = await customer(world)
  expect((await lone.open('/help/emergency')).body).not.toContain('id="organization"')
})
