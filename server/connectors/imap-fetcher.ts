import { storeArrivals, type Received } from './arrivals.ts'
import { CommandRefused, type ImapSession, type Listed } from './email/imap-session.ts'
import { MAX_MAIL_BYTES, readMail } from './email/read-mail.ts'
import { readHead } from './mail-head.ts'
import { moveCursor, type Cursor } from './mailbox-health.ts'
import type { Mailbox } from './mailboxes.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'

/** Whether mail to these addresses, by a mailbox of this channel, is need to know. Given by those who know the channels. */
export type NeedToKnow = (
  system: System,
  addresses: readonly string[],
  channelKey: string | null,
) => Promise<boolean>

/** Which message the server broke off at, and how often: kept between connections, so that one bad mail has an end. */
export interface Stumbling {
  uid: number
  times: number
  /** Up to this number messages are taken one by one, until it has shown which it is. */
  until: number
}

/** Somebody else moved the cursor, or the mailbox was changed: begin again from the row. */
export class Overtaken extends Error {}

/** Numbers looked at in one go, and what of them is fetched and stored together. */
const MOST_LISTED = 200
const MOST_TOGETHER = 50
const MOST_BYTES_TOGETHER = 16 * 1024 * 1024
/** After so many broken connections at one message it is put on record without its text. */
const MOST_STUMBLES = 4
const A_DAY_MS = 86_400_000

