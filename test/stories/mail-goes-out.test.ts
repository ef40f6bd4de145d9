import { SMTPServer } from 'smtp-server'
import { expect } from 'vitest'
import { saveContact } from '../../server/customers/actions.ts'
import { sendMessage } from '../../server/tickets/jobs.ts'
import { suppressAddress } from '../../server/tickets/suppressions.ts'
import { notify } from '../../server/tickets/actions.ts'
import { ticketOfMessageId } from '../../server/tickets/own-mail.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'Re: LDAP sync',
  text: 'Admins are gone.',
  messageId: '<first@acme.test>',
}

const answer = (world: World, body = 'Upgrade.') =>
  world.alice.call('POST', '/tickets/1/replies', { body })
const ids = async (world: World) =>
  (
    await world.system.db.selectFrom('outgoingMessages').select('id').orderBy('number').execute()
  ).map(({ id }) => id)
const last = async (world: World) => {
  const { body } = await world.dora.call('GET', '/mail/outgoing?limit=1')
  const [{ number }] = body['messages'] as [{ number: number }]
  return (await world.dora.call('GET', `/mail/outgoing/${number}`)).body
}
const ticketId = async (world: World) =>
  (await world.system.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()).id

/** From now on the mail server answers every mail like this, as long as the story lasts. */
async function answering(world: World, code: number, words: string, tell: () => Promise<void>) {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_to, _session, callback) =>
      callback(Object.assign(new Error(words), { responseCode: code })),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const before = world.system.config.SMTP_URL
  const address = server.server.address()
  const port = typeof address === 'object' ? address?.port : 0
  world.system.config.SMTP_URL = `smtp://127.0.0.1:${port}`
  try {
    await tell()
  } finally {
    world.system.config.SMTP_URL = before
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

story(
  'an answer threads in every mail program, and its Message-ID is ours to know',
  async (world) => {
    const index = Buffer.concat([Buffer.from([1]), Buffer.alloc(21, 7)]).toString('base64')
    await world.mail.send({ ...question, headers: { 'Thread-Index': index } })
    await answer(world)
    const mail = world.kim.inbox().at(-1)
    expect(mail?.subject).toBe('Re: LDAP sync')
    expect(mail?.from?.value[0]).toEqual({
      address: 'support@support.test',
      name: 'Alice at GitLab',
    })
    expect(mail?.headers.get('thread-topic')).toBe('LDAP sync')
    const given = mail?.headers.get('thread-index')
    expect(typeof given === 'string' && given.slice(0, 28)).toBe(index.slice(0, 28))
    expect(mail?.headers.has('auto-submitted')).toBe(false)
    expect(ticketOfMessageId(world.system, mail?.messageId ?? '')).toBe(1)
    expect(mail?.text).toContain('> Admins are gone.')
    expect(mail?.html).toContain('<blockquote class="gmail_quote"')
  },
)

story('two hundred answers later the headers still fit', async (world) => {
  await world.mail.send(question)
  const id = await ticketId(world)
  await world.system.db
    .insertInto('comments')
    .values(
      Array.from({ length: 200 }, (_, hop) => ({
        id: crypto.randomUUID(),
        ticketId: id,
        kind: 'public' as const,
        authorKind: 'machine' as const,
        authorName: 'GitLab',
        body: 'x',
        via: 'system',
        messageId: `${hop}.${'y'.repeat(60)}@support.test`,
        createdAt: new Date(world.clock.now().getTime() + hop + 1),
      })),
    )
    .execute()
  await answer(world)
  const mail = world.kim.inbox().at(-1)
  const header = mail?.headerLines.find(({ key }) => key === 'references')?.line ?? ''
  expect(header.length).toBeGreaterThan(500)
  expect(header.length).toBeLessThan(2000)
  expect(header).toContain('<first@acme.test>')
  expect(header.split('\r\n').every(({ length }) => length < 200)).toBe(true)
})

story('of sixty short ids the first and the nineteen newest are named, no more', async (world) => {
  await world.mail.send(question)
  const id = await ticketId(world)
  const said = Array.from({ length: 60 }, (_, hop) => ({
    id: crypto.randomUUID(),
    ticketId: id,
    kind: 'public' as const,
    authorKind: 'machine' as const,
    authorName: 'GitLab',
    body: 'x',
    via: 'system' as const,
    messageId: `m${hop}@s.test`,
    createdAt: new Date(world.clock.now().getTime() + hop + 1),
  }))
  await world.system.db.insertInto('comments').values(said).execute()
  await answer(world)
  const references = [world.kim.inbox().at(-1)?.references ?? []].flat()
  expect(references).toHaveLength(20)
  expect([references[0], references.at(1), references.at(-1)]).toEqual([
    '<first@acme.test>',
    '<m41@s.test>',
    '<m59@s.test>',
  ])
})

story('a restricted ticket quotes nothing', async (world) => {
  await world.mail.send({ ...question, from: 'eve@research.test', to: 'security@support.test' })
  await world.work((work) => work.db.updateTable('tickets').set({ status: 'open' }).execute())
  await world.sofia.call('POST', '/tickets/1/replies', { body: 'Thank you.' })
  const mail = world.mailboxes.inboxOf('eve@research.test').at(-1)
  expect(mail?.text).toContain('Thank you.')
  expect(mail?.text).not.toContain('Admins are gone')
})

story('two workers on one message: it is sent once', async (world) => {
  await world.mail.send(question)
  await world.mailboxes.close()
  await answer(world)
  await world.clock.jump('2026-03-03T10:01:00.000Z')
  const [, outgoingId = (await ids(world))[0]!] = await ids(world)
  const reached: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, callback) {
      reached.push(...session.envelope.rcptTo.map(({ address }) => address))
      // One more comes while the mail is on its way, and finds it in hand.
      const late = reached.length > 1 ? null : sendMessage(world.system, { outgoingId })
      stream.resume().on('end', () => void Promise.resolve(late).then(() => callback(), callback))
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  world.system.config.SMTP_URL = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  await Promise.all(Array.from({ length: 8 }, () => sendMessage(world.system, { outgoingId })))
  await new Promise<void>((resolve) => server.close(() => resolve()))
  expect(reached).toEqual(['kim@acme.test'])
})

story('cut off between the OK and our note of it: the same Message-ID once more', async (world) => {
  await world.mail.send(question)
  await answer(world)
  const outgoingId = (await ids(world)).at(-1)!
  // As a kill leaves it: in hand, the try without an end.
  await world.system.db
    .updateTable('outgoingMessages')
    .set({ state: 'queued', sentAt: null, leaseUntil: new Date('2026-03-03T10:10:00Z') })
    .where('id', '=', outgoingId)
    .execute()
  await world.system.db
    .updateTable('outgoingAttempts')
    .set({ endedAt: null, outcome: null, answer: null })
    .where('outgoingId', '=', outgoingId)
    .execute()
  await world.clock.advance('9 minutes')
  const sent = () => world.kim.inbox().filter(({ text }) => text?.includes('Upgrade.'))
  expect(sent()).toHaveLength(1)
  await world.clock.advance('2 minutes')
  expect(sent()).toHaveLength(2)
  expect(new Set(sent().map(({ messageId }) => messageId)).size).toBe(1)
  expect(await last(world)).toMatchObject({
    state: 'sent',
    tries: [{ outcome: 'unknown' }, { outcome: 'sent' }],
  })
})

story('greylisted: told in plain words, tried again, and then it arrives', async (world) => {
  await world.mail.send(question)
  await answering(world, 451, '4.7.1 Greylisted', async () => {
    await answer(world)
    expect(await last(world)).toMatchObject({
      state: 'queued',
      attempts: 1,
      words: expect.stringContaining('greylisting'),
      nextTryAt: '2026-03-03T10:01:00.000Z',
      tries: [{ no: 1, outcome: 'later', code: '4.7.1' }],
    })
  })
  await world.clock.advance('1 minute')
  expect(await last(world)).toMatchObject({ state: 'sent', tries: [{}, { outcome: 'sent' }] })
})

story(
  'two days of trying, the ticket told early, then a dead letter with a button',
  async (world) => {
    await world.mail.send(question)
    await answering(world, 450, '4.2.1 not now', async () => {
      await answer(world)
      await world.clock.advance('30 minutes')
      const early = await world.alice.call('GET', '/tickets/1')
      expect(JSON.stringify(early.body)).toContain('has not been delivered yet')
      await world.clock.advance('2 days')
      expect(await last(world)).toMatchObject({ state: 'failed' })
    })
    const dead = await last(world)
    expect((dead['tries'] as unknown[]).length).toBe(51)
    await world.alice.call('POST', `/mail/outgoing/${Number(dead['number'])}/attempts`)
    expect(await last(world)).toMatchObject({ state: 'sent' })
  },
)

story('a no for good is not asked again', async (world) => {
  await world.mail.send(question)
  await answering(world, 550, '5.1.1 unknown', async () => {
    await answer(world)
    await world.clock.advance('1 day')
  })
  const dead = await last(world)
  expect(dead).toMatchObject({ state: 'failed', attempts: 1 })
  expect(dead['words']).toContain('There is no such mailbox')
})

story('machine mail in a loop is stopped, and a person can send it on', async (world) => {
  await world.mail.send(question)
  const id = await ticketId(world)
  const before = world.kim.inbox().length
  for (let turn = 0; turn < 14; turn += 1) {
    await world.work((work) => notify(work, id, { subject: 'We got it', body: `Turn ${turn}` }))
    await world.clock.advance('1 second')
  }
  expect(world.kim.inbox().length).toBeLessThanOrEqual(10)
  expect(world.kim.inbox().length).toBeGreaterThan(before)
  const held = await last(world)
  expect(held).toMatchObject({
    state: 'held',
    heldBecause: expect.stringContaining('two robots'),
  })
  const page = await world.alice.call('GET', '/tickets/1')
  expect(page.body['history']).toEqual(
    expect.arrayContaining([expect.objectContaining({ type: 'message.held' })]),
  )
  await answer(world)
  expect(world.kim.inbox().at(-1)?.text).toContain('Upgrade.')
  await world.alice.call('POST', `/mail/outgoing/${Number(held['number'])}/attempts`)
  expect(world.kim.inbox().at(-1)?.text).toContain('Turn 13')
})

story(
  'mail to an address that bounced is held with the reason until somebody lifts it',
  async (world) => {
    await world.mail.send(question)
    const id = await ticketId(world)
    const reason = 'The mailbox does not exist (5.1.1).'
    const suppress = () =>
      world.work((work) =>
        suppressAddress(work, { address: 'Kim@acme.test', reason, ticketId: id }),
      )
    expect([await suppress(), await suppress()]).toEqual([true, false])
    await answer(world)
    const held = await last(world)
    expect(held).toMatchObject({ state: 'held', words: expect.stringContaining(reason) })
    const again = () =>
      world.alice.call('POST', `/mail/outgoing/${Number(held['number'])}/attempts`)
    expect((await again()).status).toBe(409)
    expect((await world.alice.call('GET', '/suppressions')).body).toMatchObject({
      suppressions: [{ address: 'kim@acme.test', reason, ticketNumber: 1 }],
    })
    expect((await world.alice.call('DELETE', '/suppressions/kim@acme.test')).status).toBe(200)
    expect((await again()).status).toBe(200)
    expect(world.kim.inbox().at(-1)?.text).toContain('Upgrade.')
    expect((await world.alice.call('DELETE', '/suppressions/kim@acme.test')).status).toBe(404)
  },
)

story(
  'whoever reads along stands in Cc, and an address that is held back in neither',
  async (world) => {
    await world.mail.send(question)
    const id = await ticketId(world)
    await world.work(async (work) => {
      const reader = await saveContact(work, {
        email: 'lena@acme.test',
        name: 'Lena',
        organizationId: null,
      })
      await work.db
        .insertInto('ticketCcs')
        .values({ ticketId: id, contactId: reader.id, addedAt: work.now, source: 'agent' })
        .execute()
    })
    await answer(world)
    expect(world.kim.inbox().at(-1)).toMatchObject({
      to: { text: 'kim@acme.test' },
      cc: { text: 'lena@acme.test' },
    })
    const address = 'lena@acme.test'
    await world.work((work) => suppressAddress(work, { address, reason: 'It bounced.' }))
    await answer(world, 'Done?')
    expect(world.kim.inbox().at(-1)?.text).toContain('Done?')
    expect(world.mailboxes.inboxOf(address)).toHaveLength(1)
  },
)
