import { sql } from 'kysely'
import { skipUnreachableLevel } from '../incidents/escalate.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { topicsOf } from './outcome.ts'
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

/**
 * The outside said no to a call, and so to every page in it: try again soon, or give up on this way and bring each
 * person's next one forward. Never wait for level 2. What became of all of them, and what follows, is one commit, well
 * before their leases end: it takes as many statements for one page as for five hundred, but for levels at which nobody is
 * left to reach, each of which is passed on by itself.
 */
export async function pagesFailed(
  system: System,
  pages: readonly Page[],
  failure: Failure,
): Promise<void> {
  await inWork(system, machine('pager'), async (work) => {
    // The order of locks is incident, then the way, then pages, everywhere; several incidents by their ids.
    await lockIncidents(work, pages)
    const isOver = ({ attempts }: Page) => failure.permanent || attempts >= TRIES
    if (isWayBroken(failure) && pages.some(isOver)) await lockWay(work, pages)
    await tryAgain(
      work,
      pages.filter((page) => !isOver(page)),
      failure,
    )
    await giveUp(work, pages.filter(isOver), failure)
  })
}

async function lockIncidents(work: Work, pages: readonly Page[]): Promise<void> {
  const ids = [...new Set(pages.flatMap(({ incidentId }) => incidentId ?? []))]
  if (ids.length === 0) return
  await sql`select from incidents where id = any(${ids}::uuid[]) order by id for update`.execute(
    work.db,
  )
}

/** The claimed pages among these, in the order of their ids: a lost lease is another sender's. */
const held = (pages: readonly Page[]) => sql`
  select p.id, p.incident_id, p.asked_for from pages p
  join unnest(${pages.map(({ id }) => id)}::uuid[], ${pages.map(({ leaseToken }) => leaseToken)}::uuid[]) said (id, token)
    on p.id = said.id and p.lease_token = said.token
  order by p.id for update of p`

/** Back into the queue, or stopped where nobody needs it any more. What left together comes again together. */
async function tryAgain(work: Work, pages: readonly Page[], { why, retryAfterSeconds }: Failure) {
  if (pages.length === 0) return
  const tries = Math.max(...pages.map(({ attempts }) => attempts))
  const pauseMs =
    retryAfterSeconds === null
      ? (PAUSES_MS[tries - 1] ?? 800) * (1 + Math.random() / 4)
      : retryAfterSeconds * 1000
  const { rows } = await sql<{ id: string; state: string }>`
    with held as (${held(pages)}),
    looked as (
      select held.id, i.status, held.incident_id is null or i.status = 'triggered'
        or (i.status = 'acknowledged' and held.asked_for) as wanted
      from held left join incidents i on i.id = held.incident_id),
    written as (
      update pages p set lease_token = null, lease_until = null,
        state = case when wanted then 'queued' else 'cancelled' end,
        outcome = case when wanted then ${why} else coalesce(status, 'gone') end,
        not_before = case when wanted then ${new Date(work.now.getTime() + pauseMs)} else p.not_before end,
        done_at = case when wanted then p.done_at else ${work.now} end
      from looked where p.id = looked.id
      returning p.id, p.attempts, p.outcome, p.state),
    noted as (
      update page_attempts a set ended_at = ${work.now}, outcome = written.outcome
      from written where a.page_id = written.id and a.n = written.attempts)
    select id, state from written`.execute(work.db)
  const queued = new Set(rows.flatMap(({ id, state }) => (state === 'queued' ? id : [])))
  if (retryAfterSeconds !== null)
    await hurryNextWays(
      work,
      pages.filter(({ id }) => queued.has(id)),
    )
}

