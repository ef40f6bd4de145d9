import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { skipUnreachableLevel } from '../incidents/escalate.ts'
import { lockIncident } from '../incidents/queries.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import type { Page } from './queries.ts'

/** How long a claimed page belongs to its sender. It is also how long a killed sender delays one: just above the provider's limit. */
export const LEASE_SECONDS = 15
const TRIES = 3
/** Pauses before the second and the third try, in milliseconds; jitter comes on top. */
const PAUSES_MS = [400, 800]

/** Takes pages that are due, one lane at a time so that the index answers by condition. (T3) */
export async function claimPages(system: System, lane: number, atMost: number): Promise<Page[]> {
  if (atMost <= 0) return []
  const token = crypto.randomUUID()
  return system.db
    .with('due', (db) =>
      db
        .selectFrom('pages')
        .select('id')
        .where('state', '=', 'queued')
        .where('lane', '=', lane)
        .where('notBefore', '<=', sql<Date>`app_now()`)
        .orderBy('notBefore')
        .limit(atMost)
        .forUpdate()
        .skipLocked(),
    )
    .with('claimed', (db) =>
      db
        .updateTable('pages')
        .from('due')
        .set((eb) => ({
          state: 'leased' as const,
          leaseToken: token,
          leaseUntil: sql<Date>`app_now() + ${LEASE_SECONDS} * interval '1 second'`,
          attempts: eb('pages.attempts', '+', 1),
        }))
        .whereRef('pages.id', '=', 'due.id')
        .returningAll('pages'),
    )
    .with('noted', (db) =>
      db
        .insertInto('pageAttempts')
        .columns(['pageId', 'n', 'startedAt'])
        .expression((eb) =>
          eb
            .selectFrom('claimed')
            .select([
              'claimed.id as pageId',
              'claimed.attempts as n',
              sql<Date>`app_now()`.as('startedAt'),
            ]),
        ),
    )
    .selectFrom('claimed')
    .selectAll()
    .execute()
}

export type Verdict =
  | { send: true; incidentNumber: number; urgency: 'high' | 'low' }
  | { send: false; why: string }

/** Looks once more, just before the call, whether the page is still wanted. (T4) */
export async function recheck(system: System, page: Page): Promise<Verdict> {
  if (page.incidentId === null) return { send: true, incidentNumber: 0, urgency: 'high' }
  const incident = await system.db
    .selectFrom('incidents')
    .select(['number', 'urgency', 'status', 'acknowledgedAt'])
    .where('id', '=', page.incidentId)
    .executeTakeFirstOrThrow()
  const wanted = { send: true as const, incidentNumber: incident.number, urgency: incident.urgency }
  if (incident.status === 'triggered') return wanted
  // Help asked for by the one who has it is paged although the incident is acknowledged.
  if (
    incident.status === 'acknowledged' &&
    incident.acknowledgedAt &&
    page.createdAt > incident.acknowledgedAt
  )
    return wanted
  return { send: false, why: incident.status }
}

const mine = (page: Page) => ({ id: page.id, token: page.leaseToken })

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

export async function pageCancelled(system: System, page: Page, why: string): Promise<boolean> {
  return inWork(system, machine('pager'), (work) =>
    finish(work, page, { state: 'cancelled', outcome: why, doneAt: work.now }),
  )
}

export interface Failure {
  why: string
  permanent: boolean
  addressGone: boolean
  retryAfterSeconds: number | null
}

/** The outside said no: try again soon, or give up on this way and bring the person's next one forward. Never wait for level 2. */
export async function pageFailed(system: System, page: Page, failure: Failure): Promise<void> {
  await inWork(system, machine('pager'), async (work) => {
    // The order of locks is incident, then pages, everywhere.
    if (page.incidentId) await lockIncident(work, page.incidentId)
    if (!failure.permanent && page.attempts < TRIES) {
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
    if (!(await finish(work, page, { state: 'failed', outcome: failure.why, doneAt: work.now })))
      return
    if (failure.addressGone || failure.permanent) await markBroken(work, page, failure)
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

/** A page that waited past its time is looked at again: sent fresh while the incident is open, never late. */
export async function renewStale(system: System, page: Page): Promise<void> {
  await inWork(system, machine('pager'), async (work) => {
    if (page.incidentId) await lockIncident(work, page.incidentId)
    const closed = await finish(work, page, {
      state: 'cancelled',
      outcome: 'stale: a fresh one was made',
      doneAt: work.now,
    })
    const verdict = await recheck(system, page)
    if (!closed || !verdict.send) return
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

/** Gives back what a dead sender held. (T7) */
export async function reapLeases(system: System): Promise<number> {
  const rows = await system.db
    .with('dead', (db) =>
      db
        .selectFrom('pages')
        .select('id')
        .where('state', '=', 'leased')
        .where('leaseUntil', '<', sql<Date>`app_now()`)
        .limit(500)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('pages')
    .from('dead')
    .set({ state: 'queued', leaseToken: null, leaseUntil: null })
    .whereRef('pages.id', '=', 'dead.id')
    .returning('pages.id')
    .execute()
  return rows.length
}

type Finish = Partial<
  Pick<Page, 'state' | 'externalId' | 'acceptedAt' | 'outcome' | 'doneAt' | 'notBefore'>
>

async function finish(work: Work, page: Page, changes: Finish): Promise<boolean> {
  const { id, token } = mine(page)
  const row = await work.db
    .updateTable('pages')
    .set({ ...changes, leaseToken: null, leaseUntil: null })
    .where('id', '=', id)
    .where('leaseToken', '=', token)
    .executeTakeFirst()
  if (row.numUpdatedRows === 0n) return false
  await work.db
    .updateTable('pageAttempts')
    .set({ endedAt: work.now, outcome: changes.outcome ?? null })
    .where('pageId', '=', id)
    .where('n', '=', page.attempts)
    .execute()
  return true
}

async function markBroken(work: Work, page: Page, { why }: Failure) {
  if (!page.contactMethodId) return
  const row = await work.db
    .updateTable('contactMethods')
    .set({ brokenAt: work.now, brokenReason: why })
    .where('id', '=', page.contactMethodId)
    .where('brokenAt', 'is', null)
    .executeTakeFirst()
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
    .where('state', '=', 'queued')
    .where('id', '<>', page.id)
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

const topicsOf = (page: Page) => (page.incidentId ? ['incidents'] : [`reach:${page.userId}`])
