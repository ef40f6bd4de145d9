import type { Work } from '../platform/work.ts'
import { isOpen } from '../tickets/status.ts'
import { followStatus, showPromise, writeEntry } from './actions.ts'
import { standingAfter } from './clock.ts'
import { hoursOf, lockOpenClocks, pauseStatusesOf, statusesSince, type Clock } from './queries.ts'

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

/** A clock that stood still goes to rest as it stood: it keeps its deadline, and since when it is paused. */
export async function rest(work: Work, clock: Clock, why: string) {
  await work.db
    .updateTable('slaClocks')
    .set({ status: 'transferred', endedAt: work.now, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, 'transfer', why)
}

/**
 * A clock stands as if it had never rested: paused where its ticket's status had it pause meanwhile. A deadline that passed
 * while it ran was missed at the deadline: resting buys no time.
 */
export async function revive(work: Work, clock: Clock) {
  const open = await lockOpenClocks(work, clock.ticketId)
  if (clock.status !== 'transferred' || open.some(({ metric }) => metric === clock.metric)) return
  const { status, dueAt, pausedAt } = await asItStands(work, clock)
  await work.db
    .updateTable('slaClocks')
    .set({ status, dueAt, pausedAt, endedAt: null, seq: clock.seq + 1 })
    .where('id', '=', clock.id)
    .execute()
  const why =
    dueAt.getTime() === clock.dueAt.getTime()
      ? 'It stands on its own again'
      : 'It stands on its own again; meanwhile its ticket waited, and so did it'
  await writeEntry(work, clock, 'return', why, { dueAt })
}

/** A clock that rests, as it would stand if it did not. */
export async function asItStands(work: Work, clock: Clock): Promise<Clock> {
  if (clock.breachedAt) return { ...clock, status: 'breached' }
  const standing = await standingNow(work, clock)
  return { ...clock, ...standing, status: standing.pausedAt ? 'paused' : 'running' }
}

async function standingNow(work: Work, clock: Clock) {
  const pauses = await pauseStatusesOf(work.system, clock.policyVersionId)
  const changes = await statusesSince(work.db, clock.ticketId, clock.endedAt ?? work.now)
  return standingAfter(
    await hoursOf(work.system, clock.calendarVersionId),
    clock,
    // Merging closed it, and so did calling it spam: that is what is taken back.
    changes
      .filter(({ status }) => isOpen(status))
      .map(({ at, status }) => ({ at, pauses: pauses.includes(status) })),
  )
}

/** Clocks that came or came back stand still or run as their ticket's status has it. */
export async function fitToStatus(work: Work, ticketId: string) {
  const { status } = await work.db
    .selectFrom('tickets')
    .select('status')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  if (isOpen(status)) await followStatus(work, ticketId, status)
  else await showPromise(work, ticketId)
}
