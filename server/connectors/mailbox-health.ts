import { sql } from 'kysely'
import { sealed, secretsOf, type Mailbox } from './mailboxes.ts'
import type { Database } from '../platform/database.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'

/** After so many refused sign-ins nobody tries again until the settings change: servers lock accounts out. */
export const MOST_LOGIN_FAILURES = 5
/** Said to the administrators after this long. */
const FAILING_FOR = sql`interval '5 minutes'`

/** The mailboxes somebody should be fetching from now. */
export const mailboxesToFetch = (db: Database): Promise<Mailbox[]> =>
  db
    .selectFrom('mailboxes')
    .selectAll()
    .where('kind', '=', 'imap')
    .where('state', '<>', 'paused')
    .where('loginFailures', '<', MOST_LOGIN_FAILURES)
    .orderBy('createdAt')
    .execute()

export interface Cursor {
  uidValidity: number | null
  lastUid: number
  /** Up to this number the folder may hold what was taken before it was numbered anew. */
  knownUntil: number
}

/** So many times without a day's pause, and it is the server's habit: each time the whole folder has to be compared. */
const MOST_RENUMBERED = 3

/** Counts that the folder was numbered anew. */
export async function countRenumbering(work: Work, { id }: Mailbox): Promise<void> {
  await sql`
    update mailboxes set renumbered_at = app_now(),
      renumbered = case when renumbered_at > app_now() - interval '1 day' then renumbered + 1 else 1 end
    where id = ${id}`.execute(work.db)
}

/** What is wrong with a server that numbers its folder anew again and again; null while it does not. */
export function renumberingWords(
  { renumbered, renumberedAt, folder, host }: Mailbox,
  now: Date,
): string | null {
  if (renumbered < MOST_RENUMBERED || !renumberedAt) return null
  if (now.getTime() - renumberedAt.getTime() > 86_400_000) return null
  return `${host} has numbered the folder ${folder} anew ${renumbered} times within a day (UIDVALIDITY): each time everything in it has to be compared with what was taken. No mail is lost; have the mail server mended.`
}

/** Moves the cursor from where it was read. False when somebody else moved it, or the mailbox was changed or removed. */
export async function moveCursor(
  work: Work,
  { id, version }: Mailbox,
  from: Cursor,
  to: Cursor,
): Promise<boolean> {
  const moved = await work.db
    .updateTable('mailboxes')
    .set({ ...to, lastSeenAt: work.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('uidValidity', 'is not distinct from', from.uidValidity)
    .where('lastUid', '=', from.lastUid)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** A look went well: whatever was wrong is over. `mailbox.recovered` follows a failure that was told. */
export async function markSeen(work: Work, mailbox: Mailbox, remark: string | null): Promise<void> {
  const before = await work.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', mailbox.id)
    .where('version', '=', mailbox.version)
    .where('state', '<>', 'paused')
    .forUpdate()
    .executeTakeFirst()
  if (!before) return
  await work.db
    .updateTable('mailboxes')
    .set({ lastSeenAt: work.now, loginFailures: 0 })
    .set({ lastError: renumberingWords(before, work.now) ?? remark })
    .set({ state: 'running', failingSince: null, toldAt: null })
    .where('id', '=', mailbox.id)
    .execute()
  if (before.toldAt)
    work.record({ type: 'mailbox.recovered', mailboxId: mailbox.id, name: mailbox.name })
  if (before.state === 'failing') work.touch('mailboxes')
}

/** A look failed. Returns how many sign-ins in a row were refused. */
export async function markFailing(
  work: Work,
  { id, version }: Mailbox,
  { why, isLogin }: { why: string; isLogin: boolean },
): Promise<number> {
  const row = await work.db
    .updateTable('mailboxes')
    .set((eb) => ({
      state: 'failing' as const,
      lastError: why.slice(0, 500),
      failingSince: eb.fn.coalesce('failingSince', eb.val(work.now)),
      loginFailures: isLogin ? eb('loginFailures', '+', 1) : eb.ref('loginFailures'),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '<>', 'paused')
    .returning('loginFailures')
    .executeTakeFirst()
  work.touch('mailboxes')
  return row?.loginFailures ?? 0
}

/** Records `mailbox.failed` once for each that has failed for five minutes, or that nobody tries any more. */
async function reportFailingMailboxes(work: Work): Promise<void> {
  const failing = await work.db
    .updateTable('mailboxes')
    .set({ toldAt: work.now })
    .where('state', '=', 'failing')
    .where('toldAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('failingSince', '<=', sql<Date>`app_now() - ${FAILING_FOR}`),
        eb('loginFailures', '>=', MOST_LOGIN_FAILURES),
      ]),
    )
    .returning(['id', 'name', 'lastError', 'failingSince'])
    .execute()
  for (const { id, name, lastError, failingSince } of failing)
    work.record({
      type: 'mailbox.failed',
      mailboxId: id,
      name,
      why: lastError ?? '',
      since: (failingSince ?? work.now).toISOString(),
    })
}

/** Some servers hand out a new refresh token with each access token; the one that was used then works no more. */
export const keepRefreshToken = (system: System, id: string, used: string, fresh: string) =>
  inWork(system, machine('mail'), async (work) => {
    const row = await work.db
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const secrets = row && secretsOf(system, row)
    // An administrator may have given another one meanwhile.
    if (secrets?.refreshToken !== used) return
    await work.db
      .updateTable('mailboxes')
      .set({ secrets: sealed(system, id, { ...secrets, refreshToken: fresh }) })
      .where('id', '=', id)
      .execute()
  })

/** Every half minute: what has failed for long is recorded, whichever node failed. */
export const tellFailingMailboxes = (system: System) =>
  inWork(system, machine('mail'), reportFailingMailboxes)
