import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { subscribe } from '../../server/customers/actions.ts'
import { saveSetting, settingsOf } from '../../server/platform/settings.ts'
import { forgetRemembered } from '../../server/platform/remembered.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'Hello',
  text: 'A question',
}

interface Ticket {
  status: string
  planName: string | null
  organizationName: string | null
  tags: string[]
  entitlement: { why: string; doubtful: boolean }
  promise: { dueAt: string | null; state: string }
  version: number
}
const ticket = async (world: World, number = 1) =>
  (await world.sofia.call<Ticket>('GET', `/tickets/${number}`)).body

const organizationId = async (world: World, email = 'kim@acme.test') =>
  (await findSender(world.system.db, email)).organization!.id

async function end(world: World, days: number) {
  const id = await organizationId(world)
  const endsAt = new Date(world.clock.now().getTime() - days * 86_400_000)
  await world.system.db
    .updateTable('subscriptions')
    .set({ endsAt })
    .where('organizationId', '=', id)
    .execute()
}

const redirecting = (world: World) =>
  world.work(async (work) => {
    const { emergency } = await settingsOf(work.system)
    await saveSetting(work, 'emergency', { ...emergency, unentitled: 'redirect' })
    work.afterCommit(() => forgetRemembered(work.system))
  })

story('a plan in its grace is served, and somebody looks at it', async (world) => {
  await end(world, 5)
  await world.mail.send(question)
  const opened = await ticket(world)
  expect(opened).toMatchObject({
    status: 'new',
    planName: 'Premium',
    entitlement: { doubtful: true },
  })
  expect(opened.entitlement.why).toContain('in its 14 days of grace')
  expect(opened.promise.dueAt).not.toBeNull()
  const promise = await world.alice.call('GET', '/tickets/1/promise')
  expect(promise.body).toMatchObject({
    decision: { allowed: true, standing: 'grace', temporary: true, plan: 'Premium' },
    told: expect.stringContaining('we go on helping until'),
  })
})

story('a plan after its grace is told so kindly, and an answer brings a person', async (world) => {
  await end(world, 20)
  await world.mail.send(question)
  expect(await ticket(world)).toMatchObject({ status: 'closed', planName: null })
  const [told] = world.kim.inbox()
  expect(told?.text).toContain('Renew it, or answer this message, and a person goes on')
  expect(told?.text).not.toMatch(/entitle|refuse/i)
  await world.mail.send({ ...question, inReplyTo: told?.messageId ?? '', subject: 'Re: Hello' })
  expect(await ticket(world, 2)).toMatchObject({ status: 'new', tags: ['follow_up'] })
})

story(
  'an unlisted sender at a listed domain is served and known from then on, while there is room',
  async (world) => {
    await world.mail.send({ ...question, from: 'Nina <nina@acme.test>' })
    expect(await ticket(world)).toMatchObject({
      organizationName: 'Acme',
      entitlement: { doubtful: false },
    })
    const id = await organizationId(world)
    const list = await world.alice.call<{ contacts: { email: string }[] }>(
      'GET',
      `/contacts?organization=${id}`,
    )
    expect(list.body.contacts.map(({ email }) => email)).toEqual([
      'kim@acme.test',
      'nina@acme.test',
    ])
    await world.alice.call('PATCH', `/organizations/${id}`, { contactLimit: 2 })
    await world.mail.send({ ...question, from: 'Otto <otto@acme.test>' })
    const crowded = await ticket(world, 2)
    expect(crowded).toMatchObject({ planName: 'Premium', entitlement: { doubtful: true } })
    expect(crowded.entitlement.why).toContain('2 of 2 contacts')
    const contact = await world.alice.call<{ contacts: { id: string }[] }>(
      'GET',
      '/contacts?q=otto',
    )
    const refused = await world.alice.call(
      'PUT',
      `/contacts/${contact.body.contacts[0]?.id}/organizations/${id}`,
      {},
    )
    expect(refused.status).toBe(409)
  },
)

story('a disputed plan is promised for some days, then on hold and still heard', async (world) => {
  const id = await organizationId(world)
  const list = await world.alice.call<{ subscriptions: { id: string }[] }>(
    'GET',
    `/subscriptions?organization=${id}`,
  )
  await world.alice.call('PATCH', `/subscriptions/${list.body.subscriptions[0]?.id}`, {
    state: 'disputed',
  })
  await world.mail.send(question)
  expect((await ticket(world)).promise.dueAt).not.toBeNull()
  await world.clock.advance('15 days')
  await world.mail.send({ ...question, text: 'Another one' })
  const held = await ticket(world, 2)
  expect(held).toMatchObject({
    status: 'new',
    entitlement: { doubtful: true },
    promise: { dueAt: null },
  })
})

story(
  'a contact of two organizations writes for the usual one; somebody of ours moves it, and promises follow',
  async (world) => {
    const acme = await organizationId(world)
    const umbra = await organizationId(world, 'lee@umbra.test')
    const { body } = await world.alice.call<{ id: string }>('POST', '/contacts', {
      email: 'max@contractor.test',
      name: 'Max',
    })
    await world.alice.call('PUT', `/contacts/${body.id}/organizations/${umbra}`, {})
    await world.alice.call('PUT', `/contacts/${body.id}/organizations/${acme}`, { isDefault: true })
    await world.mail.send({ ...question, from: 'max@contractor.test' })
    const opened = await ticket(world)
    expect(opened).toMatchObject({
      organizationName: 'Acme',
      entitlement: { why: 'Acme is on Premium. They also belong to Umbra.' },
    })
    const moved = await world.alice.call('PUT', '/tickets/1/organization', {
      organizationId: umbra,
      version: opened.version,
    })
    expect(moved.body).toMatchObject({ organizationName: 'Umbra', planName: 'Free' })
    expect((await ticket(world)).promise.dueAt).toBeNull()
    await world.alice.call('PUT', '/tickets/1/organization', { organizationId: acme })
    expect((await ticket(world)).promise.dueAt).toBe(opened.promise.dueAt)
  },
)

