import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

const save = (world: World, body: string, version: number, kind = 'reply') =>
  world.alice.call('PUT', `/tickets/1/drafts/${kind}`, { body, version })
const drafts = async (world: World, who: 'alice' | 'bob' = 'alice') =>
  (await world[who].call('GET', '/tickets/1/drafts')).body.drafts

story('a draft survives everything but its writer, and nobody else reads it', async (world) => {
  await world.mail.send(question)
  expect((await save(world, 'Hello Kim', 0)).body).toEqual({ version: 1 })
  expect((await save(world, 'A note', 0, 'note')).body).toEqual({ version: 1 })
  expect((await save(world, 'Hello Kim,', 1)).body).toEqual({ version: 2 })
  await world.bob.call('PUT', '/tickets/1/assignee', { assignee: 'carol' })
  expect(await drafts(world)).toMatchObject([
    { kind: 'reply', body: 'Hello Kim,' },
    { kind: 'note', body: 'A note' },
  ])
  expect(await drafts(world, 'bob')).toEqual([])
})

story('another device never overwrites a draft: it is told, and both texts live', async (world) => {
  await world.mail.send(question)
  await save(world, 'From the desk', 0)
  expect((await save(world, 'From the phone', 0)).status).toBe(409)
  expect(await drafts(world)).toMatchObject([{ body: 'From the desk' }])
  // The same text again is no conflict: the first answer may have been lost on the way.
  expect((await save(world, 'From the desk', 0)).body).toEqual({ version: 1 })
})

story('a draft that was sent or emptied is gone', async (world) => {
  await world.mail.send(question)
  await save(world, 'Hello', 0)
  expect((await save(world, '', 1)).body).toEqual({ version: 0 })
  expect(await drafts(world)).toEqual([])
})

story('others see who reads and who writes, until they leave or fall silent', async (world) => {
  await world.mail.send(question)
  const present = async () => (await world.bob.call('GET', '/tickets/1/presence')).body.people
  await world.alice.call('PUT', '/tickets/1/presence', { doing: 'reading' })
  await world.carol.call('PUT', '/tickets/1/presence', { doing: 'replying' })
  expect(await present()).toMatchObject([
    { name: 'Carol', doing: 'replying' },
    { name: 'Alice', doing: 'reading' },
  ])
  await world.carol.call('PUT', '/tickets/1/presence', { doing: null })
  expect(await present()).toMatchObject([{ name: 'Alice' }])
  await world.clock.advance('1 minute')
  expect(await present()).toEqual([])
})

story(
  'a restricted ticket tells nobody who may not know of it that it is looked at',
  async (world) => {
    await world.mail.send({ ...question, to: 'security@support.test' })
    expect((await world.alice.call('GET', '/tickets/1/presence')).status).toBe(404)
    expect(
      (await world.alice.call('PUT', '/tickets/1/presence', { doing: 'reading' })).status,
    ).toBe(404)
    expect((await save(world, 'x', 0)).status).toBe(404)
  },
)

story('snippets are shared, one to a title, and can be taken away', async (world) => {
  const made = await world.alice.call('POST', '/snippets', {
    title: 'Logs',
    body: 'Please run {{command}}',
  })
  expect(made.status).toBe(201)
  expect((await world.bob.call('POST', '/snippets', { title: 'logs', body: 'x' })).status).toBe(409)
  expect((await world.bob.call('POST', '/snippets', { title: ' ', body: 'x' })).status).toBe(400)
  await world.bob.call('PUT', `/snippets/${String(made.body.id)}`, { title: 'Logs', body: 'New' })
  expect((await world.alice.call('GET', '/snippets')).body).toMatchObject({
    snippets: [{ title: 'Logs', body: 'New', updatedBy: 'Bob' }],
  })
  await world.bob.call('DELETE', `/snippets/${String(made.body.id)}`)
  expect((await world.alice.call('GET', '/snippets')).body).toEqual({ snippets: [] })
})
