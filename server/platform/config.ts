import { createPrivateKey } from 'node:crypto'
import { readFileSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const flag = z.enum(['true', 'false']).transform((word) => word === 'true')

/** Every setting there is. `.env.example` lists the same, and a test keeps the two equal. */
export const settings = z.object({
  DATABASE_URL: z
    .url()
    .optional()
    .describe('A PostgreSQL (15 or newer) of your own. Empty: the embedded one.'),
  WATCHDESK_DATA: z
    .string()
    .default('.watchdesk')
    .describe('Where the embedded database and generated secrets live.'),
  HOST: z.string().default('127.0.0.1').describe('The address the web server listens on.'),
  PORT: port.default(3000).describe('The port of the web server.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('How people reach this server from outside; links in pages and mail begin with it.'),
  PORTAL_URL: z
    .url()
    .optional()
    .describe(
      'Where customers find their pages, when that is a domain of its own. Empty: PUBLIC_URL.',
    ),
  TRUST_PROXY: flag
    .default(false)
    .describe('true when a reverse proxy of yours sets X-Forwarded-For.'),
  SMTP_LISTEN_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address the mail listener binds.'),
  SMTP_LISTEN_PORT: port.default(2525).describe('The port mail comes in by.'),
  SMTP_TRUSTED_RELAYS: z
    .string()
    .default('')
    .describe(
      'Mail servers of yours that ask their users who they are: addresses and CIDR blocks, with commas. This machine always is one.',
    ),
  SMTP_URL: z
    .url()
    .optional()
    .describe(
      'Where mail goes out: smtp://user:password@host:587. Empty: mail waits in the outbox.',
    ),
  MAIL_DOMAIN: z
    .string()
    .default('support.localhost')
    .describe('The domain of our Message-IDs and reply addresses.'),
  DKIM_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i)
    .optional()
    .describe(
      'Signs outgoing mail for this domain (DKIM). Empty: the mail server you send by signs, or nobody.',
    ),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9._-]+$/i)
    .optional()
    .describe('The public key stands in DNS at SELECTOR._domainkey.DOMAIN.'),
  DKIM_KEY_FILE: z
    .string()
    .optional()
    .describe('File with the private RSA key, PEM; readable by this program alone.'),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs links and encrypts settings. Empty: made once and kept in WATCHDESK_DATA.'),
  S3_ENDPOINT: z
    .url()
    .optional()
    .describe('An S3-compatible store for files. Empty: they lie in WATCHDESK_DATA.'),
  S3_BUCKET: z.string().optional().describe('The bucket of that store; it must exist.'),
  S3_REGION: z.string().default('us-east-1').describe('The region requests are signed for.'),
  S3_ACCESS_KEY: z.string().optional().describe('Who we are there.'),
  S3_SECRET_KEY: z.string().optional().describe('What proves it.'),
  KNOWLEDGE_FOLDER: z
    .string()
    .optional()
    .describe(
      'A folder of Markdown files that become articles of the help centre; such as a checked-out repository.',
    ),
  NTFY_URL: z.url().default('https://ntfy.sh').describe('The ntfy server pages are published to.'),
  WATCHDOG_URL: z
    .url()
    .optional()
    .describe('Told every 30 s that the pager works; silence there must alarm somebody else.'),
  ALLOW_PRIVATE_NETWORK: flag
    .default(false)
    .describe('true lets webhooks, ntfy and the watchdog reach private addresses.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much is logged.'),
})

export type Settings = z.output<typeof settings>

export interface Config extends Settings {
  publicUrl: string
  /** Without a slash at its end, as publicUrl. */
  portalUrl: string
  dataFolder: string
  /** Null: outgoing mail is not signed here. */
  dkim: { domain: string; selector: string; privateKey: string } | null
}

/** Reads the environment (and `.env` beside package.json). Throws with every mistake named at once. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries({ ...readEnvFile(), ...env }).filter(
      ([name, value]) => name in settings.shape && value !== '',
    ),
  )
  const read = settings.safeParse(given)
  if (!read.success) {
    const mistakes = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(
      `The configuration cannot be used:\n${mistakes.join('\n')}\nSee .env.example for each setting.`,
    )
  }
  return completeConfig(read.data)
}

export function completeConfig(given: Settings): Config {
  const shownHost = given.HOST === '0.0.0.0' || given.HOST === '::' ? 'localhost' : given.HOST
  const publicUrl = (given.PUBLIC_URL ?? `http://${shownHost}:${given.PORT}`).replace(/\/$/, '')
  return {
    ...given,
    publicUrl,
    portalUrl: (given.PORTAL_URL ?? publicUrl).replace(/\/$/, ''),
    dataFolder: resolve(given.WATCHDESK_DATA),
    dkim: readDkim(given),
  }
}

/** Mail that goes out unsigned by mistake is noticed weeks later: a key that cannot be used stops the start. */
function readDkim({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE }: Settings): Config['dkim'] {
  const given = [DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE].filter((value) => value !== undefined)
  if (given.length === 0) return null
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_KEY_FILE)
    throw new Error(
      'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE are given together or not at all.',
    )
  const privateKey = readKey(DKIM_KEY_FILE)
  return { domain: DKIM_DOMAIN.toLowerCase(), selector: DKIM_SELECTOR, privateKey }
}

function readKey(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8')
    const kind = createPrivateKey(pem).asymmetricKeyType
    if (kind === 'rsa') return pem
    throw new Error(`it holds a key of kind ${kind ?? 'unknown'}, and mail is signed with RSA`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`DKIM_KEY_FILE cannot be used (${file}): ${why}`, { cause: error })
  }
}

function readEnvFile(): Record<string, string> {
  if (!existsSync('.env')) return {}
  const lines = readFileSync('.env', 'utf8').split('\n')
  const pairs = lines
    .map((line) => /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line))
    .filter((match) => match !== null)
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}

/** The text of `.env.example`: each setting with its meaning, commented out at its default. */
export function envExample(): string {
  const lines = Object.entries(settings.shape).map(([name, shape]) => {
    const fallback = shape.safeParse(undefined)
    return `# ${shape.description ?? ''}\n# ${name}=${fallback.success && fallback.data !== undefined ? String(fallback.data) : ''}\n`
  })
  return `# Every setting of Watchdesk. All may be left out: \`npm start\` runs on what stands here.\n\n${lines.join('\n')}`
}
