import { expect } from 'vitest'
import { createToken } from '../../server/people/actions.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const kim = 'Kim <kim@acme.test>'
const support = 'support@support.test'

interface Logged {
  number: number
  state: string
  ticketNumber: number | null
  reason: string | null
  releasedBy: string | null
}
const log = async (world: World, query = '', person = world.dora) =>
  (
    (await person.call('GET', `/mail/arrivals?limit=200${query}`)).body as unknown as {
      arrivals: Logged[]
    }
  ).arrivals
const comments = async (world: World, ticket: number) =>
  (
    (await world.sofia.call('GET', `/tickets/${ticket}`)).body as unknown as {
      comments: { body: string }[]
    }
  ).comments
    .map(({ body }) => body)
    .filter((body) => !body.startsWith('Hello Kim,'))
const ban = (world: World, pattern: string) =>
  world.dora.call('POST', '/banned-senders', { pattern, reason: 'Shouts.' })

/** Kim has a ticket, #1; then her address is banned, and she writes once more: mail 2. */
async function banned(world: World) {
  await world.mail.send({ from: kim, to: support, subject: 'LDAP sync', text: 'Admins are gone.' })
  expect(await ban(world, 'Kim@acme.test')).toMatchObject({ status: 201 })
  await world.mail.send({ from: kim, to: support, subject: 'And now', text: 'The groups as well.' })
  expect(await log(world)).toMatchObject([
    { number: 2, state: 'quarantined', reason: 'kim@acme.test is banned. Shouts.' },
    { number: 1, state: 'taken', ticketNumber: 1 },
  ])
}

story('what was set aside is released to the ticket a person chooses', async (world) => {
  await banned(world)
  expect(await world.alice.call('PUT', '/mail/arrivals/2/release', { ticket: 1 })).toMatchObject({
    status: 200,
  })
  expect(await comments(world, 1)).toEqual(['Admins are gone.', 'The groups as well.'])
  expect((await log(world))[0]).toMatchObject({
    state: 'taken',
    ticketNumber: 1,
    releasedBy: 'Alice',
    releaseTo: 1,
  })
  // The ban itself stands.
  await world.mail.send({ from: kim, to: support, subject: 'Third', text: 'Hello?' })
  expect((await log(world))[0]).toMatchObject({ number: 3, state: 'quarantined' })
})

story(
  'without a ticket it becomes one of its own, with everything a new ticket has',
  async (world) => {
    await banned(world)
    await world.alice.call('PUT', '/mail/arrivals/2/release', { ticket: null })
    expect((await world.alice.call('GET', '/tickets/2')).body).toMatchObject({
      subject: 'And now',
      requester: { email: 'kim@acme.test' },
    })
    expect((await world.alice.call('GET', '/tickets/2')).body['clocks']).not.toEqual([])
  },
)

story(
  'a closed ticket is not written into: the mail becomes a ticket linked to it',
  async (world) => {
    await banned(world)
    await world.alice.call('PUT', '/tickets/1/spam', {})
    await world.alice.call('PUT', '/mail/arrivals/2/release', { ticket: 1 })
    expect((await log(world))[0]).toMatchObject({ state: 'taken', ticketNumber: 2 })
  },
)

story(
  'fifty go at once, and what cannot go says why',
  async (world) => {
    await banned(world)
    for (let n = 0; n < 49; n += 1)
      await world.mail.send({ from: kim, to: support, subject: `More ${n}`, text: `Number ${n}` })
    const waiting = (await log(world, '&quarantine=waiting')).map(({ number }) => number)
    expect(waiting).toHaveLength(50)
    const answer = await world.alice.call('POST', '/mail/arrivals/releases', {
      numbers: [...waiting, 1, 999],
      ticket: 1,
    })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        refused: [
          { number: 1, why: 'Mail 1 is not in quarantine.' },
          { number: 999, why: 'There is no arrival 999.' },
        ],
      },
    })
    expect(answer.body['done']).toHaveLength(50)
    expect(await comments(world, 1)).toHaveLength(51)
    expect((await world.dora.call('GET', '/mail/arrivals/counts')).body).toMatchObject({
      taken: 51,
      quarantined: 0,
      waiting: 0,
    })
  },
  { timeout: 90_000 },
)

story(
  'mail that names no sender is released under the address that delivered it',
  async (world) => {
    const raw = 'Subject: Printed by a machine\r\n\r\nPaper is out.\r\n'
    await world.mail.send({ from: 'printer@acme.test', to: support, subject: '-', raw })
    expect((await log(world))[0]).toMatchObject({ reason: 'No From: nobody says they wrote this' })
    await world.alice.call('PUT', '/mail/arrivals/1/release', { ticket: null })
    expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
      requester: { email: 'printer@acme.test' },
      tags: ['automatic'],
    })
    expect(world.mailboxes.inboxOf('printer@acme.test')).toEqual([])
  },
)

