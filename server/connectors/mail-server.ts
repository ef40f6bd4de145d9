import type { Config } from '../platform/config.ts'
import { forgetRemembered, remembered } from '../platform/remembered.ts'
import { saveSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'

export interface MailServer {
  host: string
  port: number
  secure: boolean
  user?: string
  password?: string
  requireTls?: boolean
  /** Signs what leaves, when a key is set up. */
  dkim?: { domain: string; selector: string; privateKey: string }
}

/** As somebody writes it down: the words of a mail program. */
export interface OutgoingServer {
  host: string
  port: number
  tls: 'tls' | 'starttls' | 'none'
  user: string
  password: string
}

/** Where mail leaves by, read from SMTP_URL; null when it names none. */
export function smtpSettings(config: Pick<Config, 'SMTP_URL' | 'dkim'>): MailServer | null {
  if (!config.SMTP_URL) return null
  const url = new URL(config.SMTP_URL)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    ...(config.dkim && { dkim: config.dkim }),
    ...(url.username && {
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    }),
  }
}

/** The same server as the sender takes it. */
export const mailServerFrom = (
  { host, port, tls, user, password }: OutgoingServer,
  { dkim }: Pick<Config, 'dkim'>,
): MailServer => ({
  host,
  port,
  secure: tls === 'tls',
  requireTls: tls === 'starttls',
  ...(user && { user, password }),
  ...(dkim && { dkim }),
})

const KEY = 'outgoing_mail'

/** Where mail leaves by: SMTP_URL, else what the setup has proven; null when there is neither and mail waits in the outbox. */
export async function mailServerOf(system: System): Promise<MailServer | null> {
  const given = smtpSettings(system.config)
  if (given) return given
  const saved = await savedServer(system)
  return saved && mailServerFrom(saved, system.config)
}

/** What the setup has proven; null when it has not, or when it was encrypted with another SECRET. */
function savedServer(system: System): Promise<OutgoingServer | null> {
  return remembered(system, KEY, async (db) => {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', KEY)
      .executeTakeFirst()
    if (!row) return null
    try {
      const { sealed } = row.value as { sealed: string }
      return JSON.parse(system.secrets.open('outgoing mail', KEY, sealed)) as OutgoingServer
    } catch (error) {
      system.log.warn({ err: error }, 'The password of the outgoing mail server cannot be read')
      return null
    }
  })
}

/** From now on mail leaves by it, unless SMTP_URL names another. Encrypted: there is a password in it. */
export async function saveOutgoingServer(work: Work, server: OutgoingServer) {
  const sealed = work.system.secrets.seal('outgoing mail', KEY, JSON.stringify(server))
  await saveSetting(work, KEY, { sealed })
  work.afterCommit(() => forgetRemembered(work.system))
}
