import { sql } from 'kysely'
import { conflict, invalid } from '../platform/errors.ts'
import { machine, type System } from '../platform/system.ts'
import { settingsOf } from '../platform/settings.ts'
import { inWork, type Work } from '../platform/work.ts'
import { moveTicket } from './actions.ts'
import { whyNotSnooze, whyNotSnoozeUntil } from './guards.ts'
import { lockTicket, type Ticket } from './queries.ts'

/** Sleeping until they answer has no end of its own; three months are the longest anything sleeps. */
const UNTIL_THEY_ANSWER_DAYS = 92

/**
 * Takes a ticket out of sight until a moment, or until the customer writes. It sleeps no longer than its promise: a clock
 * that comes near wakes it.
 */
export async function snoozeTicket(
  work: Work,
  ticketId: string,
  { until, forAnswer = false }: { until?: Date; forAnswer?: boolean },
): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  const whyNot = whyNotSnooze(ticket.number, ticket.status)
  if (whyNot) throw conflict(whyNot)
  const end = forAnswer
    ? new Date(work.now.getTime() + UNTIL_THEY_ANSWER_DAYS * 86_400_000)
    : (until ?? work.now)
  const why = forAnswer ? null : whyNotSnoozeUntil(end, work.now)
  if (why) throw invalid(why, [{ path: 'until', message: why }])
  const moved = await moveTicket(work, ticket, { snoozedUntil: end, snoozedForAnswer: forAnswer })
  work.record({ type: 'ticket.snoozed', ticketId, until: end.toISOString(), forAnswer })
  return moved
}

/** Back in sight. Nothing happens to one that is awake. */
export async function wakeTicket(work: Work, ticketId: string, why: string): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (!ticket.snoozedUntil) return ticket
  const moved = await moveTicket(work, ticket, { snoozedUntil: null, snoozedForAnswer: false })
  work.record({ type: 'ticket.woken', ticketId, why })
  return moved
}

/** Wakes what has slept long enough, and what has a promise that is about to be missed. */
export async function wakeSleepers(system: System): Promise<number> {
  const { ticketRules } = await settingsOf(system)
  const due = await system.db
    .selectFrom('tickets')
    .select('id')
    .where('snoozedUntil', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('snoozedUntil', '<=', sql<Date>`app_now()`),
        eb(
          'queueAt',
          '<=',
          sql<Date>`app_now() + ${ticketRules.warnBeforeBreachMinutes} * interval '1 minute'`,
        ),
      ]),
    )
    .limit(200)
    .execute()
  for (const { id } of due) {
    await inWork(system, machine('snooze'), async (work) => {
      const ticket = await lockTicket(work, id)
      if (!ticket.snoozedUntil) return
      const isOver = ticket.snoozedUntil <= work.now
      await wakeTicket(work, id, isOver ? 'the time is over' : 'a promise falls due soon')
    }).catch((error: unknown) =>
      // One that fails must not keep the others asleep.
      system.log.error({ err: error, ticketId: id }, 'A ticket could not be woken'),
    )
  }
  return due.length
}
