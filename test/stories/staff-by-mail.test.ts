import { expect } from 'vitest'
import { storeArrival } from '../../server/connectors/arrivals.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}
const FORWARD =
  '@fwd\n\n---------- Forwarded message ---------\nFrom: Kim Park <kim@acme.test>\nSubject: LDAP sync\n\nAdmins are gone.\n'

interface Comment {
  kind: string
  body: string
  author: { name: string }
  via: string
}

const ticket = async (world: World, number = 1) =>
  (await world.alice.call('GET', `/tickets/${number}`)).body as Record<string, unknown> & {
    comments: Comment[]
  }
const noticeTo = (world: World, address: string) => {
  const mail = world.mailboxes.inboxOf(address).at(-1)
  return { text: mail?.text ?? '', answersTo: mail?.replyTo?.value[0]?.address ?? '' }
}
const fateOfLast = async (world: World) =>
  ((await world.dora.call('GET', '/mail/arrivals')).body as { arrivals: object[] }).arrivals[0]

/** Bob follows a ticket of Kim's, who writes again. */
async function followed(world: World) {
  await world.mail.send(question)
  await world.bob.call('PUT', '/tickets/1/followers/me')
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  return noticeTo(world, world.bob.email)
}

story(
  'who follows a ticket hears what is said, and answers the customer by mail',
  async (world) => {
    const { text, answersTo } = await followed(world)
    expect(text).toContain('Alice wrote:\n\nWhich version?')
    await world.mail.send({
      ...question,
      from: world.bob.email,
      to: answersTo,
      text: 'Try 17.4.2.',
    })
    expect((await ticket(world)).comments.at(-1)).toMatchObject({
      kind: 'public',
      body: 'Try 17.4.2.',
      via: 'email',
      author: { name: 'Bob' },
    })
    expect(world.kim.inbox().at(-1)?.text).toContain('Try 17.4.2.')
  },
)

story('#note writes to the team, and nothing of it leaves the house', async (world) => {
  const { answersTo } = await followed(world)
  const before = world.kim.inbox().length
  await world.mail.send({
    ...question,
    from: world.bob.email,
    to: answersTo,
    text: '#note\nDo not promise a date.',
  })
  expect((await ticket(world)).comments.at(-1)).toMatchObject({
    kind: 'note',
    body: 'Do not promise a date.',
    author: { name: 'Bob' },
  })
  expect(world.kim.inbox()).toHaveLength(before)
})

story('the same answer twice is one reply', async (world) => {
  const { answersTo } = await followed(world)
  const answer = {
    ...question,
    from: world.bob.email,
    to: answersTo,
    text: 'Once.',
    messageId: '<bob@desk>',
  }
  await world.mail.send(answer)
  await world.mail.send(answer)
  expect((await ticket(world)).comments.filter(({ body }) => body === 'Once.')).toHaveLength(1)
})

story(
  'nobody else answers for one of us, with whatever address they got hold of',
  async (world) => {
    const { answersTo } = await followed(world)
    await world.mail.send({
      ...question,
      from: 'eve@nowhere.test',
      to: answersTo,
      text: 'Hello Kim',
    })
    expect(await fateOfLast(world)).toMatchObject({
      state: 'quarantined',
      reason: 'It answers for Bob, and is not proven to come from them.',
    })
    // Straight from some server elsewhere, with Bob's name on it and nothing that proves it.
    world.system.resolve = async () => {
      throw Object.assign(new Error('nothing there'), { code: 'ENOTFOUND' })
    }
    await storeArrival(world.system, {
      connection: 'smtp',
      mailbox: answersTo,
      envelopeFrom: world.bob.email,
      envelopeTo: [answersTo],
      remoteAddress: '8.8.8.8',
      transcript: 'EHLO mx.nowhere.test',
      raw: Buffer.from(
        `From: ${world.bob.email}\r\nTo: ${answersTo}\r\nSubject: Re\r\n\r\nPay Eve now.\r\n`,
      ),
    })
    await world.clock.settle()
    expect(await fateOfLast(world)).toMatchObject({ state: 'quarantined' })
    expect(JSON.stringify((await ticket(world)).comments)).not.toContain('Pay Eve')
  },
)

story('an absence of one of us goes to no customer', async (world) => {
  const { answersTo } = await followed(world)
  const headers = { 'Auto-Submitted': 'auto-replied' }
  await world.mail.send({
    ...question,
    from: world.bob.email,
    to: answersTo,
    text: 'I am away.',
    headers,
  })
  expect(await fateOfLast(world)).toMatchObject({ state: 'ignored' })
})

