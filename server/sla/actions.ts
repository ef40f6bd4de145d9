import { randomUUIDv7 } from 'node:crypto'
import { lockTicket, type Ticket } from '../tickets/queries.ts'
import { setFirstPromise, setPromise } from '../tickets/queue-place.ts'
import type { TicketStatus } from '../events.ts'
import type { Work } from '../platform/work.ts'
import { dueFrom, nextPromise } from './clock.ts'
import { hoursOf, lockOpenClocks, pauseStatusesOf, type Clock } from './queries.ts'
import { promisedFor } from './promised.ts'
import type { Metric } from './target.ts'

const FAR_END = new Date('9999-01-01T00:00:00Z')

/**
 * Starts what was promised for a new ticket, from the moment the customer asked, in one statement. It can have no other
 * clock yet, so none is looked for.
 */
export async function startClocks(work: Work, ticket: Ticket, askedAt = work.now) {
  // A bounce is promised nothing.
  if (ticket.tags.includes('bounce')) return
  const promised = await Promise.all(
    (['first_reply', 'update', 'resolution'] as const).map((metric) =>
      newClock(work, ticket, metric, askedAt),
    ),
  )
  const clocks = promised.filter((clock) => clock !== null)
  if (clocks.length === 0) return
  const stored = starting(work, clocks, 'The ticket was opened')
  await setFirstPromise(work, ticket, promiseOf(clocks), stored)
}

/** A person of ours replied in public: replies promised are given. */
export async function meetReplies(work: Work, ticketId: string) {
  const ticket = await readTicket(work, ticketId)
  for (const clock of await lockOpenClocks(work, ticketId)) {
    if (clock.metric === 'resolution') continue
    await fulfil(work, clock, 'A public reply was sent')
    if (clock.metric === 'update')
      await startClock(work, ticket, 'update', work.now, 'A public reply was sent')
  }
  await showPromise(work, ticketId)
}

/** The customer wrote: unless a reply is already owed, the next one is owed from now. */
export async function oweNextReply(work: Work, ticketId: string) {
  const open = await lockOpenClocks(work, ticketId)
  if (open.some(({ metric }) => metric === 'first_reply' || metric === 'next_reply')) return
  await startClock(
    work,
    await readTicket(work, ticketId),
    'next_reply',
    work.now,
    'The customer wrote',
  )
  await showPromise(work, ticketId)
}

/** Pausing is the policy's choice by status; solving meets a resolution and ends what is owed. */
export async function followStatus(work: Work, ticketId: string, status: TicketStatus) {
  for (const found of await lockOpenClocks(work, ticketId)) {
    const clock = await noticed(work, found)
    const pauses = await pauseStatusesOf(work.system, clock.policyVersionId)
    if (status === 'solved' || status === 'closed') await end(work, clock, status)
    else if (pauses.includes(status) && clock.status === 'running') await pause(work, clock, status)
    else if (!pauses.includes(status) && clock.status === 'paused') await resume(work, clock)
  }
  await showPromise(work, ticketId)
}

/**
 * Another priority or another channel is another promise: the clock starts over from the same moment with the new
 * number. What is broken already stays broken, and what stands still goes on standing still.
 */
export async function retarget(work: Work, ticketId: string, why?: string) {
  const ticket = await readTicket(work, ticketId)
  const reason = why ?? `The priority became ${ticket.priority}`
  for (const found of await lockOpenClocks(work, ticketId)) {
    const clock = await noticed(work, found)
    if (clock.status === 'breached') continue
    await close(work, clock, { status: 'cancelled' }, 'cancel', reason)
    const started = await startClock(work, ticket, clock.metric, clock.startedAt, reason)
    if (started && clock.status === 'paused')
      await pause(work, { ...clock, id: started.id, seq: 0 }, ticket.status)
  }
  await showPromise(work, ticketId)
}

/**
 * Another plan is another promise. Clocks that run start over; and where nothing was promised before, what is promised now
 * counts from the moment the customer asked, unless they have had their answer.
 */
export async function promiseAnew(work: Work, ticketId: string, why: string) {
  await retarget(work, ticketId, why)
  const ticket = await readTicket(work, ticketId)
  if (ticket.status === 'solved' || ticket.status === 'closed') return
  const known = await work.db
    .selectFrom('slaClocks')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('status', '<>', 'cancelled')
    .limit(1)
    .executeTakeFirst()
  if (known) return
  if (ticket.publicReplies === 0)
    await startClock(work, ticket, 'first_reply', ticket.createdAt, why)
  await startClock(work, ticket, 'update', work.now, why)
  await startClock(work, ticket, 'resolution', ticket.createdAt, why)
  await showPromise(work, ticketId)
}

/** Marks one clock as breached when its time is over. The breach happened at the deadline, however late we look. */
export async function breachIfDue(work: Work, ticketId: string, clockId: string) {
  await lockTicket(work, ticketId)
  const clock = (await lockOpenClocks(work, ticketId)).find(({ id }) => id === clockId)
  if (!clock || clock.status !== 'running' || clock.dueAt > work.now) return
  await breach(work, clock)
  await showPromise(work, ticketId)
}

/** The clock as it is in truth: nobody may have looked since its deadline passed. */
const noticed = async (work: Work, clock: Clock): Promise<Clock> =>
  clock.status === 'running' && clock.dueAt < work.now ? breach(work, clock) : clock

