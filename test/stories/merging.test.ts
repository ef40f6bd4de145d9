import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

interface Page {
  status: string
  mergedInto: number | null
  absorbed: { number: number }[]
  ccs: { email: string }[]
  links: { number: number; kind: string }[]
  promise: { state: string; metric: string | null; dueAt: string | null }
  comments: { id: string; body: string; home: number; author: { kind: string } }[]
  history: { type: string; actor: { name: string } }[]
}

/** Without the words the machine says by itself. */
async function page(world: World, number: number) {
  const read = (await world.alice.call('GET', `/tickets/${number}`)).body as unknown as Page
  return { ...read, comments: read.comments.filter(({ author }) => author.kind !== 'machine') }
}

const clocks = async (world: World, number: number) =>
  (
    (await world.alice.call('GET', `/tickets/${number}/clocks`)).body as unknown as {
      clocks: { metric: string; status: string; dueAt: string; entries: { kind: string }[] }[]
    }
  ).clocks

/** Two questions of one company, an hour apart. */
async function twoTickets(world: World) {
  await world.mail.send(question)
  await world.clock.advance('1 hour')
  await world.mail.send({
    ...question,
    from: 'Pat <pat@acme.test>',
    subject: 'No admins',
    text: 'Also here.',
  })
}

story('a merged ticket is read in the other one, and its sender reads along', async (world) => {
  await twoTickets(world)
  const answer = await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  expect(answer.status).toBe(200)
  const one = await page(world, 1)
  expect(one.comments.map(({ body, home }) => [body, home])).toEqual([
    ['Admins are gone.', 1],
    ['Also here.', 2],
  ])
  expect(one.ccs).toEqual([{ name: 'Pat', email: 'pat@acme.test' }])
  expect(one.absorbed).toMatchObject([{ number: 2 }])
  expect(await page(world, 2)).toMatchObject({ status: 'closed', mergedInto: 1 })
  expect(one.history.map(({ type, actor }) => [type, actor.name])).toContainEqual([
    'ticket.absorbed',
    'Alice',
  ])
})

story(
  'the stricter promise stands after a merge, and each has its own again after unmerging',
  async (world) => {
    await twoTickets(world)
    const before = [await clocks(world, 1), await clocks(world, 2)]
    await world.alice.call('PUT', '/tickets/1/merge', { into: 2 })
    expect((await page(world, 2)).promise.dueAt).toBe(before[0]?.[0]?.dueAt)
    expect((await clocks(world, 1)).map(({ status }) => status)).toEqual(['transferred'])
    await world.clock.advance('10 minutes')
    await world.alice.call('DELETE', '/tickets/1/merge')
    expect(await page(world, 1)).toMatchObject({
      status: 'new',
      mergedInto: null,
      promise: { state: 'running', dueAt: before[0]?.[0]?.dueAt },
    })
    expect((await page(world, 2)).promise.dueAt).toBe(before[1]?.[0]?.dueAt)
    expect((await page(world, 2)).ccs).toEqual([])
    expect((await clocks(world, 1))[0]?.entries.map(({ kind }) => kind)).toEqual([
      'start',
      'transfer',
      'return',
    ])
  },
)

story(
  'a merged ticket breaks no promise of its own, however long it stays merged',
  async (world) => {
    await twoTickets(world)
    await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
    await world.alice.call('POST', '/tickets/1/replies', { body: 'We look at both.' })
    await world.clock.advance('10 days')
    expect((await clocks(world, 2)).map(({ status }) => status)).toEqual(['transferred'])
    await world.alice.call('DELETE', '/tickets/2/merge')
    // Both were answered together, in time.
    expect((await clocks(world, 2)).map(({ status }) => status)).toEqual(['met'])
    expect((await page(world, 2)).promise.state).toBe('none')
  },
)

story('a deadline that passed while it was merged was missed at the deadline', async (world) => {
  await twoTickets(world)
  const due = (await clocks(world, 2))[0]?.dueAt
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  await world.clock.advance('3 days')
  await world.alice.call('DELETE', '/tickets/2/merge')
  await world.clock.advance('1 minute')
  expect(await clocks(world, 2)).toMatchObject([
    { status: 'breached', dueAt: due, breachedAt: due },
  ])
})

