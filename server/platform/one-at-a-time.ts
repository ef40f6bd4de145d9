import { sql } from 'kysely'
import type { Work } from './work.ts'

/**
 * Until this unit of work ends nobody else passes here with the same words. What is counted before it is added to
 * (mails to one address an hour) is counted rightly also when many ask at one moment.
 */
export async function oneAtATime(work: Work, what: string): Promise<void> {
  // The second number keeps these apart from the locks of mailboxes.
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 20))`.execute(work.db)
}
