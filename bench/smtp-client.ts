import { connect } from 'node:net'

export interface SmtpClient {
  /** Resolves when the server has said OK to the message: from then on it is the server's. */
  send(from: string, to: string, raw: string): Promise<void>
  close(): void
}

/** One kept SMTP session (RFC 5321) without TLS, as light as a mail relay beside the server. */
export async function openSmtp(port: number): Promise<SmtpClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let said = ''
  let waiting: { resolve(line: string): void; reject(error: Error): void } | null = null
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The mail session was closed')))
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1')
    // The last line of an answer has a space after its code; the ones before it have a hyphen.
    const last = /^\d{3} .*\r\n$/m.exec(said)
    if (!last || !said.endsWith(last[0])) return
    said = ''
    waiting?.resolve(last[0])
  })
  const expect = (code: number, words?: string) =>
    new Promise<void>((resolve, reject) => {
      waiting = {
        reject,
        resolve: (line) =>
          line.startsWith(String(code)) ? resolve() : reject(new Error(`SMTP said ${line}`)),
      }
      if (words !== undefined) socket.write(words)
    })
  await expect(220)
  await expect(250, 'EHLO bench.test\r\n')
  return {
    async send(from, to, raw) {
      await expect(250, `MAIL FROM:<${from}>\r\n`)
      await expect(250, `RCPT TO:<${to}>\r\n`)
      await expect(354, 'DATA\r\n')
      await expect(250, `${raw}\r\n.\r\n`)
    },
    close: () => void socket.removeAllListeners('close').end('QUIT\r\n'),
  }
}

/** A plain mail of about 1.5 kB. No line of the text may begin with a dot. */
export const mail = (from: string, to: string, subject: string, text: string) =>
  [
    `From: Person <${from}>`,
    `To: <${to}>`,
    `Subject: ${subject}`,
    `Message-ID: <${crypto.randomUUID()}@customers.test>`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...text.split('\n'),
  ].join('\r\n')