story('a merged ticket sleeps on when it comes back, under the name it had', async (world) => {
  await twoTickets(world)
  await world.alice.call('PUT', '/tickets/2/snooze', { until: '2026-03-04T10:00:00.000Z' })
  const named = { statusKey: 'with_developers' }
  await world.work((work) =>
    work.db.updateTable('tickets').set(named).where('number', '=', 2).execute(),
  )
  const standing = () =>
    world.system.db
      .selectFrom('tickets')
      .select(['status', 'statusKey', 'snoozedUntil', 'snoozedForAnswer'])
      .where('number', '=', 2)
      .executeTakeFirstOrThrow()
  const before = await standing()
  expect(before).toMatchObject({ ...named, snoozedUntil: new Date('2026-03-04T10:00:00Z') })
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  expect(await standing()).toMatchObject({ statusKey: null, snoozedUntil: null })
  await world.alice.call('DELETE', '/tickets/2/merge')
  expect(await standing()).toEqual(before)
  // Its time is over while it is merged: then it is awake.
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  await world.clock.advance('2 days')
  await world.alice.call('DELETE', '/tickets/2/merge')
  expect(await standing()).toMatchObject({ ...named, snoozedUntil: null })
})

story('mail to a ticket that was merged arrives in the one it became part of', async (world) => {
  await twoTickets(world)
  await world.alice.call('POST', '/tickets/2/replies', { body: 'Which version?' })
  const address = world.mailboxes.inboxOf('pat@acme.test').at(-1)?.replyTo?.value[0]?.address ?? ''
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  await world.mail.send({
    ...question,
    from: 'Pat <pat@acme.test>',
    to: address,
    text: '17.4, as Kim says.',
  })
  const one = await page(world, 1)
  expect(one.comments.at(-1)).toMatchObject({ body: '17.4, as Kim says.', home: 1 })
  expect((await world.alice.call('GET', '/queue')).body).toMatchObject({ rows: [{ number: 1 }] })
})

story('an answer goes to everyone whose ticket became part of this one', async (world) => {
  await twoTickets(world)
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Fixed in 17.4.2.' })
  for (const address of ['kim@acme.test', 'pat@acme.test'])
    expect(world.mailboxes.inboxOf(address).at(-1)?.text).toContain('Fixed in 17.4.2.')
})

story(
  'two customers are not merged unless somebody says that they may read each other',
  async (world) => {
    await world.mail.send(question)
    await world.mail.send({ ...question, from: 'Ola <ola@globex.test>' })
    const refused = await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('different customers') },
    })
    const said = await world.alice.call('PUT', '/tickets/2/merge', {
      into: 1,
      acrossCustomers: true,
    })
    expect(said.status).toBe(200)
  },
)

story(
  'a ticket with an open emergency is not merged away under the hands of those it woke',
  async (world) => {
    await world.mail.send({ ...question, to: 'emergency@support.test' })
    await world.mail.send(question)
    const refused = await world.alice.call('PUT', '/tickets/1/merge', { into: 2 })
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('open emergency') },
    })
    expect(await page(world, 1)).toMatchObject({ mergedInto: null })
  },
)

story('neither itself, nor twice, nor in a circle', async (world) => {
  await twoTickets(world)
  await world.mail.send({ ...question, subject: 'Third' })
  expect((await world.alice.call('PUT', '/tickets/1/merge', { into: 1 })).status).toBe(409)
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  expect((await world.alice.call('PUT', '/tickets/2/merge', { into: 3 })).status).toBe(409)
  // Into a part means into the whole.
  await world.alice.call('PUT', '/tickets/3/merge', { into: 2 })
  expect(await page(world, 3)).toMatchObject({ mergedInto: 1 })
  expect((await world.alice.call('PUT', '/tickets/1/merge', { into: 3 })).status).toBe(409)
})

