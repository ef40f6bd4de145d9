import { sql } from 'kysely'
import { DeliveryFailed } from '../connectors/connector.ts'
import { sendMail } from '../connectors/email/send-mail.ts'
import { mailServerOf, type MailServer } from '../connectors/mail-server.ts'
import { machine, type System } from '../platform/system.ts'
import { settingsOf } from '../platform/settings.ts'
import { inWork } from '../platform/work.ts'
import { setStatus } from './actions.ts'
import { endAttempt, takeForSending, type Outcome } from './attempts.ts'
import { filesToSend } from './files.ts'
import { letterOf } from './letter.ts'
import { lockTicket, type OutgoingMessage } from './queries.ts'

/**
 * Sends one outgoing message. The call stands outside any transaction; a crash between the server's OK and our note of it
 * sends the same Message-ID again, which mail programs show once.
 */
export async function sendMessage(
  system: System,
  { outgoingId }: { outgoingId: string },
): Promise<void> {
  const server = await mailServerOf(system)
  const message = await inWork(system, machine('mail'), (work) =>
    takeForSending(work, outgoingId, server !== null),
  )
  if (!message || !server) return
  const end = await handOver(system, server, message)
  await inWork(system, machine('mail'), (work) => endAttempt(work, message, end))
}

async function handOver(
  system: System,
  server: MailServer,
  message: OutgoingMessage,
): Promise<Outcome> {
  try {
    const { mail, bouncesTo } = await letterOf(system, message, await filesToSend(system, message))
    const { answer, refused } = await sendMail(server, mail, bouncesTo)
    const written = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address)
    const said = refused.map((one) => `${one.address}: ${one.answer}`)
    return { outcome: 'sent', answer: [answer, ...said].join('; '), written, refused }
  } catch (error) {
    if (error instanceof DeliveryFailed)
      return { outcome: error.permanent ? 'refused' : 'later', answer: error.message }
    // A fault of ours keeps no message from its next try, and no reader from seeing it.
    system.log.error({ err: error, outgoingId: message.id }, 'A mail could not be written')
    const why = error instanceof Error ? error.message : String(error)
    return { outcome: 'later', answer: `Watchdesk could not write the mail: ${why}`.slice(0, 500) }
  }
}

/** Queued mail that no job knows of: a lost timer does no harm. */
export async function sendForgottenMail(system: System): Promise<number> {
  const rows = await system.db
    .selectFrom('outgoingMessages')
    .select('id')
    .where('state', '=', sql.lit('queued'))
    .where('notBefore', '<', sql<Date>`app_now() - interval '1 minute'`)
    .where((eb) =>
      eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', sql<Date>`app_now()`)]),
    )
    .limit(100)
    .execute()
  if (rows.length === 0) return 0
  await inWork(system, machine('mail'), async (work) =>
    rows.forEach(({ id }) =>
      work.enqueue('send_message', { outgoingId: id }, { key: `send_message:${id}` }),
    ),
  )
  return rows.length
}

/** Solved becomes closed after the playbook's days, each in a unit of work of its own. */
export async function closeSolvedTickets(system: System): Promise<number> {
  const { ticketRules } = await settingsOf(system)
  const due = await system.db
    .selectFrom('tickets')
    .select('id')
    .where('status', '=', sql.lit('solved' as const))
    .where(
      'solvedAt',
      '<=',
      sql<Date>`app_now() - ${ticketRules.solvedClosesAfterDays} * interval '1 day'`,
    )
    .limit(100)
    .execute()
  for (const { id } of due) {
    await inWork(system, machine('ticket rules'), async (work) => {
      // Whoever wrote between our look and this lock has opened it again.
      const ticket = await lockTicket(work, id)
      if (ticket.status === 'solved') await setStatus(work, id, 'closed')
    }).catch((error: unknown) =>
      system.log.error({ err: error, ticketId: id }, 'A ticket could not be closed'),
    )
  }
  return due.length
}
