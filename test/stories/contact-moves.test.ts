import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const idOf = async (world: World, email: string) =>
  (await findSender(world.system.db, email)).contact!.id

const change = async (who: World['alice'], id: string, email: string) =>
  (await who.call('PATCH', `/contacts/${id}`, { email })).status

story('a new address proves nothing yet, and the old one is told', async (world) => {
  const jo = visit(world)
  await jo.signIn('jo@acme.test')
  const token = await jo.formToken()
  const password = 'correct horse battery'
  await jo.press('/help/account/password', { token, newPassword: password })
  const id = await idOf(world, 'jo@acme.test')
  expect(await change(world.alice, id, 'jo@elsewhere.test')).toBe(200)
  await world.clock.settle()
  expect((await jo.open('/help/account')).status).toBe(303)
  expect(world.mailboxes.inboxOf('jo@acme.test').at(-1)).toMatchObject({
    subject: 'Your address at GitLab support was changed',
  })
  const { contact, organization } = await findSender(world.system.db, 'jo@elsewhere.test')
  expect([contact?.id, contact?.emailVerified, organization]).toEqual([id, false, null])
  const again = { email: 'jo@elsewhere.test', password }
  expect((await visit(world).press('/help/sign-in/password', again)).status).toBe(400)
})

story(
  'who may not see a restricted ticket cannot move its reader to an address of their own',
  async (world) => {
    await world.mail.send({
      from: 'kim@acme.test',
      to: 'security@support.test',
      subject: 'A hole',
      text: 'In the wall',
    })
    const id = await idOf(world, 'kim@acme.test')
    expect(await change(world.alice, id, 'alice@evil.test')).toBe(403)
    expect((await world.alice.call('PATCH', `/contacts/${id}`, { name: 'Kim K' })).status).toBe(200)
    const byKey = (email: string) =>
      world.alice.call('PUT', '/contacts/by-external-id/k-1', { email, name: 'Kim' })
    expect((await byKey('kim@acme.test')).status).toBe(200)
    expect((await byKey('alice@evil.test')).status).toBe(403)
    expect(await change(world.dora, id, 'kim@elsewhere.test')).toBe(200)
  },
)
