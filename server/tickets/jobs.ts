import { sql } from 'kysely'
import { DeliveryFailed } from '../connectors/connector.ts'
import { sendMail } from '../connectors/email/send-mail.ts'
import { smtpSettings } from '../connectors/mail-server.ts'
import { machine, type System } from '../platform/system.ts'
import { settingsOf } from '../platform/settings.ts'
import { inWork } from '../platform/work.ts'
import { setStatus } from './actions.ts'
import { fromAddress, replyAddress } from './outgoing.ts'
import { lockTicket, type OutgoingMessage } from './queries.ts'

/** Minutes between tries: a mail server may be away for a night. After the last one it is a dead letter, with a button. */
const PAUSES_MINUTES = [1, 2, 5, 10, 30, 60, 120, 240, 480, 480]

/**
 * Sends one outgoing message. The call stands outside any transaction; a crash between the server's OK and our note of it
 * sends the same Message-ID again, which mail programs show once.
 */
export async function sendMessage(
  system: System,
  { outgoingId }: { outgoingId: string },
): Promise<void> {
  const message = await system.db
    .selectFrom('outgoingMessages')
    .selectAll()
    .where('id', '=', outgoingId)
    .executeTakeFirst()
  if (message?.state !== 'queued') return
  const server = smtpSettings(system.config)
  if (!server) return hold(system, message)
  try {
    const { mail, bouncesTo } = await mailOf(system, message)
    const sent = await sendMail(server, mail, bouncesTo)
    await note(system, message, { state: 'sent', answer: sent.answer })
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    const pause = error.permanent ? undefined : PAUSES_MINUTES[message.attempts]
    const state = pause === undefined ? ('failed' as const) : ('queued' as const)
    await note(system, message, { state, answer: error.message, pauseMinutes: pause ?? 0 })
  }
}

async function mailOf(system: System, message: OutgoingMessage) {
  const { company } = await settingsOf(system)
  const ticket = message.ticketId
    ? await system.db
        .selectFrom('tickets')
        .select(['id', 'number', 'channelKey'])
        .where('id', '=', message.ticketId)
        .executeTakeFirstOrThrow()
    : null
  const from = ticket ? await fromAddress(system, ticket.channelKey) : company.supportAddress
  const answersTo = ticket ? await replyAddress(system, ticket) : null
  const mail = {
    from: { address: from, name: company.name },
    to: message.toAddresses.map((address) => ({ address, name: null })),
    replyTo: answersTo ? [{ address: answersTo, name: company.name }] : [],
    subject: message.subject,
    text: message.body,
    messageId: message.messageId,
    ...(message.inReplyTo && { inReplyTo: message.inReplyTo }),
    references: message.referenceIds,
    // RFC 3834: what a machine wrote says so, and other machines leave it alone.
    ...(message.automatic && {
      headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    }),
  }
  // A bounce goes to the envelope's sender: with the token in it, it finds its ticket and opens no new one.
  return { mail, bouncesTo: answersTo ?? from }
}

async function note(
  system: System,
  message: OutgoingMessage,
  {
    state,
    answer,
    pauseMinutes = 0,
  }: { state: OutgoingMessage['state']; answer: string; pauseMinutes?: number },
) {
  await inWork(system, machine('mail'), async (work) => {
    const again = new Date(work.now.getTime() + pauseMinutes * 60_000)
    const changed = await work.db
      .updateTable('outgoingMessages')
      .set((eb) => ({
        state,
        answer,
        notBefore: again,
        attempts: eb('attempts', '+', 1),
        sentAt: state === 'sent' ? work.now : null,
        // A code that was delivered is in its mailbox, and nowhere else.
        ...(message.purpose === 'sign_in_code' &&
          state !== 'queued' && { body: '', subject: 'Sign-in code' }),
      }))
      .where('id', '=', message.id)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    work.touch('mail')
    if (state === 'queued') {
      const key = `send_message:${message.id}`
      work.enqueue('send_message', { outgoingId: message.id }, { at: again, key })
    }
    if (!message.ticketId || changed.numUpdatedRows === 0n) return
    const { number } = await work.db
      .selectFrom('tickets')
      .select('number')
      .where('id', '=', message.ticketId)
      .executeTakeFirstOrThrow()
    work.touch(`ticket:${number}`)
    if (state === 'sent')
      work.record({ type: 'message.sent', ticketId: message.ticketId, outgoingId: message.id })
    if (state === 'failed')
      work.record({
        type: 'message.failed',
        ticketId: message.ticketId,
        outgoingId: message.id,
        answer,
      })
  })
}

async function hold(system: System, message: OutgoingMessage) {
  await system.db
    .updateTable('outgoingMessages')
    .set({ state: 'held' })
    .where('id', '=', message.id)
    .where('state', '=', 'queued')
    .execute()
}

/** Queued mail that no job knows of: a lost timer does no harm. */
export async function sendForgottenMail(system: System): Promise<number> {
  const rows = await system.db
    .selectFrom('outgoingMessages')
    .select('id')
    .where('state', '=', sql.lit('queued' as const))
    .where('notBefore', '<', sql<Date>`app_now() - interval '10 minutes'`)
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
