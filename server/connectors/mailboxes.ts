import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import { UNIQUE_VIOLATION, sqlState, type Database } from '../platform/database.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { Mailboxes } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

export type Mailbox = Selectable<Mailboxes>

export interface OAuth {
  tokenUrl: string
  clientId: string
  scope: string | null
}

/** What is encrypted. Which of them a mailbox has follows from its kind and its way of signing in. */
export interface MailboxSecrets {
  password?: string | undefined
  clientSecret?: string | undefined
  refreshToken?: string | undefined
  /** Of an http mailbox: both sides sign with it. */
  signingSecret?: string | undefined
}

export interface MailboxSettings {
  name: string
  addresses: string[]
  channel: string
  host: string
  port: number
  tls: 'tls' | 'starttls' | 'none'
  user: string
  auth: 'password' | 'oauth2'
  oauth: OAuth | null
  folder: string
  moveTo: string | null
  pollSeconds: number
}

export type NewMailbox = Pick<MailboxSettings, 'name' | 'addresses' | 'channel'> &
  Partial<MailboxSettings> &
  MailboxSecrets & {
    key: string
    kind: 'imap' | 'http'
    /** `beginning` takes what lies in the folder already; `now` what comes from now on. */
    begins: 'now' | 'beginning'
  }

export const listMailboxes = (db: Database): Promise<Mailbox[]> =>
  db.selectFrom('mailboxes').selectAll().orderBy('key').execute()

/** The channels a mailbox can belong to, the strictest first. */
export const channelsForMail = (db: Database) =>
  db
    .selectFrom('channels')
    .select(['key', 'name'])
    .where('removedAt', 'is', null)
    .orderBy('rank')
    .execute()

export async function findMailbox(db: Database, key: string): Promise<Mailbox> {
  const found = await db
    .selectFrom('mailboxes')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst()
  if (!found) throw notFound(`There is no mailbox "${key}".`)
  return found
}

/** Null when they were encrypted with another SECRET: then somebody has to give them again. */
export function secretsOf(system: System, { id, secrets, key }: Mailbox): MailboxSecrets | null {
  try {
    return JSON.parse(system.secrets.open('mailbox', id, secrets)) as MailboxSecrets
  } catch (error) {
    system.log.warn({ err: error, mailbox: key }, 'The secrets of a mailbox cannot be read')
    return null
  }
}

export const sealed = (system: System, id: string, secrets: MailboxSecrets) =>
  system.secrets.seal('mailbox', id, JSON.stringify(secrets))

/** The signing secret of an http mailbox is in this answer and nowhere else. */
export async function createMailbox(
  work: Work,
  { key, kind, begins, ...given }: NewMailbox,
): Promise<{ mailbox: Mailbox; signingSecret: string | null }> {
  await refuseUnknownChannel(work, given.channel)
  const id = randomUUIDv7()
  const signingSecret = kind === 'http' ? randomBytes(32).toString('hex') : undefined
  const secrets = { ...secretsIn(given), signingSecret }
  if (kind === 'imap') refuseIncomplete(given, secrets)
  const row = {
    ...columnsOf({ folder: 'INBOX', pollSeconds: 60, moveTo: null, ...given }),
    id,
    key,
    kind,
    name: given.name,
    addresses: given.addresses,
    channelKey: given.channel,
    secrets: sealed(work.system, id, secrets),
    beginsAt: begins === 'now' ? work.now : null,
    createdAt: work.now,
  }
  try {
    const mailbox = await work.db
      .insertInto('mailboxes')
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow()
    announce(work)
    return { mailbox, signingSecret: signingSecret ?? null }
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw conflict(`There is a mailbox "${key}" already.`)
  }
}