story('two who merge crosswise at the same moment make one ticket, not none', async (world) => {
  await twoTickets(world)
  const answers = await Promise.all([
    world.alice.call('PUT', '/tickets/1/merge', { into: 2 }),
    world.bob.call('PUT', '/tickets/2/merge', { into: 1 }),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

story(
  'a second question becomes a ticket of its own, promised from when it was asked',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
    const address = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
    await world.mail.send({ ...question, to: address, text: 'By the way: can we rename a group?' })
    const asked = (await page(world, 1)).comments.at(-1)!
    await world.clock.advance('1 hour')
    const split = await world.alice.call('POST', '/tickets/1/splits', {
      comments: [asked.id],
      subject: 'Rename a group',
    })
    expect(split.status).toBe(201)
    const two = await page(world, 2)
    expect(two.comments.map(({ body, home }) => [body, home])).toEqual([
      ['By the way: can we rename a group?', 1],
    ])
    expect((await page(world, 1)).comments.map(({ body }) => body)).toEqual([
      'Admins are gone.',
      'Which version?',
    ])
    expect(two.links).toMatchObject([{ number: 1, kind: 'split' }])
    // Eight hours from the question, not from the split.
    expect(two.promise.dueAt).toBe('2026-03-03T18:00:00.000Z')
    expect((await world.alice.call('DELETE', '/tickets/2/split')).status).toBe(200)
    expect((await page(world, 1)).comments).toHaveLength(3)
  },
)

story('a split needs a question of the customer, and leaves something behind', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/notes', { body: 'A note.' })
  const [asked, note] = (await page(world, 1)).comments
  const split = (comments: (string | undefined)[]) =>
    world.alice.call('POST', '/tickets/1/splits', { comments })
  expect(await split([note?.id])).toMatchObject({ status: 409 })
  expect(await split([asked?.id, note?.id])).toMatchObject({ status: 409 })
  expect(await split(['00000000-0000-7000-8000-000000000000'])).toMatchObject({ status: 400 })
})

story('a question that is split off as an emergency wakes people', async (world) => {
  await twoTickets(world)
  await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
  const [, second] = (await page(world, 1)).comments
  await world.alice.call('POST', '/tickets/1/splits', {
    comments: [second!.id],
    channel: 'emergency',
  })
  const incidents = await world.system.db.selectFrom('incidents').select('ticketId').execute()
  expect(incidents).toHaveLength(1)
})

story('an open ticket is not buried in a closed one', async (world) => {
  await twoTickets(world)
  await world.alice.call('PATCH', '/tickets/1', { status: 'closed' })
  expect(await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })).toMatchObject({
    status: 409,
  })
  expect(await page(world, 2)).toMatchObject({ status: 'new' })
})

story('no answer names a restricted ticket that a link leads to', async (world) => {
  await twoTickets(world)
  await world.mail.send({ ...question, to: 'security@support.test', subject: 'A hole' })
  await world.sofia.call('PUT', '/tickets/1/links/3', { kind: 'related' })
  const { body } = await world.alice.call('PUT', '/tickets/1/links/2', { kind: 'related' })
  expect((body as unknown as Page).links.map(({ number }) => number)).toEqual([2])
})

story(
  'a comment split off behind a restricted door is need to know in every shape',
  async (world) => {
    await twoTickets(world)
    const raw = `From: ${question.from}\r\nTo: ${question.to}\r\nSubject: A hole\r\nContent-Type: text/html\r\n\r\n<p>And here is how.</p>\r\n`
    await world.mail.send({ ...question, subject: 'A hole', raw })
    await world.alice.call('PUT', '/tickets/3/merge', { into: 1 })
    const third = (await page(world, 1)).comments.at(-1)!
    expect(await bodyFor(world.alice)).toBe(200)
    const split = { comments: [third.id], channel: 'security' }
    expect(await world.alice.call('POST', '/tickets/1/splits', split)).toMatchObject({
      status: 201,
    })
    expect(await bodyFor(world.alice)).toBe(404)
    expect(await bodyFor(world.sofia)).toBe(200)

    async function bodyFor(person: World['alice']) {
      const made = await person.call('POST', '/tokens', { name: 'browser', scopes: ['*'] })
      const { token } = made.body as unknown as { token: string }
      const answer = await world.app.inject({
        url: `/api/v1/comments/${third.id}/body`,
        headers: { authorization: `Bearer ${token}` },
      })
      return answer.statusCode
    }
  },
)

story(
  'a promise is not kept by calling the other ticket spam: unmerged, it is owed as before',
  async (world) => {
    await twoTickets(world)
    const due = (await clocks(world, 2))[0]?.dueAt
    await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
    await world.alice.call('PUT', '/tickets/1/spam', { ban: null })
    await world.alice.call('DELETE', '/tickets/2/merge')
    expect((await page(world, 2)).promise).toMatchObject({ state: 'running', dueAt: due })
    await world.alice.call('DELETE', '/tickets/1/spam')
    expect((await page(world, 1)).promise.state).toBe('running')
  },
)
