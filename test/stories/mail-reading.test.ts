import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { storeArrival } from '../../server/connectors/arrivals.ts'
import { readForgottenArrivals } from '../../server/mail-in.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

interface Comment {
  id: string
  body: string
  quoted: string
  kind: string
  author: { kind: string; name: string }
  files: { name: string; contentType: string; bytes: number; url: string }[]
  mail: { remoteImages: number } | null
  delivery: { state: string; words: string } | null
  origin: { verdict: string; checks: { dmarc: string } | null; notes: string[] } | null
}

const ticket = async (world: World, number = 1) =>
  (await world.sofia.call('GET', `/tickets/${number}`)).body as Record<string, unknown> & {
    comments: Comment[]
  }
const arrivals = async (world: World) =>
  ((await world.dora.call('GET', '/mail/arrivals')).body as { arrivals: Record<string, unknown>[] })
    .arrivals

/** A raw mail as nodemailer writes it, for what the usual helper does not say. */
async function rawOf(mail: object): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail(mail)
  return message as Buffer
}

async function arrive(world: World, raw: Buffer | string, more: object = {}) {
  await storeArrival(world.system, {
    connection: 'smtp',
    mailbox: 'support@support.test',
    envelopeFrom: 'kim@acme.test',
    envelopeTo: ['support@support.test'],
    raw: Buffer.from(raw),
    ...more,
  })
  await world.clock.settle()
}

story('files and HTML come with the mail; scripts and far pictures do not', async (world) => {
  await arrive(
    world,
    await rawOf({
      ...question,
      html: '<p>Admins are <b>gone</b>.</p><script>x()</script><img src="https://track.test/p.gif"><img src="cid:plan@x">',
      attachments: [
        { filename: 'runner.log', content: 'ERROR: unauthorized' },
        { filename: 'evil.html', content: '<script>alert(1)</script>' },
        { filename: 'plan.png', content: PNG, cid: 'plan@x' },
      ],
    }),
  )
  const [comment] = (await ticket(world)).comments
  expect(comment?.files.map(({ name, contentType }) => [name, contentType])).toEqual([
    ['plan.png', 'image/png'],
    ['runner.log', 'text/plain'],
    ['evil.html', 'text/plain'],
  ])
  expect(comment?.mail).toEqual({
    remoteImages: 1,
    notes: ['Active content (scripts, embedded pages) is removed.'],
  })
  const file = await world.app.inject({ url: comment?.files[1]?.url ?? '' })
  expect(file.body).toBe('ERROR: unauthorized')
  expect(file.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  const { token } = await tokenOf(world)
  const read = (path: string) =>
    world.app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } })
  const body = await read(`/comments/${comment?.id}/body`)
  expect(body.body).toContain('Admins are <b>gone</b>.')
  expect(body.body).not.toMatch(/<script|<img[^>]* src="http/)
  expect(body.headers['content-security-policy']).toContain("default-src 'none'")
  const inline = await read(
    `/comments/${comment?.id}/inline?contentId=${encodeURIComponent('plan@x')}`,
  )
  expect(inline.rawPayload).toEqual(PNG)
  // The proxy fetches what the mail names, and nothing else.
  const other = await read(
    `/comments/${comment?.id}/images?src=${encodeURIComponent('http://127.0.0.1/')}`,
  )
  expect(other.statusCode).toBe(404)
})

async function tokenOf(world: World) {
  const { body } = await world.alice.call('POST', '/tokens', { name: 'browser', scopes: ['*'] })
  return body as unknown as { token: string }
}

story('a link to a file runs out, and nobody makes one of their own', async (world) => {
  const attachments = [{ filename: 'a.log', content: 'x' }]
  await arrive(world, await rawOf({ ...question, attachments }))
  const url = (await ticket(world)).comments[0]?.files[0]?.url ?? ''
  expect((await world.app.inject({ url })).statusCode).toBe(200)
  expect((await world.app.inject({ url: `${url.slice(0, -2)}xx` })).statusCode).toBe(404)
  await world.clock.advance('3 hours')
  expect((await world.app.inject({ url })).statusCode).toBe(404)
})

story('what was quoted is folded, never dropped', async (world) => {
  await world.mail.send({
    ...question,
    text: 'It is 17.4.\n\n-- \nKim\nAcme\n\nOn Mon, 2 Mar 2026 at 10:00, Alice wrote:\n> Which version is it?',
  })
  const [comment] = (await ticket(world)).comments
  expect(comment?.body).toBe('It is 17.4.')
  expect(comment?.quoted).toContain('> Which version is it?')
  expect(comment?.quoted).toContain('Acme')
})

