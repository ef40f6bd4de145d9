import { sql } from 'kysely'
import type { Work } from '../platform/work.ts'

/**
 * Empties the raw mail that came from an address, so many a turn; that it came, when, and what became of it stays. Returns
 * whether more is left.
 */
export async function eraseRawMail(
  work: Work,
  { email, limit }: { email: string; limit: number },
): Promise<boolean> {
  const { rows } = await sql`
    update arrivals set raw = ''::bytea, transcript = '', subject = null, from_address = null, envelope_from = null
    where id in (select id from arrivals where lower(from_address) = ${email} and state <> 'received' limit ${limit})
    returning id`.execute(work.db)
  return rows.length === limit
}
