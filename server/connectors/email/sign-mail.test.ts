import { generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, test } from 'vitest'
import { sendMail } from './send-mail.ts'
import { startSmtpListener } from './smtp-listener.ts'
import { SIGNED_HEADERS, signMail } from './sign-mail.ts'
import { writeMail, type OutgoingMail } from './write-mail.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = {
  domain: 'support.test',
  selector: 'desk',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
}
const record = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const mail: OutgoingMail = {
  from: { address: 'help@support.test', name: 'Acme’s Help' },
  to: [{ address: 'kim@acme.test', name: 'Kim' }],
  subject: 'Re: Schöne Grüße',
  text: 'Hello\n',
  messageId: 'm1@support.test',
  inReplyTo: 'first@acme.test',
  references: ['first@acme.test'],
  headers: { 'Auto-Submitted': 'auto-replied' },
}

/** DNS that knows one name. */
const resolver = (name: string) =>
  name === 'desk._domainkey.support.test'
    ? Promise.resolve([[`v=DKIM1; k=rsa; p=${record}`]])
    : Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }))

const verdict = async (raw: Buffer) =>
  (await dkimVerify(raw, { resolver })).results[0]?.status.result

test('a signed mail is believed by whoever asks DNS for the key', async () => {
  expect(await verdict(await signMail(await writeMail(mail), key))).toBe('pass')
})

test('a changed subject, body or automatic mark is noticed', async () => {
  const signed = (await signMail(await writeMail(mail), key)).toString('latin1')
  const changes: [string, string][] = [
    ['To: Kim', 'To: Bob'],
    ['Hello', 'Hallo'],
    ['Auto-Submitted: auto-replied', 'Auto-Submitted: no'],
    ['In-Reply-To: <first', 'In-Reply-To: <other'],
  ]
  for (const [before, after] of changes) {
    expect(signed).toContain(before)
    const changed = Buffer.from(signed.replace(before, after), 'latin1')
    expect(await verdict(changed)).not.toBe('pass')
  }
})

test('a header that a relay adds breaks nothing', async () => {
  const signed = await signMail(await writeMail(mail), key)
  const relayed = Buffer.concat([Buffer.from('Received: from here by there\r\n'), signed])
  expect(await verdict(relayed)).toBe('pass')
})

test('what goes over the wire is signed', async () => {
  const received: Buffer[] = []
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    hostname: 'mx.acme.test',
    tls: 'self-signed',
    accepts: () => true,
    async store(raw) {
      received.push(raw)
      return { id: 'q1' }
    },
    log: { warn: () => {} },
  })
  const server = { host: '127.0.0.1', port: listener.port, secure: false, allowSelfSigned: true }
  await sendMail({ ...server, dkim: key }, mail).finally(() => listener.close())
  expect(await verdict(received[0]!)).toBe('pass')
})

test('what is signed holds what RFC 6376 asks for', () => {
  expect(SIGNED_HEADERS).toEqual(expect.arrayContaining(['From', 'Subject', 'Date', 'To']))
})
