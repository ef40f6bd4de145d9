import { answerWords } from '../connectors/email/answer-words.ts'
import type { Bounce } from '../connectors/connector.ts'
import type { Work } from '../platform/work.ts'
import { setStatus } from './actions.ts'
import { ticketOfMessageId } from './own-mail.ts'
import { lockTicket, rootOf, type OutgoingMessage } from './queries.ts'
import { suppressAddress } from './suppressions.ts'

/**
 * A mail of ours did not arrive. The message is marked with the reason, the ticket says so, whoever can never be reached
 * there is spared further mail, and nobody waits for a customer who has heard nothing. Returns the ticket, or null when
 * the report names no mail of ours: anybody can write one, and only our own marks are believed.
 */
export async function takeBounce(work: Work, bounce: Bounce): Promise<string | null> {
  const message = await messageOf(work, bounce.originalMessageId)
  if (!message) return null
  const failed = bounce.recipients.filter(({ permanent }) => permanent)
  const ours = new Set(message.toAddresses.map((address) => address.toLowerCase()))
  if (failed.length === 0 && bounce.recipients.length > 0) {
    if (message.ticketId) recordDelay(work, message, message.ticketId, bounce)
    return message.ticketId
  }
  const answer = wordsOf(failed)
  await markFailed(work, message, answer)
  for (const { address, status } of failed) {
    // 4.x.x may be final for this mail and says nothing of the next one (RFC 3463 2).
    if (ours.has(address.toLowerCase()) && !status?.startsWith('4'))
      await suppressAddress(work, { address, reason: answer, ticketId: message.ticketId })
  }
  if (message.ticketId) await stopWaiting(work, message.ticketId)
  return message.ticketId
}

async function messageOf(work: Work, id: string | null): Promise<OutgoingMessage | null> {
  if (!id || ticketOfMessageId(work.system, id) === null) return null
  const message = await work.db
    .selectFrom('outgoingMessages')
    .selectAll()
    .where('messageId', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return message ?? null
}

function recordDelay(work: Work, message: OutgoingMessage, ticketId: string, bounce: Bounce) {
  const answer = wordsOf(bounce.recipients)
  work.record({ type: 'message.delayed', ticketId, outgoingId: message.id, answer })
}

async function markFailed(work: Work, message: OutgoingMessage, answer: string) {
  const marked = await work.db
    .updateTable('outgoingMessages')
    .set({ state: 'failed', answer })
    .where('id', '=', message.id)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  work.touch('mail')
  if (marked.numUpdatedRows === 0n || !message.ticketId) return
  const { ticketId } = message
  work.record({ type: 'message.failed', ticketId, outgoingId: message.id, answer })
}

async function stopWaiting(work: Work, ticketId: string) {
  const ticket = await lockTicket(work, await rootOf(work.db, ticketId))
  if (ticket.status === 'pending') await setStatus(work, ticket.id, 'open')
}

function wordsOf(recipients: Bounce['recipients']): string {
  const said = recipients.map(({ address, status, diagnostic }) => {
    const answer = diagnostic ?? (status ? `550 ${status}` : null)
    return answer ? `${address}: ${answerWords(answer)} (${answer})` : address
  })
  return (said.join('; ') || 'A mail server reported that it could not be delivered').slice(0, 1000)
}
