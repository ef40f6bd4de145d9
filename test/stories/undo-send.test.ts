import { expect } from 'vitest'
import { setPassword } from '../../server/people/sign-in.ts'
import { releaseReplies, releaseReply } from '../../server/tickets/pending.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
  messageId: '<first@acme.test>',
}

interface Page {
  version: number
  status: string
  comments: { id: string; body: string; author: { kind: string; name: string } }[]
  pendingReplies: { id: string; body: string; authorName: string; problem: string | null }[]
  history: { type: string; actor: { name: string } }[]
}

const page = async (world: World) =>
  (await world.alice.call('GET', '/tickets/1')).body as unknown as Page
/** What people said; the machine's own words left out. */
const said = async (world: World) =>
  (await page(world)).comments
    .filter(({ author }) => author.kind !== 'machine')
    .map(({ body }) => body)
const answers = (world: World) =>
  world.kim.inbox().filter(({ text }) => text?.startsWith('Upgrade.'))
const clocks = async (world: World) =>
  (await world.system.db
    .selectFrom('slaClocks')
    .select(['metric', 'status', 'metAt'])
    .orderBy('metric')
    .execute()) as { metric: string; status: string; metAt: Date | null }[]

/** Alice answers #1 with ten seconds to think better of it. */
const hold = (world: World, more: object = {}) =>
  world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', undoSeconds: 10, ...more })

story(
  'a reply can be taken back for ten seconds, and nothing of it has happened',
  async (world) => {
    await world.mail.send(question)
    const before = await world.system.db.selectFrom('tickets').selectAll().executeTakeFirstOrThrow()
    const clocksBefore = await clocks(world)
    const held = await hold(world, { status: 'solved' })
    expect(held).toMatchObject({ status: 201, body: { sendAt: '2026-03-03T10:00:10.000Z' } })
    await world.clock.advance('9 seconds')
    expect(await page(world)).toMatchObject({
      status: 'new',
      pendingReplies: [{ body: 'Upgrade.', authorName: 'Alice', status: 'solved' }],
    })
    const undone = await world.alice.call('DELETE', `/tickets/1/replies/${String(held.body['id'])}`)
    expect(undone).toMatchObject({ status: 200, body: { body: 'Upgrade.', status: 'solved' } })
    await world.clock.advance('1 minute')
    expect(await said(world)).toEqual(['Admins are gone.'])
    expect(answers(world)).toEqual([])
    expect(await clocks(world)).toEqual(clocksBefore)
    const { version: _, ...after } = await world.system.db
      .selectFrom('tickets')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(before).toMatchObject(after)
    expect((await page(world)).history.map(({ type }) => type)).toContain('reply.taken_back')
  },
)

story(
  'when the time is over it is sent by its author, and the promise is met then',
  async (world) => {
    await world.mail.send(question)
    const held = await hold(world, { status: 'pending' })
    await world.clock.advance('10 seconds')
    expect(answers(world)).toHaveLength(1)
    expect(await page(world)).toMatchObject({
      status: 'pending',
      pendingReplies: [],
      comments: expect.arrayContaining([
        expect.objectContaining({
          id: held.body['id'],
          body: 'Upgrade.',
          author: { kind: 'user', name: 'Alice' },
        }),
      ]),
    })
    expect((await clocks(world)).find(({ metric }) => metric === 'first_reply')).toMatchObject({
      status: 'met',
      metAt: new Date('2026-03-03T10:00:10.000Z'),
    })
    const late = await world.alice.call('DELETE', `/tickets/1/replies/${String(held.body['id'])}`)
    expect(late).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('already') },
    })
  },
)

story('a restart in the ten seconds loses nothing: the sweep sends it', async (world) => {
  await world.mail.send(question)
  await hold(world)
  await world.clock.jump('2026-03-03T10:05:00.000Z')
  expect(await releaseReplies(world.system)).toBe(1)
  await world.clock.settle()
  expect(answers(world)).toHaveLength(1)
})

