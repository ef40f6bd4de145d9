import { findChannelByKey } from '../../server/channels/queries.ts'
import { draftDocumentation } from '../../server/incidents/documentation.ts'
import { resolveIncident } from '../../server/incidents/actions.ts'
import { openIncidentOf, pagedByLastStep } from '../../server/incidents/queries.ts'
import { tick } from '../../server/incidents/tick.ts'
import { pageMyself } from '../../server/paging/actions.ts'
import { linksFor } from '../../server/paging/links.ts'
import { acknowledgeByLink, recordReceipt } from '../../server/paging/one-tap.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import type { User } from '../../server/people/queries.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { switchCall } from '../../server/rooms/actions.ts'
import { openCallLink } from '../../server/rooms/queries.ts'
import {
  addCustomerComment,
  documentTicket,
  note,
  reply,
  setStatus,
} from '../../server/tickets/actions.ts'
import { openTicket } from '../../server/tickets/open.ts'
import type { Ticket } from '../../server/tickets/queries.ts'
import { customerOf, personOf } from './customers.ts'
import { act, follow, freezeAt, type History } from './history.ts'
import { later } from './hours.ts'
import type { Happening, Staff } from './play.ts'
import { answerTo, letter } from './plan.ts'
import type { EmergencyWords } from './words/emergency.ts'

/** How long level 1 has in the playbook of the demo. */
const LEVEL_MINUTES = 5

interface Raised {
  organization: string
  subject: string
  problem: string
}

export async function openEmergency(
  system: System,
  run: (open: Parameters<typeof act<Ticket>>[3]) => Promise<Ticket>,
  { organization, subject, problem }: Raised,
): Promise<Ticket> {
  const from = personOf(customerOf(organization))
  const channel = await findChannelByKey(system, 'emergency')
  return run((work) =>
    openTicket(work, {
      channel,
      subject,
      body: letter(problem, from.name),
      requester: from,
      via: 'email',
    }),
  )
}

/** The ticket, the pages of each level until somebody presses the link, and what follows from that. Returns who has it. */
export async function raiseAndTake(
  history: History,
  staff: Staff,
  raised: Raised,
  at: Date,
  taken: { by: 'level1' | 'level2'; afterSeconds: number },
) {
  const ticket = await openEmergency(
    history.system,
    (open) => act(history, machine('mail'), at, open),
    raised,
  )
  const level2At = later(at, LEVEL_MINUTES)
  const takenAt = new Date(
    (taken.by === 'level1' ? at : level2At).getTime() + taken.afterSeconds * 1000,
  )
  await ringUntil(history, at, takenAt)
  await freezeAt(history, takenAt)
  const incident = await openIncidentOf(history.system.db, ticket.id)
  if (!incident) throw new Error(`Emergency #${ticket.number} has no incident`)
  const { userIds } = await pagedByLastStep(history.system.db, incident)
  const holder = [...staff.values()].find(({ id }) => id === userIds[0])
  if (!holder) throw new Error(`Nobody was paged for emergency #${ticket.number}`)
  await pressAcknowledge(history, incident.id, holder)
  return { ticket, incident, holder, takenAt }
}

/** Escalates and pages at every moment at which something falls due. */
async function ringUntil(history: History, from: Date, until: Date) {
  for (let now: Date | null = from; now && now <= until; now = await nextDue(history, now)) {
    await freezeAt(history, now)
    while ((await tick(history.pager)) + (await sendDuePages(history.pager)) > 0) continue
  }
}

async function nextDue({ system }: History, now: Date): Promise<Date | null> {
  const incident = await system.db
    .selectFrom('incidents')
    .select('nextAt')
    .where('nextAt', '>', now)
    .orderBy('nextAt')
    .limit(1)
    .executeTakeFirst()
  const page = await system.db
    .selectFrom('pages')
    .select('notBefore')
    .where('state', '=', 'queued')
    .where('notBefore', '>', now)
    .orderBy('notBefore')
    .limit(1)
    .executeTakeFirst()
  const moments = [incident?.nextAt, page?.notBefore].filter((at) => at instanceof Date)
  return moments.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}

async function pressAcknowledge(history: History, incidentId: string, holder: User) {
  const page = await history.system.db
    .selectFrom('pages')
    .select('id')
    .where('incidentId', '=', incidentId)
    .where('userId', '=', holder.id)
    .where('kind', '=', 'ntfy')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await acknowledgeByLink(history.system, linksFor(history.system, page).acknowledgeToken)
  await follow(history, history.loose.splice(0))
}