/** Says what a mail server says when a mail of ours cannot be delivered. */
const bounceOf = (messageId: string, status: string, address = 'kim@acme.test') =>
  [
    'From: MAILER-DAEMON@mx.acme.test',
    'To: support@support.test',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Message-ID: <bounce@mx.acme.test>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I could not deliver your mail.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} unknown user`,
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '--b--',
    '',
  ].join('\r\n')

async function pendingAnswer(world: World): Promise<string> {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', {
    body: 'Which version?',
    status: 'pending',
  })
  return world.kim.inbox().at(-1)?.messageId ?? ''
}

story(
  'a bounce marks its message, tells the ticket, spares the address and waits no longer',
  async (world) => {
    const messageId = await pendingAnswer(world)
    await arrive(world, bounceOf(messageId, '5.1.1'), { envelopeFrom: '' })
    const { status, comments } = await ticket(world)
    expect(status).toBe('open')
    expect(comments.find(({ body }) => body === 'Which version?')?.delivery).toMatchObject({
      state: 'failed',
    })
    expect(comments.at(-1)).toMatchObject({
      kind: 'note',
      body: expect.stringContaining('kim@acme.test'),
    })
    expect((await world.alice.call('GET', '/suppressions')).body).toMatchObject({
      suppressions: [{ address: 'kim@acme.test', ticketNumber: 1 }],
    })
    expect(await arrivals(world)).toMatchObject([{ state: 'taken', ticketNumber: 1 }, {}])
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Hello?' })
    expect((await ticket(world)).comments.at(-1)?.delivery).toMatchObject({ state: 'held' })
  },
)

story('a mailbox that is full today is not given up for ever', async (world) => {
  const messageId = await pendingAnswer(world)
  await arrive(world, bounceOf(messageId, '4.2.2'), { envelopeFrom: '' })
  expect((await ticket(world)).status).toBe('open')
  expect((await world.alice.call('GET', '/suppressions')).body).toMatchObject({ suppressions: [] })
})

story('nobody can have an address suppressed by inventing a bounce', async (world) => {
  await pendingAnswer(world)
  await arrive(world, bounceOf('<t1.x.y@support.test>', '5.1.1'), { envelopeFrom: '' })
  expect((await ticket(world)).status).toBe('pending')
  expect((await world.alice.call('GET', '/suppressions')).body).toMatchObject({ suppressions: [] })
})

story('a real bounce that names somebody else spares nobody else', async (world) => {
  const messageId = await pendingAnswer(world)
  await arrive(world, bounceOf(messageId, '5.1.1', 'victim@elsewhere.test'), { envelopeFrom: '' })
  expect((await world.alice.call('GET', '/suppressions')).body).toMatchObject({ suppressions: [] })
})

story('our own mail that comes back, whatever its id, opens nothing', async (world) => {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  const sent = world.kim.inbox().at(-1)
  const loop = JSON.stringify(sent?.headers.get('x-watchdesk-loop')).replaceAll('"', '')
  await arrive(
    world,
    `From: support@support.test\r\nTo: support@support.test\r\nSubject: Re: LDAP sync\r\nMessage-ID: <rewritten@relay.test>\r\nX-Watchdesk-Loop: ${loop}\r\n\r\nWhich version?\r\n`,
  )
  expect((await arrivals(world))[0]).toMatchObject({
    state: 'ignored',
    reason: 'We sent it ourselves.',
  })
})

story('whom the customer copies in reads along; a stranger brings nobody', async (world) => {
  const cc = 'Pat <pat@partner.test>, support@support.test'
  await arrive(world, await rawOf({ ...question, cc }))
  expect(await ticket(world)).toMatchObject({ ccs: [{ email: 'pat@partner.test' }] })
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  expect(world.mailboxes.inboxOf('pat@partner.test').at(-1)?.text).toContain('Which version?')
  await arrive(world, await rawOf({ ...question, from: 'eve@nowhere.test', cc }), {
    envelopeFrom: 'eve@nowhere.test',
  })
  expect(await ticket(world, 2)).toMatchObject({ ccs: [] })
})

story(
  'a stranger with a copied address opens a ticket of their own, and a person is told where it may belong',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
    const address = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
    await world.mail.send({
      ...question,
      from: 'eve@nowhere.test',
      to: address,
      text: 'Let me in.',
    })
    expect(await ticket(world, 2)).toMatchObject({ links: [{ number: 1, kind: 'suggested' }] })
    expect((await ticket(world)).comments.map(({ body }) => body)).not.toContain('Let me in.')
  },
)

/** The name service of a bank that asks to refuse what it did not send. */
const bank = async (name: string, type: string): Promise<unknown> => {
  const records: Record<string, string[][]> = {
    '_dmarc.bank.test': [['v=DMARC1; p=reject']],
    'bank.test': [['v=spf1 ip4:198.51.100.7 -all']],
  }
  if (type === 'TXT' && records[name]) return records[name]
  throw Object.assign(new Error(`${type} ${name}`), { code: 'ENOTFOUND' })
}
const fromBank = (to: string) =>
  `From: boss@bank.test\r\nTo: ${to}\r\nSubject: Pay\r\nMessage-ID: <pay-${to}>\r\n\r\nPay this.\r\n`
const handedOver = (to: string, remoteAddress: string) => ({
  envelopeFrom: 'boss@bank.test',
  envelopeTo: [to],
  remoteAddress,
  transcript: 'EHLO mx.bank.test',
})

story(
  'what fails the DMARC policy of its domain waits in quarantine; an emergency is taken and marked',
  async (world) => {
    world.system.resolve = bank
    const to = 'support@support.test'
    await arrive(world, fromBank(to), handedOver(to, '8.8.8.8'))
    expect((await arrivals(world))[0]).toMatchObject({
      state: 'quarantined',
      reason: expect.stringContaining('bank.test asks to refuse mail'),
    })
    await arrive(
      world,
      fromBank('emergency@support.test'),
      handedOver('emergency@support.test', '8.8.8.8'),
    )
    expect(await ticket(world)).toMatchObject({ identityVerified: false, priority: 'urgent' })
    expect((await ticket(world)).comments[0]?.origin).toMatchObject({ checks: { dmarc: 'fail' } })
  },
)

story('a name service that does not answer is held against nobody', async (world) => {
  world.system.resolve = async () => {
    throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
  }
  const to = 'support@support.test'
  await arrive(world, fromBank(to), handedOver(to, '8.8.8.8'))
  expect((await arrivals(world))[0]).toMatchObject({ state: 'taken' })
})

/** A person's own mail, with what a mail server told them as a part of it, as Apple's program passes reports on. */
const passedOn = (to: string, action: string) =>
  [
    'From: Kim <kim@acme.test>',
    `To: ${to}`,
    'Subject: None of our mail goes out',
    `Message-ID: <passed-${action}@acme.test>`,
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    '',
    'Since ten o\u2019clock. Look at this:',
    '--x',
    'Content-Type: message/delivery-status',
    '',
    `Final-Recipient: rfc822; pat@elsewhere.test\r\nAction: ${action}\r\nStatus: ${action === 'failed' ? '5.1.1' : '2.0.0'}`,
    '--x--',
    '',
  ].join('\r\n')

for (const action of ['failed', 'delivered'])
  story(
    `a person who shows us that a mail was ${action} is heard, and wakes people`,
    async (world) => {
      const to = 'emergency@support.test'
      await arrive(world, passedOn(to, action), { mailbox: to, envelopeTo: [to] })
      expect(await arrivals(world)).toMatchObject([{ state: 'taken', ticketNumber: 1 }])
      expect(await world.system.db.selectFrom('incidents').select('id').execute()).toHaveLength(1)
    },
  )

story('whoever posts a mail to us is not taken for its sender', async (world) => {
  world.system.resolve = bank
  const to = 'support@support.test'
  await arrive(world, fromBank(to), { ...handedOver(to, '8.8.8.8'), connection: 'http' })
  expect((await arrivals(world))[0]).toMatchObject({ state: 'taken' })
})

story('who writes in a customer’s name without proof brings nobody in', async (world) => {
  world.system.resolve = async (name, type) => {
    if (type === 'TXT' && name === '_dmarc.acme.test') return [['v=DMARC1; p=none']]
    throw Object.assign(new Error(`${type} ${name}`), { code: 'ENOTFOUND' })
  }
  const cc = 'eve@nowhere.test'
  await arrive(world, await rawOf({ ...question, cc }), { remoteAddress: '8.8.8.8' })
  expect(await ticket(world)).toMatchObject({ ccs: [], identityVerified: false })
})

story('an emergency wakes people even while no file can be kept', async (world) => {
  const to = 'emergency@support.test'
  world.system.files.keep = async () => {
    throw new Error('The disk is full')
  }
  const attachments = [{ filename: 'logo.png', content: PNG }]
  await arrive(world, await rawOf({ ...question, to, attachments }), { envelopeTo: [to] })
  await world.clock.advance('2 minutes')
  for (let more = 0; more < 2; more += 1) await readForgottenArrivals(world.system)
  expect(await arrivals(world)).toMatchObject([{ state: 'taken' }])
  expect((await ticket(world)).comments[0]?.origin?.notes).toEqual([
    '1 of its files could not be kept. They are in the mail as it came.',
  ])
  expect(await world.system.db.selectFrom('incidents').select('id').execute()).toHaveLength(1)
})
