import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { rotateEmergencyLink } from '../../server/customers/actions.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const what = { what: 'All pushes fail', phone: '+49 151 2345640' }

async function linkOf(world: World) {
  const { organization } = await findSender(world.system.db, 'kim@acme.test')
  if (!organization) throw new Error('Acme is missing')
  return { organization, token: emergencyUrl(world.system, organization).split('/').at(-1) ?? '' }
}

const raise = (world: World, token: string, form: object) =>
  world.post(`http://x/api/v1/portal/emergency-links/${token}/emergencies`, form)

async function statusOf(world: World, statusUrl: string) {
  const answer = await world.app.inject({
    url: `/api/v1/portal/status/${statusUrl.split('/').at(-1)}`,
  })
  return answer.json<{
    holder: string | null
    steps: { text: string }[]
    call: { url: string; name: string } | null
    conversation: { body: string }[]
  }>()
}

story(
  'by the organization’s own link nobody signs in: a person is paged, and the customer sees live who has it',
  async (world) => {
    const { token } = await linkOf(world)
    const answer = await raise(world, token, { ...what, name: 'Dana' })
    expect(answer.status).toBe(201)
    const { statusUrl } = answer.body as unknown as { statusUrl: string }
    expect(await statusOf(world, statusUrl)).toMatchObject({
      holder: null,
      steps: [{ text: 'You raised it' }, { text: 'Paging Bob (first level)' }],
    })
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
      organizationName: 'Acme',
      planName: 'Premium',
      identityVerified: false,
      phone: what.phone,
    })
    await world.bob.phone.acknowledge()
    expect(await statusOf(world, statusUrl)).toMatchObject({
      holder: 'Bob',
      call: { name: expect.stringContaining('Jitsi') },
    })
  },
)

story('people in panic press twice, and so do their colleagues: one emergency', async (world) => {
  const { token } = await linkOf(world)
  const first = await raise(world, token, { ...what, name: 'Dana', formKey: 'a' })
  const again = await raise(world, token, { ...what, name: 'Dana', formKey: 'a' })
  const colleague = await raise(world, token, { what: 'Nothing works', name: 'Jo', formKey: 'b' })
  expect(again.body).toEqual(first.body)
  expect(colleague.body).toEqual(first.body)
  expect(await world.incidents()).toHaveLength(1)
  const { conversation } = await statusOf(
    world,
    (first.body as unknown as { statusUrl: string }).statusUrl,
  )
  expect(conversation.map(({ body }) => body)).toContain('Nothing works')
})

story(
  'a link that was cut, forged or replaced opens nothing, and says what to do instead',
  async (world) => {
    const { token, organization } = await linkOf(world)
    const cut = await raise(world, token.slice(0, -3), { ...what, name: 'Dana' })
    expect(cut.status).toBe(404)
    expect(cut.body.detail).toContain('Use your e-mail address instead')
    await world.work((work) => rotateEmergencyLink(work, organization.id))
    const old = await raise(world, token, { ...what, name: 'Dana' })
    expect([old.status, old.body.detail]).toEqual([
      403,
      expect.stringContaining('replaced by a newer one'),
    ])
    expect(await world.incidents()).toHaveLength(0)
  },
)

story('without a link, an address and the code that was mailed to it are enough', async (world) => {
  await world.post('http://x/api/v1/portal/codes', { email: 'kim@acme.test' })
  const code = /\d{6}/.exec(world.kim.inbox()[0]?.subject ?? '')?.[0] ?? ''
  const form = { ...what, email: 'kim@acme.test' }
  expect(
    (await world.post('http://x/api/v1/portal/emergencies', { ...form, code: '000000' })).status,
  ).toBe(400)
  expect((await world.post('http://x/api/v1/portal/emergencies', { ...form, code })).status).toBe(
    201,
  )
  expect((await world.post('http://x/api/v1/portal/emergencies', { ...form, code })).status).toBe(
    400,
  )
  expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
    identityVerified: true,
    requester: { email: 'kim@acme.test' },
  })
})

story('guessing codes ends after six tries', async (world) => {
  await world.post('http://x/api/v1/portal/codes', { email: 'kim@acme.test' })
  const code = /\d{6}/.exec(world.kim.inbox()[0]?.subject ?? '')?.[0] ?? ''
  const form = { ...what, email: 'kim@acme.test' }
  for (let guess = 0; guess < 6; guess += 1)
    await world.post('http://x/api/v1/portal/emergencies', { ...form, code: '999999' })
  expect((await world.post('http://x/api/v1/portal/emergencies', { ...form, code })).status).toBe(
    400,
  )
})

story(
  'a call that does not open is switched by one press of the customer, and everybody is told',
  async (world) => {
    const { token } = await linkOf(world)
    const { statusUrl } = (
      await raise(world, token, { ...what, name: 'Kim', email: 'kim@acme.test' })
    ).body as unknown as { statusUrl: string }
    await world.bob.phone.acknowledge()
    await world.clock.advance('10 seconds')
    const before = (await statusOf(world, statusUrl)).call
    await world.post(`http://x/api/v1/portal/status/${statusUrl.split('/').at(-1)}/calls`)
    const after = (await statusOf(world, statusUrl)).call
    expect(after?.url).not.toBe(before?.url)
    expect(world.kim.inbox().at(-1)?.text).toContain(after?.url)
  },
)

story('what the team writes among itself is not in the customer’s page at all', async (world) => {
  const { token } = await linkOf(world)
  const { statusUrl } = (await raise(world, token, { ...what, name: 'Kim' })).body as unknown as {
    statusUrl: string
  }
  await world.bob.call('POST', '/tickets/1/notes', { body: 'Between us: the disk is full.' })
  expect(JSON.stringify(await statusOf(world, statusUrl))).not.toContain('Between us')
})
