import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { MAX_MAIL_BYTES } from './read-mail.ts'
import { selfSigned } from './self-signed.ts'

export interface SmtpEnvelope {
  /** The empty string is the null sender of reports. */
  from: string
  to: string[]
  remoteAddress: string
  helo: string
  secure: boolean
  /** What was said, for whoever has to find out where a mail went. */
  transcript: string[]
}

export interface SmtpListenerOptions {
  host: string
  /** 0 takes any free port. */
  port: number
  /** Our name in the greeting and in the certificate. */
  hostname: string
  /** null offers no STARTTLS. `self-signed` makes a new certificate at every start. */
  tls: { key: string; cert: string } | 'self-signed' | null
  maxBytes?: number
  maxRecipients?: number
  maxClients?: number
  /** Of all messages that are being received; beyond it senders are asked to come back. */
  maxBytesInFlight?: number
  idleSeconds?: number
  /** The longest one message may take, so that nobody holds a place by trickling. */
  messageSeconds?: number
  accepts: (address: string) => Promise<boolean> | boolean
  /** Must not resolve before the bytes are safe: the sender forgets them the moment we say OK. */
  store: (raw: Buffer, envelope: SmtpEnvelope) => Promise<{ id: string }>
  log: { warn(details: object, message: string): void }
}

export interface SmtpListener {
  port: number
  /** Refuses new mail, lets messages on their way finish (at most 30 s), then ends. */
  close(): Promise<void>
}

/**
 * Receives mail. 250 is said only after `store` has resolved; everything that goes wrong before is
 * answered 4xx, so the sender keeps the message and comes back. A lost answer means it arrives
 * twice, never zero times.
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const { maxBytes = MAX_MAIL_BYTES, log } = options
  const receiving = new Set<string>()
  const inFlight = { bytes: 0 }
  let closing = false

  const server = new SMTPServer({
    name: options.hostname,
    banner: 'Watchdesk',
    logger: false,
    size: maxBytes,
    rejectOversized: true,
    maxRecipients: options.maxRecipients ?? 100,
    maxClients: options.maxClients ?? 100,
    socketTimeout: (options.idleSeconds ?? 60) * 1000,
    hideENHANCEDSTATUSCODES: false,
    // A slow name server would hold every greeting back, and the name proves nothing.
    disableReverseLookup: true,
    ...tlsOf(options),
    onRcptTo({ address }, _session, callback) {
      checkRecipient(options, address).then(
        () => callback(),
        (error: Error) => callback(error),
      )
    },
    onData(stream, session, callback) {
      receiving.add(session.id)
      receive(stream, session)
        .then(
          (id) => callback(null, `Stored as ${id}`),
          (error: unknown) => callback(asAnswer(error, session)),
        )
        .finally(() => {
          receiving.delete(session.id)
          if (closing) endSession(session.id)
        })
    },
  })
  server.on('error', (error) => log.warn({ err: error }, 'A mail session broke'))

  async function receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<string> {
    const raw = await collect(stream, inFlight, { ...options, maxBytes })
    try {
      const { id } = await options.store(raw, envelopeOf(session, raw.length))
      return id
    } finally {
      inFlight.bytes -= raw.length
    }
  }

  function asAnswer(error: unknown, session: SMTPServerSession): Error {
    if (error instanceof SmtpAnswer) return error
    log.warn(
      { err: error, from: session.remoteAddress },
      'A mail could not be stored; its sender was asked to try again',
    )
    return new SmtpAnswer(451, 'The message could not be stored, try again')
  }

  function endSession(id: string): void {
    for (const connection of server.connections) if (connection.id === id) connection.close()
  }

  await listening(server, options)
  return {
    port: portOf(server),
    close() {
      closing = true
      const ended = new Promise<void>((resolve) => server.close(resolve))
      for (const connection of server.connections) {
        if (!receiving.has(connection.id))
          connection.send(421, 'Closing down, try again in a moment')
      }
      return ended
    },
  }
}

/** An answer in SMTP's words: 4xx asks to come back, 5xx refuses for good. */
class SmtpAnswer extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

// smtp-server's own default key is printed in its source and its certificate ended in 2025: never
// use it.
function tlsOf({ tls, hostname }: SmtpListenerOptions) {
  const never = ['AUTH', 'WIZ', 'SHELL', 'KILL']
  if (!tls) return { disabledCommands: [...never, 'STARTTLS'] }
  return {
    disabledCommands: never,
    minVersion: 'TLSv1.2' as const,
    ...(tls === 'self-signed' ? selfSigned(hostname) : tls),
  }
}

async function checkRecipient(
  { accepts, log }: SmtpListenerOptions,
  address: string,
): Promise<void> {
  const known = await Promise.try(() => accepts(address)).catch((error: unknown) => {
    log.warn(
      { err: error },
      'A recipient could not be looked up; the sender was asked to try again',
    )
    throw new SmtpAnswer(451, 'The address could not be looked up, try again')
  })
  if (!known) throw new SmtpAnswer(550, `Nobody here reads mail for ${address}`)
}

interface Limits extends SmtpListenerOptions {
  maxBytes: number
}

/**
 * The whole message in memory, counted in `inFlight` as long as it is held. Too much of it is read
 * and dropped.
 */
async function collect(
  stream: SMTPServerDataStream,
  inFlight: { bytes: number },
  limits: Limits,
): Promise<Buffer> {
  const most = limits.maxBytesInFlight ?? 8 * MAX_MAIL_BYTES
  const timer = setTimeout(
    () => stream.destroy(new SmtpAnswer(421, 'The message took too long')),
    (limits.messageSeconds ?? 600) * 1000,
  )
  let chunks: Buffer[] = []
  let held = 0
  let refusal: SmtpAnswer | null = null
  const drop = (answer: SmtpAnswer) => {
    refusal = answer
    chunks = []
    inFlight.bytes -= held
    held = 0
  }
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (refusal) continue
      chunks.push(chunk)
      held += chunk.length
      inFlight.bytes += chunk.length
      if (held > limits.maxBytes)
        drop(new SmtpAnswer(552, `The message is larger than ${limits.maxBytes} bytes`))
      else if (inFlight.bytes > most)
        drop(new SmtpAnswer(452, 'Too many large messages at once, try again in a minute'))
    }
    if (refusal) throw refusal
    return Buffer.concat(chunks, held)
  } catch (error) {
    inFlight.bytes -= held
    // The sender hung up: nobody reads this answer, and nothing of ours went wrong.
    throw error instanceof SmtpAnswer ? error : new SmtpAnswer(451, 'The connection broke')
  } finally {
    clearTimeout(timer)
  }
}

function envelopeOf(session: SMTPServerSession, bytes: number): SmtpEnvelope {
  const { envelope, remoteAddress, openingCommand, hostNameAppearsAs, secure } = session
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  const to = envelope.rcptTo.map(({ address }) => address)
  return {
    from,
    to,
    remoteAddress,
    helo: hostNameAppearsAs,
    secure,
    transcript: [
      `Connected from ${remoteAddress}${secure ? ', encrypted' : ''}`,
      `${openingCommand} ${hostNameAppearsAs}`,
      `MAIL FROM:<${from}>`,
      ...to.map((address) => `RCPT TO:<${address}>`),
      `DATA, ${bytes} bytes`,
    ],
  }
}

function portOf({ server }: SMTPServer): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function listening(server: SMTPServer, { host, port }: SmtpListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
