import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

const ticket = async (world: World, number = 1) =>
  (await world.alice.call('GET', `/tickets/${number}`)).body as Record<string, unknown> & {
    history: { type: string; actor: { name: string }; details: Record<string, unknown> }[]
  }

const rows = async (world: World, filter = 'open') =>
  ((await world.alice.call('GET', `/queue?filter=${filter}`)).body as { rows?: unknown[] }).rows

async function replyTo(world: World, text: string) {
  const address = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
  await world.mail.send({ ...question, to: address, text })
}

story('type, due date, tags and subject change, each with its line of history', async (world) => {
  await world.mail.send(question)
  const changed = await world.alice.call('PATCH', '/tickets/1', {
    type: 'problem',
    dueBy: '2026-03-09T09:00:00Z',
    addTags: ['LDAP', 'ldap', ' Sign In '],
    subject: 'LDAP sync removes  admins',
  })
  expect(changed.status).toBe(200)
  expect(changed.body).toMatchObject({
    type: 'problem',
    dueBy: '2026-03-09T09:00:00.000Z',
    tags: ['ldap', 'sign_in'],
    subject: 'LDAP sync removes admins',
  })
  const { history } = await ticket(world)
  const filed = history.filter(({ type }) => type === 'ticket.filed')
  expect(new Set(filed.map(({ details }) => details.field))).toEqual(
    new Set(['dueBy', 'subject', 'tags', 'type']),
  )
  expect(filed.find(({ details }) => details.field === 'type')).toMatchObject({
    actor: { name: 'Alice' },
    details: { before: null, after: 'problem' },
  })
})

story('two people add tags at once and both are kept', async (world) => {
  await world.mail.send(question)
  await Promise.all([
    world.alice.call('PATCH', '/tickets/1', { addTags: ['one'] }),
    world.bob.call('PATCH', '/tickets/1', { addTags: ['two'] }),
  ])
  expect([...((await ticket(world)).tags as string[])].sort()).toEqual(['one', 'two'])
})

story('a due date in the past is refused in words', async (world) => {
  await world.mail.send(question)
  const refused = await world.alice.call('PATCH', '/tickets/1', { dueBy: '2026-01-01T00:00:00Z' })
  expect(refused).toMatchObject({ status: 400, body: { detail: 'That moment has passed.' } })
})

story('nobody waits for a customer whom nobody has answered', async (world) => {
  await world.mail.send(question)
  for (const status of ['pending', 'on_hold'])
    expect((await world.alice.call('PATCH', '/tickets/1', { status })).status).toBe(409)
  const sent = await world.alice.call('POST', '/tickets/1/replies', {
    body: 'Which version?',
    status: 'pending',
  })
  expect(sent.status).toBe(201)
  expect((await ticket(world)).status).toBe('pending')
})

story('a form asks for what is needed before a ticket is solved', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Done.' })
  await world.alice.call('PATCH', '/tickets/1', { form: 'support_request' })
  const refused = await world.alice.call('PATCH', '/tickets/1', { status: 'solved' })
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'fields.hosting' }, { path: 'fields.area' }] },
  })
  const wrong = await world.alice.call('PATCH', '/tickets/1', { fields: { hosting: 'the moon' } })
  expect(wrong.status).toBe(400)
  const solved = await world.alice.call('PATCH', '/tickets/1', {
    fields: { hosting: 'self_managed', version: '17.4', area: 'sign_in' },
    status: 'solved',
  })
  expect(solved).toMatchObject({
    status: 200,
    body: { status: 'solved', fields: { version: '17.4' } },
  })
})

story('a name of our own stands for a status, and ends with it', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'A fix is in 17.4.2.' })
  await world.alice.call('PATCH', '/tickets/1', { statusName: 'waiting_for_release' })
  expect(await ticket(world)).toMatchObject({
    status: 'on_hold',
    statusName: 'waiting_for_release',
  })
  await replyTo(world, 'Any news?')
  expect(await ticket(world)).toMatchObject({ status: 'open', statusName: null })
  expect((await world.alice.call('PATCH', '/tickets/1', { statusName: 'nonsense' })).status).toBe(
    400,
  )
})

story(
  'a snoozed ticket is out of sight until its moment, and no later than its promise',
  async (world) => {
    await world.mail.send({ ...question, from: 'Lee <lee@umbra.test>', to: 'support@support.test' })
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/2/replies', { body: 'We look on Monday.' })
    expect(
      (await world.alice.call('PUT', '/tickets/2/snooze', { until: '2026-03-05T09:00:00Z' }))
        .status,
    ).toBe(200)
    expect(await rows(world, 'snoozed')).toMatchObject([{ number: 2 }])
    expect(JSON.stringify(await rows(world))).not.toContain('"number":2')
    await world.clock.advance('4 days')
    expect(await rows(world, 'snoozed')).toEqual([])
    expect((await ticket(world, 2)).history.at(-1)).toMatchObject({ type: 'ticket.woken' })
  },
)

story('a promise that comes near wakes a ticket however long it was to sleep', async (world) => {
  await world.mail.send(question)
  await world.alice.call('PUT', '/tickets/1/snooze', { untilAnswer: true })
  expect(await rows(world)).toEqual([])
  // Eight hours were promised; two hours before the end somebody must see it.
  await world.clock.advance('5 hours')
  expect(await rows(world)).toEqual([])
  await world.clock.advance('1 hour 5 minutes')
  expect(await rows(world)).toMatchObject([{ number: 1 }])
  expect((await ticket(world)).history.at(-1)).toMatchObject({
    details: { why: 'a promise falls due soon' },
  })
})

