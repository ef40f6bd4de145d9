import { afterEach, expect, test } from 'vitest'
import { failureOf } from '../fake-outside.ts'
import { readMail } from './read-mail.ts'
import { sendMail } from './send-mail.ts'
import { startSmtpListener, type SmtpEnvelope, type SmtpListenerOptions } from './smtp-listener.ts'
import type { OutgoingMail } from './write-mail.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** The other side's mail server. */
async function otherSide(change: Partial<SmtpListenerOptions> = {}) {
  const received: { raw: Buffer; envelope: SmtpEnvelope }[] = []
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    hostname: 'mx.acme.test',
    tls: 'self-signed',
    accepts: (address) => address === 'kim@acme.test',
    async store(raw, envelope) {
      received.push({ raw, envelope })
      return { id: 'q1' }
    },
    log: { warn: () => {} },
    ...change,
  })
  open.push(() => listener.close())
  return {
    received,
    server: { host: '127.0.0.1', port: listener.port, secure: false, allowSelfSigned: true },
  }
}

const reply: OutgoingMail = {
  from: { address: 'help@support.test', name: 'Acme’s Help' },
  to: [{ address: 'kim@acme.test', name: 'Kim' }],
  subject: 'Re: All pushes fail',
  text: 'We are on it.',
  messageId: 'reply.1@support.test',
  inReplyTo: 'first@acme.test',
  references: ['root@acme.test', 'first@acme.test'],
}

test('a reply arrives as written, encrypted on the way, with the server’s own words', async () => {
  const { received, server } = await otherSide()
  const sent = await sendMail(server, reply, 'bounces@support.test')
  expect(sent).toEqual({
    externalId: 'reply.1@support.test',
    answer: '250 2.6.0 Stored as q1',
    refused: [],
  })
  expect(received[0]?.envelope).toMatchObject({
    from: 'bounces@support.test',
    to: ['kim@acme.test'],
    secure: true,
  })
  expect(await readMail(received[0]!.raw)).toMatchObject({
    messageId: 'reply.1@support.test',
    from: { address: 'help@support.test', name: 'Acme’s Help' },
    inReplyTo: ['first@acme.test'],
    references: ['root@acme.test', 'first@acme.test'],
    subject: 'Re: All pushes fail',
    text: 'We are on it.',
  })
})

test('a recipient who does not exist is a permanent failure, with the raw answer', async () => {
  const { server } = await otherSide()
  const failure = await failureOf(
    sendMail(server, { ...reply, to: [{ address: 'lee@acme.test', name: null }] }),
  )
  expect(failure.permanent).toBe(true)
  expect(failure.message).toMatch(
    /refused the mail: 550 5\.1\.1 Nobody here reads mail for lee@acme\.test/,
  )
})

test('one refused recipient of two is told, the mail goes to the other', async () => {
  const { server, received } = await otherSide()
  const { refused } = await sendMail(server, {
    ...reply,
    cc: [{ address: 'lee@acme.test', name: null }],
  })
  const answer = '550 5.1.1 Nobody here reads mail for lee@acme.test'
  expect(refused).toEqual([{ address: 'lee@acme.test', answer }])
  expect(received[0]?.envelope.to).toEqual(['kim@acme.test'])
})

test('a server in trouble is worth another try', async () => {
  const { server } = await otherSide({ store: () => Promise.reject(new Error('disk full')) })
  const failure = await failureOf(sendMail(server, reply))
  expect(failure.permanent).toBe(false)
  expect(failure.message).toMatch(/asked us to try again later: 451 4\.3\.0/)
})

test('a server that is not there is worth another try', async () => {
  const { server } = await otherSide()
  for (const close of open.splice(0)) await close()
  const failure = await failureOf(sendMail(server, reply))
  expect(failure.permanent).toBe(false)
  expect(failure.message).toMatch(/could not be reached: .*ECONNREFUSED/)
})

test('a certificate nobody vouches for is not trusted unless the settings say so', async () => {
  const { server, received } = await otherSide()
  const failure = await failureOf(sendMail({ ...server, allowSelfSigned: false }, reply))
  expect(failure.permanent).toBe(false)
  expect(received).toEqual([])
})

test('rather than unencrypted, a mail that requires TLS is not sent', async () => {
  const { server, received } = await otherSide({ tls: null })
  const failure = await failureOf(sendMail({ ...server, requireTls: true }, reply))
  expect(failure.permanent).toBe(false)
  expect(received).toEqual([])
})

test('a password is never sent unencrypted unless the settings say so', async () => {
  const { server } = await otherSide({ tls: null })
  const failure = await failureOf(sendMail({ ...server, user: 'desk', password: 'x' }, reply))
  expect(failure.message).toMatch(/could not be reached securely/)
})

test('a wrong password is ours to mend, and is not printed', async () => {
  const { server } = await otherSide({ tls: null })
  const failure = await failureOf(
    sendMail({ ...server, user: 'desk', password: 'SECRET-password', requireTls: false }, reply),
  )
  expect(failure.permanent).toBe(false)
  expect(String(failure.stack)).not.toContain('SECRET-password')
})

test('a mail to nobody is never tried again', async () => {
  const { server } = await otherSide()
  expect((await failureOf(sendMail(server, { ...reply, to: [] }))).permanent).toBe(true)
})
