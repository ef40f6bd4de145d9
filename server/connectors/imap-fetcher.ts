import { storeArrivals } from './arrivals.ts'
import { CommandRefused, type ImapSession, type Listed } from './email/imap-session.ts'
import { receivedOf, type Fetching, type Stumbling, type Taken } from './imap-reading.ts'
import { knownHeads } from './known-mail.ts'
import { hashOf } from './mail-head.ts'
import { countRenumbering, moveCursor, type Cursor } from './mailbox-health.ts'
import { machine } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'

/** Somebody else moved the cursor, or the mailbox was changed: begin again from the row. */
export class Overtaken extends Error {}

/** Numbers looked at in one go, and what of them is fetched and stored together. */
const MOST_LISTED = 200
const MOST_TOGETHER = 50
const MOST_BYTES_TOGETHER = 16 * 1024 * 1024
const A_DAY_MS = 86_400_000

/**
 * Takes everything above the cursor, in the order of the folder's numbers. Each batch is stored in the transaction that
 * moves the cursor over it: a crash at any moment loses nothing and takes nothing twice. Returns how many were taken.
 */
export async function takeNew(fetching: Fetching): Promise<number> {
  const { session, signal } = fetching
  let cursor = await cursorFor(fetching)
  let taken = 0
  const waiting = await session.numbersAfter(cursor.lastUid)
  while (waiting.length > 0 && !signal.aborted) {
    const numbers = waiting.splice(0, MOST_LISTED)
    const listed = (await listThem(session, numbers)).filter(({ uid }) => numbers.includes(uid))
    const wanted = await withoutKnown(fetching, withoutOld(fetching, listed), cursor)
    for (const batch of batchesOf(wanted, fetching.stumbling)) {
      if (signal.aborted) return taken
      const received = await receivedOf(fetching, batch, cursor)
      const lastUid = batch.at(-1)!.uid
      await store(fetching, cursor, { ...cursor, lastUid }, received)
      cursor = { ...cursor, lastUid }
      taken += received.length
      await moveAway(
        fetching,
        received.flatMap((one) => (one.quarantined ? [] : [one.uid])),
      )
    }
    const end = Math.max(cursor.lastUid, numbers.at(-1)!)
    if (end > cursor.lastUid) await store(fetching, cursor, { ...cursor, lastUid: end }, [])
    cursor = { ...cursor, lastUid: end }
  }
  return taken
}

/** Where to go on. A folder that was numbered anew is looked through from its beginning, but what is known is not read again. */
async function cursorFor(fetching: Fetching): Promise<Cursor> {
  const { system, mailbox, session } = fetching
  const row = await system.db
    .selectFrom('mailboxes')
    .select(['uidValidity', 'lastUid', 'knownUntil', 'version'])
    .where('id', '=', mailbox.id)
    .executeTakeFirst()
  if (!row || row.version !== mailbox.version) throw new Overtaken()
  const { version: _, ...before } = row
  const { uidValidity, uidNext } = session.folder()
  if (before.uidValidity === uidValidity) return before
  const isFirst = before.uidValidity === null
  const lastUid = isFirst && mailbox.beginsAt ? uidNext - 1 : 0
  const after: Cursor = { uidValidity, lastUid, knownUntil: isFirst ? 0 : uidNext - 1 }
  await store(fetching, before, after, [], !isFirst)
  return after
}

/** One that the server cannot even list does not cost the others: it is asked for blindly, and put on record. */
async function listThem(session: ImapSession, numbers: readonly number[]): Promise<Listed[]> {
  try {
    return await session.list(numbers)
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    if (numbers.length === 1) return [{ uid: numbers[0]!, bytes: 0, receivedAt: null }]
    const half = Math.ceil(numbers.length / 2)
    const first = await listThem(session, numbers.slice(0, half))
    return [...first, ...(await listThem(session, numbers.slice(half)))]
  }
}

/**
 * In a folder that was numbered anew only what is not known by its headers is read: they say when and by which server it
 * was delivered, so the same headers, byte for byte, are the same mail. Without a Message-ID its bytes must tell.
 */
async function withoutKnown(
  { system, session, mailbox, stumbling }: Fetching,
  listed: Listed[],
  { knownUntil }: Cursor,
): Promise<Listed[]> {
  const asked = listed.filter(({ uid }) => uid <= knownUntil).map(({ uid }) => uid)
  const [first] = asked
  // Where the connection broke at these before, they are read one by one instead: then it shows at which.
  if (first === undefined || first <= stumbling.until) return listed
  const heads = await session.heads(asked).catch((error: unknown) => {
    if (error instanceof CommandRefused) return new Map<number, Buffer>()
    stumbling.until = asked.at(-1)!
    throw error
  })
  const known = await knownHeads(system.db, mailbox, [...heads.values()])
  return listed.filter(({ uid }) => {
    const head = heads.get(uid)
    return uid > knownUntil || !head || !known.has(hashOf(head).toString('hex'))
  })
}

/** What was there long before the mailbox was connected stays untouched, even when the folder is numbered anew. */
function withoutOld({ mailbox }: Fetching, listed: Listed[]): Listed[] {
  const since = mailbox.beginsAt && mailbox.beginsAt.getTime() - A_DAY_MS
  const wanted = listed.filter(
    ({ receivedAt }) => !since || !receivedAt || receivedAt.getTime() >= since,
  )
  return wanted.sort((a, b) => a.uid - b.uid)
}

/** Once a connection broke, messages are taken one by one: then it shows at which. */
function* batchesOf(listed: readonly Listed[], stumbling: Stumbling): Generator<Listed[]> {
  let batch: Listed[] = []
  let bytes = 0
  for (const one of listed) {
    const isFull =
      batch.length >= MOST_TOGETHER ||
      bytes + one.bytes > MOST_BYTES_TOGETHER ||
      (batch[0]?.uid ?? 0) <= stumbling.until
    if (batch.length > 0 && isFull) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(one)
    bytes += one.bytes
  }
  if (batch.length > 0) yield batch
}

async function store(
  { system, mailbox, onStored }: Fetching,
  from: Cursor,
  to: Cursor,
  received: readonly Taken[],
  isRenumbered = false,
): Promise<void> {
  await inWork(system, machine('mail'), async (work) => {
    if (!(await moveCursor(work, mailbox, from, to))) throw new Overtaken()
    if (isRenumbered) await countRenumbering(work, mailbox)
    await storeArrivals(work, received)
  })
  onStored?.()
}

/** After the commit: mail that could not be moved is taken all the same, and stays where it is. */
async function moveAway({ mailbox, session, onRemark }: Fetching, uids: number[]): Promise<void> {
  if (!mailbox.moveTo || uids.length === 0) return
  // Without MOVE a mail would have to be copied and deleted, and nothing is ever deleted here.
  if (!session.can.move)
    return onRemark?.('The server cannot move mail (no MOVE): it stays in its folder.')
  if (!(await session.move(uids, mailbox.moveTo)))
    onRemark?.(`Mail was taken, and could not be moved to the folder "${mailbox.moveTo}".`)
}
