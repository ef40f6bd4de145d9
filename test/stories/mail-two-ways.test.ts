import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { readArrival } from '../../server/intake.ts'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { fetchOnce } from '../../server/connectors/mailbox-watch.ts'
import { connect, fetch, log, mail, mailServer, ticket } from '../world/mailboxes.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const security = { key: 'security', addresses: ['security@support.test'], channel: 'security' }
const emergency = { key: 'emergency', addresses: ['emergency@support.test'], channel: 'emergency' }
const both = { To: 'support@support.test, sales@support.test', 'Message-ID': '<both@acme.test>' }
const twice = (first: string, second: string) => [first, second].map(traced)
/** The same mail as a server of its own would have written it down. */
const traced = (raw: string, server: number) =>
  `Received: from out.acme.test by in${server}.support.test; Tue, 3 Mar 2026 10:0${server}:00 +0000\r\n${raw}`

async function post(
  world: World,
  key: string,
  secret: string,
  raw: string,
  at = world.clock.now(),
) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const mac = createHmac('sha256', secret).update(`${timestamp}.${raw}`).digest('hex')
  const answer = await world.app.inject({
    method: 'POST',
    url: `/intake/mail/${key}`,
    headers: {
      'content-type': 'message/rfc822',
      'x-watchdesk-timestamp': timestamp,
      'x-watchdesk-signature': `sha256=${mac}`,
    },
    payload: raw,
  })
  await world.clock.settle()
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

story('one mail to two mailboxes is one message with two deliveries', async (world) => {
  const [one, two] = [await mailServer(), await mailServer()]
  await connect(world, one)
  await connect(world, two, { key: 'sales', addresses: ['sales@support.test'] })
  const raw = mail(both)
  const [first = '', second = ''] = twice(raw, raw.replace('gone.', 'gone. '))
  one.put(first)
  two.put(second)
  await fetch(world)
  await fetch(world, 'sales')
  expect(await log(world)).toMatchObject([
    { state: 'taken', mailbox: 'support@support.test', ticketNumber: 1 },
    {
      state: 'duplicate',
      mailbox: 'sales@support.test',
      ticketNumber: 1,
      reason: expect.stringContaining('also came to support@support.test'),
    },
  ])
  expect((await ticket(world, 2)).status).toBe(404)
  expect(world.kim.inbox()).toHaveLength(1)
})

story('a mail that comes by SMTP and by IMAP is one message', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  const raw = mail(both)
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: '', raw })
  imap.put(traced(raw, 2))
  await fetch(world)
  expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'duplicate'])
})

story('two deliveries that are read at the same moment are one ticket', async (world) => {
  const [one, two] = [await mailServer(), await mailServer()]
  await connect(world, one)
  await connect(world, two, { key: 'sales', addresses: ['sales@support.test'] })
  for (let n = 0; n < 10; n += 1) {
    const raw = mail({ Subject: `Race ${n}` })
    one.put(traced(raw, 1))
    two.put(traced(raw, 2))
  }
  await fetchOnce(world.system, 'support', isNeedToKnow)
  await fetchOnce(world.system, 'sales', isNeedToKnow)
  const waiting = await world.system.db.selectFrom('arrivals').select('id').execute()
  await Promise.all(waiting.map(({ id }) => readArrival(world.system, id)))
  const tickets = await world.system.db.selectFrom('tickets').select('subject').execute()
  expect(tickets.map(({ subject }) => subject).sort()).toEqual(
    Array.from({ length: 10 }, (_, n) => `Race ${n}`),
  )
  const states = (await log(world)).map(({ state }) => state)
  expect(states.filter((state) => state === 'duplicate')).toHaveLength(10)
})

story('another message under a Message-ID that was used before does not vanish', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail({ 'Message-ID': '<always-the-same@acme.test>', Subject: 'Disk full on web-1' }))
  imap.put(mail({ 'Message-ID': '<always-the-same@acme.test>', Subject: 'Disk full on web-2' }))
  await fetch(world)
  expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'taken'])
  expect((await ticket(world, 2)).body).toMatchObject({ subject: 'Disk full on web-2' })
})

story(
  'the same words twice without a Message-ID are two mails by SMTP, and one in a folder that is read again',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    const raw = mail({ 'Message-ID': '' })
    const sent = { from: 'kim@acme.test', to: 'support@support.test', subject: '', raw }
    await world.mail.send(sent)
    await world.mail.send(sent)
    imap.put(mail({ 'Message-ID': '', Subject: 'By IMAP' }))
    await fetch(world)
    imap.renumber()
    await fetch(world)
    expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'taken', 'taken'])
  },
)

story(
  'mail to security@ and support@ is restricted from the start, whichever copy comes first',
  async (world) => {
    const [one, two] = [await mailServer(), await mailServer()]
    await connect(world, one)
    await connect(world, two, security)
    const raw = mail({ To: 'support@support.test', Cc: 'security@support.test', Subject: 'A hole' })
    one.put(traced(raw, 1))
    await fetch(world)
    expect(await log(world, world.alice)).toEqual([])
    expect((await ticket(world, 1, world.alice)).status).toBe(404)
    two.put(traced(raw, 2))
    await fetch(world, 'security')
    expect((await ticket(world, 1)).body).toMatchObject({
      restricted: true,
      channel: { key: 'security' },
    })
    expect(await log(world)).toMatchObject([{ state: 'taken' }, { state: 'duplicate' }])
    expect(await log(world, world.alice)).toEqual([])
  },
)