story('a staff address at the paid door is shown the way colleagues use', async (world) => {
  await world.mail.send({ ...question, from: 'alice@watchdesk.test' })
  expect(await ticket(world)).toMatchObject({
    status: 'closed',
    entitlement: { why: expect.stringContaining('works here') },
  })
})

story(
  'where the playbook redirects, an emergency without emergency support wakes nobody and is not lost',
  async (world) => {
    await redirecting(world)
    await world.work(async (work) => {
      const id = await organizationId(world, 'lee@umbra.test')
      const startsAt = new Date('2025-01-01T00:00:00Z')
      await subscribe(work, { organizationId: id, planKey: 'starter', startsAt, endsAt: null })
    })
    await world.mail.send({ ...question, from: 'lee@umbra.test', to: 'emergency@support.test' })
    expect(await ticket(world)).toMatchObject({
      status: 'new',
      planName: 'Starter',
      tags: ['emergency_redirected'],
    })
    expect(await world.incidents()).toEqual([])
    expect(world.lee.inbox()[0]?.text).toContain('in the hours of your plan')
    // Whatever one of us raises for them pages all the same.
    await world.alice.call('POST', '/incidents', {
      title: 'Down',
      requester: { email: 'lee@umbra.test' },
    })
    expect(await world.incidents()).toHaveLength(1)
  },
)

story(
  'sharing needs somebody who takes the risk, and stands back for a note against it',
  async (world) => {
    const id = await organizationId(world)
    const path = `/organizations/${id}`
    expect((await world.alice.call('PUT', `${path}/sharing`, { sharing: 'read' })).status).toBe(400)
    const note = await world.alice.call<{ id: string }>('POST', `${path}/notes`, {
      moment: 'sharing',
      body: 'Their works council forbids it.',
    })
    const accepted = { sharing: 'read', acceptedBy: 'Kim, 3 March' }
    const refused = await world.alice.call<{ detail: string }>('PUT', `${path}/sharing`, accepted)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('works council'),
    ])
    await world.alice.call('DELETE', `${path}/notes/${note.body.id}`)
    const shared = await world.alice.call('PUT', `${path}/sharing`, accepted)
    expect(shared.body).toMatchObject({
      sharing: { is: 'read', acceptedBy: 'Kim, 3 March', acceptedAt: expect.any(String) },
    })
    expect(
      (await world.alice.call('POST', `${path}/notes`, { moment: 'sharing', body: 'No.' })).status,
    ).toBe(409)
  },
)

story(
  'another system keeps customers under its own keys: twice the same changes nothing',
  async (world) => {
    const path = '/organizations/by-external-id/crm-7'
    const given = { name: 'Initech', domains: ['Initech.test'], region: 'AMER' }
    const made = await world.alice.call<{ id: string; version: number }>('PUT', path, given)
    const again = await world.alice.call<{ id: string; version: number }>('PUT', path, given)
    expect([made.status, again.status, again.body]).toEqual([201, 200, made.body])
    const stale = await world.alice.call('PATCH', `/organizations/${made.body.id}`, {
      name: 'X',
      version: 9,
    })
    expect(stale.status).toBe(409)
    const free = await world.alice.call('PUT', path, { name: 'Initech', domains: ['gmail.com'] })
    expect(free.status).toBe(400)
    const list = await world.alice.call<{ organizations: { name: string }[] }>(
      'GET',
      '/organizations?q=initech.test',
    )
    expect(list.body.organizations).toMatchObject([
      { name: 'Initech', region: 'AMER', standing: null },
    ])
    const pages = await world.alice.call<{ organizations: { name: string }[]; next: string }>(
      'GET',
      '/organizations?limit=2',
    )
    const rest = await world.alice.call<{ organizations: { name: string }[] }>(
      'GET',
      `/organizations?limit=2&after=${pages.body.next}`,
    )
    expect(
      [...pages.body.organizations, ...rest.body.organizations].map(({ name }) => name),
    ).toEqual(['Acme', 'Initech', 'Umbra'])
  },
)

story('a restricted ticket is neither shown nor counted with its customer', async (world) => {
  await world.mail.send({ ...question, to: 'security@support.test' })
  await world.mail.send({ ...question, text: 'An open question' })
  const id = await organizationId(world)
  const path = `/organizations/${id}/tickets`
  const seen = await world.alice.call<{ open: unknown[]; over: unknown[] }>('GET', path)
  const all = await world.sofia.call<{ open: unknown[]; over: unknown[] }>('GET', path)
  expect([
    seen.body.open.length + seen.body.over.length,
    all.body.open.length + all.body.over.length,
  ]).toEqual([1, 2])
})

story('a note for emergencies is on the page that wakes somebody', async (world) => {
  const id = await organizationId(world)
  await world.alice.call('POST', `/organizations/${id}/notes`, {
    moment: 'emergency',
    body: 'No Zoom at this site.',
  })
  await world.alice.call('POST', `/organizations/${id}/notes`, {
    moment: 'release',
    body: 'Signs releases.',
  })
  await world.mail.send({ ...question, to: 'emergency@support.test' })
  expect((await world.bob.call('GET', '/incidents/1')).body).toMatchObject({
    notes: ['No Zoom at this site.'],
  })
})
