import { sql } from 'kysely'
import { hashOf, readHead } from './mail-head.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Database } from '../platform/database.ts'

/** Which of these headers, as hashes in hex, belong to mail that this very mailbox has brought. */
export async function knownHeads(
  db: Database,
  { addresses }: Pick<Mailbox, 'addresses'>,
  heads: readonly Buffer[],
): Promise<Set<string>> {
  const ids = [...new Set(heads.flatMap((head) => readHead(head).messageId ?? []))]
  if (ids.length === 0) return new Set()
  // Up to and with the empty line; of one that was too large only this much was stored.
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(substring(raw from 1 for case when position(${END} in raw) > 0
      then position(${END} in raw) + 3 else octet_length(raw) end)), 'hex') as hash
    from arrivals
    where message_id = any(${ids}::text[]) and connection = 'imap' and mailbox = ${addresses[0] ?? ''}`.execute(
    db,
  )
  return new Set(rows.map(({ hash }) => hash))
}

const END = Buffer.from('\r\n\r\n')

/** Which of these messages, in a folder that was numbered anew, this mailbox has brought before, byte for byte. */
export async function knownBytes(
  db: Database,
  { addresses }: Pick<Mailbox, 'addresses'>,
  texts: ReadonlyMap<number, Buffer | Error>,
): Promise<Set<number>> {
  const hashes = new Map<string, number>()
  for (const [uid, text] of texts)
    if (text instanceof Buffer) hashes.set(hashOf(text).toString('hex'), uid)
  if (hashes.size === 0) return new Set()
  const { rows } = await sql<{ hash: string }>`
    select distinct encode(raw_hash, 'hex') as hash from arrivals
    where raw_hash = any(${[...hashes.keys()].map((hash) => Buffer.from(hash, 'hex'))}::bytea[])
      and connection = 'imap' and mailbox = ${addresses[0] ?? ''}`.execute(db)
  return new Set(rows.flatMap(({ hash }) => hashes.get(hash) ?? []))
}
