import type { Config } from '../platform/config.ts'

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

/** Where mail leaves by, read from SMTP_URL; null when none is set up and mail waits in the outbox. */
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
