import { createTransport } from 'nodemailer'
import type { MailServer } from './send-mail.ts'

/**
 * Connects, greets (EHLO), starts TLS where it is offered and signs in if there is a password, then says goodbye; no
 * mail is sent. Answers null when all of it went well, otherwise why not, in the server's words. Waits at most 10 s for
 * each answer.
 */
export async function verifyMailServer(server: MailServer): Promise<string | null> {
  const { host, port, secure, user, password, requireTls = Boolean(user) } = server
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    forceAuth: Boolean(user),
    ...(user && { auth: { user, pass: password ?? '' } }),
    tls: { rejectUnauthorized: !server.allowSelfSigned },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
    logger: false,
  })
  try {
    await transport.verify()
    return null
  } catch (error) {
    return error instanceof Error
      ? error.message.replaceAll(/\s+/g, ' ').slice(0, 300)
      : String(error)
  } finally {
    transport.close()
  }
}