async function breach(work: Work, clock: Clock): Promise<Clock> {
  const broken = await work.db
    .updateTable('slaClocks')
    .set({ status: 'breached', breachedAt: clock.dueAt, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await writeEntry(work, clock, 'breach', 'The deadline passed', { at: clock.dueAt })
  const { ticketId, id, metric } = clock
  work.record({ type: 'sla.breached', ticketId, clockId: id, metric })
  return broken
}

async function startClock(
  work: Work,
  ticket: Ticket,
  metric: Metric,
  startedAt: Date,
  why: string,
): Promise<NewClock | null> {
  const clock = await newClock(work, ticket, metric, startedAt)
  if (clock) await starting(work, [clock], why).selectFrom('started').select('id').execute()
  return clock
}

/** The clock a policy wants for this ticket; null when nothing is promised. */
async function newClock(work: Work, ticket: Ticket, metric: Metric, startedAt: Date) {
  const promised = await promisedFor(work.system, ticket, metric, startedAt)
  if (!promised) return null
  return {
    id: randomUUIDv7(),
    ticketId: ticket.id,
    metric,
    status: 'running' as const,
    ...promised,
    startedAt,
  }
}

type NewClock = NonNullable<Awaited<ReturnType<typeof newClock>>>

/** Clocks with the first line of their ledger, stored by whatever statement is built on this. */
function starting(work: Work, clocks: NewClock[], why: string) {
  return work.db
    .with('started', (db) => db.insertInto('slaClocks').values(clocks).returning('id'))
    .with('noted', (db) =>
      db
        .insertInto('slaEntries')
        .values(
          clocks.map(({ id, dueAt }) => ({
            clockId: id,
            seq: 0,
            at: work.now,
            kind: 'start',
            dueAt,
            why,
          })),
        )
        .returning('clockId'),
    )
}

async function fulfil(work: Work, found: Clock, why: string) {
  // A paused clock stands still: its deadline is moved on when it goes on.
  const clock = await noticed(work, found)
  if (clock.status === 'breached')
    return close(work, clock, {}, 'fulfil', `${why}, after the deadline`)
  return close(work, clock, { status: 'met', metAt: work.now, pausedAt: null }, 'meet', why)
}

async function end(work: Work, clock: Clock, status: TicketStatus) {
  if (clock.metric === 'resolution') return fulfil(work, clock, `The ticket was ${status}`)
  if (clock.status === 'breached')
    return close(work, clock, {}, 'cancel', `The ticket was ${status}`)
  return close(
    work,
    clock,
    { status: 'cancelled', pausedAt: null },
    'cancel',
    `The ticket was ${status}`,
  )
}

async function pause(work: Work, clock: Clock, status: TicketStatus) {
  await work.db
    .updateTable('slaClocks')
    .set({ status: 'paused', pausedAt: work.now, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'pause', `The ticket became ${status}`, {})
}

async function resume(work: Work, clock: Clock) {
  const hours = await hoursOf(work.system, clock.calendarVersionId)
  const dueAt = dueFrom(hours, clock, work.now)
  await work.db
    .updateTable('slaClocks')
    .set({ status: 'running', pausedAt: null, dueAt, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'resume', 'The ticket is ours again', { dueAt })
}

export async function endClock(work: Work, clock: Clock, kind: 'cancel', why: string) {
  await close(work, clock, { status: 'cancelled' }, kind, why)
}

type Ending = Partial<Pick<Clock, 'status' | 'metAt' | 'pausedAt'>>

async function close(
  work: Work,
  clock: Clock,
  changes: Ending,
  kind: 'meet' | 'fulfil' | 'cancel',
  why: string,
) {
  await work.db
    .updateTable('slaClocks')
    .set({ ...changes, pausedAt: null, endedAt: work.now, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, kind, why, {})
}

/** Adds the next line of a clock's ledger. Its own row must count it too. */
export async function writeEntry(
  work: Work,
  clock: Pick<Clock, 'id' | 'seq' | 'dueAt'>,
  kind: string,
  why: string,
  { at = work.now, dueAt = clock.dueAt }: { at?: Date; dueAt?: Date } = {},
) {
  await work.db
    .insertInto('slaEntries')
    .values({ clockId: clock.id, seq: clock.seq + 1, at, kind, dueAt, why })
    .execute()
}

/** Copies the next promise onto the ticket, where the queue sorts by it. */
export async function showPromise(work: Work, ticketId: string) {
  const clocks = await work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('endedAt', 'is', null)
    .execute()
  await setPromise(work, ticketId, promiseOf(clocks))
}

function promiseOf(clocks: readonly Pick<Clock, 'metric' | 'status' | 'startedAt' | 'dueAt'>[]) {
  const next = nextPromise(clocks)
  return {
    queueAt: next && next.status !== 'paused' ? next.dueAt : FAR_END,
    dueAt: next?.dueAt ?? null,
    dueMetric: next?.metric ?? null,
    dueState: next ? (next.status as 'running' | 'paused' | 'breached') : ('none' as const),
    dueStartedAt: next?.startedAt ?? null,
  }
}

const readTicket = (work: Work, id: string) =>
  work.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
