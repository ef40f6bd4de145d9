import { expect } from 'vitest'
import { closeSolvedTickets } from '../../server/tickets/jobs.ts'
import { story } from '../world/story.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
  messageId: '<first@acme.test>',
}
const emergency = {
  from: 'Kim <kim@acme.test>',
  to: 'emergency@support.test',
  subject: 'All pushes fail',
}

story(
  'an answer to a closed ticket is a follow-up that a person reads, linked to the first',
  async (world) => {
    await world.mail.send({ ...question, from: 'Lee <lee@umbra.test>' })
    const redirect = world.lee.inbox()[0]
    await world.mail.send({
      from: 'lee@umbra.test',
      to: 'support@support.test',
      subject: 'Re',
      text: 'But we are on Premium!',
      inReplyTo: redirect?.messageId ?? '',
    })
    expect((await world.alice.call('GET', '/tickets/2')).body).toMatchObject({
      status: 'new',
      tags: ['follow_up'],
      requester: { email: 'lee@umbra.test' },
    })
    expect(await world.system.db.selectFrom('ticketLinks').select('kind').execute()).toEqual([
      { kind: 'follow_up' },
    ])
    expect(world.lee.inbox()).toHaveLength(1)
  },
)

story(
  'what a customer reopened just now is not closed by the sweep that saw it solved',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('PATCH', '/tickets/1', { status: 'solved' })
    await world.clock.advance('6.9 days')
    await world.mail.send({
      from: 'kim@acme.test',
      to: 'support@support.test',
      subject: 'Re',
      text: 'Still broken',
      inReplyTo: '<first@acme.test>',
    })
    await world.clock.advance('1 day')
    await closeSolvedTickets(world.system)
    expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({ status: 'open' })
  },
)

story(
  'a bounce finds its ticket, and one that finds none is kept and wakes nobody',
  async (world) => {
    await world.mail.send(emergency)
    const token = world.kim.inbox()[0]?.replyTo?.value[0]?.address ?? ''
    const bounce = {
      from: 'MAILER-DAEMON@acme.test',
      subject: 'Undelivered',
      headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' },
    }
    const raw = (to: string) =>
      `From: ${bounce.from}\r\nTo: ${to}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--x--\r\n`
    await world.mail.send({ ...bounce, to: token, raw: raw(token) })
    await world.mail.send({
      ...bounce,
      to: 'emergency@support.test',
      raw: raw('emergency@support.test'),
    })
    expect(await world.incidents()).toHaveLength(1)
    expect(JSON.stringify((await world.bob.call('GET', '/tickets/1')).body)).toContain(
      'It could not be delivered',
    )
    expect((await world.bob.call('GET', '/tickets/2/clocks')).body).toMatchObject({ clocks: [] })
  },
)

story(
  'the same restricted mail twice shows itself to nobody who may not know of it',
  async (world) => {
    const report = { ...question, to: 'security@support.test' }
    await world.mail.send(report)
    await world.mail.send(report)
    expect((await world.alice.call('GET', '/mail/arrivals')).body).toEqual({ arrivals: [] })
    expect((await world.alice.call('GET', '/mail/arrivals/2/raw')).status).toBe(404)
    expect((await world.dora.call('GET', '/mail/arrivals')).body).toMatchObject({
      arrivals: [{ state: 'duplicate' }, { state: 'taken' }],
    })
  },
)

story('whoever hands an emergency back: the others hear of it at once', async (world) => {
  await world.mail.send(emergency)
  await world.clock.advance('6 minutes')
  expect(world.carol.phone.shown()).toHaveLength(1)
  await world.bob.acknowledge()
  await world.bob.call('POST', '/incidents/1/hand-backs')
  expect(world.carol.phone.shown()).toHaveLength(2)
  expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({ assignee: null })
})

story('a learner cannot take it one level later either', async (world) => {
  await world.mail.send(emergency)
  expect(world.sam.phone.shown()).toHaveLength(1)
  await world.clock.advance('6 minutes')
  expect((await world.sam.acknowledge()).status).toBe(403)
})

story(
  'acknowledged, undone and acknowledged again within seconds: the customer is told once',
  async (world) => {
    await world.mail.send(emergency)
    await world.bob.acknowledge()
    await world.bob.call('DELETE', '/incidents/1/acknowledgement')
    await world.clock.advance('3 seconds')
    await world.bob.acknowledge()
    await world.clock.advance('1 minute')
    const told = world.kim.inbox().filter(({ text }) => text?.startsWith('Bob has this'))
    expect(told).toHaveLength(1)
  },
)

story('a link says nothing after a day', async (world) => {
  await world.mail.send(emergency)
  const link = new URL(world.bob.phone.shown()[0]?.link ?? '').pathname.split('/').at(-1)
  expect((await world.app.inject({ url: `/api/v1/pages/${link}` })).statusCode).toBe(200)
  await world.bob.acknowledge()
  await world.clock.advance('25 hours')
  expect((await world.app.inject({ url: `/api/v1/pages/${link}` })).statusCode).toBe(409)
})

story('a mail server that is away for a night loses nothing', async (world) => {
  await world.mail.send(question)
  await world.mailboxes.close()
  await world.alice.call('POST', '/tickets/1/replies', { body: 'We are on it.' })
  await world.clock.advance('8 hours')
  expect((await world.dora.call('GET', '/mail/outgoing?state=queued')).body).toMatchObject({
    messages: [{ subject: expect.stringContaining('LDAP') }],
  })
})

story(
  'a manager cannot become administrator by a playbook, nor a token mint a stronger one',
  async (world) => {
    const { source } = (await world.mona.call('GET', '/playbook')).body as { source: string }
    const stronger = source.replace(/(key: mona[\s\S]*?role: )manager/, '$1admin')
    expect(stronger).not.toBe(source)
    expect(
      (await world.mona.call('POST', '/playbook/applications', { source: stronger })).status,
    ).toBe(403)
    const weak = (
      await world.mona.call('POST', '/tokens', { name: 'weak', scopes: ['tokens.own'] })
    ).body as { token: string }
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: { authorization: `Bearer ${weak.token}` },
      payload: { name: 'strong' },
    })
    expect(answer.statusCode).toBe(403)
  },
)
