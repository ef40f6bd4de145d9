import { expect } from 'vitest'
import { saveContact } from '../../server/customers/actions.ts'
import { accessTo, type Viewer } from '../../server/portal/visible.ts'
import { listVisible } from '../../server/portal/ticket-queries.ts'
import { valueOf, visit, type Visitor } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const form = {
  subject: 'Pipelines are slow',
  body: 'Since noon:\n\n  $ time make\n  real 9m',
  severity: 'high',
}

async function customer(world: World, email = 'kim@acme.test') {
  const visitor = visit(world)
  await visitor.signIn(email)
  return { ...visitor, token: await visitor.formToken() }
}

async function ask(kim: Visitor & { token: string }, fields: Record<string, string> = {}) {
  const page = await kim.open('/help/new')
  const formKey = valueOf(page.body, 'formKey')
  return kim.press('/help/new', { token: kim.token, formKey, ...form, ...fields })
}

const textOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

story('a customer sees what will hold before they send, and it is what holds', async (world) => {
  const kim = await customer(world)
  const page = await kim.open('/help/new')
  const promised = [...page.body.matchAll(/First reply by <time datetime="([^"]+)"/g)].map(
    ([, at]) => at,
  )
  expect(promised).toHaveLength(3)
  const sent = await ask(kim)
  expect([sent.status, sent.location]).toEqual([303, '/help/tickets/1'])
  const ticket = await kim.open(sent.location)
  expect(/First reply by <time datetime="([^"]+)"/.exec(ticket.body)?.[1]).toBe(promised[0])
  expect(textOf(ticket.body)).toContain('Not assigned yet')
  expect(ticket.body).toContain('Adding information never makes you wait longer.')
  expect(ticket.body).toContain('  $ time make\n  real 9m')
  expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
    subject: form.subject,
    priority: 'high',
    organizationName: 'Acme',
    planName: 'Premium',
    identityVerified: true,
  })
})

story('who has it and when they hear is said in the customer’s own time', async (world) => {
  const kim = await customer(world)
  await kim.press('/help/account', { token: kim.token, timeZone: 'Asia/Tokyo', language: '' })
  await ask(kim)
  await world.bob.call('PUT', '/tickets/1/assignee', { assignee: 'bob' })
  const page = textOf((await kim.open('/help/tickets/1')).body)
  expect(page).toContain('Bob has it')
  expect(page).toMatch(/First reply by .*GMT\+9/)
  expect(textOf((await kim.open('/help')).body)).toMatch(/Pipelines are slow #1 .*Bob has it/)
})

story(
  'mail and web are one thread, and what the team writes among itself is not there',
  async (world) => {
    const kim = await customer(world)
    await ask(kim)
    await world.bob.call('POST', '/tickets/1/notes', { body: 'Between us: the disk is full.' })
    await world.bob.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
    await world.clock.advance('15 seconds')
    const mail = world.kim.inbox().at(-1)!
    expect(mail.text).toContain('Which version is it?')
    const sent = await kim.pressWithFiles(
      '/help/tickets/1/comments',
      { token: kim.token, body: 'It is 18.2.1\n  see the log', formKey: 'once' },
      [{ name: '../my log.txt', text: 'line one' }],
    )
    expect([sent.status, sent.location]).toEqual([303, '/help/tickets/1#reply'])
    const page = (await kim.open('/help/tickets/1')).body
    expect(page).not.toContain('Between us')
    expect(page).toContain('It is 18.2.1\n  see the log')
    const [, file = ''] = /href="(\/files\/[^"]+)"><bdi>my log.txt/.exec(page) ?? []
    expect((await kim.open(file)).body).toBe('line one')
    const seen = (await world.bob.call('GET', '/tickets/1')).body as unknown as {
      comments: { body: string; files: { name: string }[] }[]
    }
    expect(seen.comments.at(-1)).toMatchObject({
      body: 'It is 18.2.1\n  see the log',
      files: [{ name: 'my log.txt' }],
    })
  },
)

story('the same form sent twice is one ticket and one answer', async (world) => {
  const kim = await customer(world)
  expect((await ask(kim, { formKey: 'k' })).location).toBe('/help/tickets/1')
  expect((await ask(kim, { formKey: 'k' })).location).toBe('/help/tickets/1')
  const reply = { token: kim.token, body: 'One more thing', formKey: 'r' }
  for (const _ of [1, 2]) await kim.press('/help/tickets/1/comments', reply)
  expect((await kim.open('/help/tickets/1')).body.match(/One more thing/g)).toHaveLength(1)
})

