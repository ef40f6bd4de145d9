import type { Received } from './arrivals.ts'
import { CommandRefused, type ImapSession, type Listed } from './email/imap-session.ts'
import { MAX_MAIL_BYTES, readMail } from './email/read-mail.ts'
import { knownBytes } from './known-mail.ts'
import { readHead } from './mail-head.ts'
import type { Cursor } from './mailbox-health.ts'
import type { Mailbox } from './mailboxes.ts'
import type { System } from '../platform/system.ts'

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

/** After so many broken connections at one message it is put on record without its text. */
const MOST_STUMBLES = 4

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

export type Taken = Received & { uid: number }

/** What is stored of a batch. Whatever the server does at one of them, it ends in something a person can see. */
export async function receivedOf(
  fetching: Fetching,
  batch: Listed[],
  cursor: Cursor,
): Promise<Taken[]> {
  const small = batch.filter(({ bytes }) => bytes <= MAX_MAIL_BYTES)
  const texts = await readThem(fetching, small)
  const asked = new Map([...texts].filter(([uid]) => uid <= cursor.knownUntil))
  const known = await knownBytes(fetching.system.db, fetching.mailbox, asked)
  const taken: Taken[] = []
  for (const one of batch) {
    const raw = texts.get(one.uid)
    if (known.has(one.uid)) continue
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
  if (batch.length === 1 && isHopeless(stumbling, uid))
    return new Map([[uid, new Error(BROKE_EACH_TIME)]])
  try {
    return await session.read(batch.map((one) => one.uid))
  } catch (error) {
    if (!(error instanceof CommandRefused)) {
      stumble(stumbling, uid, batch.at(-1)!.uid)
      throw error
    }
    if (batch.length === 1) return new Map([[uid, error]])
    const each = new Map<number, Buffer | Error>()
    for (const one of batch)
      for (const [number, text] of await readThem(fetching, [one])) each.set(number, text)
    return each
  }
}

const BROKE_EACH_TIME = 'the connection broke each time it was asked for'

const isHopeless = (stumbling: Stumbling, uid: number) =>
  stumbling.uid === uid && stumbling.times >= MOST_STUMBLES

/** The connection broke while these were read. */
function stumble(stumbling: Stumbling, uid: number, until: number) {
  stumbling.times = stumbling.uid === uid ? stumbling.times + 1 : 1
  stumbling.uid = uid
  stumbling.until = Math.max(stumbling.until, until)
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

/** Too large to be taken: its headers are, or, should the server not even give those, only that it lies there. */
async function headersOnly(fetching: Fetching, one: Listed, cursor: Cursor): Promise<Taken> {
  const most = MAX_MAIL_BYTES / 1024 / 1024
  const size = `larger than ${most} MB (${Math.ceil(one.bytes / 1024 / 1024)} MB)`
  const headers = await headersOf(fetching, one.uid)
  if (headers instanceof Error)
    return withoutText(
      fetching,
      one,
      cursor,
      `it is ${size}, and of its headers: ${headers.message}`,
    )
  const received = await receivedAs(fetching, one, cursor, headers)
  const known = await readMail(headers).catch(() => null)
  return {
    ...received,
    quarantined: {
      reason: `It is ${size}. Only its headers were taken; the mail is in the folder ${fetching.mailbox.folder}.`,
      subject: known?.subject.slice(0, 500) ?? null,
      fromAddress: known?.from?.address ?? null,
    },
  }
}

async function headersOf({ session, stumbling }: Fetching, uid: number): Promise<Buffer | Error> {
  if (isHopeless(stumbling, uid)) return new Error(BROKE_EACH_TIME)
  try {
    return await session.readHeaders(uid)
  } catch (error) {
    if (error instanceof CommandRefused) return error
    stumble(stumbling, uid, uid)
    throw error
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
