import { SMTPServer } from 'smtp-server'
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
  headers: { Cc: 'cc@acme.test, lena@acme.test' },
}

interface Delivery {
  state: string
  words: string
  recipients: { address: string; state: string; answer: string | null }[]
}

/** The newest public message of #1: what became of it. */
async function delivery(world: World): Promise<Delivery> {
  const { body } = await world.alice.call('GET', '/tickets/1')
  const { comments } = body as unknown as { comments: { body: string; delivery: Delivery }[] }
  return comments.find((comment) => comment.body === 'Upgrade.')!.delivery
}
const status = async (world: World) => (await world.alice.call('GET', '/tickets/1')).body['status']
const suppressed = async (world: World) => {
  const { body } = await world.alice.call('GET', '/suppressions')
  return (body as unknown as { suppressions: { address: string }[] }).suppressions.map(
    ({ address }) => address,
  )
}

/** Kim, with two colleagues in Cc, is answered. Returns the Message-ID of the answer. */
async function answered(world: World): Promise<string> {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', status: 'pending' })
  return world.kim.inbox().at(-1)?.messageId ?? ''
}

interface Reported {
  address: string
  status?: string
  action?: string
}

/** A report as mail servers write it (RFC 3464), about one or more readers. */
async function report(
  world: World,
  messageId: string,
  reported: readonly Reported[],
  { from = 'mailer-daemon@mx.acme.test', envelopeFrom = '' } = {},
) {
  const lines = [
    `From: Mail System <${from}>`,
    `To: ${world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It did not arrive.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.test',
    ...reported.flatMap(({ address, status: code = '5.1.1', action = 'failed' }) => [
      '',
      `Final-Recipient: rfc822; ${address}`,
      `Action: ${action}`,
      `Status: ${code}`,
      `Diagnostic-Code: smtp; ${action === 'delayed' ? '450' : '550'} ${code} unknown user`,
    ]),
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--b--',
    '',
  ]
  await storeArrival(world.system, {
    connection: 'smtp',
    mailbox: 'support@support.test',
    raw: Buffer.from(lines.join('\r\n')),
    envelopeFrom,
    envelopeTo: ['support@support.test'],
  })
  await world.clock.settle()
  await readForgottenArrivals(world.system)
  await world.clock.settle()
}

story('one reader’s bounce is that reader’s: the others have it, in clear words', async (world) => {
  await report(world, await answered(world), [{ address: 'cc@acme.test' }])
  const { state, words, recipients } = await delivery(world)
  expect(state).toBe('sent')
  expect(words).toMatch(/^Delivered to 2, failed for cc@acme\.test: There is no such mailbox/)
  expect(words).toContain('550 5.1.1 unknown user')
  expect(recipients.map((one) => [one.address, one.state])).toEqual([
    ['cc@acme.test', 'failed'],
    ['kim@acme.test', 'sent'],
    ['lena@acme.test', 'sent'],
  ])
  expect(await suppressed(world)).toEqual(['cc@acme.test'])
  // Kim has it and may still answer.
  expect(await status(world)).toBe('pending')
  const { body } = await world.dora.call('GET', '/mail/outgoing?limit=1')
  expect(JSON.stringify(body)).toContain('failed for cc@acme.test')
})

story('when the last reader is not reached either, nobody waits for an answer', async (world) => {
  const messageId = await answered(world)
  await report(world, messageId, [{ address: 'CC@acme.test' }])
  await report(world, messageId, [{ address: 'kim@acme.test' }, { address: 'lena@acme.test' }])
  const { state, words } = await delivery(world)
  expect(state).toBe('failed')
  expect(words).toMatch(/^Delivered to nobody, failed for cc@acme\.test: .*; kim@.*; lena@/)
  expect(await status(world)).toBe('open')
})

story(
  'a reader cannot report another one, and what has a return address holds no address back',
  async (world) => {
    const messageId = await answered(world)
    await report(world, messageId, [{ address: 'kim@acme.test' }], { from: 'cc@acme.test' })
    expect((await delivery(world)).words).toBe('The mail server took it.')
    const envelopeFrom = 'somebody@acme.test'
    await report(world, messageId, [{ address: 'kim@acme.test' }], { envelopeFrom })
    expect((await delivery(world)).words).toContain('failed for kim@acme.test')
    expect(await suppressed(world)).toEqual([])
  },
)

story(
  'a report counts only for whom the message was sent to, and only with our own mark in it',
  async (world) => {
    const messageId = await answered(world)
    await report(world, messageId, [{ address: 'victim@elsewhere.test' }])
    const forged = messageId.replace(/\.[0-9a-f]{32}@/, `.${'0'.repeat(32)}@`)
    expect(forged).not.toBe(messageId)
    await report(world, forged, [{ address: 'kim@acme.test' }])
    expect(await delivery(world)).toMatchObject({
      state: 'sent',
      words: 'The mail server took it.',
    })
    expect(await suppressed(world)).toEqual([])
    expect(await status(world)).toBe('pending')
  },
)

story(
  'a full mailbox fails this mail and holds back no other; the same report twice says nothing new',
  async (world) => {
    const messageId = await answered(world)
    for (let turn = 0; turn < 2; turn += 1)
      await report(world, messageId, [{ address: 'lena@acme.test', status: '4.2.2' }])
    expect((await delivery(world)).words).toContain('failed for lena@acme.test')
    expect(await suppressed(world)).toEqual([])
    const failed = await world.system.db
      .selectFrom('events')
      .select('id')
      .where('type', '=', 'message.failed')
      .execute()
    expect(failed).toHaveLength(1)
  },
)

story('what is late for one reader is said to be late, and nothing failed', async (world) => {
  const messageId = await answered(world)
  await report(world, messageId, [
    { address: 'lena@acme.test', status: '4.4.1', action: 'delayed' },
  ])
  expect(await delivery(world)).toMatchObject({
    state: 'sent',
    words: expect.stringMatching(/^Delivered to 2, delayed for lena@acme\.test/),
  })
  expect(await suppressed(world)).toEqual([])
})

story('a reader whom our mail server refuses is named at once', async (world) => {
  await world.mail.send(question)
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, callback) =>
      address.startsWith('cc@')
        ? callback(Object.assign(new Error('5.1.1 unknown'), { responseCode: 550 }))
        : callback(),
    onData: (stream, _session, callback) => void stream.resume().on('end', () => callback()),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  world.system.config.SMTP_URL = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.' })
  await new Promise<void>((resolve) => server.close(() => resolve()))
  expect(await delivery(world)).toMatchObject({
    state: 'sent',
    words: expect.stringMatching(/^Delivered to 2, failed for cc@acme\.test: There is no such/),
  })
})