story(
  'solved and not solved are one press each; after closed comes a new ticket',
  async (world) => {
    const kim = await customer(world)
    const { token } = kim
    await ask(kim)
    const status = async (number = 1) =>
      (await world.bob.call('GET', `/tickets/${number}`)).body['status']
    await kim.press('/help/tickets/1/solved', { token })
    expect(await status()).toBe('solved')
    await kim.press('/help/tickets/1/reopen', { token })
    expect(await status()).toBe('open')
    await kim.press('/help/tickets/1/solved', { token })
    await kim.press('/help/tickets/1/comments', { token, body: 'Not yet' })
    expect(await status()).toBe('open')
    await kim.press('/help/tickets/1/solved', { token })
    await world.clock.advance('8 days')
    expect(await status()).toBe('closed')
    const again = await kim.press('/help/tickets/1/comments', { token, body: 'It is back' })
    expect(again.location).toBe('/help/tickets/2#reply')
    expect((await world.bob.call('GET', '/tickets/2')).body).toMatchObject({
      status: 'new',
      links: [{ number: 1, kind: 'follow_up' }],
    })
  },
  { timeout: 60_000 },
)

story('a customer raises the urgency once; emergencies keep their own door', async (world) => {
  const kim = await customer(world)
  await ask(kim, { severity: 'low' })
  for (const _ of [1, 2]) await kim.press('/help/tickets/1/urgent', { token: kim.token })
  expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({ priority: 'high' })
  expect(await world.incidents()).toHaveLength(0)
  expect((await kim.open('/help/tickets/1')).body).toContain('Marked as urgent')
})

story(
  '"something is down now" takes the text along, and whoever is signed in needs no code',
  async (world) => {
    const kim = await customer(world)
    const page = await ask(kim, { step: 'emergency', severity: '' })
    expect(page.body).toContain('Pipelines are slow\n\nSince noon:')
    expect(page.body).toContain('+49 151 2345640')
    const raised = await kim.press('/help/emergency', {
      step: 'member',
      token: kim.token,
      what: 'All is down',
      phone: '1',
      formKey: 'e',
    })
    expect([raised.status, raised.location]).toEqual([
      303,
      expect.stringMatching(/^\/help\/status\//),
    ])
    expect(await world.incidents()).toHaveLength(1)
    expect((await kim.open('/help')).body).toContain('entry filled')
    expect(textOf((await kim.open('/help/tickets/1')).body)).toContain('Follow the emergency live')
  },
)

story(
  'version and place are asked once and remembered; what a condition hides is not kept',
  async (world) => {
    const kim = await customer(world)
    await ask(kim, { field_hosting: 'self_managed', field_version: '18.2.1', field_area: 'geo' })
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
      form: 'support_request',
      fields: { hosting: 'self_managed', version: '18.2.1' },
    })
    const next = (await kim.open('/help/new')).body
    expect(next).toContain('value="18.2.1"')
    expect(next).not.toContain('field_area')
    await ask(kim, { field_hosting: 'gitlab_com', field_version: '18.2.1' })
    expect((await world.bob.call('GET', '/tickets/2')).body['fields']).toEqual({
      hosting: 'gitlab_com',
    })
    const wrong = await ask(kim, { field_hosting: 'the moon' })
    expect([wrong.status, wrong.body]).toEqual([
      400,
      expect.stringContaining('Where it runs cannot be read'),
    ])
    expect(wrong.body).toContain(form.subject)
  },
)

story('a form that says too little names the field and keeps every word', async (world) => {
  const kim = await customer(world)
  for (const [field, words] of [
    ['subject', 'Say in a few words'],
    ['body', 'Say what happens'],
    ['severity', 'Say how bad'],
  ] as const) {
    const page = await ask(kim, { [field]: ' ' })
    expect([page.status, page.body]).toEqual([400, expect.stringContaining(words)])
    if (field !== 'subject') expect(page.body).toContain(form.subject)
  }
  await ask(kim)
  const empty = await kim.press('/help/tickets/1/comments', { token: kim.token, body: '' })
  expect([empty.status, empty.body]).toEqual([
    400,
    expect.stringContaining('Write something first.'),
  ])
})

story(
  'what is not theirs is not there: to others, to strangers, to forged forms',
  async (world) => {
    const kim = await customer(world)
    const lee = await customer(world, 'lee@umbra.test')
    await ask(kim)
    const unknown = await lee.open('/help/tickets/999')
    const foreign = await lee.open('/help/tickets/1')
    expect([foreign.status, textOf(foreign.body).replace('#1', '#999')]).toEqual([
      404,
      textOf(unknown.body),
    ])
    for (const verb of ['comments', 'solved', 'reopen', 'urgent', 'readers', 'survey'])
      expect(
        (
          await lee.press(`/help/tickets/1/${verb}`, {
            token: lee.token,
            body: 'x',
            email: 'lee@umbra.test',
            verdict: 'good',
          })
        ).status,
      ).toBe(404)
    expect((await lee.open('/help')).body).not.toContain('Pipelines')
    const stranger = visit(world)
    expect((await stranger.open('/help/tickets/1')).location).toBe(
      '/help/sign-in?next=%2Fhelp%2Ftickets%2F1',
    )
    expect((await stranger.press('/help/tickets/1/solved')).status).toBe(303)
    for (const verb of ['comments', 'solved', 'urgent'])
      expect(
        (await kim.press(`/help/tickets/1/${verb}`, { token: 'forged', body: 'x' })).status,
      ).toBe(403)
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
      status: 'new',
      priority: 'high',
    })
  },
  { timeout: 60_000 },
)

