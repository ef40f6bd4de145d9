import { expect } from 'vitest'
import { sql } from 'kysely'
import { splitQuoted } from '../../server/tickets/reply-text.ts'
import { story } from '../world/story.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync removes admins',
  text: 'After the nightly sync our admins are gone.',
  messageId: '<first@acme.test>',
}

story('the same mail twice is one ticket, and the second arrival says so', async (world) => {
  await world.mail.send(question)
  await world.mail.send(question)
  const log = await world.dora.call('GET', '/mail/arrivals')
  expect(log.body).toMatchObject({
    arrivals: [
      { state: 'duplicate', reason: 'The same message was taken already.' },
      { state: 'taken', ticketNumber: 1, fromAddress: 'kim@acme.test' },
    ],
  })
  expect((await world.alice.call('GET', '/tickets/2')).status).toBe(404)
})

story(
  'mail nobody can read is kept in quarantine with the reason, and can be processed again',
  async (world) => {
    const unreadable = 'this is no mail at all, only words\r\n'
    await world.mail.send({ ...question, raw: unreadable })
    const log = await world.dora.call('GET', '/mail/arrivals?state=quarantined')
    expect(log.body).toMatchObject({ arrivals: [{ state: 'quarantined', number: 1 }] })
    const raw = await world.dora.call('GET', '/mail/arrivals/1/raw')
    expect(raw.body).toMatchObject({ raw: expect.stringContaining('this is no mail at all') })
    expect((await world.dora.call('POST', '/mail/arrivals/1/readings')).status).toBe(200)
  },
)

story(
  'an answer to our mail comes into the same ticket, by its token or its references',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
    const ours = world.kim.inbox().at(-1)
    const replyTo = ours?.replyTo?.value[0]?.address ?? ''
    expect(replyTo).toMatch(/^support\+t1\.[0-9a-f]{32}@support\.test$/)
    await world.mail.send({
      from: 'kim@acme.test',
      to: replyTo,
      subject: 'Re: something else entirely',
      text: '17.4, self-managed',
    })
    await world.mail.send({
      from: 'kim@acme.test',
      to: 'support@support.test',
      subject: 'Re',
      text: 'And 400 users',
      inReplyTo: ours?.messageId ?? '',
    })
    const ticket = await world.alice.call('GET', '/tickets/1')
    const words = (ticket.body as { comments: { body: string }[] }).comments.map(({ body }) => body)
    expect(words).toEqual(expect.arrayContaining(['17.4, self-managed', 'And 400 users']))
  },
)

story(
  'a stranger who quotes a ticket number, a token or a message id does not enter the ticket',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
    const ours = world.kim.inbox().at(-1)
    const token = ours?.replyTo?.value[0]?.address ?? ''
    const stranger = 'mallory@elsewhere.test'
    await world.mail.send({
      from: stranger,
      to: 'support@support.test',
      subject: 'Re: [#1] LDAP sync removes admins',
      text: 'by number',
    })
    await world.mail.send({ from: stranger, to: token, subject: 'Re', text: 'by token' })
    await world.mail.send({
      from: stranger,
      to: 'support@support.test',
      subject: 'Re',
      text: 'by reference',
      inReplyTo: ours?.messageId ?? '',
    })
    const ticket = await world.alice.call('GET', '/tickets/1')
    expect(JSON.stringify(ticket.body)).not.toContain('by ')
    expect((await world.alice.call('GET', '/tickets/4')).body).toMatchObject({
      requester: { email: stranger },
    })
  },
)

story('mail for an address that is not ours is refused at the door, in words', async (world) => {
  await expect(world.mail.send({ ...question, to: 'nobody@support.test' })).rejects.toThrow(/550/)
})

story('a robot is kept and not answered: two robots writing to each other stop', async (world) => {
  await world.mail.send({ ...question, headers: { 'Auto-Submitted': 'auto-replied' } })
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({ tags: ['automatic'] })
  expect(world.kim.inbox()).toEqual([])
})

story(
  'a free sender is kindly redirected, and the ticket closes with the reason on it',
  async (world) => {
    await world.mail.send({ ...question, from: 'Lee <lee@umbra.test>' })
    expect(world.lee.inbox()[0]?.text).toContain('community')
    expect(world.lee.inbox()[0]?.text).not.toMatch(/entitled/i)
    expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
      status: 'closed',
      entitlement: { why: 'Umbra is on Free.' },
    })
  },
)