story('restricted mail does not exist for those who may not know of it', async (world) => {
  await ban(world, '@acme.test')
  await world.mail.send({
    from: kim,
    to: 'security@support.test',
    subject: 'Leak',
    text: 'Secret.',
  })
  await world.mail.send({ from: 'lee@umbra.test', to: support, subject: 'Hello', text: 'Open.' })
  const numbers = (await log(world, '', world.alice)).map(({ number }) => number)
  expect(numbers).toEqual([2])
  for (const [method, path, body] of [
    ['GET', '/mail/arrivals/1'],
    ['GET', '/mail/arrivals/1/raw'],
    ['GET', '/mail/arrivals/1/file'],
    ['PUT', '/mail/arrivals/1/release', { ticket: null }],
    ['POST', '/mail/arrivals/1/readings'],
  ] as const)
    expect(await world.alice.call(method, path, body)).toMatchObject({ status: 404 })
  const counts = await world.alice.call('GET', '/mail/arrivals/counts')
  expect(counts.body).toMatchObject({ quarantined: 0, waiting: 0 })
  // Whoever may see it cannot put it where everybody reads it.
  expect(await world.dora.call('PUT', '/mail/arrivals/1/release', { ticket: 1 })).toMatchObject({
    status: 409,
  })
  await world.dora.call('PUT', '/mail/arrivals/1/release', { ticket: null })
  expect((await world.alice.call('GET', '/tickets/2')).status).toBe(404)
  expect((await world.sofia.call('GET', '/tickets/2')).body).toMatchObject({ subject: 'Leak' })
})

story('after thirty days it leaves the list of quarantine, and is not lost', async (world) => {
  await banned(world)
  await world.clock.advance('31 days')
  expect(await log(world, '&quarantine=waiting')).toEqual([])
  expect(await log(world, '&quarantine=past')).toMatchObject([{ number: 2, state: 'quarantined' }])
  expect((await world.dora.call('GET', '/mail/arrivals/counts')).body).toMatchObject({
    quarantined: 1,
    waiting: 0,
  })
  await world.alice.call('PUT', '/mail/arrivals/2/release', { ticket: 1 })
  expect((await log(world))[0]).toMatchObject({ state: 'taken' })
})

story('the log is searched by fate, address, sender, words, ticket and time', async (world) => {
  await banned(world)
  await world.clock.advance('2 hours')
  await world.mail.send({
    from: 'lee@umbra.test',
    to: 'security@support.test',
    subject: '100% broken',
    text: 'Look.',
  })
  const found = async (query: string) =>
    (await log(world, `&${query}`, world.sofia)).map(({ number }) => number)
  expect(await found('state=quarantined')).toEqual([2])
  expect(await found('mailbox=Security@support.test')).toEqual([3])
  expect(await found('from=ACME')).toEqual([2, 1])
  expect(await found('text=ldap')).toEqual([1])
  expect(await found('text=100%25')).toEqual([3])
  expect(await found('text=_')).toEqual([])
  expect(await found('ticket=1')).toEqual([1])
  const hourAgo = new Date(world.clock.now().getTime() - 3_600_000).toISOString()
  expect(await found(`since=${hourAgo}`)).toEqual([3])
  expect(await found(`until=${hourAgo}`)).toEqual([2, 1])
})

story(
  'one mail shows its envelope, its headers in words, its delivery and its copies',
  async (world) => {
    const mail = {
      from: kim,
      to: support,
      subject: 'Grüße aus Köln',
      text: 'Hallo.',
      messageId: '<one@acme.test>',
    }
    await world.mail.send(mail)
    await world.mail.send(mail)
    const page = await world.alice.call('GET', '/mail/arrivals/1')
    expect(page.body).toMatchObject({
      envelopeFrom: 'kim@acme.test',
      headers: expect.arrayContaining([{ name: 'Subject', value: 'Grüße aus Köln' }]),
      copies: [{ number: 2, state: 'duplicate' }],
      attempts: 0,
      lastError: null,
    })
    const { token } = await world.work((work) =>
      createToken(work, world.alice.id, 'x', ['*'], null),
    )
    const file = await world.app.inject({
      url: '/api/v1/mail/arrivals/1/file',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(file.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': 'attachment; filename="mail-1.eml"',
    })
    expect(file.body).toContain('Message-ID: <one@acme.test>')
  },
)

story('many are processed again by all the rules', async (world) => {
  await banned(world)
  const again = () => world.dora.call('POST', '/mail/arrivals/readings', { numbers: [1, 2] })
  expect((await again()).body).toMatchObject({ done: [2], refused: [{ number: 1 }] })
  expect((await log(world))[0]).toMatchObject({ state: 'quarantined' })
  await world.dora.call('DELETE', '/banned-senders/kim@acme.test')
  await again()
  expect((await log(world))[0]).toMatchObject({ state: 'taken', releasedBy: null })
})

story('a whole domain is banned, and never one of our own', async (world) => {
  expect(await ban(world, '@acme.test')).toMatchObject({ status: 201 })
  expect(await ban(world, '@support.test')).toMatchObject({ status: 400 })
  expect(await ban(world, 'nonsense')).toMatchObject({ status: 400 })
  expect(await world.sam.call('POST', '/banned-senders', { pattern: '@umbra.test' })).toMatchObject(
    { status: 403 },
  )
})
