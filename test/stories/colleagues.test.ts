import { expect } from 'vitest'
import { saveContact, saveOrganization } from '../../server/customers/actions.ts'
import { inviteColleague } from '../../server/customers/invitations.ts'
import { findSender } from '../../server/customers/queries.ts'
import { addReader } from '../../server/tickets/readers.ts'
import { linkIn, visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const acmeOf = (world: World) =>
  world.system.db
    .selectFrom('organizations')
    .selectAll()
    .where('name', '=', 'Acme')
    .executeTakeFirstOrThrow()

const contactOf = (world: World, email: string) =>
  world.system.db
    .selectFrom('contacts')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirstOrThrow()

const homesOf = async (world: World, email: string) =>
  (await findSender(world.system.db, email)).organizations
    .filter(({ source }) => source !== null)
    .map(({ name, source }) => `${name}: ${source}`)
    .sort()

/** Kim, signed in, looks after the contacts of Acme. */
async function kimManages(world: World) {
  const { id: organization } = await acmeOf(world)
  const { id } = await contactOf(world, 'kim@acme.test')
  await world.system.db
    .updateTable('memberships')
    .set({ mayManageContacts: true })
    .where('contactId', '=', id)
    .execute()
  const visitor = visit(world)
  await visitor.signIn('kim@acme.test')
  const token = await visitor.formToken()
  const invite = (email: string, name = '') =>
    visitor.press('/help/colleagues', { token, organization, email, name })
  const press = (which: string, verb: string) =>
    visitor.press(`/help/colleagues/${which}`, { token, organization, verb })
  return { ...visitor, id, organization, invite, press }
}

story('nobody becomes a contact of a company before they said yes', async (world) => {
  const kim = await kimManages(world)
  expect((await kim.invite('Lee@umbra.test', 'A stranger')).status).toBe(303)
  const invitation = linkIn(world, 'lee@umbra.test')
  expect(await homesOf(world, 'lee@umbra.test')).toEqual(['Umbra: agent'])
  const page = (await kim.open('/help/colleagues')).body
  expect(page).toContain('<bdi>A stranger</bdi>')
  expect(page).toContain('Invited, not here yet')
  // What we hold of an address is not told to who types it.
  expect(page).not.toContain('<bdi>Lee</bdi>')
  await world.mail.send({
    from: 'lee@umbra.test',
    to: 'support@support.test',
    subject: 'Mine',
    text: 'Mine',
  })
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
    organizationName: 'Umbra',
  })

  await kim.invite('lee@umbra.test')
  expect((await kim.open('/help/colleagues')).body.match(/Invited, not here yet/g)).toHaveLength(1)
  // The first mail was taken the place of: it signs in, and nothing more.
  await visit(world).press(invitation)
  expect(await homesOf(world, 'lee@umbra.test')).toEqual(['Umbra: agent'])
  await visit(world).press(linkIn(world, 'lee@umbra.test'))
  expect(await homesOf(world, 'lee@umbra.test')).toEqual(['Acme: colleague', 'Umbra: agent'])
})

story('an invitation that was taken back makes nobody a contact', async (world) => {
  const kim = await kimManages(world)
  await kim.invite('jo@elsewhere.test', 'Jo')
  const [, id = ''] =
    /<bdi>Jo<\/bdi>[\s\S]*?\/help\/colleagues\/([0-9a-f-]{36})/.exec(
      (await kim.open('/help/colleagues')).body,
    ) ?? []
  expect((await kim.press(id, 'takeBack')).status).toBe(303)
  expect((await kim.open('/help/colleagues')).body).not.toContain('Jo')
  expect((await visit(world).press(linkIn(world, 'jo@elsewhere.test'))).status).toBe(303)
  expect(await homesOf(world, 'jo@elsewhere.test')).toEqual([])
})

story(
  'people of ours are nobody’s contacts, and a day has an end of invitations',
  async (world) => {
    const kim = await kimManages(world)
    const { email } = await world.system.db
      .selectFrom('users')
      .select('email')
      .where('disabledAt', 'is', null)
      .limit(1)
      .executeTakeFirstOrThrow()
    expect((await kim.invite(email)).status).toBe(400)
    const invite = (number: number) =>
      world.work((work) =>
        inviteColleague(work, kim.id, kim.organization, { email: `n${number}@x.test`, name: '' }),
      )
    await world.system.db
      .updateTable('organizations')
      .set({ contactLimit: 1000 })
      .where('id', '=', kim.organization)
      .execute()
    for (let number = 0; number < 30; number += 1) await invite(number)
    await expect(invite(30)).rejects.toMatchObject({ kind: 'too_many' })
  },
)

