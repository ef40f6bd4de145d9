import { sql } from 'kysely'
import { verifyMailServer } from '../connectors/email/verify.ts'
import { QUARANTINE_DAYS } from '../connectors/mail-log.ts'
import { mailServerOf } from '../connectors/mail-server.ts'
import type { System } from '../platform/system.ts'
import { counted, named, problem, trouble, warning, well, type Check } from './check.ts'

const sending: Check = {
  key: 'mail-out',
  name: 'Mail goes out',
  async look(system) {
    const server = await mailServerOf(system)
    if (!server) {
      const held = await countOf(system, sql`outgoing_messages where state = 'held'`)
      const waits =
        held === 0
          ? 'no customer gets an answer by mail'
          : `${counted(held, 'message')} in the outbox`
      return trouble(
        held > 0,
        `No mail server is set: ${waits}`,
        'Go through the mail step of /setup, or set SMTP_URL, such as smtp://user:password@mail.example.com:587',
      )
    }
    const where = `${server.host}:${server.port}`
    const why = await verifyMailServer(server)
    return why === null
      ? well(`${where} answers`)
      : problem(
          `${where} does not take mail: ${why}`,
          'Check the mail step of /setup or SMTP_URL, and that this machine may connect there.',
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

/** A mailbox nobody has looked into for so long is not being fetched, whatever its row says. */
const UNSEEN = sql`app_now() - interval '10 minutes'`

const fetching: Check = {
  key: 'mailboxes',
  name: 'Mail is fetched',
  async look({ db }) {
    const all = await db.selectFrom('mailboxes').selectAll().where('kind', '=', 'imap').execute()
    const { rows } = await sql<{ key: string }>`
      select key from mailboxes where kind = 'imap' and state <> 'paused'
        and (state = 'failing' or coalesce(last_seen_at, created_at) < ${UNSEEN}) order by key`.execute(
      db,
    )
    const [first] = rows
    const odd = all.find(({ state, lastError }) => state === 'running' && lastError)
    if (!first && odd)
      return warning(
        `${odd.key} is fetched, but not well: ${odd.lastError}`,
        'No mail is lost by it. See the mailbox in the app, and its mail server.',
      )
    if (!first)
      return well(all.length === 0 ? 'No mailbox is fetched from' : 'Every mailbox answers')
    const why = all.find(({ key }) => key === first.key)?.lastError
    return problem(
      `${named(rows.map(({ key }) => key))} cannot be fetched from${why ? `: ${why}` : ''}`,
      `Try it: watchdesk mailbox test ${first.key}. If it works, see that a worker runs: watchdesk work`,
    )
  },
}

const quarantine: Check = {
  key: 'quarantine',
  name: 'Quarantine',
  async look(system) {
    // As long as the mail log lists them; a warning that never ends is read by nobody.
    const waiting = await countOf(
      system,
      sql`arrivals where state = 'quarantined' and received_at >= app_now() - make_interval(days => ${sql.lit(QUARANTINE_DAYS)})`,
    )
    return waiting === 0
      ? well('Empty')
      : warning(
          `${counted(waiting, 'message')} could not be read or placed`,
          'A customer may be behind each: open the mail log, tab "Quarantine".',
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
          'Open the mail log, tab "Out", choose "Not sent", read why, and send them again.',
        )
  },
}

async function countOf({ db }: System, where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

export const mailChecks: readonly Check[] = [
  sending,
  receiving,
  fetching,
  unread,
  quarantine,
  deadLetters,
]
