import { sql } from 'kysely'
import { settingsOf } from '../platform/settings.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { moveTicket, note, setStatus } from './actions.ts'
import { lockTicket, type Ticket } from './queries.ts'

interface Rule {
  name: string
  status: 'pending' | 'on_hold' | 'solved'
  days: number | null
  /** Only those the customer has not been reminded of yet. */
  unremindedOnly?: boolean
  act: (work: Work, ticket: Ticket, days: number) => Promise<void>
}

/** What happens to waiting tickets by themselves, after the days of the playbook, to the minute. */
export async function followWaiting(system: System): Promise<number> {
  const { ticketRules } = await settingsOf(system)
  const rules: Rule[] = [
    {
      name: 'pending is solved',
      status: 'pending',
      days: ticketRules.pendingSolvesAfterDays,
      act: solveForgotten,
    },
    {
      name: 'pending is reminded',
      status: 'pending',
      days: ticketRules.pendingReminderAfterDays,
      unremindedOnly: true,
      act: remind,
    },
    {
      name: 'on hold is looked at',
      status: 'on_hold',
      days: ticketRules.onHoldReopensAfterDays,
      act: reopen,
    },
  ]
  let found = 0
  for (const rule of rules) found += await follow(system, rule)
  return found
}

async function follow(system: System, rule: Rule): Promise<number> {
  const { days } = rule
  if (days === null) return 0
  let query = system.db
    .selectFrom('tickets')
    .select('id')
    .where('status', '=', sql.lit(rule.status))
    .where('statusSince', '<=', sql<Date>`app_now() - ${days} * interval '1 day'`)
  if (rule.unremindedOnly) query = query.where('remindedAt', 'is', null)
  const due = await query.limit(100).execute()
  for (const { id } of due) {
    await inWork(system, machine('ticket rules'), async (work) => {
      const ticket = await lockTicket(work, id)
      // Whoever wrote between our look and this lock has changed what it waits for.
      const since = ticket.statusSince?.getTime() ?? work.now.getTime()
      const isStill =
        ticket.status === rule.status && work.now.getTime() - since >= days * 86_400_000
      if (isStill && !(rule.unremindedOnly && ticket.remindedAt)) await rule.act(work, ticket, days)
    }).catch((error: unknown) =>
      system.log.error({ err: error, ticketId: id, rule: rule.name }, 'A ticket rule failed'),
    )
  }
  return due.length
}

async function solveForgotten(work: Work, ticket: Ticket, days: number) {
  const body = `The customer has not answered for ${days} days, so the ticket was solved. Any answer opens it again.`
  await note(work, ticket.id, { body, via: 'system' })
  await setStatus(work, ticket.id, 'solved')
}

async function remind(work: Work, ticket: Ticket, days: number) {
  await moveTicket(work, ticket, { remindedAt: work.now })
  work.record({ type: 'ticket.reminder_due', ticketId: ticket.id, waitingDays: days })
}

async function reopen(work: Work, ticket: Ticket, days: number) {
  const body = `On hold for ${days} days: look whether it still has to wait, and tell the customer how it stands.`
  await note(work, ticket.id, { body, via: 'system' })
  await setStatus(work, ticket.id, 'open')
}
