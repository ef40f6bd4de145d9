import { randomUUIDv7 } from 'node:crypto'
import type { Work } from '../platform/work.ts'
import { isOpen } from '../tickets/status.ts'
import { endClock, followStatus, showPromise, writeEntry } from './actions.ts'
import { dueAfterPause } from './clock.ts'
import { hoursOf, lockOpenClocks, type Clock } from './queries.ts'

/**
 * A merged ticket's promises go over to the ticket it became part of. Where both owe the same, the stricter deadline
 * stands; the other clock rests until the merge is taken back.
 */
export async function transferClocks(
  work: Work,
  fromTicketId: string,
  into: { ticketId: string; number: number },
) {
  const owed = await lockOpenClocks(work, into.ticketId)
  for (const clock of await lockOpenClocks(work, fromTicketId)) {
    await rest(work, clock, `Merged into #${into.number}`)
    const own = owed.find(({ metric }) => metric === clock.metric)
    if (own && own.dueAt <= clock.dueAt) continue
    if (own) await rest(work, own, 'A merged ticket brought a stricter deadline')
    await takeOver(work, clock, into.ticketId, own ?? null)
  }
  await showPromise(work, fromTicketId)
  await fitToStatus(work, into.ticketId)
}

/** Undoes a transfer: each ticket has its own clocks again. What was fulfilled together stays fulfilled on both. */
export async function returnClocks(work: Work, fromTicketId: string, intoTicketId: string) {
  const resting = await work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', fromTicketId)
    .where('status', '=', 'transferred')
    .forUpdate()
    .execute()
  for (const clock of resting) {
    const stand = await work.db
      .selectFrom('slaClocks')
      .selectAll()
      .where('transferredFrom', '=', clock.id)
      .orderBy('id', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    // Only a clock that was kept or missed has an answer; one that rests or was called off has none.
    const isFulfilled = stand?.status === 'met' || stand?.status === 'breached'
    const answered =
      isFulfilled && stand?.endedAt ? stand.endedAt : await answeredSince(work, clock, intoTicketId)
    if (stand && !stand.endedAt) {
      await endClock(work, stand, 'cancel', 'The merge was taken back')
      if (stand.replaces) await revive(work, await clockById(work, stand.replaces))
    }
    if (answered) await settleLike(work, clock, answered)
    else await revive(work, clock)
  }
  await fitToStatus(work, fromTicketId)
  await fitToStatus(work, intoTicketId)
}

/** Spam is promised nothing. The clocks rest, for the case that it was none. */
export async function restClocks(work: Work, ticketId: string, why: string) {
  for (const clock of await lockOpenClocks(work, ticketId)) await rest(work, clock, why)
  await showPromise(work, ticketId)
}

/** The clocks that rest for this reason run again, with the deadlines they had; those a merge put to rest stay so. */
export async function reviveClocks(work: Work, ticketId: string, why: string) {
  const resting = await work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('status', '=', 'transferred')
    .forUpdate()
    .execute()
  for (const clock of resting) if (await restsFor(work, clock, why)) await revive(work, clock)
  await fitToStatus(work, ticketId)
}

async function restsFor(work: Work, clock: Clock, why: string): Promise<boolean> {
  const entry = await work.db
    .selectFrom('slaEntries')
    .select('why')
    .where('clockId', '=', clock.id)
    .where('seq', '=', clock.seq)
    .executeTakeFirst()
  return entry?.why === why
}

/**
 * A status that ended promises counts as never set: those it ended at that moment stand again, running, late or paused,
 * as they stood. Time that has passed since counts; nothing is bought by it.
 */
export async function unendClocks(
  work: Work,
  ticketId: string,
  { status, at }: { status: string; at: Date },
) {
  const ended = await work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('endedAt', '=', at)
    .where('status', 'in', ['met', 'cancelled', 'breached'])
    .forUpdate()
    .execute()
  for (const clock of ended) await unend(work, clock, status)
  await showPromise(work, ticketId)
}

async function unend(work: Work, clock: Clock, status: string) {
  const entries = await work.db
    .selectFrom('slaEntries')
    .select(['kind', 'at', 'why'])
    .where('clockId', '=', clock.id)
    .orderBy('seq', 'desc')
    .limit(2)
    .execute()
  const [last, before] = entries
  // What ended at the same moment for another reason, such as a reply, stays as it is.
  if (!last?.why.startsWith(`The ticket was ${status}`)) return
  const open = await lockOpenClocks(work, clock.ticketId)
  if (open.some(({ metric }) => metric === clock.metric)) return
  const wasPaused = before?.kind === 'pause' && clock.breachedAt === null
  await work.db
    .updateTable('slaClocks')
    .set({
      status: clock.breachedAt ? 'breached' : wasPaused ? 'paused' : 'running',
      pausedAt: wasPaused ? before.at : null,
      metAt: null,
      endedAt: null,
      seq: clock.seq + 1,
    })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'return', 'The status was given back')
}