async function giveUp(work: Work, pages: readonly Page[], failure: Failure) {
  if (pages.length === 0) return
  const { rows } = await sql<{ id: string }>`
    with held as (${held(pages)}),
    written as (
      update pages p set lease_token = null, lease_until = null, state = 'failed', outcome = ${failure.why}, done_at = ${work.now}
      from held where p.id = held.id
      returning p.id, p.attempts, p.outcome),
    noted as (
      update page_attempts a set ended_at = ${work.now}, outcome = written.outcome
      from written where a.page_id = written.id and a.n = written.attempts)
    select id from written`.execute(work.db)
  const written = new Set(rows.map(({ id }) => id))
  const given = pages.filter(({ id }) => written.has(id))
  if (given.length === 0) return
  if (isWayBroken(failure)) await markBroken(work, given, failure)
  for (const page of given) {
    work.record({
      type: 'page.failed',
      pageId: page.id,
      incidentId: page.incidentId,
      userId: page.userId,
      why: failure.why,
    })
    work.touch(...topicsOf(page))
  }
  const hurried = await hurryNextWays(work, given)
  const left = given.filter(({ id }) => !hurried.has(id))
  for (const page of await ofDeadSteps(work, left))
    if (page.incidentId) await skipUnreachableLevel(work, page.incidentId, page, failure.why)
}

const isWayBroken = ({ addressGone, permanent }: Failure) => addressGone || permanent

/** A receipt proves the way and then marks its pages: who holds a page must not wait for the way. */
async function lockWay(work: Work, [page]: readonly Page[]) {
  if (!page?.contactMethodId) return
  await work.db
    .selectFrom('contactMethods')
    .select('id')
    .where('id', '=', page.contactMethodId)
    .forNoKeyUpdate()
    .execute()
}

/** One call goes to one way: of several pages it is the same. */
async function markBroken(work: Work, pages: readonly Page[], { why }: Failure) {
  const [{ contactMethodId, userId }] = pages as [Page]
  if (!contactMethodId) return
  const row = await work.db
    .updateTable('contactMethods')
    .set({ brokenAt: work.now, brokenReason: why })
    .where('id', '=', contactMethodId)
    .where('brokenAt', 'is', null)
    .executeTakeFirst()
  const incidentIds = pages.flatMap(({ incidentId }) => incidentId ?? [])
  await sql`
    update pages set state = 'cancelled', outcome = ${why}, done_at = ${work.now}
    where incident_id = any(${incidentIds}::uuid[]) and contact_method_id = ${contactMethodId} and state = 'queued'`.execute(
    work.db,
  )
  if (row.numUpdatedRows > 0n)
    work.record({ type: 'contact_method.broken', contactMethodId, userId, why })
}

/** Brings each person's next way of the same step forward to now. Returns the pages that have one. */
async function hurryNextWays(work: Work, pages: readonly Page[]): Promise<Set<string>> {
  if (pages.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    with next as (
      select distinct on (p.id) p.id, q.id as next_id
      from pages p join pages q on ${IS_SAME_STEP} and q.user_id = p.user_id and q.state = 'queued' and q.id <> p.id
        -- A repeat of the way that just failed is no other way.
        and q.contact_method_id is distinct from p.contact_method_id
      where p.id = any(${pages.map(({ id }) => id)}::uuid[])
      order by p.id, q.not_before),
    hurried as (
      update pages set not_before = ${work.now}, lane = 1
      where id in (select next_id from next) and not_before > ${work.now})
    select id from next`.execute(work.db)
  if (rows.length > 0) work.afterCommit(() => work.system.live.wake('pages'))
  return new Set(rows.map(({ id }) => id))
}

/** Those among these pages after which nobody of their step is or will be reached. */
async function ofDeadSteps(work: Work, pages: readonly Page[]): Promise<Page[]> {
  if (pages.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select p.id from pages p where p.id = any(${pages.map(({ id }) => id)}::uuid[]) and not exists (
      select from pages q where ${IS_SAME_STEP} and not q.learner
        and q.state in ('queued', 'leased', 'accepted', 'delivered', 'seen'))`.execute(work.db)
  const dead = new Set(rows.map(({ id }) => id))
  return pages.filter(({ id }) => dead.has(id))
}

/** Two pages, p and q, of one step of one incident. */
const IS_SAME_STEP = sql`(q.incident_id = p.incident_id and q.reopen_no = p.reopen_no and q.round = p.round and q.level = p.level)`
