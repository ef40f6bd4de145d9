import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

const page = async (world: World, number: number, who: 'alice' | 'sofia' = 'alice') =>
  (await world[who].call('GET', `/tickets/${number}`)).body

/** The last words somebody wrote there, made a ticket of their own. */
async function splitLast(world: World, body: object = {}, who: 'alice' | 'sofia' = 'alice') {
  const { comments } = (await page(world, 1, who)) as unknown as {
    comments: { id: string; author: { kind: string } }[]
  }
  const last = comments.findLast(({ author }) => author.kind === 'contact')
  return world[who].call('POST', '/tickets/1/splits', { comments: [last?.id], ...body })
}

/** Kim copies somebody in, who then asks something else. */
async function asksToo(world: World, from: string, to = question.to) {
  const address = /<(.+)>/.exec(from)?.[1] ?? ''
  await world.mail.send({ ...question, to, headers: { Cc: address } })
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  const answer = world.mailboxes.inboxOf(address).at(-1)
  const replyTo = answer?.replyTo?.value[0]?.address ?? ''
  await world.mail.send({ ...question, from, to: replyTo, text: 'And how do I rename a group?' })
}

story(
  'words of somebody from elsewhere become a ticket of theirs, promised by their own plan',
  async (world) => {
    await asksToo(world, 'Lee <lee@umbra.test>')
    expect((await splitLast(world)).status).toBe(201)
    expect(await page(world, 2)).toMatchObject({
      requester: { email: 'lee@umbra.test' },
      organizationName: 'Umbra',
      planName: 'Free',
      entitlement: { why: 'Umbra is on Free.' },
      promise: { state: 'none' },
    })
    expect(await page(world, 1)).toMatchObject({ organizationName: 'Acme', planName: 'Premium' })
  },
)

story('words of a colleague stay with the company; a stranger has none', async (world) => {
  await asksToo(world, 'Pat <pat@acme.test>')
  await splitLast(world)
  expect(await page(world, 2)).toMatchObject({
    requester: { email: 'pat@acme.test' },
    organizationName: 'Acme',
    planName: 'Premium',
    promise: { state: 'running' },
  })
  await asksToo(world, 'Eve <eve@elsewhere.test>')
  await world.alice.call('PUT', '/tickets/3/merge', { into: 1 })
  await splitLast(world)
  expect(await page(world, 4)).toMatchObject({
    requester: { email: 'eve@elsewhere.test' },
    organizationName: null,
    planName: null,
    entitlement: { why: 'We do not know the organization of this sender.' },
  })
})

story('what is need to know stays so when it is split, whoever wrote it', async (world) => {
  await world.mail.send({ ...question, to: 'security@support.test', subject: 'A hole' })
  const [{ id, requesterId }] = (await world.system.db
    .selectFrom('tickets')
    .select(['id', 'requesterId'])
    .execute()) as [{ id: string; requesterId: string }]
  const lee = await world.system.db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', world.lee.email)
    .executeTakeFirstOrThrow()
  expect(lee.id).not.toBe(requesterId)
  await world.work(({ db, now }) =>
    db
      .insertInto('comments')
      .values({
        id: crypto.randomUUID(),
        ticketId: id,
        kind: 'public',
        body: 'And here is how.',
        via: 'email',
        authorKind: 'contact',
        authorContactId: lee.id,
        authorName: 'Lee',
        createdAt: now,
      })
      .execute(),
  )
  expect((await splitLast(world, { channel: 'paid' }, 'sofia')).status).toBe(201)
  expect(await page(world, 2, 'sofia')).toMatchObject({
    restricted: true,
    requester: { email: world.lee.email },
    organizationName: 'Umbra',
  })
  expect((await world.alice.call('GET', '/tickets/2')).status).toBe(404)
})
