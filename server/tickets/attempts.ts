import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { LONGEST_CAP_MINUTES, whyCapped } from './mail-caps.ts'
import type { OutgoingMessage } from './queries.ts'
import { noteRecipients, noteRefusal, standingOf } from './recipients.ts'
import { pauseAfter, TELLS_AFTER_TRIES } from './retry.ts'
import { suppressedAmong } from './suppressions.ts'

/** Longer than any delivery takes: every answer of the mail server is waited for one minute at most. */
const LEASE_MINUTES = 10

export const NO_MAIL_SERVER =
  'No mail server is set up: SMTP_URL is empty, and the setup has proven none.'

/**
 * Takes a due message in hand for one try; of two senders one gets it. Null when another has it,
 * when it is not due, or when it must wait for a person, which is then written on it.
 */
export async function takeForSending(
  work: Work,
  id: string,
  canSend: boolean,
): Promise<OutgoingMessage | null> {
  const message = await work.db
    .selectFrom('outgoingMessages')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where('notBefore', '<=', work.now)
    .where((eb) => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', work.now)]))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!message) return null
  const why = canSend ? await whyHeld(work, message) : NO_MAIL_SERVER
  if (why) {
    await hold(work, message, why)
    return null
  }
  await endLostAttempt(work, id)
  await work.db
    .insertInto('outgoingAttempts')
    .columns(['outgoingId', 'no', 'startedAt'])
    .expression((eb) =>
      eb
        .selectFrom('outgoingAttempts')
        .where('outgoingId', '=', id)
        .select([
          sql<string>`${id}::uuid`.as('outgoingId'),
          sql<number>`coalesce(max(no), 0) + 1`.as('no'),
          sql<Date>`${work.now}::timestamptz`.as('startedAt'),
        ]),
    )
    .execute()
  return work.db
    .updateTable('outgoingMessages')
    .set({
      attempts: message.attempts + 1,
      leaseUntil: new Date(work.now.getTime() + LEASE_MINUTES * 60_000),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Only mail about tickets is judged: a sign-in code was asked for just now, and staff must hear. */
async function whyHeld(work: Work, message: OutgoingMessage): Promise<string | null> {
  if (message.purpose !== 'comment') return null
  const suppressed = await suppressedAmong(work.db, message.toAddresses)
  if (message.toAddresses.every((address) => suppressed.has(address.toLowerCase())))
    return [...suppressed]
      .map(([address, reason]) => `Mail to ${address} is held back: ${reason}`)
      .join(' ')
  if (!message.automatic || message.released) return null
  const earlier = await automaticMailTo(work, message)
  const capped = message.toAddresses.map((address) =>
    whyCapped(earlier.filter(({ toAddresses }) => toAddresses.includes(address))),
  )
  return capped.find((why) => why !== null) ?? null
}

async function automaticMailTo(work: Work, { id, ticketId, toAddresses }: OutgoingMessage) {
  const since = new Date(work.now.getTime() - LONGEST_CAP_MINUTES * 60_000)
  const rows = await work.db
    .selectFrom('outgoingMessages')
    .select(['ticketId', 'sentAt', 'toAddresses'])
    .where('automatic', '=', true)
    .where('id', '<>', id)
    .where('toAddresses', '&&', sql<string[]>`${toAddresses}::text[]`)
    .where('sentAt', '>', since)
    .where('sentAt', 'is not', null)
    .execute()
  return rows.map((row) => ({
    minutesAgo: (work.now.getTime() - (row.sentAt?.getTime() ?? 0)) / 60_000,
    sameTicket: row.ticketId === ticketId,
    toAddresses: row.toAddresses,
  }))
}

async function hold(work: Work, message: OutgoingMessage, why: string) {
  await work.db
    .updateTable('outgoingMessages')
    .set({ state: 'held', heldBecause: why, leaseUntil: null })
    .where('id', '=', message.id)
    .execute()
  work.touch('mail')
  if (!message.ticketId) return
  await touchTicket(work, message.ticketId)
  work.record({ type: 'message.held', ticketId: message.ticketId, outgoingId: message.id, why })
}

/** A try without an end was cut off by a crash; nobody knows whether the mail server had said OK. */
async function endLostAttempt(work: Work, outgoingId: string) {
  await work.db
    .updateTable('outgoingAttempts')
    .set({
      endedAt: work.now,
      outcome: 'unknown',
      answer: 'The program ended during this try; the mail may have gone out.',
    })
    .where('outgoingId', '=', outgoingId)
    .where('endedAt', 'is', null)
    .execute()
}

export type Outcome =
  | {
      outcome: 'sent'
      answer: string
      /** Whom it was offered for, and whom of them the server would not take it for. */
      written: readonly string[]
      refused: readonly { address: string; answer: string }[]
    }
  | { outcome: 'later' | 'refused'; answer: string }

/** Writes down how a try ended, and what follows: the next one, or a dead letter. */
export async function endAttempt(work: Work, message: OutgoingMessage, end: Outcome) {
  const { outcome, answer } = end
  await work.db
    .updateTable('outgoingAttempts')
    .set({ endedAt: work.now, outcome, answer })
    .where('outgoingId', '=', message.id)
    .where('endedAt', 'is', null)
    .execute()
  work.touch('mail')
  if (!(await lockTry(work, message))) return
  const pause = pauseAfter(message.attempts)
  const state = await stateAfter(work, message, end, pause !== null)
  const pauseMinutes = state === 'queued' ? (pause ?? 0) : 0
  const again = new Date(work.now.getTime() + pauseMinutes * 60_000)
  await work.db
    .updateTable('outgoingMessages')
    .set({
      state,
      answer,
      notBefore: again,
      leaseUntil: null,
      sentAt: outcome === 'sent' ? work.now : message.sentAt,
      // A code that was delivered is in its mailbox, and nowhere else.
      ...(message.purpose === 'sign_in_code' &&
        state !== 'queued' && { body: '', subject: 'Sign-in code' }),
    })
    .where('id', '=', message.id)
    .execute()
  if (state === 'queued')
    work.enqueue(
      'send_message',
      { outgoingId: message.id },
      { at: again, key: `send_message:${message.id}` },
    )
  // A report was faster and has said it already.
  if (outcome === 'sent' && state === 'failed') return
  if (message.ticketId) await tellTicket(work, message, message.ticketId, state, answer)
}

/** Whether this try is still the one that counts: whose lease has run out may have been overtaken. */
async function lockTry(work: Work, { id, attempts }: OutgoingMessage): Promise<boolean> {
  const row = await work.db
    .selectFrom('outgoingMessages')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where('attempts', '=', attempts)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Mail about a ticket has several readers, and waits as long as one of them does. */
async function stateAfter(
  work: Work,
  message: OutgoingMessage,
  end: Outcome,
  mayTryAgain: boolean,
): Promise<'queued' | 'sent' | 'failed'> {
  const triesAgain = mayTryAgain && end.outcome !== 'refused'
  if (message.purpose === 'comment') {
    if (end.outcome === 'sent') await noteRecipients(work, message, end, triesAgain)
    else await noteRefusal(work, message, end.answer, triesAgain)
    const standing = await standingOf(work.db, message.id)
    if (standing) return standing.state
  }
  if (end.outcome === 'sent') return 'sent'
  return triesAgain ? 'queued' : 'failed'
}

async function tellTicket(
  work: Work,
  { id, attempts }: OutgoingMessage,
  ticketId: string,
  state: OutgoingMessage['state'],
  answer: string,
) {
  await touchTicket(work, ticketId)
  if (state === 'sent') work.record({ type: 'message.sent', ticketId, outgoingId: id })
  if (state === 'failed') work.record({ type: 'message.failed', ticketId, outgoingId: id, answer })
  if (state === 'queued' && attempts === TELLS_AFTER_TRIES)
    work.record({ type: 'message.delayed', ticketId, outgoingId: id, answer })
}

async function touchTicket(work: Work, ticketId: string) {
  const { number } = await work.db
    .selectFrom('tickets')
    .select('number')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  work.touch(`ticket:${number}`)
}

/** Every try of one message, oldest first. */
export async function listAttempts(db: Database, outgoingId: string) {
  return db
    .selectFrom('outgoingAttempts')
    .select(['no', 'startedAt', 'endedAt', 'outcome', 'answer'])
    .where('outgoingId', '=', outgoingId)
    .orderBy('no')
    .execute()
}
