import { expect } from 'vitest'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

interface Page {
  ccs: { email: string }[]
  followers: { name: string }[]
}

/** Who hears of a ticket: customers by address, people of ours by name. */
async function hears(world: World, number: number): Promise<string[]> {
  const { ccs, followers } = (await world.alice.call('GET', `/tickets/${number}`))
    .body as unknown as Page
  return [...ccs.map(({ email }) => email), ...followers.map(({ name }) => name)]
}

const ask = (world: World, name: string) =>
  world.mail.send({ ...question, from: `${name} <${name.toLowerCase()}@acme.test>`, subject: name })
const merge = (world: World, from: number, into: number) =>
  world.alice.call('PUT', `/tickets/${from}/merge`, { into })
const unmerge = (world: World, from: number) => world.alice.call('DELETE', `/tickets/${from}/merge`)
const follow = (world: World, number: number, person: string) =>
  world.alice.call('PUT', `/tickets/${number}/followers/${person}`)

story(
  'who follows a ticket follows the one it became part of, until it comes back',
  async (world) => {
    await ask(world, 'Kim')
    await ask(world, 'Pat')
    await world.alice.call('PUT', '/tickets/2/ccs/max@acme.test')
    await follow(world, 1, 'carol')
    await follow(world, 2, 'bob')
    await follow(world, 2, 'carol')
    await merge(world, 2, 1)
    expect(await hears(world, 1)).toEqual(['max@acme.test', 'pat@acme.test', 'Bob', 'Carol'])
    await world.alice.call('POST', '/tickets/1/notes', { body: 'A known one.' })
    expect(world.mailboxes.inboxOf(world.bob.email).at(-1)?.text).toContain('A known one.')
    await unmerge(world, 2)
    expect(await hears(world, 1)).toEqual(['Carol'])
    expect(await hears(world, 2)).toEqual(['max@acme.test', 'Bob', 'Carol'])
  },
)

story('who was added by hand while it was merged stays', async (world) => {
  await ask(world, 'Kim')
  await ask(world, 'Pat')
  await follow(world, 2, 'bob')
  await merge(world, 2, 1)
  await follow(world, 1, 'bob')
  await world.alice.call('PUT', '/tickets/1/ccs/pat@acme.test')
  await unmerge(world, 2)
  expect(await hears(world, 1)).toEqual(['pat@acme.test', 'Bob'])
})

story('whom the customer invited while it was merged stays', async (world) => {
  await ask(world, 'Kim')
  await ask(world, 'Pat')
  await merge(world, 2, 1)
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  const token = await kim.formToken()
  const invited = { token, email: 'pat@acme.test' }
  expect((await kim.press('/help/tickets/1/readers', invited)).status).toBe(303)
  await unmerge(world, 2)
  expect(await hears(world, 1)).toEqual(['pat@acme.test'])
})

story(
  'of two merged tickets one comes back, and whoever the other one brings as well goes on reading',
  async (world) => {
    await ask(world, 'Kim')
    for (const _ of [2, 3]) await ask(world, 'Pat')
    for (const number of [2, 3]) await follow(world, number, 'bob')
    await merge(world, 2, 1)
    await merge(world, 3, 1)
    await unmerge(world, 2)
    expect(await hears(world, 1)).toEqual(['pat@acme.test', 'Bob'])
    // Somebody was taken off by hand: no merge that comes back brings them again.
    await world.alice.call('DELETE', '/tickets/1/followers/bob')
    await merge(world, 2, 1)
    await world.alice.call('DELETE', '/tickets/1/followers/bob')
    await unmerge(world, 2)
    expect(await hears(world, 1)).toEqual(['pat@acme.test'])
    await unmerge(world, 3)
    expect(await hears(world, 1)).toEqual([])
  },
)

story('a part of a part takes its people back from the whole', async (world) => {
  for (const name of ['Kim', 'Pat', 'Max']) await ask(world, name)
  await follow(world, 3, 'bob')
  await merge(world, 3, 2)
  await merge(world, 2, 1)
  expect(await hears(world, 1)).toEqual(['max@acme.test', 'pat@acme.test', 'Bob'])
  await unmerge(world, 3)
  expect(await hears(world, 1)).toEqual(['pat@acme.test'])
  expect(await hears(world, 2)).toEqual([])
  expect(await hears(world, 3)).toEqual(['Bob'])
})