story('snoozed until they answer wakes when they do', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', {
    body: 'Which version?',
    status: 'pending',
  })
  await world.alice.call('PUT', '/tickets/1/snooze', { untilAnswer: true })
  expect(await rows(world)).toEqual([])
  await replyTo(world, '17.4')
  expect(await rows(world)).toMatchObject([{ number: 1 }])
  expect(await ticket(world)).toMatchObject({ status: 'open', snoozed: null })
})

story('a ticket that is done does not sleep, and asked again it is in sight', async (world) => {
  for (const number of [1, 2]) {
    await world.mail.send(question)
    await world.alice.call('POST', `/tickets/${number}/replies`, { body: 'Upgrade.' })
    await world.alice.call('PUT', `/tickets/${number}/snooze`, { until: '2026-03-05T09:00:00Z' })
  }
  const solved = await world.alice.call('PATCH', '/tickets/1', { status: 'solved' })
  expect(solved.body).toMatchObject({ status: 'solved', snoozed: null })
  await world.alice.call('PATCH', '/tickets/1', { status: 'open' })
  expect(await rows(world)).toMatchObject([{ number: 1 }])
  // Together with others, and taken back: it sleeps as it slept.
  const { body } = await world.alice.call('POST', '/bulk-changes', {
    tickets: [2],
    set: { status: 'closed' },
  })
  expect(await ticket(world, 2)).toMatchObject({ status: 'closed', snoozed: null })
  await world.alice.call('PUT', `/bulk-changes/${String(body['id'])}/undo`)
  expect(await ticket(world, 2)).toMatchObject({
    status: 'open',
    snoozed: { until: '2026-03-05T09:00:00.000Z', untilAnswer: false },
  })
})

story(
  'pending is reminded after seven days and solved after fourteen, to the minute',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', {
      body: 'Which version?',
      status: 'pending',
    })
    await world.clock.advance('6 days 23 hours 58 minutes')
    expect(world.kim.inbox().at(-1)?.text).toContain('Which version?')
    await world.clock.advance('3 minutes')
    expect(world.kim.inbox().at(-1)?.text).toContain('7 days ago we answered ticket #1')
    await world.clock.advance('6 days 23 hours 50 minutes')
    expect((await ticket(world)).status).toBe('pending')
    await world.clock.advance('10 minutes')
    expect((await ticket(world)).status).toBe('solved')
    expect(world.kim.inbox().filter(({ text }) => text?.includes('7 days ago'))).toHaveLength(1)
  },
)

story('on hold comes back after four days, so that nobody is forgotten', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', {
    body: 'A fix is coming.',
    status: 'on_hold',
  })
  await world.clock.advance('4 days 1 minute')
  expect((await ticket(world)).status).toBe('open')
})

story('the customer hears of a new priority with the reason', async (world) => {
  await world.mail.send(question)
  expect(
    (await world.alice.call('PATCH', '/tickets/1', { priority: 'low', tellCustomer: true })).status,
  ).toBe(400)
  await world.alice.call('PATCH', '/tickets/1', {
    priority: 'low',
    tellCustomer: true,
    why: 'A workaround is in place.',
  })
  expect(world.kim.inbox().at(-1)?.text).toContain('priority low now: A workaround is in place.')
})

story('colleagues are added by us, strangers only by the customer', async (world) => {
  await world.mail.send(question)
  expect((await world.alice.call('PUT', '/tickets/1/ccs/pat@acme.test')).status).toBe(200)
  expect((await world.alice.call('PUT', '/tickets/1/ccs/eve@elsewhere.test')).status).toBe(409)
  expect((await ticket(world)).ccs).toMatchObject([{ email: 'pat@acme.test' }])
  await world.alice.call('PUT', '/tickets/1/followers/me')
  await world.alice.call('PUT', '/tickets/1/followers/bob')
  await world.alice.call('DELETE', '/tickets/1/followers/me')
  expect((await ticket(world)).followers).toMatchObject([{ name: 'Bob' }])
})

story(
  'spam is closed and its sender banned in one action, and all of it can be taken back',
  async (world) => {
    await world.mail.send({ ...question, from: 'Win <win@prizes.test>' })
    await world.alice.call('PUT', '/tickets/1/spam', { ban: 'domain' })
    expect(await ticket(world)).toMatchObject({ status: 'closed', spam: true })
    expect((await world.alice.call('GET', '/banned-senders')).body).toMatchObject({
      senders: [{ pattern: '@prizes.test', ticketNumber: 1, bannedBy: 'Alice' }],
    })
    await world.mail.send({ ...question, from: 'Win <more@prizes.test>', subject: 'Again' })
    const { arrivals } = (await world.alice.call('GET', '/mail/arrivals?state=quarantined'))
      .body as unknown as {
      arrivals: { reason: string }[]
    }
    expect(arrivals).toMatchObject([{ reason: expect.stringContaining('@prizes.test is banned') }])
    await world.alice.call('DELETE', '/tickets/1/spam')
    expect(await ticket(world)).toMatchObject({
      spam: false,
      promise: { state: 'none' },
    })
    expect((await world.alice.call('GET', '/banned-senders')).body).toMatchObject({ senders: [] })
  },
)

story('spam breaks no promise; what was none has its promise again', async (world) => {
  await world.mail.send(question)
  const { promise } = await ticket(world)
  await world.alice.call('PUT', '/tickets/1/spam', { ban: null })
  expect((await ticket(world)).promise).toMatchObject({ state: 'none' })
  await world.clock.advance('1 hour')
  await world.alice.call('DELETE', '/tickets/1/spam')
  expect(await ticket(world)).toMatchObject({ status: 'new', promise })
})
