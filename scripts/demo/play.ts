import { findChannelByKey } from '../../server/channels/queries.ts'
import type { User } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { breachIfDue } from '../../server/sla/actions.ts'
import {
  addCustomerComment,
  assignTicket,
  note,
  reply,
  setStatus,
} from '../../server/tickets/actions.ts'
import { openTicket } from '../../server/tickets/open.ts'
import type { Ticket } from '../../server/tickets/queries.ts'
import { act, type History } from './history.ts'
import { later } from './hours.ts'
import type { PlannedTicket, Step } from './plan.ts'

/** Something that happens at a moment. `alone`: nothing else may happen meanwhile, because it moves the clock. */
export interface Happening {
  at: Date
  alone?: boolean
  run: () => Promise<void>
}

/** So many at once keep both the program and the database busy. */
const AT_ONCE = 12

/** Lets everything happen in the order of its moments, a few at a time. */
export async function playAll(
  happenings: Happening[],
  progress: (done: number) => void,
): Promise<void> {
  const inOrder = happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const running = new Set<Promise<void>>()
  let done = 0
  for (const { alone, run } of inOrder) {
    if (alone) await Promise.all(running)
    const one: Promise<void> = run().finally(() => running.delete(one))
    running.add(one)
    if (alone) await one
    while (running.size >= AT_ONCE) await Promise.race(running)
    progress((done += 1))
  }
  await Promise.all(running)
}

export type Staff = Map<string, User>

/** What happens about tickets. The steps of one ticket follow each other; tickets get their numbers in the order they came. */
export function happeningsOf(
  history: History,
  staff: Staff,
  planned: readonly PlannedTicket[],
  end: Date,
): Happening[] {
  let opening: Promise<unknown> = Promise.resolve()
  return planned.flatMap((plan) => {
    let ticket: Promise<Ticket>
    let chain: Promise<unknown>
    const open: Happening = {
      at: plan.at,
      async run() {
        ticket = opening.then(() => openPlanned(history, plan))
        opening = ticket
        chain = ticket
        await ticket
      },
    }
    const steps = plan.steps
      .filter(({ at }) => at <= end)
      .map((step): Happening => ({
        at: step.at,
        async run() {
          const mine = chain.then(async () =>
            takeStep(history, staff, { ticket: await ticket, name: plan.from.name }, step),
          )
          chain = mine
          await mine
        },
      }))
    return [open, ...steps]
  })
}

async function openPlanned(history: History, plan: PlannedTicket): Promise<Ticket> {
  const channel = await findChannelByKey(history.system, plan.channel)
  const { channel: _, steps: __, at, from, ...words } = plan
  return act(history, machine(plan.via === 'email' ? 'mail' : plan.via), at, (work) =>
    openTicket(work, { ...words, channel, requester: from }),
  )
}

async function takeStep(
  history: History,
  staff: Staff,
  { ticket, name }: { ticket: Ticket; name: string },
  step: Step,
): Promise<void> {
  if (step.kind === 'close') {
    await act(history, machine('ticket rules'), step.at, (work) =>
      setStatus(work, ticket.id, 'closed'),
    )
    return
  }
  if (step.kind === 'customer') {
    const via = step.at.getTime() % 3 === 0 ? 'portal' : 'email'
    await act(history, { kind: 'contact', id: ticket.requesterId, name }, step.at, (work) =>
      addCustomerComment(work, ticket.id, { body: step.words ?? '', via }),
    )
    return
  }
  const person = staff.get(step.by ?? '')
  if (!person) throw new Error(`Nobody in the demo is called "${step.by}"`)
  if (step.words) await markLate(history, step.at, ticket.id)
  await act(history, { kind: 'user', id: person.id, name: person.name }, step.at, async (work) => {
    if (step.take) await assignTicket(work, ticket.id, person)
    if (step.note) await note(work, ticket.id, { body: step.note, via: 'web' })
    if (step.words) await reply(work, ticket.id, { body: step.words, via: 'web' })
    if (step.status) await setStatus(work, ticket.id, step.status)
  })
}

/** Promises whose time was over by then, each marked when the running program would have: a moment after its deadline. */
export async function markLate(history: History, by: Date, ticketId?: string): Promise<void> {
  let query = history.system.db
    .selectFrom('slaClocks')
    .select(['id', 'ticketId', 'dueAt'])
    .where('status', '=', 'running')
    .where('dueAt', '<=', by)
  if (ticketId) query = query.where('ticketId', '=', ticketId).where('endedAt', 'is', null)
  for (const clock of await query.execute()) {
    await act(history, machine('promises'), later(clock.dueAt, 1 / 60), (work) =>
      breachIfDue(work, clock.ticketId, clock.id),
    )
  }
}