story('of a restricted ticket a mail says only that there is something', async (world) => {
  await world.mail.send({ ...question, to: 'security@support.test', text: 'A hole in the fence.' })
  await world.sofia.call('PUT', '/tickets/1/followers/me')
  await world.dora.call('POST', '/tickets/1/notes', { body: 'Looks real.' })
  const { text, answersTo } = noticeTo(world, world.sofia.email)
  expect(text).toContain('/t/1')
  expect(text).not.toMatch(/Looks real|fence/)
  expect(answersTo).toBe('')
})

story(
  '@fwd files a forwarded mail as the customer’s, and whoever passed it on follows it',
  async (world) => {
    await world.mail.send({
      ...question,
      from: world.alice.email,
      subject: 'Fwd: LDAP sync',
      text: FORWARD,
    })
    const filed = await ticket(world)
    expect(filed).toMatchObject({
      subject: 'LDAP sync',
      requester: { email: 'kim@acme.test' },
      organizationName: 'Acme',
      followers: [{ name: 'Alice' }],
    })
    expect(filed.comments[0]?.body).toBe('Admins are gone.')
  },
)

story('@fwd of a stranger is a mail like any other', async (world) => {
  await world.mail.send({
    ...question,
    from: 'eve@nowhere.test',
    subject: 'Fwd: LDAP sync',
    text: FORWARD,
  })
  expect(await ticket(world)).toMatchObject({ requester: { email: 'eve@nowhere.test' } })
})

/** Bob follows a ticket, and Alice leaves a note there. */
async function toldOfNote(world: World) {
  await world.mail.send(question)
  await world.bob.call('PUT', '/tickets/1/followers/me')
  await world.alice.call('POST', '/tickets/1/notes', { body: 'They have not paid for months.' })
  return noticeTo(world, world.bob.email)
}

for (const [how, answer] of [
  [
    'nothing but our notice',
    (notice: string) => `On Tue, 3 Mar 2026, Acme wrote:\n> ${notice.replaceAll('\n', '\n> ')}`,
  ],
  [
    'answers between its lines',
    (notice: string) =>
      `${notice.replaceAll(/^/gm, '> ')}\n\nI call them.\n\n> ${notice.split('\n').at(-1)}\n\nBob`,
  ],
  [
    'our notice below words no program writes',
    (notice: string) => `I call them.\n\nBob sagte dazu dieses hier\n${notice}`,
  ],
] as const)
  story(`an answer with ${how} tells the customer nothing of a note`, async (world) => {
    const { text, answersTo } = await toldOfNote(world)
    const before = world.kim.inbox().length
    await world.mail.send({ ...question, from: world.bob.email, to: answersTo, text: answer(text) })
    expect(
      JSON.stringify(
        world.kim
          .inbox()
          .slice(before)
          .map(({ text }) => text),
      ),
    ).not.toContain('have not paid')
  })

story('words on the line of #note are part of the note', async (world) => {
  const { answersTo } = await followed(world)
  await world.mail.send({
    ...question,
    from: world.bob.email,
    to: answersTo,
    text: '#note Do not promise a date.',
  })
  expect((await ticket(world)).comments.at(-1)).toMatchObject({
    kind: 'note',
    body: 'Do not promise a date.',
  })
})

for (const [doors, restricted] of [
  [['emergency@support.test'], false],
  [['emergency@support.test', 'security@support.test'], true],
  [['security@support.test', 'emergency@support.test'], true],
] as const)
  story(`an emergency passed on to ${doors.join(' and ')} wakes people once`, async (world) => {
    const forward = { ...question, from: world.alice.email, text: FORWARD }
    // One delivery for all, as one mail server makes it, and then a copy to each by itself.
    await world.mail.send({ ...forward, to: doors.join(', '), messageId: '<fwd@watchdesk.test>' })
    expect(await world.incidents()).toHaveLength(1)
    for (const to of doors)
      await world.mail.send({ ...forward, to, messageId: '<fwd@watchdesk.test>' })
    expect(await world.incidents()).toHaveLength(1)
    expect(world.bob.phone.shown()).toHaveLength(1)
    const { body } = await world.dora.call('GET', '/tickets/1')
    expect(body).toMatchObject({ restricted, requester: { email: 'kim@acme.test' } })
    expect((await world.dora.call('GET', '/tickets/2')).status).toBe(404)
  })

story('an emergency passed on door by door wakes people once', async (world) => {
  const forward = { ...question, from: world.alice.email, text: FORWARD }
  for (const door of ['security', 'emergency', 'support'])
    await world.mail.send({
      ...forward,
      to: `${door}@support.test`,
      messageId: '<fwd@watchdesk.test>',
    })
  expect(await world.incidents()).toHaveLength(1)
  expect(world.bob.phone.shown()).toHaveLength(1)
  for (const number of [1, 2])
    expect((await world.dora.call('GET', `/tickets/${number}`)).body).toMatchObject({
      restricted: true,
      requester: { email: 'kim@acme.test' },
    })
})
