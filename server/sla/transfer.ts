import { randomUUIDv7 } from 'node:crypto'
import type { Work } from '../platform/work.ts'
import { endClock, showPromise, writeEntry } from './actions.ts'
import { dueFrom } from './clock.ts'
import { hoursOf, lockOpenClocks, type Clock } from './queries.ts'
import { asItStands, fitToStatus, rest, revive } from './resting.ts'

const TAKEN_BACK = 'The merge was taken back'

/**
 * A merged ticket's promises go over to the ticket it became part of. Where both owe the same, the stricter deadline
 * stands; the other clock rests until the merge is taken back.
 */
export async function transferClocks(
  work: Work,
  fromTicketId: string,
  into: { ticketId: string; number: number },
) {
  for (const clock of await lockOpenClocks(work, fromTicketId)) {
    await rest(work, clock, `Merged into #${into.number}`)
    await owedIn(work, clock, into.ticketId)
  }
  await showPromise(work, fromTicketId)
  await fitToStatus(work, into.ticketId)
}

/** A ticket owes what one that is part of it owes, unless it owes the same sooner. */
async function owedIn(work: Work, clock: Clock, ticketId: string) {
  const own = (await lockOpenClocks(work, ticketId)).find(({ metric }) => metric === clock.metric)
  if (own && (await dueIfItGoesOn(work, own)) <= (await dueIfItGoesOn(work, clock))) return
  if (own) await rest(work, own, 'A merged ticket brought a stricter deadline')
  await takeOver(work, clock, ticketId, own ?? null)
}

/** What is left of two promises is compared, not their deadlines: one that stands still has its time before it. */
const dueIfItGoesOn = async (work: Work, clock: Clock): Promise<Date> =>
  dueFrom(await hoursOf(work.system, clock.calendarVersionId), clock, work.now)

/** Undoes a transfer: each ticket has its own clocks again. What was fulfilled together stays fulfilled on both. */
export async function returnClocks(work: Work, fromTicketId: string, intoTicketId: string) {
  for (const clock of await lockResting(work, fromTicketId)) {
    const stand = await standInOf(work, clock)
    const fulfilled = await fulfilledOf(work, stand)
    const answered = fulfilled?.endedAt ?? (await answeredSince(work, clock, intoTicketId))
    if (stand) await withdraw(work, stand)
    if (answered) await settleLike(work, clock, answered, fulfilled)
    else await revive(work, clock)
  }
  await fitToStatus(work, fromTicketId)
  await fitToStatus(work, intoTicketId)
}

/** The clocks of a ticket that rest, but for those in whose place a stricter one of the same ticket stood or stands. */
const lockResting = (work: Work, ticketId: string): Promise<Clock[]> =>
  work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('status', '=', 'transferred')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('slaClocks as stricter')
            .select('stricter.id')
            .whereRef('stricter.replaces', '=', 'slaClocks.id')
            .where('stricter.status', '!=', 'cancelled'),
        ),
      ),
    )
    .forUpdate()
    .execute()

const standInOf = (work: Work, clock: Clock): Promise<Clock | undefined> =>
  work.db
    .selectFrom('slaClocks')
    .selectAll()
    .where('transferredFrom', '=', clock.id)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

/** Only a clock that was kept or missed has an answer; one that was called off has none, and one that rests asks further. */
async function fulfilledOf(work: Work, stand: Clock | undefined): Promise<Clock | null> {
  if (!stand?.endedAt) return null
  if (stand.status === 'met' || stand.status === 'breached') return stand
  return stand.status === 'transferred' ? fulfilledOf(work, await standInOf(work, stand)) : null
}

/** Takes a clock that came with a merge out of the ticket again, and out of whatever that was merged into. */
async function withdraw(work: Work, stand: Clock): Promise<void> {
  const isOpen = !stand.endedAt
  if (!isOpen && stand.status !== 'transferred') return
  await endClock(work, stand, 'cancel', TAKEN_BACK)
  if (isOpen && stand.replaces) await revive(work, await clockById(work, stand.replaces))
  if (isOpen) return
  // One that rests because a stricter one came after it: that one stands in for what it stood in for.
  await work.db
    .updateTable('slaClocks')
    .set({ replaces: stand.replaces })
    .where('replaces', '=', stand.id)
    .execute()
  const further = await standInOf(work, stand)
  if (!further || (await fulfilledOf(work, further))) return
  await withdraw(work, further)
  if (stand.replaces)
    await owedIn(
      work,
      await asItStands(work, await clockById(work, stand.replaces)),
      further.ticketId,
    )
  await fitToStatus(work, further.ticketId)
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

/** `stand` was kept or missed in its place: what holds for the one holds for the other. */
async function settleLike(work: Work, clock: Clock, at: Date, stand: Clock | null) {
  const hours = await hoursOf(work.system, clock.calendarVersionId)
  const dueAt = stand?.dueAt ?? dueFrom(hours, clock, clock.endedAt ?? at)
  const isLate = stand ? stand.status === 'breached' : clock.breachedAt !== null || at > dueAt
  await work.db
    .updateTable('slaClocks')
    .set({
      ...(isLate
        ? { status: 'breached' as const, breachedAt: dueAt }
        : { status: 'met' as const, metAt: at }),
      dueAt,
      pausedAt: null,
      endedAt: at,
      seq: clock.seq + 1,
    })
    .where('id', '=', clock.id)
    .execute()
  await writeEntry(work, clock, isLate ? 'fulfil' : 'meet', 'Answered while it was merged', {
    dueAt,
  })
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
