import { sql, type Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { OutgoingMessages } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { codesOf } from '../connectors/email/answer-words.ts'
import { wordsOfRecipient, type RecipientFate } from './delivery.ts'

interface Handed {
  written: readonly string[]
  refused: readonly { address: string; answer: string }[]
}

type OutgoingMessage = Selectable<OutgoingMessages>
type Message = Pick<OutgoingMessage, 'id' | 'ticketId'>

/**
 * A mail server took the message: for whom, and for whom not. Whom it refused for now waits for the next try, if there is
 * one. What a report said of one of them meanwhile stands: it was faster than this note.
 */
export async function noteRecipients(
  work: Work,
  message: Message,
  { written, refused }: Handed,
  triesAgain: boolean,
): Promise<void> {
  if (written.length === 0) return
  const answers = new Map(refused.map(({ address, answer }) => [address.toLowerCase(), answer]))
  const addresses = [...new Set(written.map((address) => address.toLowerCase()))]
  await work.db
    .insertInto('outgoingRecipients')
    .values(
      addresses.map((address) => {
        const answer = answers.get(address) ?? null
        const awaitsTry = triesAgain && isForNow(answer)
        return {
          outgoingId: message.id,
          address,
          state:
            answer === null
              ? ('sent' as const)
              : awaitsTry
                ? ('delayed' as const)
                : ('failed' as const),
          answer,
          awaitsTry,
          changedAt: work.now,
        }
      }),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['outgoingId', 'address'])
        .doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          answer: eb.ref('excluded.answer'),
          awaitsTry: eb.ref('excluded.awaitsTry'),
          changedAt: work.now,
        }))
        .where('outgoingRecipients.state', '<>', 'failed'),
    )
    .execute()
  // Whom a report says cannot be reached is not tried again, and neither is who was not written to: held back meanwhile.
  await sql`
    update outgoing_recipients set awaits_try = false, state = 'failed', answer = coalesce(answer, ${HELD_BACK})
    where outgoing_id = ${message.id} and awaits_try and (state = 'failed' or address <> all(${addresses}::text[]))`.execute(
    work.db,
  )
  const failed = [...answers].flatMap(([address, answer]) =>
    triesAgain && isForNow(answer) ? [] : { address, answer },
  )
  tellFailed(work, message, failed)
}

const HELD_BACK = 'Mail to this address is held back'

/** RFC 5321 4.2.1: 4xx may be taken later. */
const isForNow = (answer: string | null) => answer !== null && (codesOf(answer).reply ?? 500) < 500

function tellFailed(
  work: Work,
  { id: outgoingId, ticketId }: Message,
  failed: readonly Pick<RecipientFate, 'address' | 'answer'>[],
) {
  const answer = failed.map(wordsOfRecipient).join('; ')
  if (ticketId && answer) work.record({ type: 'message.failed', ticketId, outgoingId, answer })
}

/** A try for those who still waited came to nothing. Without another one they do not get the message. */
export async function noteRefusal(
  work: Work,
  message: Message,
  answer: string,
  triesAgain: boolean,
): Promise<void> {
  const refused = await work.db
    .updateTable('outgoingRecipients')
    .set({
      answer,
      changedAt: work.now,
      ...(!triesAgain && { state: 'failed' as const, awaitsTry: false }),
    })
    .where('outgoingId', '=', message.id)
    .where('awaitsTry', '=', true)
    .returning(['address', 'answer'])
    .execute()
  const others = await standingOf(work.db, message.id)
  // Nobody has it: then the message as a whole says so.
  if (!triesAgain && others?.state === 'sent') tellFailed(work, message, refused)
}

/** What became of a message as a whole, from its readers; null before a mail server took it. */
export async function standingOf(
  db: Database,
  outgoingId: string,
): Promise<{ state: 'queued' | 'sent' | 'failed' } | null> {
  const rows = await db
    .selectFrom('outgoingRecipients')
    .select(['state', 'awaitsTry'])
    .where('outgoingId', '=', outgoingId)
    .execute()
  if (rows.length === 0) return null
  if (rows.some(({ awaitsTry }) => awaitsTry)) return { state: 'queued' }
  return { state: rows.some(({ state }) => state !== 'failed') ? 'sent' : 'failed' }
}

/** Whom the next try is for, of those a message is written to: at the first one all of them, then those who still wait. */
export async function nextReaders(
  db: Database,
  { id, toAddresses }: Pick<OutgoingMessage, 'id' | 'toAddresses'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('outgoingRecipients')
    .select('address')
    .where('outgoingId', '=', id)
    .where('awaitsTry', '=', true)
    .execute()
  const waiting = new Set(rows.map(({ address }) => address))
  return toAddresses.filter((address) => waiting.size === 0 || waiting.has(address.toLowerCase()))
}

/** A person sends a message again: whom it did not reach waits for the next try. */
export async function awaitAgain(work: Work, outgoingId: string): Promise<void> {
  await sql`
    update outgoing_recipients r set awaits_try = true, state = 'delayed', changed_at = ${work.now}
    where outgoing_id = ${outgoingId} and state = 'failed'
      and not exists (select from suppressed_addresses s where s.address = r.address and s.lifted_at is null)`.execute(
    work.db,
  )
}

/**
 * Writes what a report says of readers the message really went to; the others are nobody's business. Returns those that
 * changed: the same report again says nothing new.
 */
export async function markRecipients(
  work: Work,
  outgoingId: string,
  said: readonly { address: string; state: 'delayed' | 'failed'; answer: string }[],
): Promise<string[]> {
  if (said.length === 0) return []
  const { rows } = await sql<{ address: string }>`
    update outgoing_recipients r set state = said.state, answer = said.answer, changed_at = ${work.now}
    from unnest(${said.map(({ address }) => address.toLowerCase())}::text[], ${said.map(({ state }) => state)}::text[],
      ${said.map(({ answer }) => answer)}::text[]) said (address, state, answer)
    where r.outgoing_id = ${outgoingId} and r.address = said.address and r.state not in (said.state, 'failed')
    returning r.address`.execute(work.db)
  return rows.map(({ address }) => address)
}

/** Every reader of a message with what became of it, in a fixed order; empty before a mail server took it. */
export async function recipientsOf(db: Database, outgoingId: string): Promise<RecipientFate[]> {
  return db
    .selectFrom('outgoingRecipients')
    .select(['address', 'state', 'answer'])
    .where('outgoingId', '=', outgoingId)
    .orderBy('address')
    .execute()
}

/** The same as a column, for lists of messages. */
export const recipientFates = sql<RecipientFate[]>`coalesce((
  select jsonb_agg(jsonb_build_object('address', r.address, 'state', r.state, 'answer', r.answer) order by r.address)
  from outgoing_recipients r where r.outgoing_id = outgoing_messages.id), '[]')`