story('who was removed stays removed until somebody names them', async (world) => {
  const kim = await kimManages(world)
  const jo = visit(world)
  await jo.signIn('jo@acme.test')
  expect(await homesOf(world, 'jo@acme.test')).toEqual(['Acme: domain'])
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test',
    subject: 'Ours',
    text: 'Ours',
  })
  const contact = await contactOf(world, 'jo@acme.test')
  await world.work(async (work) => {
    const ticket = await work.db
      .selectFrom('tickets')
      .select('id')
      .where('number', '=', 1)
      .executeTakeFirstOrThrow()
    await addReader(work, ticket.id, contact, 'portal')
  })
  expect((await jo.open('/help/tickets/1')).status).toBe(200)

  expect((await kim.press(contact.id, 'remove')).status).toBe(303)
  expect((await jo.open('/help/account')).status).toBe(303)
  await jo.signIn('jo@acme.test')
  expect(await homesOf(world, 'jo@acme.test')).toEqual([])
  expect((await jo.open('/help/tickets/1')).status).toBe(404)
  await world.mail.send({
    from: 'jo@acme.test',
    to: 'support@support.test',
    subject: 'Me again',
    text: 'Me',
  })
  expect(await homesOf(world, 'jo@acme.test')).toEqual([])
  expect((await world.alice.call('GET', '/tickets/2')).body).toMatchObject({
    organizationName: null,
  })

  const path = `/contacts/${contact.id}/organizations/${kim.organization}`
  expect((await world.alice.call('PUT', path, {})).status).toBe(200)
  expect((await world.alice.call('DELETE', path)).status).toBe(200)
  await jo.signIn('jo@acme.test')
  expect(await homesOf(world, 'jo@acme.test')).toEqual([])
  await kim.invite('jo@acme.test')
  await jo.press(linkIn(world, 'jo@acme.test'))
  expect(await homesOf(world, 'jo@acme.test')).toEqual(['Acme: colleague'])
})

story('a password says who somebody is, and not where they work today', async (world) => {
  const pat = visit(world)
  await pat.signIn('pat@acme.test')
  const password = 'correct horse battery'
  const token = await pat.formToken()
  expect((await pat.press('/help/account/password', { token, newPassword: password })).status).toBe(
    303,
  )
  const { id } = await contactOf(world, 'pat@acme.test')
  await world.system.db.deleteFrom('memberships').where('contactId', '=', id).execute()
  const byPassword = { email: 'pat@acme.test', password }
  expect((await visit(world).press('/help/sign-in/password', byPassword)).location).toBe('/help')
  expect(await homesOf(world, 'pat@acme.test')).toEqual([])
  await visit(world).signIn('pat@acme.test')
  expect(await homesOf(world, 'pat@acme.test')).toEqual(['Acme: domain'])
})

story('of however many organizations, the one that is asked for is found', async (world) => {
  const ids = await world.work(async (work) => {
    const made: string[] = []
    for (let number = 0; number < 25; number += 1) {
      const key = `many-${number}`
      const { id } = await saveOrganization(work, { externalId: key, name: key, domains: [] })
      await saveContact(work, { email: 'kim@acme.test', name: 'Kim', organizationId: id })
      made.push(id)
    }
    return made
  })
  for (const id of ids)
    expect((await findSender(world.system.db, 'kim@acme.test', id)).organization?.id).toBe(id)
  expect((await findSender(world.system.db, 'kim@acme.test')).organization?.name).toBe('Acme')
})

story('an invitation takes no code away from whoever is signing in', async (world) => {
  const kim = await kimManages(world)
  const lee = visit(world)
  await lee.press('/help/sign-in', { email: 'lee@umbra.test', next: '/help' })
  const subject = world.mailboxes.inboxOf('lee@umbra.test').at(-1)?.subject ?? ''
  await world.clock.advance('1 minute')
  await kim.invite('lee@umbra.test')
  const [code = ''] = /\b\d{6}\b/.exec(subject) ?? []
  const typed = await lee.press('/help/sign-in/code', { email: 'lee@umbra.test', code })
  expect(typed.status).toBe(303)
  expect(await homesOf(world, 'lee@umbra.test')).toEqual(['Umbra: agent'])
})