/** One emergency of the past from its page to its last word; the ticket closes by itself a week later. */
export function pastEmergency(
  history: History,
  staff: Staff,
  words: EmergencyWords,
  at: Date,
  end: Date,
): Happening[] {
  let ticketId = ''
  const solvedAt = later(at, LEVEL_MINUTES + words.afterSeconds / 60 + words.solvedAtMinute + 10)
  const close: Happening = {
    at: later(solvedAt, 7 * 1440),
    run: () =>
      act(history, machine('ticket rules'), later(solvedAt, 7 * 1440), (work) =>
        setStatus(work, ticketId, 'closed'),
      ).then(() => {}),
  }
  const whole: Happening = {
    at,
    alone: true,
    async run() {
      ticketId = await liveThrough(history, staff, words, at)
    },
  }
  return close.at <= end ? [whole, close] : [whole]
}

async function liveThrough(
  history: History,
  staff: Staff,
  words: EmergencyWords,
  at: Date,
): Promise<string> {
  const { ticket, incident, holder, takenAt } = await raiseAndTake(history, staff, words, at, {
    by: words.takenBy,
    afterSeconds: words.afterSeconds,
  })
  const minute = (count: number) => later(takenAt, count)
  const as = { kind: 'user' as const, id: holder.id, name: holder.name }
  for (const { minute: count, from, text } of words.talk) {
    if (words.switchesCallAt && words.switchesCallAt < count)
      await moveCall(history, words, ticket, incident.id, minute(words.switchesCallAt))
    await say(history, words, ticket, holder, { at: minute(count), from, text })
  }
  await act(history, as, minute(words.solvedAtMinute), (work) => resolveIncident(work, incident.id))
  await act(history, as, minute(words.solvedAtMinute + 9), async (work) => {
    const draft = await draftDocumentation(work, ticket)
    await documentTicket(
      work,
      ticket.id,
      draft
        .replace('## Cause\n', `## Cause\n${words.cause}\n`)
        .replace('## What put it right\n', `## What put it right\n${words.cure}\n`),
    )
    await setStatus(work, ticket.id, 'solved')
  })
  return ticket.id
}

/** The customer cannot open the call: everybody moves to the next link, once. */
async function moveCall(
  history: History,
  { organization }: Raised,
  ticket: Ticket,
  incidentId: string,
  at: Date,
) {
  const link = await openCallLink(history.system.db, incidentId)
  if (!link || link.position > 0) return
  const actor = {
    kind: 'contact' as const,
    id: ticket.requesterId,
    name: personOf(customerOf(organization)).name,
  }
  await act(history, actor, at, (work) =>
    switchCall(work, incidentId, link.id, 'The customer cannot open it'),
  )
}

export async function say(
  history: History,
  { organization }: Raised,
  ticket: Ticket,
  holder: User,
  { at, from, text }: { at: Date; from: 'staff' | 'customer' | 'note'; text: string },
) {
  const customer = personOf(customerOf(organization))
  const ours = { kind: 'user' as const, id: holder.id, name: holder.name }
  if (from === 'customer') {
    await act(
      history,
      { kind: 'contact', id: ticket.requesterId, name: customer.name },
      at,
      (work) => addCustomerComment(work, ticket.id, { body: text, via: 'email' }),
    )
  } else if (from === 'staff') {
    await act(history, ours, at, (work) =>
      reply(work, ticket.id, { body: answerTo(customer, text, holder.name), via: 'web' }),
    )
  } else {
    await act(history, ours, at, (work) => note(work, ticket.id, { body: text, via: 'web' }))
  }
}

/** Everybody pages themselves and opens what comes: the proof that each phone can be woken. */
export function provePhones(history: History, staff: Staff, at: Date): Happening {
  return {
    at,
    alone: true,
    async run() {
      await freezeAt(history, at)
      for (const { id, name } of staff.values())
        await act(history, { kind: 'user', id, name }, at, (work) => pageMyself(work, id, 0))
      while ((await sendDuePages(history.pager)) > 0) continue
      const tests = await history.system.db
        .selectFrom('pages')
        .select('id')
        .where('incidentId', 'is', null)
        .execute()
      for (const page of tests)
        await recordReceipt(history.system, linksFor(history.system, page).acknowledgeToken, 'seen')
    },
  }
}