export interface Fetching {
  system: System
  mailbox: Mailbox
  session: ImapSession
  needToKnow: NeedToKnow
  stumbling: Stumbling
  signal: AbortSignal
  /** A batch is safe. */
  onStored?: () => void
  /** Something is not as the administrator wants it, and no mail is lost by it. */
  onRemark?: (words: string) => void
}

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
    const listed = (await session.list(numbers)).filter(({ uid }) => numbers.includes(uid))
    for (const batch of batchesOf(withoutOld(fetching, listed), fetching.stumbling)) {
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

/** Where to go on. A folder that was numbered anew is looked through from its beginning; what is known falls away as duplicate. */
async function cursorFor(fetching: Fetching): Promise<Cursor> {
  const { system, mailbox, session } = fetching
  const row = await system.db
    .selectFrom('mailboxes')
    .select(['uidValidity', 'lastUid', 'version'])
    .where('id', '=', mailbox.id)
    .executeTakeFirst()
  if (!row || row.version !== mailbox.version) throw new Overtaken()
  const before: Cursor = { uidValidity: row.uidValidity, lastUid: row.lastUid }
  const { uidValidity, uidNext } = session.folder()
  if (before.uidValidity === uidValidity) return before
  const isFirst = before.uidValidity === null
  const lastUid = isFirst && mailbox.beginsAt ? uidNext - 1 : 0
  const after: Cursor = { uidValidity, lastUid }
  await store(fetching, before, after, [])
  return after
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

type Taken = Received & { uid: number }

async function receivedOf(fetching: Fetching, batch: Listed[], cursor: Cursor): Promise<Taken[]> {
  const small = batch.filter(({ bytes }) => bytes <= MAX_MAIL_BYTES)
  const texts = await readThem(fetching, small)
  const taken: Taken[] = []
  for (const one of batch) {
    const raw = texts.get(one.uid)
    if (raw instanceof Buffer && raw.length <= MAX_MAIL_BYTES)
      taken.push(await receivedAs(fetching, one, cursor, raw))
    else if (raw instanceof Buffer || one.bytes > MAX_MAIL_BYTES)
      taken.push(await headersOnly(fetching, one, cursor))
    else if (raw instanceof Error) taken.push(await withoutText(fetching, one, cursor, raw.message))
    // Neither text nor refusal: it was removed from the folder between two of our questions.
  }
  return taken
}

/** The text of each, or why there is none. One the server refuses to give does not cost the others. */
async function readThem(
  fetching: Fetching,
  batch: readonly Listed[],
): Promise<Map<number, Buffer | Error>> {
  if (batch.length === 0) return new Map()
  const { session, stumbling } = fetching
  const [{ uid }] = batch as [Listed]
  if (batch.length === 1 && stumbling.uid === uid && stumbling.times >= MOST_STUMBLES)
    return new Map([[uid, new Error('the connection broke each time it was asked for')]])
  try {
    return await session.read(batch.map((one) => one.uid))
  } catch (error) {
    if (!(error instanceof CommandRefused)) {
      stumbling.times = stumbling.uid === uid ? stumbling.times + 1 : 1
      stumbling.uid = uid
      stumbling.until = Math.max(stumbling.until, batch.at(-1)!.uid)
      throw error
    }
    if (batch.length === 1) return new Map([[uid, error]])
    const each = new Map<number, Buffer | Error>()
    for (const one of batch)
      for (const [number, text] of await readThem(fetching, [one])) each.set(number, text)
    return each
  }
}

async function receivedAs(
  { system, mailbox, needToKnow }: Fetching,
  { uid, bytes, receivedAt }: Listed,
  { uidValidity }: Cursor,
  raw: Buffer,
): Promise<Taken> {
  const { addresses, envelopeFrom, envelopeTo } = envelopeOf(raw, mailbox)
  return {
    uid,
    connection: 'imap',
    mailbox: mailbox.addresses[0] ?? '',
    raw,
    envelopeFrom,
    envelopeTo,
    channelKey: mailbox.channelKey,
    restricted: await needToKnow(system, addresses, mailbox.channelKey),
    transcript: [
      `Fetched from ${mailbox.host}:${mailbox.port} as ${mailbox.username}`,
      `Folder ${mailbox.folder}, UIDVALIDITY ${uidValidity}, UID ${uid}`,
      `${bytes} bytes, in the folder since ${receivedAt?.toISOString() ?? 'an unknown time'}`,
    ].join('\n'),
  }
}

/**
 * What SMTP would have said of a mail in this mailbox, from the traces the last mail server left, and every address that
 * decides whether it is need to know.
 */
export function envelopeOf(raw: Buffer, { addresses: own }: Pick<Mailbox, 'addresses'>) {
  const { deliveredTo, to, returnPath } = readHead(raw)
  const local = (address: string) => address.toLowerCase().replace(/\+[^@]*(?=@)/, '')
  const ours = new Set(own.map(local))
  // A reply address of ours keeps its signed detail in To, even where the server writes down none.
  const named = [...new Set([...deliveredTo, ...to.filter((address) => ours.has(local(address)))])]
  const envelopeTo = named.length > 0 ? named : own.slice(0, 1)
  return { envelopeFrom: returnPath, envelopeTo, addresses: [...new Set([...envelopeTo, ...to])] }
}

async function headersOnly(fetching: Fetching, one: Listed, cursor: Cursor): Promise<Taken> {
  const headers = await fetching.session.readHeaders(one.uid)
  const received = await receivedAs(fetching, one, cursor, headers)
  const known = await readMail(headers).catch(() => null)
  const most = MAX_MAIL_BYTES / 1024 / 1024
  return {
    ...received,
    quarantined: {
      reason: `It is larger than ${most} MB (${Math.ceil(one.bytes / 1024 / 1024)} MB). Only its headers were taken; the mail is in the folder ${fetching.mailbox.folder}.`,
      subject: known?.subject.slice(0, 500) ?? null,
      fromAddress: known?.from?.address ?? null,
    },
  }
}

async function withoutText(fetching: Fetching, one: Listed, cursor: Cursor, why: string) {
  const received = await receivedAs(fetching, one, cursor, Buffer.alloc(0))
  const where = `message ${one.uid} in the folder ${fetching.mailbox.folder}`
  return {
    ...received,
    quarantined: { reason: `The mail server did not give it to us: ${why}. Look at ${where}.` },
  }
}

async function store(
  { system, mailbox, onStored }: Fetching,
  from: Cursor,
  to: Cursor,
  received: readonly Taken[],
): Promise<void> {
  await inWork(system, machine('mail'), async (work) => {
    if (!(await moveCursor(work, mailbox, from, to))) throw new Overtaken()
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
