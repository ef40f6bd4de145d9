import type { Bounce } from '../connectors/connector.ts'
import type { Work } from '../platform/work.ts'
import { setStatus } from './actions.ts'
import { wordsOfRecipient, type RecipientFate } from './delivery.ts'
import { ticketOfMessageId } from './own-mail.ts'
import { lockTicket, rootOf, type OutgoingMessage } from './queries.ts'
import { markRecipients, recipientsOf } from './recipients.ts'
import { suppressAddress } from './suppressions.ts'

/**
 * A mail of ours did not arrive. Believed is a report only with our own mark in it, and only about those the message was
 * really sent to: for each of them the message says so, whoever can never be reached there is spared further mail, and
 * when nobody is left who got it, nobody waits for an answer. Returns the ticket, or null when the report names no mail
 * of ours.
 */
export async function takeBounce(
  work: Work,
  bounce: Bounce,
  reporter: Reporter,
): Promise<string | null> {
  const message = await messageOf(work, bounce.originalMessageId)
  if (!message) return null
  const readers = await recipientsOf(work.db, message.id)
  // Every reader knows our mark: what one of them says about the others is no mail server's word.
  if (readers.some(({ address }) => address === reporter.address.toLowerCase())) return null
  const said = aboutReaders(bounce, readers).map((one) => ({
    ...one,
    suppresses: one.suppresses && reporter.isMailServer,
  }))
  // About strangers: not believed, and shown to people as the mail it is.
  if (said.length === 0) return null
  const changed = new Set(await markRecipients(work, message.id, said))
  const news = said.filter(({ address }) => changed.has(address))
  const failed = news.filter(({ state }) => state === 'failed')
  const delayed = news.filter(({ state }) => state === 'delayed')
  if (delayed.length > 0 && message.ticketId)
    work.record({
      type: 'message.delayed',
      ticketId: message.ticketId,
      outgoingId: message.id,
      answer: wordsOf(delayed),
    })
  if (failed.length > 0) await takeFailures(work, message, failed)
  return message.ticketId
}

/**
 * When to look at a report again that was faster than our own note that the message left; null when there is nothing to wait
 * for. A try that ended without an answer may have delivered it all the same: then the next one says more.
 */
export async function whenNoted(work: Work, { originalMessageId }: Bounce): Promise<Date | null> {
  const message = await messageOf(work, originalMessageId)
  if (message?.purpose !== 'comment' || message.state !== 'queued' || message.attempts === 0)
    return null
  if ((await recipientsOf(work.db, message.id)).length > 0) return null
  const isInHand = message.leaseUntil !== null && message.leaseUntil > work.now
  const inAMoment = work.now.getTime() + (isInHand ? 1000 : 60_000)
  return new Date(Math.max(inAMoment, message.notBefore.getTime()))
}

interface Reporter {
  /** Who the report says it is from. */
  address: string
  /** It came without a return address, as reports must (RFC 3464 2), or by a way that tells nothing of it. */
  isMailServer: boolean
}

interface Said {
  address: string
  state: 'delayed' | 'failed'
  answer: string
  /** Nobody can be reached there for good. */
  suppresses: boolean
}

/** What a report says of those it can speak of. Where one alone was written to, whatever it says is about that one. */
function aboutReaders({ recipients }: Bounce, readers: readonly RecipientFate[]): Said[] {
  const [only] = readers.length === 1 ? readers : []
  if (recipients.length === 0)
    return readers.map(({ address }) => said(address, UNNAMED, { suppresses: false }))
  return recipients.flatMap((recipient) => {
    const isReader = readers.some(({ address }) => address === recipient.address.toLowerCase())
    if (isReader) return said(recipient.address, recipient, { suppresses: isForGood(recipient) })
    // It was sent on from there; the mailbox behind it is not the one we write to.
    return only ? said(only.address, recipient, { suppresses: false }) : []
  })
}

type Recipient = Bounce['recipients'][number]

const said = (
  address: string,
  recipient: Recipient,
  { suppresses }: { suppresses: boolean },
): Said => ({
  address: address.toLowerCase(),
  state: recipient.permanent ? 'failed' : 'delayed',
  answer: answerOf(recipient),
  suppresses,
})

/** 4.x.x may be final for this mail and says nothing of the next one (RFC 3463 2). */
const isForGood = ({ permanent, status }: Recipient) => permanent && !status?.startsWith('4')

async function takeFailures(work: Work, message: OutgoingMessage, failed: readonly Said[]) {
  const { id: outgoingId, ticketId } = message
  for (const one of failed)
    if (one.suppresses)
      await suppressAddress(work, {
        address: one.address,
        reason: wordsOfRecipient(one),
        ticketId,
      })
  if (ticketId)
    work.record({ type: 'message.failed', ticketId, outgoingId, answer: wordsOf(failed) })
  work.touch('mail')
  const left = await recipientsOf(work.db, outgoingId)
  if (left.some(({ state }) => state !== 'failed')) return
  await work.db
    .updateTable('outgoingMessages')
    .set({ state: 'failed', answer: wordsOf(failed) })
    .where('id', '=', outgoingId)
    .where('state', '=', 'sent')
    .execute()
  if (ticketId) await stopWaiting(work, ticketId)
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

async function stopWaiting(work: Work, ticketId: string) {
  const ticket = await lockTicket(work, await rootOf(work.db, ticketId))
  if (ticket.status === 'pending') await setStatus(work, ticket.id, 'open')
}

const UNNAMED: Recipient = { address: '', permanent: true, status: null, diagnostic: null }
const UNSAID = 'A mail server reported that it could not be delivered'

const answerOf = ({ diagnostic, status }: Recipient) =>
  diagnostic ?? (status ? `550 ${status}` : UNSAID)

const wordsOf = (some: readonly Said[]) => some.map(wordsOfRecipient).join('; ').slice(0, 1000)