story('a colleague is brought in by a mail that signs them in, and can answer', async (world) => {
  const kim = await customer(world)
  await ask(kim)
  const stranger = await kim.press('/help/tickets/1/readers', {
    token: kim.token,
    email: 'eve@elsewhere.test',
  })
  expect([stranger.status, stranger.body]).toEqual([
    400,
    expect.stringContaining('does not belong to your company'),
  ])
  expect(
    (await kim.press('/help/tickets/1/readers', { token: kim.token, email: 'jo@acme.test' }))
      .status,
  ).toBe(303)
  const mail = world.mailboxes.inboxOf('jo@acme.test').at(-1)!
  expect(mail.subject).toBe('Kim asks you to read along: Pipelines are slow')
  const jo = visit(world)
  const [path = ''] = /\/help\/sign-in\/link\/[\w-]+/.exec(mail.text ?? '') ?? []
  expect((await jo.open(path)).body).toContain('Your name')
  expect((await jo.press(path, { name: 'Jo Doe' })).location).toBe('/help/tickets/1')
  await jo.press('/help/tickets/1/comments', { token: await jo.formToken(), body: 'I see it too' })
  expect((await kim.open('/help/tickets/1')).body).toContain('<bdi>Jo Doe</bdi>')
  expect((await kim.open('/help/tickets/1')).body).toContain('I see it too')
  await world.bob.call('POST', '/tickets/1/replies', { body: 'Both of you: thanks' })
  await world.clock.advance('15 seconds')
  expect(world.mailboxes.inboxOf('jo@acme.test').at(-1)?.text).toContain('Both of you: thanks')
})

story('how it went is asked once it is solved, and one press answers', async (world) => {
  const kim = await customer(world)
  const { token } = kim
  await ask(kim)
  expect((await kim.open('/help/tickets/1')).body).not.toContain('How did it go?')
  await kim.press('/help/tickets/1/solved', { token })
  await kim.press('/help/tickets/1/survey', { token, verdict: 'good' })
  await kim.press('/help/tickets/1/survey', { token, verdict: 'bad', surveyComment: 'Too slow' })
  await kim.press('/help/tickets/1/survey', { token, verdict: 'good' })
  expect(
    await world.system.db.selectFrom('ticketSurveys').select(['verdict', 'comment']).execute(),
  ).toEqual([{ verdict: 'good', comment: 'Too slow' }])
})

story(
  'who is on a free plan is led to the community kindly, with what they wrote',
  async (world) => {
    const lee = await customer(world, 'lee@umbra.test')
    const page = await lee.open('/help/new?subject=How+do+I+start')
    expect(page.body).toContain('Free plans are helped by the community')
    expect(page.body).toContain('How+do+I+start')
    expect(page.body).not.toMatch(/entitled/i)
    const sent = await ask(lee)
    expect([sent.status, sent.body]).toEqual([200, expect.stringContaining('Pipelines+are+slow')])
    expect(await world.system.db.selectFrom('tickets').select('id').execute()).toEqual([])
  },
)

story('the condition in SQL and the rule in words see the same tickets', async (world) => {
  const acme = (
    await world.system.db
      .selectFrom('organizations')
      .selectAll()
      .where('name', '=', 'Acme')
      .executeTakeFirstOrThrow()
  ).id
  const jo = await world.work((work) =>
    saveContact(work, { email: 'jo@acme.test', name: 'Jo', organizationId: acme }),
  )
  const kim = await customer(world)
  await ask(kim)
  await ask(kim)
  await kim.press('/help/tickets/2/readers', { token: kim.token, email: 'jo@acme.test' })
  await world.mail.send({ from: 'kim@acme.test', to: 'security@support.test', subject: 'A hole' })
  const tickets = await world.system.db.selectFrom('tickets').selectAll().execute()
  const ccs = await world.system.db.selectFrom('ticketCcs').selectAll().execute()
  expect(tickets.length).toBeGreaterThan(2)
  for (const contactId of [jo.id, tickets[0]!.requesterId])
    for (const homes of [
      [],
      [{ id: acme, sharing: 'own' }],
      [{ id: acme, sharing: 'read' }],
      [{ id: acme, sharing: 'write' }],
    ] as Viewer['homes'][]) {
      const viewer = { contactId, homes }
      const listed = (done: boolean) => listVisible(world.system.db, viewer, { done, limit: 100 })
      const found = [...(await listed(false)), ...(await listed(true))]
      const wanted = tickets
        .filter(
          (ticket) =>
            accessTo(viewer, {
              ...ticket,
              readerIds: ccs
                .filter(({ ticketId }) => ticketId === ticket.id)
                .map(({ contactId }) => contactId),
            }) !== 'none',
        )
        .map(({ number }) => number)
      expect(found.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        wanted.toSorted((a, b) => a - b),
      )
    }
})