story(
  'mail to security@ is answered and closed, and only those who need to know can see it',
  async (world) => {
    await world.mail.send({
      ...question,
      from: 'eve@research.test',
      to: 'security@support.test',
      subject: 'Tokens in CI logs',
    })
    expect(world.mailboxes.inboxOf('eve@research.test')[0]?.subject).toContain('Tokens in CI logs')
    expect((await world.alice.call('GET', '/tickets/1')).status).toBe(404)
    expect((await world.sofia.call('GET', '/tickets/1')).body).toMatchObject({
      restricted: true,
      status: 'closed',
    })
    expect((await world.alice.call('GET', '/mail/arrivals')).body).toEqual({ arrivals: [] })
    expect((await world.alice.call('GET', '/mail/outgoing')).body).toEqual({ messages: [] })
  },
)

story('a note can never leave the house: the database itself refuses', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/notes', { body: 'Known regression. Promise nothing.' })
  const note = await world.system.db
    .selectFrom('comments')
    .select(['id', 'ticketId'])
    .where('kind', '=', 'note')
    .executeTakeFirstOrThrow()
  const smuggle = (kind: string) =>
    sql`
    insert into outgoing_messages (id, ticket_id, comment_id, comment_kind, purpose, to_addresses, subject, body, message_id, state, not_before, created_at)
    values (gen_random_uuid(), ${note.ticketId}, ${note.id}, ${kind}, 'comment', '{kim@acme.test}', 's', 'b', ${`m-${kind}`}, 'queued', now(), now())`.execute(
      world.system.db,
    )
  await expect(smuggle('public')).rejects.toThrow(/foreign key/)
  await expect(smuggle('note')).rejects.toThrow(/check/)
  await expect(
    sql`update comments set kind = 'public' where id = ${note.id}`.execute(world.system.db),
  ).rejects.toThrow(/stays in the house/)
  expect(world.kim.inbox().some(({ text }) => text?.includes('Promise nothing'))).toBe(false)
})

story(
  'without a mail server an answer waits in the outbox, where people can see it',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'We are on it.' })
    const held = await world.dora.call('GET', '/mail/outgoing?state=held')
    expect((held.body as { messages: object[] }).messages).toHaveLength(2)
    expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
      comments: expect.arrayContaining([
        expect.objectContaining({ delivery: expect.objectContaining({ state: 'held' }) }),
      ]),
    })
  },
  { mailServer: false },
)

story('an answer is a real threaded mail: ids, references and a way back', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
  const [received, answer] = world.kim.inbox()
  expect(answer?.inReplyTo).toBe(received?.messageId)
  expect(answer?.references).toContain('<first@acme.test>')
  expect(splitQuoted(answer?.text ?? '')).toMatchObject({
    text: 'Which version is it?',
    signature: '-- \nAlice\nGitLab',
  })
  expect(answer?.from?.value[0]?.address).toBe('support@support.test')
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
    status: 'open',
    comments: expect.arrayContaining([
      expect.objectContaining({ delivery: expect.objectContaining({ state: 'sent' }) }),
    ]),
  })
})

story(
  'a mail that we fail to digest ends in quarantine with our own fault as the reason, and the next one comes in',
  async (world) => {
    await sql`alter table tickets add constraint broken check (subject <> 'LDAP sync removes admins')`.execute(
      world.system.db,
    )
    await world.mail.send(question)
    for (let minute = 0; minute < 10; minute += 2) await world.clock.advance('2 minutes')
    const log = await world.dora.call('GET', '/mail/arrivals')
    expect(log.body).toMatchObject({
      arrivals: [
        { state: 'quarantined', reason: expect.stringContaining('It could not be processed') },
      ],
    })
    await world.mail.send({ ...question, subject: 'Another', messageId: '<second@acme.test>' })
    expect((await world.dora.call('GET', '/mail/arrivals')).body).toMatchObject({
      arrivals: [{ state: 'taken' }, { state: 'quarantined' }],
    })
  },
)
