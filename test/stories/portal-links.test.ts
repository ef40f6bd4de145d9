import { expect } from 'vitest'
import { findVisible, listVisible } from '../../server/portal/ticket-queries.ts'
import { viewerOf } from '../../server/portal/homes.ts'
import { statusUrl } from '../../server/portal/links.ts'
import { listOutgoing } from '../../server/tickets/outgoing.ts'
import { addReader } from '../../server/tickets/readers.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

async function customer(world: World, email = 'kim@acme.test') {
  const visitor = visit(world)
  await visitor.signIn(email)
  return { ...visitor, token: await visitor.formToken() }
}

const contactOf = (world: World, email: string) =>
  world.system.db
    .selectFrom('contacts')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirstOrThrow()

const ticketOne = (world: World) =>
  world.system.db
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', 1)
    .executeTakeFirstOrThrow()

const acmeShares = (world: World, sharing: 'own' | 'read' | 'write') =>
  world.system.db
    .updateTable('organizations')
    .set(
      sharing === 'own'
        ? { sharing }
        : { sharing, sharingAcceptedBy: 'Dora', sharingAcceptedAt: new Date() },
    )
    .where('name', '=', 'Acme')
    .execute()

const asks = { subject: 'Slow', body: 'Very', severity: 'normal' }

story(
  'who may only read is given no link that writes, and a colleague’s link ends with their right to write',
  async (world) => {
    const kim = await customer(world)
    const jo = await customer(world, 'jo@acme.test')
    const down = { step: 'member', token: kim.token, what: 'All is down', phone: '1' }
    const requesters = (await kim.press('/help/emergency', down)).location
    await acmeShares(world, 'read')
    const seen = await jo.open('/help/tickets/1')
    expect([seen.status, seen.body]).toEqual([200, expect.not.stringContaining('/help/status/')])

    await acmeShares(world, 'write')
    const page = (await jo.open('/help/tickets/1')).body
    const [live = ''] = /\/help\/status\/[\w.-]+/.exec(page) ?? []
    expect((await jo.open(live)).status).toBe(200)

    await acmeShares(world, 'read')
    const anybody = visit(world)
    const api = `/api/v1/portal/status/${live.split('/').at(-1)}`
    for (const url of [live, api]) expect((await anybody.open(url)).status).toBe(404)
    const late = await anybody.press(`${live}/comments`, { body: 'Too late' })
    expect([late.status, late.body]).toEqual([404, expect.stringContaining('works no more')])
    expect((await anybody.press(`${live}/calls`, { call: '' })).status).toBe(404)
    expect((await kim.open('/help/tickets/1')).body).not.toContain('Too late')

    // Who writes takes part from then on, under their own name.
    await acmeShares(world, 'write')
    expect((await anybody.press(`${live}/comments`, { body: 'Here too' })).status).toBe(303)
    expect((await kim.open('/help/tickets/1')).body).toMatch(/<bdi>jo<\/bdi>[\s\S]*Here too/)

    const { id } = await ticketOne(world)
    for (const url of [requesters, new URL(statusUrl(world.system, id)).pathname])
      expect((await anybody.open(url)).status).toBe(200)
  },
)

story(
  'an outsider who was copied in once asks for themselves when the ticket is closed',
  async (world) => {
    const kim = await customer(world)
    const lee = await customer(world, 'lee@umbra.test')
    await kim.press('/help/new', { token: kim.token, ...asks })
    const { id } = await ticketOne(world)
    const reader = await contactOf(world, 'lee@umbra.test')
    await world.work((work) => addReader(work, id, reader, 'mail'))
    await kim.press('/help/tickets/1/solved', { token: kim.token })
    await world.clock.advance('8 days')
    const press = { token: lee.token, body: 'It is back' }
    expect((await lee.press('/help/tickets/1/comments', press)).location).toBe(
      '/help/tickets/2#reply',
    )
    expect((await world.bob.call('GET', '/tickets/2')).body).toMatchObject({
      organizationName: 'Umbra',
      links: [{ number: 1, kind: 'follow_up' }],
    })
    const kims = { token: kim.token, body: 'Yes, again' }
    expect((await kim.press('/help/tickets/1/comments', kims)).location).toContain('/tickets/3')
    expect((await world.bob.call('GET', '/tickets/3')).body).toMatchObject({
      organizationName: 'Acme',
      planName: 'Premium',
    })
  },
  { timeout: 60_000 },
)

story('the mail log of those who may not know of it names no restricted ticket', async (world) => {
  await world.mail.send({ from: 'kim@acme.test', to: 'security@support.test', subject: 'A hole' })
  expect(await ticketOne(world)).toMatchObject({ restricted: true })
  const kim = await customer(world)
  const invited = { token: kim.token, email: 'jo@acme.test' }
  expect((await kim.press('/help/tickets/1/readers', invited)).status).toBe(303)
  expect(world.mailboxes.inboxOf('jo@acme.test').at(-1)?.subject).toBe(
    'Kim asks you to read along: #1',
  )
  const log = await listOutgoing(world.system.db, { limit: 50, seesRestricted: false })
  expect(log.length).toBeGreaterThan(0)
  expect(JSON.stringify(log)).not.toContain('A hole')
})

story('one’s own open tickets stand above those of colleagues', async (world) => {
  await acmeShares(world, 'read')
  const jo = await customer(world, 'jo@acme.test')
  const kim = await customer(world)
  await jo.press('/help/new', { token: jo.token, ...asks, subject: 'Of Jo' })
  await world.clock.advance('1 minute')
  await kim.press('/help/new', { token: kim.token, ...asks, subject: 'Of Kim' })
  const { db } = world.system
  const viewer = await viewerOf(db, await contactOf(world, 'jo@acme.test'))
  const listed = { done: false, limit: 1 }
  expect(await listVisible(db, viewer, { ...listed, ownFirst: true })).toMatchObject([
    { subject: 'Of Jo' },
  ])
  expect(await listVisible(db, viewer, listed)).toMatchObject([{ subject: 'Of Kim' }])
  expect(await findVisible(db, viewer, 2)).toMatchObject({ access: 'read' })
})