async function takeOver(work: Work, clock: Clock, ticketId: string, replaced: Clock | null) {
  const id = randomUUIDv7()
  await work.db
    .insertInto('slaClocks')
    .values({
      id,
      ticketId,
      metric: clock.metric,
      status: clock.status,
      policyVersionId: clock.policyVersionId,
      calendarVersionId: clock.calendarVersionId,
      targetMinutes: clock.targetMinutes,
      startedAt: clock.startedAt,
      dueAt: clock.dueAt,
      pausedAt: clock.pausedAt,
      breachedAt: clock.breachedAt,
      transferredFrom: clock.id,
      replaces: replaced?.id ?? null,
    })
    .execute()
  await writeEntry(work, { id, seq: -1, dueAt: clock.dueAt }, 'start', 'Came with a merged ticket')
}

/** A clock that stood still keeps what was left of it when it goes to rest. */
async function rest(work: Work, clock: Clock, why: string) {
  const dueAt = clock.pausedAt
    ? dueAfterPause(
        await hoursOf(work.system, clock.calendarVersionId),
        { dueAt: clock.dueAt, pausedAt: clock.pausedAt },
        work.now,
      )
    : clock.dueAt
  await work.db
    .updateTable('slaClocks')
    .set({ status: 'transferred', pausedAt: null, dueAt, endedAt: work.now, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'transfer', why, { dueAt })
}

/** Clocks that came or came back stand still or run as their ticket's status has it. */
async function fitToStatus(work: Work, ticketId: string) {
  const { status } = await work.db
    .selectFrom('tickets')
    .select('status')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  if (isOpen(status)) await followStatus(work, ticketId, status)
  else await showPromise(work, ticketId)
}

/** A deadline that passed while the clock rested was missed at the deadline: resting buys no time. */
async function revive(work: Work, clock: Clock) {
  const open = await lockOpenClocks(work, clock.ticketId)
  if (clock.status !== 'transferred' || open.some(({ metric }) => metric === clock.metric)) return
  const isBroken = clock.breachedAt !== null
  await work.db
    .updateTable('slaClocks')
    .set({ status: isBroken ? 'breached' : 'running', endedAt: null, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'return', 'It stands on its own again')
}

async function settleLike(work: Work, clock: Clock, at: Date) {
  const isLate = clock.breachedAt !== null || at > clock.dueAt
  await work.db
    .updateTable('slaClocks')
    .set({
      ...(isLate
        ? { status: 'breached' as const, breachedAt: clock.dueAt }
        : { status: 'met' as const, metAt: at }),
      endedAt: at,
      seq: clock.seq + 1,
    })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, isLate ? 'fulfil' : 'meet', 'Answered while it was merged')
}

/** When a person of ours first answered in the merged ticket after this clock went to rest; null when nobody did. */
async function answeredSince(work: Work, clock: Clock, intoTicketId: string): Promise<Date | null> {
  if (clock.metric === 'resolution' || !clock.endedAt) return null
  const answer = await work.db
    .selectFrom('comments')
    .select('createdAt')
    .where('ticketId', '=', intoTicketId)
    .where('kind', '=', 'public')
    .where('authorKind', '=', 'user')
    .where('createdAt', '>=', clock.endedAt)
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst()
  return answer?.createdAt ?? null
}

const clockById = (work: Work, id: string): Promise<Clock> =>
  work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
