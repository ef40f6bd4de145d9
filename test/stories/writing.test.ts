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

/** The version that saving a draft gave it: no count, but one that no other has. */
const saved = async (world: World, body: string, version = 0, kind = 'reply') =>
  (await save(world, body, version, kind)).body['version'] as number

story('a draft survives everything but its writer, and nobody else reads it', async (world) => {
  await world.mail.send(question)
  const version = await saved(world, 'Hello Kim')
  await save(world, 'A note', 0, 'note')
  expect(await saved(world, 'Hello Kim,', version)).toBeGreaterThan(version)
  await world.bob.call('PUT', '/tickets/1/assignee', { assignee: 'carol' })
  expect(await drafts(world)).toMatchObject([
    { kind: 'reply', body: 'Hello Kim,' },
    { kind: 'note', body: 'A note' },
  ])
  expect(await drafts(world, 'bob')).toEqual([])
})

story('another device never overwrites a draft: it is told, and both texts live', async (world) => {
  await world.mail.send(question)
  const version = await saved(world, 'From the desk')
  expect(await save(world, 'From the phone', 0)).toMatchObject({
    status: 409,
    body: { draft: { body: 'From the desk', version } },
  })
  expect(await drafts(world)).toMatchObject([{ body: 'From the desk' }])
  // The same text again is no conflict: the first answer may have been lost on the way.
  expect(await saved(world, 'From the desk')).toBe(version)
})

story(
  'of devices that begin a draft at the same moment one is kept, the others are told',
  async (world) => {
    await world.mail.send(question)
    const made = await world.alice.call('POST', '/tokens', { name: 'devices', scopes: ['*'] })
    const begin = (body: string) =>
      world.app.inject({
        method: 'PUT',
        url: '/api/v1/tickets/1/drafts/reply',
        headers: { authorization: `Bearer ${String(made.body['token'])}` },
        payload: { body, version: 0 },
      })
    const texts = ['desk', 'phone', 'laptop', 'tablet']
    const answers = await Promise.all(texts.map(begin))
    const [kept] = (await drafts(world)) as { body: string; version: number }[]
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 409, 409, 409,
    ])
    for (const [at, { statusCode, json }] of answers.entries())
      if (statusCode === 409)
        expect([texts[at], json()]).toMatchObject([
          expect.not.stringMatching(kept!.body),
          { draft: { body: kept!.body, version: kept!.version } },
        ])
  },
)

story('a device that slept does not take a draft begun anew for the one it knew', async (world) => {
  await world.mail.send(question)
  const version = await saved(world, 'Hello')
  await save(world, '', version)
  await saved(world, 'Something else')
  expect((await save(world, 'Hello Kim', version)).status).toBe(409)
  expect(await drafts(world)).toMatchObject([{ body: 'Something else' }])
})

story('a draft that was emptied is gone', async (world) => {
  await world.mail.send(question)
  const version = await saved(world, 'Hello')
  expect((await save(world, '', version)).body).toEqual({ version: 0 })
  expect(await drafts(world)).toEqual([])
})

story(
  'what is sent is no draft any more, in the same moment, and other devices hear of it',
  async (world) => {
    await world.mail.send(question)
    const heard: string[] = []
    const deaf = world.system.live.listen(({ topics }) => void heard.push(...topics))
    const draft = await saved(world, 'Hello Kim, which')
    const note = await saved(world, 'Known', 0, 'note')
    expect(heard).toContain('drafts:1')
    heard.length = 0
    const reply = { body: 'Which version?', undoSeconds: 10, draft }
    expect((await world.alice.call('POST', '/tickets/1/replies', reply)).status).toBe(201)
    expect(await drafts(world)).toMatchObject([{ kind: 'note' }])
    expect(heard).toContain('drafts:1')
    await world.alice.call('POST', '/tickets/1/notes', { body: 'Seen before.', draft: note })
    expect(await drafts(world)).toEqual([])
    // By a program that knows nothing of drafts: gone is what it sent whole.
    await saved(world, 'Please upgrade. ')
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Hello Kim! Please upgrade.' })
    expect(await drafts(world)).toEqual([])
    deaf()
  },
)

story('words that another device wrote since stay when a draft is sent', async (world) => {
  await world.mail.send(question)
  const draft = await saved(world, 'Which version')
  await saved(world, 'Which version, and since when', draft)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?', draft })
  expect(await drafts(world)).toMatchObject([{ body: 'Which version, and since when' }])
  await world.bob.call('POST', '/tickets/1/replies', { body: 'Which version, and since when' })
  expect(await drafts(world)).toHaveLength(1)
})

story('a reply that is refused leaves its draft', async (world) => {
  await world.mail.send(question)
  const draft = await saved(world, 'Hello')
  const stale = { body: 'Hello', version: 99, draft }
  expect((await world.alice.call('POST', '/tickets/1/replies', stale)).status).toBe(409)
  expect(await drafts(world)).toMatchObject([{ body: 'Hello' }])
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
