import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Problem {
  detail: string
}
interface Contact {
  id: string
  version: number
  blocked: { pattern: string; by: string } | null
}

const idOf = async (world: World, email = 'kim@acme.test') =>
  (await findSender(world.system.db, email)).organization!.id
const contactOf = async (world: World, email = 'kim@acme.test') => {
  const { contact } = await findSender(world.system.db, email)
  return (await world.alice.call<Contact>('GET', `/contacts/${contact!.id}`)).body
}
const mailOf = (world: World, subject: string) =>
  world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject, text: 'Hello' })
const subjects = async (world: World) =>
  (await world.system.db.selectFrom('tickets').select('subject').execute()).map(
    (one) => one.subject,
  )

story('who saves over somebody else’s change is told whose it was', async (world) => {
  const path = `/organizations/${await idOf(world)}`
  const before = await world.alice.call<{ version: number }>('GET', path)
  const { version } = before.body
  await world.dora.call('PATCH', path, { region: 'APAC', version })
  const late = await world.alice.call<Problem>('PATCH', path, { region: 'EMEA', version })
  expect([late.status, late.body.detail]).toEqual([
    409,
    'Dora changed this meanwhile. Look at it again.',
  ])
  const sharing = { sharing: 'read', acceptedBy: 'Kim', version }
  expect((await world.alice.call('PUT', `${path}/sharing`, sharing)).status).toBe(409)
  const kept = await world.alice.call('PATCH', path, { region: 'EMEA', version: version + 1 })
  expect(kept.body).toMatchObject({ region: 'EMEA', updatedBy: 'Alice', version: version + 2 })
})

story('a contact and a subscription say whose change they stand by as well', async (world) => {
  const { id, version } = await contactOf(world)
  await world.dora.call('PATCH', `/contacts/${id}`, { phone: '+49 30 1', version })
  const late = await world.alice.call<Problem>('PATCH', `/contacts/${id}`, { name: 'K', version })
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('Dora changed')])
  const list = await world.alice.call<{ subscriptions: { id: string; version: number }[] }>(
    'GET',
    `/subscriptions?organization=${await idOf(world)}`,
  )
  const bought = list.body.subscriptions[0]!
  const path = `/subscriptions/${bought.id}`
  await world.dora.call('PATCH', path, { seats: 5, version: bought.version })
  const second = await world.alice.call<Problem>('PATCH', path, {
    seats: 6,
    version: bought.version,
  })
  expect([second.status, second.body.detail]).toEqual([409, expect.stringContaining('Dora')])
})

story('one person is blocked and unblocked, and nobody else of their company', async (world) => {
  const { id } = await contactOf(world)
  const blocking = { reason: 'Threatens people.' }
  expect((await world.alice.call('PUT', `/contacts/${id}/block`, blocking)).status).toBe(200)
  expect((await contactOf(world)).blocked).toMatchObject({ pattern: 'kim@acme.test', by: 'Alice' })
  await mailOf(world, 'Held back')
  await world.mail.send({
    from: 'jo@acme.test',
    to: 'support@support.test',
    subject: 'From a colleague',
    text: 'Hello',
  })
  expect(await subjects(world)).toEqual(['From a colleague'])
  const list = await world.alice.call<{ contacts: { email: string; isBlocked: boolean }[] }>(
    'GET',
    `/contacts?organization=${await idOf(world)}`,
  )
  expect(list.body.contacts.map(({ email, isBlocked }) => [email, isBlocked])).toEqual([
    ['jo@acme.test', false],
    ['kim@acme.test', true],
  ])
  expect((await world.alice.call('DELETE', `/contacts/${id}/block`)).status).toBe(200)
  expect((await contactOf(world)).blocked).toBeNull()
  await mailOf(world, 'Taken again')
  expect(await subjects(world)).toContain('Taken again')
  // Twice is once.
  expect((await world.alice.call('DELETE', `/contacts/${id}/block`)).status).toBe(200)
})

story('whom the ban of a whole domain holds is not let in alone', async (world) => {
  const { id } = await contactOf(world)
  await world.alice.call('POST', '/banned-senders', { pattern: '@acme.test', reason: 'A flood' })
  expect((await contactOf(world)).blocked?.pattern).toBe('@acme.test')
  const refused = await world.alice.call<Problem>('DELETE', `/contacts/${id}/block`)
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    expect.stringContaining('Everybody at acme.test is blocked'),
  ])
})

story('somebody is named for an organization in one step, or not at all', async (world) => {
  const organizationId = await idOf(world)
  const nina = { email: 'nina@elsewhere.test', name: 'Nina', organizationId }
  const made = await world.alice.call('POST', '/contacts', nina)
  expect([made.status, made.body]).toEqual([
    201,
    expect.objectContaining({
      memberships: [expect.objectContaining({ organizationName: 'Acme', source: 'api' })],
    }),
  ])
  await world.alice.call('PATCH', `/organizations/${organizationId}`, { contactLimit: 1 })
  const otto = { email: 'otto@elsewhere.test', name: 'Otto', organizationId }
  expect((await world.alice.call('POST', '/contacts', otto)).status).toBe(409)
  expect((await findSender(world.system.db, 'otto@elsewhere.test')).contact).toBeNull()
})

story('a note that was taken away comes back as it was written', async (world) => {
  const path = `/organizations/${await idOf(world)}`
  const body = { moment: 'sharing', body: 'Their works council forbids it.' }
  const note = await world.dora.call<{ id: string }>('POST', `${path}/notes`, body)
  await world.alice.call('DELETE', `${path}/notes/${note.body.id}`)
  const back = () => world.alice.call('POST', `${path}/notes/${note.body.id}/restoration`)
  expect((await back()).status).toBe(200)
  expect((await back()).status).toBe(200)
  const shown = await world.alice.call<{ notes: object[] }>('GET', path)
  expect(shown.body.notes).toMatchObject([{ ...body, authorName: 'Dora' }])
  // Against sharing none comes back while colleagues see each other's tickets.
  await world.alice.call('DELETE', `${path}/notes/${note.body.id}`)
  await world.alice.call('PUT', `${path}/sharing`, { sharing: 'read', acceptedBy: 'Kim' })
  expect((await back()).status).toBe(409)
})

story(
  'the forms know the plans, paid ones first, and who may only read changes nothing',
  async (world) => {
    const forms = await world.alice.call<{ plans: { key: string; paid: boolean }[] }>(
      'GET',
      '/customer-forms',
    )
    const paid = forms.body.plans.map((plan) => plan.paid)
    expect(paid).toEqual([...paid].sort((a, b) => Number(b) - Number(a)))
    expect(forms.body.plans.map(({ key }) => key)).toContain('premium')
    const { id } = await contactOf(world)
    // Sofia of the security team may read customers.
    expect((await world.sofia.call('GET', '/customer-forms')).status).toBe(200)
    expect((await world.sofia.call('PUT', `/contacts/${id}/block`, { reason: 'No' })).status).toBe(
      403,
    )
    expect((await world.sofia.call('DELETE', `/contacts/${id}/block`)).status).toBe(403)
    expect((await world.sofia.call('POST', '/customer-imports/1/application')).status).toBe(403)
  },
)
