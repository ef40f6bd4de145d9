import { sql } from 'kysely'
import { skipUnreachableLevel } from '../incidents/escalate.ts'
import { lockIncident } from '../incidents/queries.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { recheck } from './claim.ts'
import { finish, stopped, topicsOf } from './outcome.ts'
import type { Page } from './queries.ts'

const TRIES = 3
/** Pauses before the second and the third try, in milliseconds; jitter comes on top. */
const PAUSES_MS = [400, 800]

export interface Failure {
  why: string
  permanent: boolean
  addressGone: boolean
  retryAfterSeconds: number | null
}

/** The outside said no: try again soon, or give up on this way and bring the person's next one forward. Never wait for level 2. */
export async function pageFailed(system: System, page: Page, failure: Failure): Promise<void> {
  await inWork(system, machine('pager'), async (work) => {
    // The order of locks is incident, then the way, then pages, everywhere.
    if (page.incidentId) await lockIncident(work, page.incidentId)
    if (!failure.permanent && page.attempts < TRIES) {
      const verdict = await recheck(work.db, page)
      if (!verdict.send) return void (await finish(work, page, stopped(work, verdict.why)))
      const pause =
        failure.retryAfterSeconds === null
          ? (PAUSES_MS[page.attempts - 1] ?? 800) * (1 + Math.random() / 4)
          : failure.retryAfterSeconds * 1000
      const again = await finish(work, page, {
        state: 'queued',
        notBefore: new Date(work.now.getTime() + pause),
        outcome: failure.why,
      })
      if (again && failure.retryAfterSeconds !== null) await hurryNextWay(work, page)
      return
    }
    const isBroken = failure.addressGone || failure.permanent
    if (isBroken) await lockWay(work, page)
    if (!(await finish(work, page, { state: 'failed', outcome: failure.why, doneAt: work.now })))
      return
    if (isBroken) await markBroken(work, page, failure)
    work.record({
      type: 'page.failed',
      pageId: page.id,
      incidentId: page.incidentId,
      userId: page.userId,
      why: failure.why,
    })
    work.touch(...topicsOf(page))
    if (!(await hurryNextWay(work, page))) await giveUpIfNobodyIsReached(work, page, failure.why)
  })
}

/** A receipt proves the way and then marks its pages: who holds a page must not wait for the way. */
const lockWay = (work: Work, { contactMethodId }: Page) =>
  work.db
    .selectFrom('contactMethods')
    .select('id')
    .where('id', '=', contactMethodId)
    .forNoKeyUpdate()
    .execute()

async function markBroken(work: Work, page: Page, { why }: Failure) {
  if (!page.contactMethodId) return
  const row = await work.db
    .updateTable('contactMethods')
    .set({ brokenAt: work.now, brokenReason: why })
    .where('id', '=', page.contactMethodId)
    .where('brokenAt', 'is', null)
    .executeTakeFirst()
  await work.db
    .updateTable('pages')
    .set({ state: 'cancelled', outcome: why, doneAt: work.now })
    .where('incidentId', '=', page.incidentId)
    .where('contactMethodId', '=', page.contactMethodId)
    .where('state', '=', sql.lit('queued'))
    .execute()
  if (row.numUpdatedRows > 0n)
    work.record({
      type: 'contact_method.broken',
      contactMethodId: page.contactMethodId,
      userId: page.userId,
      why,
    })
}

/** Brings the person's next way of this step forward to now. False when there is none left. */
async function hurryNextWay(work: Work, page: Page): Promise<boolean> {
  const next = await sameStep(work, page)
    .where('userId', '=', page.userId)
    .where('state', '=', sql.lit('queued'))
    .where('id', '<>', page.id)
    // A repeat of the way that just failed is no other way.
    .where('contactMethodId', 'is distinct from', page.contactMethodId)
    .select('id')
    .orderBy('notBefore')
    .limit(1)
    .executeTakeFirst()
  if (!next) return false
  await work.db
    .updateTable('pages')
    .set({ notBefore: work.now, lane: 1 })
    .where('id', '=', next.id)
    .where('notBefore', '>', work.now)
    .execute()
  work.afterCommit(() => work.system.live.wake('pages'))
  return true
}

async function giveUpIfNobodyIsReached(work: Work, page: Page, why: string) {
  if (!page.incidentId) return
  const alive = await sameStep(work, page)
    .where('learner', '=', false)
    .where('state', 'in', ['queued', 'leased', 'accepted', 'delivered', 'seen'])
    .select('id')
    .limit(1)
    .executeTakeFirst()
  if (!alive) await skipUnreachableLevel(work, page.incidentId, page, why)
}

const sameStep = (work: Work, page: Page) =>
  work.db
    .selectFrom('pages')
    .where('incidentId', '=', page.incidentId)
    .where('reopenNo', '=', page.reopenNo)
    .where('round', '=', page.round)
    .where('level', '=', page.level)
