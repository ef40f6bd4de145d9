import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { wordsOfRecipient, type RecipientFate } from './delivery.ts'
import type { OutgoingMessage } from './queries.ts'

interface Handed {
  written: readonly string[]
  refused: readonly { address: string; answer: string }[]
}

/** A mail server took the message: for whom, and for whom not. */
export async function noteRecipients(
  work: Work,
  message: Pick<OutgoingMessage, 'id' | 'ticketId' | 'purpose'>,
  { written, refused }: Handed,
): Promise<void> {
  if (message.purpose !== 'comment' || written.length === 0) return
  const answers = new Map(refused.map(({ address, answer }) => [address.toLowerCase(), answer]))
  const addresses = [...new Set(written.map((address) => address.toLowerCase()))]
  await work.db
    .insertInto('outgoingRecipients')
    .values(
      addresses.map((address) => ({
        outgoingId: message.id,
        address,
        state: answers.has(address) ? ('failed' as const) : ('sent' as const),
        answer: answers.get(address) ?? null,
        changedAt: work.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['outgoingId', 'address']).doUpdateSet((eb) => ({
        state: eb.ref('excluded.state'),
        answer: eb.ref('excluded.answer'),
        changedAt: work.now,
      })),
    )
    .execute()
  const { id: outgoingId, ticketId } = message
  const failed = [...answers].map(([address, answer]) => wordsOfRecipient({ address, answer }))
  if (ticketId && failed.length > 0)
    work.record({ type: 'message.failed', ticketId, outgoingId, answer: failed.join('; ') })
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
