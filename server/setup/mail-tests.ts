import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { mailServerFrom, mailServerOf, type OutgoingServer } from '../connectors/mail-server.ts'
import type { Database } from '../platform/database.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { SetupMailTests } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { Advice, Side } from './mail-advice.ts'
import type { Host, Provider } from './providers.ts'

export interface MailSettings {
  address: string
  provider: Provider
  incoming: Host & { user: string }
  /** Null: SMTP_URL says where mail leaves. */
  outgoing: (Host & { user: string }) | null
}

export interface MailSecrets {
  incoming: string
  outgoing: string
}

/** One line of the try: what happened, and how long it took. */
export interface TriedStep {
  side: Side
  state: 'waiting' | 'done' | 'failed'
  words: string
  milliseconds: number | null
  advice: Advice | null
}

export type MailTest = Omit<Selectable<SetupMailTests>, 'settings' | 'steps'> & {
  settings: MailSettings
  steps: TriedStep[]
}

/** Longer than any try lasts: what is older was lost with its program. */
const LOST_AFTER_MINUTES = 3

/** Begins a try. Passwords that are left out are those of the last try of the same machine and user. */
export async function startMailTest(
  work: Work,
  userId: string,
  settings: MailSettings,
  given: { incoming: string | null; outgoing: string | null },
): Promise<MailTest> {
  await endLostTests(work)
  const last = await latestMailTest(work.db)
  if (last?.state === 'running') throw conflict('A test is running already. Wait for its end.')
  const secrets = completed(work.system, settings, given, last)
  const id = randomUUIDv7()
  const row = await work.db
    .insertInto('setupMailTests')
    .values({
      id,
      startedBy: userId,
      settings: JSON.stringify(settings),
      secrets: sealed(work.system, id, secrets),
      startedAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  work.enqueue('try_mail', { testId: id }, { maxAttempts: 1 })
  work.touch('setup')
  return typed(row)
}

function completed(
  system: System,
  settings: MailSettings,
  given: { incoming: string | null; outgoing: string | null },
  last: MailTest | null,
): MailSecrets {
  const known = last && secretsOf(system, last)
  const isSame = (side: 'incoming' | 'outgoing') =>
    last?.settings[side]?.host === settings[side]?.host &&
    last?.settings[side]?.user === settings[side]?.user
  const incoming = given.incoming ?? (known && isSame('incoming') ? known.incoming : null)
  // Most providers have one password for both ways. One that was kept goes to the server it was kept for.
  const kept = known && isSame('outgoing') ? known.outgoing : null
  const outgoing = given.outgoing ?? given.incoming ?? kept
  if (incoming !== null && outgoing === null && settings.outgoing)
    throw invalid('Type the password: mail leaves by another server now.', [
      { path: 'incoming.password', message: 'Type it again: mail leaves by another server now.' },
    ])
  if (incoming === null)
    throw invalid('Type the password of the mailbox.', [
      { path: 'incoming.password', message: 'Type the password of the mailbox.' },
    ])
  return { incoming, outgoing: outgoing ?? '' }
}

export async function latestMailTest(db: Database): Promise<MailTest | null> {
  const row = await db
    .selectFrom('setupMailTests')
    .selectAll()
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? typed(row) : null
}

export async function findMailTest(db: Database, id: string): Promise<MailTest | null> {
  const row = await db
    .selectFrom('setupMailTests')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? typed(row) : null
}

export async function noteSteps(work: Work, id: string, steps: readonly TriedStep[]) {
  await work.db
    .updateTable('setupMailTests')
    .set({ steps: JSON.stringify(steps) })
    .where('id', '=', id)
    .execute()
  work.touch('setup')
}

/** It is over. Passwords of a try that went well, and of those before it, live on with the mailbox only. */
export async function endMailTest(work: Work, id: string, state: 'passed' | 'failed') {
  await work.db
    .updateTable('setupMailTests')
    .set({ state, endedAt: work.now })
    .where('id', '=', id)
    .where('state', '=', sql.lit('running'))
    .execute()
  if (state === 'passed')
    await work.db
      .updateTable('setupMailTests')
      .set({ secrets: null })
      .where('secrets', 'is not', null)
      .where((eb) => eb.or([eb('id', '=', id), eb('state', '<>', sql.lit('running'))]))
      .execute()
  work.touch('setup')
}

const lostBefore = (now: Date) => new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000)

/** As it looks at `now`: a try whose program died will never say how it ended. */
export const stateAt = ({ state, startedAt }: MailTest, now: Date) =>
  state === 'running' && startedAt < lostBefore(now) ? 'failed' : state

async function endLostTests(work: Work) {
  await work.db
    .updateTable('setupMailTests')
    .set({ state: 'failed', endedAt: work.now })
    .where('state', '=', sql.lit('running'))
    .where('startedAt', '<', lostBefore(work.now))
    .execute()
}

/** Null when there are none any more, or when they were encrypted with another SECRET. */
export function secretsOf(system: System, { id, secrets }: MailTest): MailSecrets | null {
  if (secrets === null) return null
  try {
    return JSON.parse(system.secrets.open('setup mail', id, secrets)) as MailSecrets
  } catch (error) {
    system.log.warn({ err: error }, 'The passwords of a mail test cannot be read')
    return null
  }
}

const sealed = (system: System, id: string, secrets: MailSecrets) =>
  system.secrets.seal('setup mail', id, JSON.stringify(secrets))

const typed = (row: Selectable<SetupMailTests>): MailTest => ({
  ...row,
  settings: row.settings as MailSettings,
  steps: row.steps as TriedStep[],
})

/** The server to send by, and as it is kept once it is proven; null where SMTP_URL rules. */
export function outgoingOf(
  { settings }: MailTest,
  { outgoing: password }: MailSecrets,
): OutgoingServer | null {
  return settings.outgoing && { ...settings.outgoing, password }
}

export async function senderFor(system: System, outgoing: OutgoingServer | null) {
  return outgoing ? mailServerFrom(outgoing, system.config) : mailServerOf(system)
}
