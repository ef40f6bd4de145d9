import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { expect } from 'vitest'
import { storeArrival } from '../../server/connectors/arrivals.ts'
import { readArrival } from '../../server/intake.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
  headers: { Cc: 'cc@acme.test, lena@acme.test' },
}

interface Moods {
  /** What is said to each address; undefined takes it. */
  says: (address: string) => { code: number; words: string } | undefined
  /** Has the whole mail, and has not said so yet. */
  onMail?: (messageId: string) => Promise<void>
}

/** From now on mail leaves by a server that is in these moods. Returns whom it took each mail for. */
async function relay(world: World, moods: Moods, tell: (taken: string[][]) => Promise<void>) {
  const taken: string[][] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      const said = moods.says(address)
      callback(said && Object.assign(new Error(said.words), { responseCode: said.code }))
    },
    onData: (stream, { envelope }, callback) => {
      simpleParser(stream)
        .then(async ({ messageId }) => {
          taken.push(envelope.rcptTo.map(({ address }) => address).sort())
          await moods.onMail?.(messageId ?? '')
          callback()
        })
        .catch(callback)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  world.system.config.SMTP_URL = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  try {
    await tell(taken)
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

interface Delivery {
  state: string
  words: string
  recipients: { address: string; state: string }[]
}

/** The answer to #1: what became of it. */
async function delivery(world: World): Promise<Delivery> {
  const { body } = await world.alice.call('GET', '/tickets/1')
  const { comments } = body as unknown as { comments: { body: string; delivery: Delivery }[] }
  return comments.find((comment) => comment.body === 'Upgrade.')!.delivery
}
const fates = async (world: World) =>
  (await delivery(world)).recipients.map(({ address, state }) => [address, state])
const answer = (world: World) =>
  world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', status: 'pending' })

const GREYLISTED = { code: 451, words: '4.7.1 greylisted' }
const EVERYBODY = ['cc@acme.test', 'kim@acme.test', 'lena@acme.test']

story('a reader refused for now is tried again alone, until they have it', async (world) => {
  await world.mail.send(question)
  let tries = 0
  const says = (address: string) =>
    address === 'cc@acme.test' && (tries += 1) < 3 ? GREYLISTED : undefined
  await relay(world, { says }, async (taken) => {
    await answer(world)
    const first = await delivery(world)
    expect(first.state).toBe('queued')
    expect(first.words).toMatch(/^Delivered to 2, delayed for cc@acme\.test: .* It is tried again/)
    await world.clock.advance('1 minute')
    expect((await delivery(world)).state).toBe('queued')
    await world.clock.advance('5 minutes')
    expect(taken).toEqual([['kim@acme.test', 'lena@acme.test'], ['cc@acme.test']])
    expect(await delivery(world)).toMatchObject({
      state: 'sent',
      words: 'The mail server took it.',
    })
    await world.clock.advance('2 hours')
    expect(taken).toHaveLength(2)
  })
})

story('a reader refused for good at the second try fails; the others have it', async (world) => {
  await world.mail.send(question)
  let tries = 0
  const says = (address: string) => {
    if (address !== 'cc@acme.test') return undefined
    tries += 1
    return tries === 1 ? GREYLISTED : { code: 550, words: '5.1.1 unknown' }
  }
  await relay(world, { says }, async (taken) => {
    await answer(world)
    await world.clock.advance('2 hours')
    expect(taken).toEqual([['kim@acme.test', 'lena@acme.test']])
    const { state, words } = await delivery(world)
    expect(state).toBe('sent')
    expect(words).toMatch(/^Delivered to 2, failed for cc@acme\.test: There is no such mailbox/)
    expect((await world.alice.call('GET', '/tickets/1')).body['status']).toBe('pending')
  })
})

story(
  'who is refused for now for two days does not get it, and the ticket says so',
  async (world) => {
    await world.mail.send(question)
    const says = (address: string) => (address === 'cc@acme.test' ? GREYLISTED : undefined)
    await relay(world, { says }, async () => {
      await answer(world)
      const set = { attempts: 50 }
      await world.work((work) => work.db.updateTable('outgoingMessages').set(set).execute())
      await world.clock.advance('2 minutes')
      expect(await fates(world)).toEqual([
        ['cc@acme.test', 'failed'],
        ['kim@acme.test', 'sent'],
        ['lena@acme.test', 'sent'],
      ])
      expect((await delivery(world)).state).toBe('sent')
      const failed = await world.system.db
        .selectFrom('events')
        .select('id')
        .where('type', '=', 'message.failed')
        .execute()
      expect(failed).toHaveLength(1)
    })
  },
)

/** A report of a mail server that this address is unknown (RFC 3464), read at once. */
async function report(world: World, messageId: string, address: string) {
  const lines = [
    'From: Mail System <mailer-daemon@mx.acme.test>',
    'To: support@support.test',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 unknown user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--b--',
    '',
  ]
  const { id } = await storeArrival(world.system, {
    connection: 'smtp',
    mailbox: 'support@support.test',
    raw: Buffer.from(lines.join('\r\n')),
    envelopeFrom: '',
    envelopeTo: ['support@support.test'],
  })
  await readArrival(world.system, id)
}

story('a report that is faster than our own note is believed all the same', async (world) => {
  await world.mail.send(question)
  const onMail = (messageId: string) => report(world, messageId, 'kim@acme.test')
  await relay(world, { says: () => undefined, onMail }, async (taken) => {
    await answer(world)
    expect(taken).toEqual([EVERYBODY])
    await world.clock.advance('2 seconds')
    expect(await fates(world)).toEqual([
      ['cc@acme.test', 'sent'],
      ['kim@acme.test', 'failed'],
      ['lena@acme.test', 'sent'],
    ])
    expect((await world.alice.call('GET', '/tickets/2')).status).toBe(404)
  })
})

story('a report during the second try is not overwritten by what the relay says', async (world) => {
  await world.mail.send(question)
  let tries = 0
  const says = (address: string) =>
    address === 'cc@acme.test' && (tries += 1) < 2 ? GREYLISTED : undefined
  const onMail = async (messageId: string) => {
    if (tries === 2) await report(world, messageId, 'cc@acme.test')
  }
  await relay(world, { says, onMail }, async (taken) => {
    await answer(world)
    await world.clock.advance('5 minutes')
    expect(taken).toEqual([['kim@acme.test', 'lena@acme.test'], ['cc@acme.test']])
    expect(await fates(world)).toContainEqual(['cc@acme.test', 'failed'])
    expect((await delivery(world)).state).toBe('sent')
  })
})
