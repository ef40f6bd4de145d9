import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach } from 'vitest'
import { startImapServer } from './imap-server.ts'

interface Options {
  user?: string
  password?: string
  /** What is sent is taken, and never arrives. */
  losesMail?: boolean
}

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const provider of running.splice(0)) await provider.close()
})

/** Somebody's mail provider, both ways: what is sent by it (RFC 4954 sign-in) lies in its inbox. Ends with the test. */
export async function mailProvider(options: Options = {}) {
  const provider = await startMailProvider(options)
  running.push(provider)
  return provider
}

export async function startMailProvider({
  user = 'help@example.test',
  password = 'right',
  losesMail = false,
}: Options = {}) {
  const mood = { losesMail }
  const imap = await startImapServer({ users: { [user]: password } })
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (auth.username === user && auth.password === password) return callback(null, { user })
      // What Google says: https://support.google.com/a/answer/3726730
      callback(
        Object.assign(new Error('5.7.8 Username and Password not accepted'), { responseCode: 535 }),
      )
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (!mood.losesMail) imap.put(Buffer.concat(chunks).toString('latin1'))
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
  const smtpPort = (smtp.server.address() as AddressInfo).port
  return {
    imap,
    mood,
    smtpPort,
    settings: (given: { password?: string } = {}) => ({
      address: user,
      provider: 'other' as const,
      incoming: {
        host: '127.0.0.1',
        port: imap.port,
        tls: 'none' as const,
        user,
        password: given.password ?? password,
      },
      outgoing: {
        host: '127.0.0.1',
        port: smtpPort,
        tls: 'none' as const,
        user,
        password: given.password ?? password,
      },
    }),
    async close() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
      await imap.close()
    },
  }
}