async function lockMailbox(work: Work, key: string): Promise<Mailbox> {
  const { id } = await findMailbox(work.db, key)
  return work.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** What is left out stays as it is. Whatever is changed, signing in is tried again from the first try. */
export async function changeMailbox(
  work: Work,
  key: string,
  {
    paused,
    ...changes
  }: Partial<MailboxSettings> & MailboxSecrets & { paused?: boolean | undefined },
): Promise<Mailbox> {
  const before = await lockMailbox(work, key)
  if (changes.channel) await refuseUnknownChannel(work, changes.channel)
  const secrets = { ...secretsOf(work.system, before), ...secretsIn(changes) }
  const isPaused = paused ?? before.state === 'paused'
  const isElsewhere =
    (changes.folder ?? before.folder) !== before.folder ||
    (changes.host ?? before.host) !== before.host ||
    (changes.user ?? before.username) !== before.username
  const columns = columnsOf(changes)
  if (before.kind === 'imap') refuseIncomplete({ ...settingsOf(before), ...changes }, secrets)
  const after = await work.db
    .updateTable('mailboxes')
    .set({
      ...columns,
      secrets: sealed(work.system, before.id, secrets),
      state: isPaused ? 'paused' : 'running',
      failingSince: null,
      toldAt: null,
      lastError: null,
      loginFailures: 0,
      version: before.version + 1,
      // Another folder has other numbers; and what it held before is left alone, as when it was new.
      ...(isElsewhere && {
        uidValidity: null,
        lastUid: 0,
        knownUntil: 0,
        beginsAt: before.beginsAt && work.now,
      }),
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  announce(work)
  return after
}

export async function removeMailbox(work: Work, key: string): Promise<void> {
  const { id } = await findMailbox(work.db, key)
  await work.db.deleteFrom('mailboxes').where('id', '=', id).execute()
  announce(work)
}

function announce(work: Work) {
  work.touch('mailboxes')
  work.afterCommit(() => work.system.live.wake('mailboxes'))
}

async function refuseUnknownChannel(work: Work, key: string) {
  const rows = await work.db
    .selectFrom('channels')
    .select('key')
    .where('removedAt', 'is', null)
    .execute()
  if (rows.some((row) => row.key === key)) return
  throw invalid(`There is no channel "${key}".`, [
    { path: 'channel', message: `Use one of ${rows.map((row) => row.key).join(', ')}` },
  ])
}

function refuseIncomplete(given: Partial<MailboxSettings>, secrets: MailboxSecrets) {
  const missing = [
    !given.host && 'host',
    !given.user && 'user',
    given.auth !== 'oauth2' && !secrets.password && 'password',
    given.auth === 'oauth2' && !given.oauth && 'oauth',
    given.auth === 'oauth2' && !secrets.refreshToken && 'refreshToken',
  ].filter((field) => field !== false)
  if (missing.length === 0) return
  throw invalid(
    `To fetch from a mailbox we also need: ${missing.join(', ')}.`,
    missing.map((path) => ({ path, message: 'is missing' })),
  )
}

/** Fields that were not given stay out, so that a change of one leaves the others alone. */
function columnsOf(given: Partial<MailboxSettings>) {
  const columns = {
    name: given.name,
    addresses: given.addresses,
    channelKey: given.channel,
    host: given.host,
    port: given.port,
    tls: given.tls,
    username: given.user,
    auth: given.auth,
    oauth: given.oauth === undefined ? undefined : JSON.stringify(given.oauth),
    folder: given.folder,
    moveTo: given.moveTo,
    pollSeconds: given.pollSeconds,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<typeof columns>
}

const settingsOf = (mailbox: Mailbox): Partial<MailboxSettings> => ({
  host: mailbox.host ?? '',
  user: mailbox.username ?? '',
  auth: mailbox.auth ?? 'password',
  oauth: mailbox.oauth as OAuth | null,
})

const secretsIn = ({ password, clientSecret, refreshToken }: MailboxSecrets): MailboxSecrets => ({
  ...(password !== undefined && { password }),
  ...(clientSecret !== undefined && { clientSecret }),
  ...(refreshToken !== undefined && { refreshToken }),
})
