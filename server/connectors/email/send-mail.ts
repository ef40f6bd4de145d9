import { createTransport, type NodemailerError } from 'nodemailer'
import { DeliveryFailed } from '../connector.ts'
import { signMail, type DkimKey } from './sign-mail.ts'
import { writeMail, type OutgoingMail } from './write-mail.ts'

export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte (port 465). Otherwise STARTTLS is used where it is offered. */
  secure: boolean
  user?: string | undefined
  password?: string | undefined
  /** Rather fail than send unencrypted. Left out: exactly when there is a password to protect. */
  requireTls?: boolean | undefined
  /** For a relay of one's own whose certificate nobody signed. */
  allowSelfSigned?: boolean
  /** Signs what leaves. */
  dkim?: DkimKey | undefined
}

export interface SentMail {
  /** The Message-ID, without angle brackets. */
  externalId: string
  /** The server's own words, such as `250 2.0.0 OK 1731 queued`. */
  answer: string
  /** Recipients refused while others were taken, each with the server's words: `550 5.1.1 unknown`. */
  refused: { address: string; answer: string }[]
}

/**
 * Hands the mail to the server and returns once it took responsibility. DeliveryFailed is permanent
 * when the server refused this mail (5xx); what a changed password, certificate or route would cure
 * is worth another try. `envelopeFrom` may differ from the header, as bounces should; the empty
 * string asks for none.
 */
export async function sendMail(
  server: MailServer,
  mail: OutgoingMail,
  envelopeFrom = mail.from.address,
): Promise<SentMail> {
  const {
    host,
    port,
    secure,
    user,
    password,
    requireTls = Boolean(user),
    allowSelfSigned = false,
  } = server
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    // Without it a relay that hides its AUTH would refuse every recipient, and the mail would seem
    // to be at fault.
    forceAuth: Boolean(user),
    ...(user && { auth: { user, pass: password ?? '' } }),
    tls: { rejectUnauthorized: !allowSelfSigned },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
  const to = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address)
  try {
    const written = await writeMail(mail)
    const raw = server.dkim ? await signMail(written, server.dkim) : written
    const result = await transport.sendMail({ envelope: { from: envelopeFrom, to }, raw })
    return {
      externalId: mail.messageId,
      answer: result.response,
      refused: (result.rejectedErrors ?? []).map(({ recipient, response }) => ({
        address: recipient ?? '',
        answer: (response ?? '').replaceAll(/\s+/g, ' ').slice(0, 300),
      })),
    }
  } catch (error) {
    throw error instanceof Error ? asFailure(error, server) : error
  } finally {
    transport.close()
  }
}

/**
 * Codes of nodemailer that blame our settings or the way there, not the mail: worth another try
 * whatever was said.
 */
const CURABLE: Record<string, string> = {
  EAUTH: 'did not accept the user name and password',
  ENOAUTH: 'wants a user name and password',
  ETLS: 'could not be reached securely',
  EDNS: 'was not found by its name',
  ETIMEDOUT: 'did not answer in time',
  ECONNECTION: 'could not be reached',
  ESOCKET: 'could not be reached',
}

function asFailure(error: NodemailerError, { host, port }: MailServer): Error {
  if (!error.code) return error
  const said = (error.response ?? error.message).replaceAll(/\s+/g, ' ').slice(0, 300)
  const curable = CURABLE[error.code]
  if (curable)
    return new DeliveryFailed(`The mail server ${host}:${port} ${curable}: ${said}`, {
      permanent: false,
    })
  // Refused before it was offered: no recipient, or an address nobody can write to.
  const permanent = error.permanent ?? error.code === 'EENVELOPE'
  const words = permanent ? 'refused the mail' : 'asked us to try again later'
  return new DeliveryFailed(`The mail server ${host}:${port} ${words}: ${said}`, { permanent })
}
