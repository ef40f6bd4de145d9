import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import {
  startSmtpListener,
  type SmtpEnvelope,
  type SmtpListener,
  type SmtpListenerOptions,
} from './smtp-listener.ts'

interface Stored {
  raw: string
  envelope: SmtpEnvelope
}

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function listen(change: Partial<SmtpListenerOptions> = {}) {
  const stored: Stored[] = []
  const warnings: string[] = []
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    hostname: 'desk.test',
    tls: 'self-signed',
    accepts: (address) => address.endsWith('@support.test'),
    async store(raw, envelope) {
      stored.push({ raw: raw.toString(), envelope })
      return { id: `arrival-${stored.length}` }
    },
    log: { warn: (_details, message) => warnings.push(message) },
    ...change,
  })
  open.push(() => listener.close())
  return { listener, stored, warnings }
}

/** A mail server on the other side, one line at a time. */
async function dial(listener: SmtpListener) {
  return talk(connect(listener.port, '127.0.0.1'), true)
}

async function talk(socket: Socket | TLSSocket, greets: boolean) {
  open.push(() => socket.destroy())
  socket.setEncoding('utf8')
  const lines: string[] = []
  let rest = ''
  let wake = () => {}
  socket.on('data', (text: string) => {
    const parts = (rest + text).split('\r\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  })
  socket.on('close', () => wake())
  /** The next whole answer; a line with a hyphen after its code is not its last one. */
  async function answer(): Promise<string> {
    for (;;) {
      const last = lines.findIndex((line) => /^\d{3} /.test(line))
      if (last >= 0) return lines.splice(0, last + 1).join('\n')
      if (socket.destroyed) return 'closed'
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return answer()
  }
  if (greets) await answer()
  return { socket, answer, say }
}

type Talk = Awaited<ReturnType<typeof talk>>

async function upTo(stage: 'RCPT' | 'DATA', { say }: Talk) {
  await say('EHLO mx.acme.test')
  await say('MAIL FROM:<kim@acme.test>')
  if (stage === 'DATA') {
    await say('RCPT TO:<help@support.test>')
    expect(await say('DATA')).toMatch(/^354/)
  }
}

test('a mail is stored as sent, with its envelope, and the answer names the arrival', async () => {
  const { listener, stored } = await listen()
  const session = await dial(listener)
  await upTo('DATA', session)
  expect(await session.say('Subject: x\r\n\r\n..dotted\r\nbody\r\n.')).toBe(
    '250 2.6.0 Stored as arrival-1',
  )
  expect(stored).toEqual([
    {
      raw: 'Subject: x\r\n\r\n.dotted\r\nbody\r\n',
      envelope: {
        from: 'kim@acme.test',
        to: ['help@support.test'],
        remoteAddress: '127.0.0.1',
        helo: 'mx.acme.test',
        secure: false,
        transcript: [
          'Connected from 127.0.0.1',
          'EHLO mx.acme.test',
          'MAIL FROM:<kim@acme.test>',
          'RCPT TO:<help@support.test>',
          'DATA, 29 bytes',
        ],
      },
    },
  ])
})

test('the null sender of a bounce is accepted', async () => {
  const { listener, stored } = await listen()
  const { say } = await dial(listener)
  await say('EHLO mx.acme.test')
  expect(await say('MAIL FROM:<>')).toMatch(/^250/)
  await say('RCPT TO:<help@support.test>')
  await say('DATA')
  await say('Subject: bounce\r\n\r\n.')
  expect(stored[0]?.envelope.from).toBe('')
})

test('OK is said only after the message is safe', async () => {
  const safe = Promise.withResolvers<{ id: string }>()
  const reached = Promise.withResolvers<void>()
  const { listener } = await listen({
    store() {
      reached.resolve()
      return safe.promise
    },
  })
  const session = await dial(listener)
  await upTo('DATA', session)
  const answered: string[] = []
  const answer = session.say('body\r\n.').then((line) => answered.push(line))
  await reached.promise
  const other = await dial(listener)
  expect(await other.say('EHLO mx.umbra.test')).toMatch(/^250/)
  expect(answered).toEqual([])
  safe.resolve({ id: 'a1' })
  await answer
  expect(answered).toEqual(['250 2.6.0 Stored as a1'])
})

test('a store that fails asks the sender to come back', async () => {
  const { listener, warnings } = await listen({
    store: () => Promise.reject(new Error('disk full')),
  })
  const session = await dial(listener)
  await upTo('DATA', session)
  expect(await session.say('body\r\n.')).toBe(
    '451 4.3.0 The message could not be stored, try again',
  )
  expect(warnings).toEqual(['A mail could not be stored; its sender was asked to try again'])
})

test('an unknown recipient is refused in words, one that cannot be looked up is deferred', async () => {
  const { listener } = await listen({
    accepts(address) {
      if (address.startsWith('broken')) throw new Error('no database')
      return false
    },
  })
  const session = await dial(listener)
  await upTo('RCPT', session)
  expect(await session.say('RCPT TO:<lee@umbra.test>')).toBe(
    '550 5.1.1 Nobody here reads mail for lee@umbra.test',
  )
  expect(await session.say('RCPT TO:<broken@support.test>')).toBe(
    '451 4.3.0 The address could not be looked up, try again',
  )
})

test('recipients beyond the limit are deferred, the others stand', async () => {
  const { listener } = await listen({ maxRecipients: 2 })
  const session = await dial(listener)
  await upTo('RCPT', session)
  expect(await session.say('RCPT TO:<a@support.test>')).toMatch(/^250/)
  expect(await session.say('RCPT TO:<b@support.test>')).toMatch(/^250/)
  expect(await session.say('RCPT TO:<c@support.test>')).toMatch(/^452/)
})

test('the size limit is announced, held against what is announced and against what arrives', async () => {
  const { listener, stored } = await listen({ maxBytes: 1000 })
  const session = await dial(listener)
  expect(await session.say('EHLO mx.acme.test')).toContain('SIZE 1000')
  expect(await session.say('MAIL FROM:<kim@acme.test> SIZE=2000')).toMatch(/^552/)
  expect(await session.say('MAIL FROM:<kim@acme.test> SIZE=900')).toMatch(/^250/)
  await session.say('RCPT TO:<help@support.test>')
  await session.say('DATA')
  expect(await session.say(`${'x'.repeat(2000)}\r\n.`)).toMatch(/^552 5\.3\.4/)
  expect(stored).toEqual([])
  await upTo('DATA', session)
  expect(await session.say('small\r\n.')).toMatch(/^250/)
})

test('too many large messages at once are asked to come back, one by one', async () => {
  const { listener, stored } = await listen({ maxBytesInFlight: 5000 })
  const session = await dial(listener)
  await upTo('DATA', session)
  expect(await session.say(`${'x'.repeat(6000)}\r\n.`)).toMatch(/^452/)
  await upTo('DATA', session)
  expect(await session.say(`${'x'.repeat(4000)}\r\n.`)).toMatch(/^250/)
  await upTo('DATA', session)
  expect(await session.say(`${'x'.repeat(4000)}\r\n.`)).toMatch(/^250/)
  expect(stored).toHaveLength(2)
})

test('commands sent without waiting for answers are all answered', async () => {
  const { listener } = await listen()
  const session = await dial(listener)
  expect(await session.say('EHLO mx.acme.test')).toContain('PIPELINING')
  session.socket.write(
    'MAIL FROM:<kim@acme.test>\r\nRCPT TO:<a@support.test>\r\nRCPT TO:<lee@umbra.test>\r\nDATA\r\n',
  )
  const answers = [
    await session.answer(),
    await session.answer(),
    await session.answer(),
    await session.answer(),
  ]
  expect(answers.map((line) => line.slice(0, 3))).toEqual(['250', '250', '550', '354'])
  expect(await session.say('body\r\n.')).toMatch(/^250/)
})

test('eight senders at once each get their own answer', async () => {
  const { listener, stored } = await listen()
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const session = await dial(listener)
      await upTo('DATA', session)
      return session.say(`message ${n}\r\n.`)
    }),
  )
  expect(new Set(answers).size).toBe(8)
  expect(answers.every((answer) => answer.startsWith('250'))).toBe(true)
  expect(stored.map(({ raw }) => raw).toSorted()).toEqual(
    Array.from({ length: 8 }, (_, n) => `message ${n}\r\n`),
  )
})

test('STARTTLS gives a fresh certificate for our name, and the envelope says it was used', async () => {
  const { listener, stored } = await listen()
  const plain = await dial(listener)
  expect(await plain.say('EHLO mx.acme.test')).toContain('STARTTLS')
  expect(await plain.say('STARTTLS')).toMatch(/^220/)
  plain.socket.removeAllListeners('data')
  const socket = connectTls({ socket: plain.socket, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const certificate = socket.getPeerX509Certificate()
  expect(certificate?.checkHost('desk.test')).toBe('desk.test')
  expect(certificate?.verify(certificate.publicKey)).toBe(true)
  const session = await talk(socket, false)
  await upTo('DATA', session)
  expect(await session.say('secret\r\n.')).toMatch(/^250/)
  expect(stored[0]?.envelope.secure).toBe(true)
})

test('without a certificate there is no STARTTLS, and nobody is asked for a password', async () => {
  const { listener } = await listen({ tls: null })
  const { say } = await dial(listener)
  const offered = await say('EHLO mx.acme.test')
  expect(offered).not.toContain('STARTTLS')
  expect(offered).not.toContain('AUTH')
  expect(await say('AUTH PLAIN AGtpbQBwYXNz')).toMatch(/^5/)
})

test('a sender who hangs up in the middle leaves nothing behind and no warning', async () => {
  const { listener, stored, warnings } = await listen({ maxBytesInFlight: 3000 })
  const gone = await dial(listener)
  await upTo('DATA', gone)
  gone.socket.write('x'.repeat(2500))
  gone.socket.end()
  await once(gone.socket, 'close')
  const session = await dial(listener)
  await upTo('DATA', session)
  expect(await session.say(`${'x'.repeat(2500)}\r\n.`)).toMatch(/^250/)
  expect([stored.length, warnings]).toEqual([1, []])
})

test('a message that trickles in for too long loses its place', async () => {
  const { listener, stored } = await listen({ messageSeconds: 0.05 })
  const session = await dial(listener)
  await upTo('DATA', session)
  session.socket.write('Subject: slow\r\n')
  expect(await session.answer()).toBe('421 4.4.2 The message took too long')
  expect(stored).toEqual([])
})

test('closing lets a message on its way finish and sends everybody else home', async () => {
  const { listener, stored } = await listen()
  const [busy, idle] = [await dial(listener), await dial(listener)]
  await upTo('DATA', busy)
  await idle.say('EHLO mx.acme.test')
  const closed = listener.close()
  expect(await idle.answer()).toMatch(/^421/)
  expect(await busy.say('body\r\n.')).toMatch(/^250/)
  await closed
  expect(stored).toHaveLength(1)
})
