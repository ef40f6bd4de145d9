import { randomUUIDv7 } from 'node:crypto'
import { lockIncident } from '../incidents/queries.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { recheck } from './claim.ts'
import type { Page } from './queries.ts'

/** The provider said yes. False when the lease was lost meanwhile: the page belongs to another sender. (T5) */
export async function pageAccepted(
  system: System,
  page: Page,
  externalId: string | null,
): Promise<boolean> {
  return inWork(system, machine('pager'), async (work) => {
    const done = await finish(work, page, {
      state: 'accepted',
      externalId,
      acceptedAt: work.now,
      outcome: 'accepted',
    })
    if (done) work.touch(...topicsOf(page))
    return done
  })
}

/** Stops a page that is no longer wanted. Asked again under the incident's lock: an undo at this very moment must not lose it. */
export async function pageCancelled(system: System, page: Page): Promise<boolean> {
  return inWork(system, machine('pager'), async (work) => {
    if (page.incidentId) await lockIncident(work, page.incidentId)
    const verdict = await recheck(work.db, page)
    return finish(work, page, verdict.send ? { state: 'queued' } : stopped(work, verdict.why))
  })
}

export const stopped = (work: Work, why: string): Finish => ({
  state: 'cancelled',
  outcome: why,
  doneAt: work.now,
})

/** A page that waited past its time is looked at again: sent fresh while the incident is open, never late. */
export async function renewStale(system: System, page: Page): Promise<void> {
  await inWork(system, machine('pager'), async (work) => {
    if (page.incidentId) await lockIncident(work, page.incidentId)
    const verdict = await recheck(work.db, page)
    const why = verdict.send ? 'stale: a fresh one was made' : verdict.why
    if (!(await finish(work, page, stopped(work, why))) || !verdict.send) return
    await work.db
      .insertInto('pages')
      .values({
        id: randomUUIDv7(),
        incidentId: page.incidentId,
        key: `${page.key}:fresh${work.now.getTime()}`,
        userId: page.userId,
        contactMethodId: page.contactMethodId,
        kind: page.kind,
        address: page.address,
        level: page.level,
        round: page.round,
        reopenNo: page.reopenNo,
        learner: page.learner,
        askedFor: page.askedFor,
        lane: page.lane,
        title: page.title,
        body: page.body,
        notBefore: work.now,
        notAfter: new Date(work.now.getTime() + 5 * 60_000),
        createdAt: work.now,
      })
      .execute()
  })
}

type Finish = Partial<
  Pick<Page, 'state' | 'externalId' | 'acceptedAt' | 'outcome' | 'doneAt' | 'notBefore'>
>

/** Writes what became of a claimed page. False when the lease was lost: another sender has it, and its word counts. */
export async function finish(work: Work, page: Page, changes: Finish): Promise<boolean> {
  const row = await work.db
    .updateTable('pages')
    .set({ ...changes, leaseToken: null, leaseUntil: null })
    .where('id', '=', page.id)
    .where('leaseToken', '=', page.leaseToken)
    .executeTakeFirst()
  if (row.numUpdatedRows === 0n) return false
  await work.db
    .updateTable('pageAttempts')
    .set({ endedAt: work.now, outcome: changes.outcome ?? null })
    .where('pageId', '=', page.id)
    .where('n', '=', page.attempts)
    .execute()
  return true
}

export const topicsOf = (page: Page) => (page.incidentId ? ['incidents'] : [`reach:${page.userId}`])
