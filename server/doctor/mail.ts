import { sql } from 'kysely'
import { verifyMailServer } from '../connectors/email/verify.ts'
import { smtpSettings } from '../connectors/mail-server.ts'
import type { System } from '../platform/system.ts'
import { counted, problem, trouble, warning, well, type Check } from './check.ts'

const sending: Check = {
  key: 'mail-out',
  name: 'Mail goes out',
  async look(system) {
    const server = smtpSettings(system.config)
    if (!server) {
      const held = await countOf(system, sql`outgoing_messages where state = 'held'`)
      const waits =
        held === 0
          ? 'no customer gets an answer by mail'
          : `${counted(held, 'message')} in the outbox`
      return trouble(
        held > 0,
        `No mail server is set: ${waits}`,
        'Set SMTP_URL, such as smtp://user:password@mail.example.com:587',
      )
    }
    const where = `${server.host}:${server.port}`
    const why = await verifyMailServer(server)
    return why === null
      ? well(`${where} answers`)
      : problem(
          `${where} does not take mail: ${why}`,
          'Check SMTP_URL and that this machine may connect there.',
        )
  },
}

const receiving: Check = {
  key: 'mail-in',
  name: 'Mail comes in',
  async look({ config }) {
    const { SMTP_LISTEN_HOST: host, SMTP_LISTEN_PORT: port } = config
    if (port === 0)
      return warning(
        'The mail listener took any free port',
        'Set SMTP_LISTEN_PORT, so that mail servers find it.',
      )
    const why = await verifyMailServer({
      host: reachable(host),
      port,
      secure: false,
      allowSelfSigned: true,
    })
    if (why !== null)
      return problem(
        `The mail listener at ${host}:${port} does not answer: ${why}`,
        'See that watchdesk serve runs here and that nothing else has the port.',
      )
    return well(`The listener at ${host}:${port} answers`)
  },
}

/** "Every address" is where one listens, not where one calls. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

const quarantine: Check = {
  key: 'quarantine',
  name: 'Quarantine',
  async look(system) {
    const waiting = await countOf(system, sql`arrivals where state = 'quarantined'`)
    return waiting === 0
      ? well('Empty')
      : warning(
          `${counted(waiting, 'message')} could not be read or placed`,
          'A customer may be behind each: open the mail log, filter by "quarantined".',
        )
  },
}

const unread: Check = {
  key: 'unread-mail',
  name: 'Mail is read',
  async look(system) {
    const waiting = await countOf(
      system,
      sql`arrivals where state = 'received' and received_at < app_now() - interval '2 minutes'`,
    )
    return waiting === 0
      ? well('What came in has been read')
      : problem(
          `${counted(waiting, 'message')} waited for more than 2 minutes`,
          'See that a worker runs: watchdesk work',
        )
  },
}

const deadLetters: Check = {
  key: 'dead-letters',
  name: 'Dead letters',
  async look(system) {
    const dead = await countOf(system, sql`outgoing_messages where state = 'failed'`)
    return dead === 0
      ? well('None')
      : warning(
          `${counted(dead, 'message')} to customers given up`,
          'Open the mail log, filter by "failed", read why, and send them again.',
        )
  },
}

async function countOf({ db }: System, where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

export const mailChecks: readonly Check[] = [sending, receiving, unread, quarantine, deadLetters]