story('two workers at the same second send it once', async (world) => {
  await world.mail.send(question)
  const held = await hold(world)
  await world.clock.jump('2026-03-03T10:00:10.000Z')
  const pendingReplyId = String(held.body['id'])
  await Promise.all(Array.from({ length: 6 }, () => releaseReply(world.system, { pendingReplyId })))
  await world.clock.settle()
  expect(await said(world)).toEqual(['Admins are gone.', 'Upgrade.'])
  expect(answers(world)).toHaveLength(1)
})

story('taking back and sending at the same moment: one of the two happens', async (world) => {
  await world.mail.send(question)
  const held = await hold(world)
  await world.clock.jump('2026-03-03T10:00:10.000Z')
  const pendingReplyId = String(held.body['id'])
  const [undone] = await Promise.all([
    world.alice.call('DELETE', `/tickets/1/replies/${pendingReplyId}`),
    releaseReply(world.system, { pendingReplyId }),
  ])
  await world.clock.settle()
  expect(answers(world)).toHaveLength(undone.status === 200 ? 0 : 1)
})

story('whoever answers while a reply is held is asked first', async (world) => {
  await world.mail.send(question)
  const { version } = await page(world)
  await hold(world, { version })
  const second = await world.bob.call('POST', '/tickets/1/replies', { body: 'Downgrade.', version })
  expect(second.status).toBe(409)
})

story('the customer writes meanwhile: it is sent, and the ticket stays ours', async (world) => {
  await world.mail.send(question)
  await hold(world, { status: 'solved' })
  await world.clock.advance('5 seconds')
  await world.mail.send({
    ...question,
    messageId: '<second@acme.test>',
    inReplyTo: '<first@acme.test>',
    text: 'And now everyone is gone!',
  })
  await world.clock.advance('5 seconds')
  expect(answers(world)).toHaveLength(1)
  // What came in between was not read when this was written.
  expect(answers(world)[0]?.text).not.toContain('everyone')
  expect(await page(world)).toMatchObject({ status: 'open' })
})

story(
  'a ticket closed meanwhile: the words wait for their author, with the reason',
  async (world) => {
    await world.mail.send(question)
    const held = await hold(world)
    await world.work((work) =>
      work.db.updateTable('tickets').set({ status: 'closed', closedAt: work.now }).execute(),
    )
    await world.clock.advance('10 seconds')
    expect(await page(world)).toMatchObject({
      pendingReplies: [{ body: 'Upgrade.', problem: expect.stringContaining('closed') }],
    })
    expect(
      (await world.alice.call('DELETE', `/tickets/1/replies/${String(held.body['id'])}`)).status,
    ).toBe(200)
  },
)

story(
  'in an emergency, and by a token that does not ask, a reply leaves at once',
  async (world) => {
    await world.mail.send({ ...question, to: 'emergency@support.test', subject: 'All pushes fail' })
    const urgent = await hold(world)
    expect(urgent.body).toMatchObject({ sendAt: null })
    await world.mail.send({ ...question, messageId: '<second@acme.test>' })
    const byToken = await world.alice.call('POST', '/tickets/2/replies', { body: 'Upgrade.' })
    expect(byToken.body).toMatchObject({ sendAt: null })
  },
)

story('a person signed in has the ten seconds of the playbook', async (world) => {
  const password = 'correct horse battery'
  await world.work((work) => setPassword(work, world.alice.id, password))
  await world.mail.send(question)
  const signedIn = await world.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email: world.alice.email, password },
    headers: { origin: world.system.config.publicUrl },
  })
  const cookie = [signedIn.headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ')
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/tickets/1/replies',
    headers: { cookie, 'x-watchdesk': '1' },
    payload: { body: 'Upgrade.' },
  })
  expect(answer.json()).toMatchObject({ sendAt: '2026-03-03T10:00:10.000Z' })
  await world.clock.advance('10 seconds')
  expect(answers(world)).toHaveLength(1)
})
