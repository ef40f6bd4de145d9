/** Whom a customer copied in reads along: that is how customers add people, and nobody of ours needs to. */
import { isOurAddress } from './channels/queries.ts'
import { saveContact } from './customers/actions.ts'
import type { IncomingMail } from './connectors/connector.ts'
import type { SenderChecks } from './connectors/email/sender-checks.ts'
import type { Work } from './platform/work.ts'
import { findTicketById } from './tickets/queries.ts'
import { addReader } from './tickets/readers.ts'

/** More than that is a mailing, not a conversation. */
const MOST_COPIED = 20

/**
 * Only a customer we know brings others in, and nobody into what is restricted: otherwise a stranger could have us write
 * to whomever they like.
 */
export async function addCopied(
  work: Work,
  ticketId: string,
  {
    message,
    from,
    checks,
  }: { message: IncomingMail; from: { address: string }; checks: SenderChecks | null },
) {
  // Its domain says that it is not theirs: a forger would read every answer.
  if (checks?.dmarc === 'fail') return
  const copied = [...message.to, ...message.cc].filter(
    ({ address }) => address.toLowerCase() !== from.address.toLowerCase(),
  )
  if (copied.length === 0 || copied.length > MOST_COPIED) return
  const ticket = await findTicketById(work.db, ticketId)
  if (ticket.organizationId === null || ticket.restricted) return
  for (const { address, name } of copied) {
    if (await isOurAddress(work.system, address)) continue
    const contact = await saveContact(work, {
      email: address,
      name: name?.trim() || address,
      organizationId: null,
    })
    await addReader(work, ticketId, contact, 'mail')
  }
}