story(
  'a blind copy to security@ makes the ticket of support@ restricted, and moves it',
  async (world) => {
    const [one, two] = [await mailServer(), await mailServer()]
    await connect(world, one)
    await connect(world, two, security)
    const raw = mail({ Subject: 'A hole' })
    one.put(traced(raw, 1))
    await fetch(world)
    expect((await ticket(world, 1, world.alice)).status).toBe(200)
    two.put(traced(raw, 2))
    await fetch(world, 'security')
    expect((await ticket(world, 1, world.alice)).status).toBe(404)
    expect((await ticket(world, 1)).body).toMatchObject({
      restricted: true,
      channel: { key: 'security' },
    })
    expect(await log(world, world.alice)).toEqual([])
  },
)

story('one envelope to security@ and support@ is restricted as well', async (world) => {
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test, security@support.test',
    subject: 'A hole',
  })
  expect((await ticket(world, 1, world.alice)).status).toBe(404)
  expect(await log(world, world.alice)).toEqual([])
})

story('mail that also names security@ is restricted even if nobody can read it', async (world) => {
  const raw = 'To: support@support.test\r\nCc: security@support.test\r\nSubject: A hole\r\n\r\nSee.'
  await world.mail.send({ from: 'eve@x.test', to: 'support@support.test', subject: '', raw })
  expect(await log(world)).toMatchObject([{ state: 'quarantined' }])
  expect(await log(world, world.alice)).toEqual([])
})

story(
  'an emergency that came to support@ first wakes somebody when its copy comes to emergency@',
  async (world) => {
    const [one, two] = [await mailServer(), await mailServer()]
    await connect(world, one)
    await connect(world, two, emergency)
    const raw = mail({ Subject: 'All pushes fail' })
    one.put(traced(raw, 1))
    await fetch(world)
    expect(world.bob.phone.shown()).toEqual([])
    two.put(traced(raw, 2))
    await fetch(world, 'emergency')
    expect(world.bob.phone.shown().at(-1)?.title).toContain('All pushes fail')
    expect((await ticket(world, 1)).body).toMatchObject({
      channel: { key: 'emergency' },
      priority: 'urgent',
    })
    expect(await world.incidents()).toHaveLength(1)
  },
)

story(
  'mail to emergency@ and security@ is restricted, and still wakes somebody, without saying why',
  async (world) => {
    await world.mail.send({
      from: 'kim@acme.test',
      to: 'emergency@support.test, security@support.test',
      subject: 'Tokens of everybody leak',
    })
    const shown = world.bob.phone.shown().at(-1)
    expect(shown?.title).toContain('Restricted')
    expect(JSON.stringify(shown)).not.toContain('leak')
    expect((await ticket(world, 1)).body).toMatchObject({ restricted: true })
  },
)

story(
  'a free sender who was turned away at support@ still wakes somebody by the copy to emergency@',
  async (world) => {
    const [one, two] = [await mailServer(), await mailServer()]
    await connect(world, one)
    await connect(world, two, emergency)
    const raw = mail({ From: 'Lee <lee@umbra.test>', Subject: 'Everything is down' })
    one.put(traced(raw, 1))
    await fetch(world)
    expect((await ticket(world, 1)).body).toMatchObject({ status: 'closed' })
    two.put(traced(raw, 2))
    await fetch(world, 'emergency')
    expect(world.bob.phone.shown()).not.toEqual([])
    two.renumber()
    await fetch(world, 'emergency')
    expect((await ticket(world, 3)).status).toBe(404)
    expect((await ticket(world, 2)).body).toMatchObject({ channel: { key: 'emergency' } })
  },
)

story(
  'mail that a provider posts, signed, is stored before 200 is said; the same again is a duplicate',
  async (world) => {
    const made = await world.dora.call('POST', '/mailboxes', {
      key: 'hook',
      kind: 'http',
      name: 'Provider',
      addresses: ['support@support.test'],
      channel: 'paid',
    })
    const { signingSecret, mailbox } = made.body as unknown as {
      signingSecret: string
      mailbox: { intakeUrl: string }
    }
    expect(mailbox.intakeUrl).toMatch(/\/intake\/mail\/hook$/)
    const raw = mail({ 'Delivered-To': 'support@support.test' })
    expect(await post(world, 'hook', signingSecret, raw)).toMatchObject({
      status: 200,
      body: { stored: 1 },
    })
    expect(await post(world, 'hook', signingSecret, raw)).toMatchObject({
      status: 200,
      body: { stored: 2 },
    })
    expect(await log(world)).toMatchObject([
      { state: 'taken', connection: 'http', ticketNumber: 1 },
      { state: 'duplicate', ticketNumber: 1 },
    ])
  },
)

story(
  'mail that is posted unsigned, late, to nobody or too large is refused and not stored',
  async (world) => {
    const made = await world.dora.call('POST', '/mailboxes', {
      key: 'hook',
      kind: 'http',
      name: 'Provider',
      addresses: ['support@support.test'],
      channel: 'paid',
    })
    const { signingSecret: secret } = made.body as unknown as { signingSecret: string }
    const late = new Date(world.clock.now().getTime() - 6 * 60_000)
    expect((await post(world, 'hook', 'guessed', mail())).status).toBe(403)
    expect((await post(world, 'hook', secret, mail(), late)).status).toBe(403)
    expect((await post(world, 'nobody', secret, mail())).status).toBe(404)
    const large = mail({ text: 'x'.repeat(25 * 1024 * 1024) })
    expect((await post(world, 'hook', secret, large)).status).toBe(413)
    expect(await log(world)).toEqual([])
    const shown = await world.dora.call('GET', '/mailboxes')
    expect(JSON.stringify(shown.body)).not.toContain(secret)
  },
)
