import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { lockIncident } from '../incidents/queries.ts'
import type { Database } from '../platform/database.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { recheck } from './claim.ts'
import type { Page } from './queries.ts'

interface Accepted {
  page: Page
  externalId: string | null
  /** The key they left under, and with how many others; null: alone. */
  bundle: { key: string; others: number } | null
}

interface Writer {
  waiting: { accepted: Accepted; settle: (done: boolean) => void; fail: (error: unknown) => void }[]
  isWriting: boolean
}

const writers = new WeakMap<System, Writer>()

/**
 * The provider said yes. False when the lease was lost meanwhile: the page belongs to another sender. Whatever is said
 * while one write is under way is written together by the next: one statement, one commit. (T5)
 */
export function pageAccepted(
  system: System,
  page: Page,
  externalId: string | null,
  bundle: Accepted['bundle'] = null,
): Promise<boolean> {
  const writer = writers.get(system) ?? { waiting: [], isWriting: false }
  writers.set(system, writer)
  return new Promise((settle, fail) => {
    writer.waiting.push({ accepted: { page, externalId, bundle }, settle, fail })
    if (!writer.isWriting) void writeAll(system, writer)
  })
}

async function writeAll(system: System, writer: Writer) {
  writer.isWriting = true
  while (writer.waiting.length > 0) {
    const batch = writer.waiting.splice(0)
    try {
      const done = await writeAccepted(
        system.db,
        batch.map(({ accepted }) => accepted),
      )
      const topics = batch.flatMap(({ accepted: { page } }) =>
        done.has(page.id) ? topicsOf(page) : [],
      )
      system.live.tell([...new Set(topics)])
      for (const { accepted, settle } of batch) settle(done.has(accepted.page.id))
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
  }
  writer.isWriting = false
}

/** Returns the pages whose lease still held. */
async function writeAccepted(db: Database, said: readonly Accepted[]): Promise<Set<string>> {
  // A sender that lost its leases writes about the same pages: both lock them in one order.
  const batch = said.toSorted((a, b) => (a.page.id < b.page.id ? -1 : 1))
  const outcomeOf = ({ bundle }: Accepted) =>
    bundle ? `accepted, in one page with ${bundle.others} more` : 'accepted'
  const { rows } = await sql<{ id: string }>`
    with accepted as (
      update pages p set state = 'accepted', outcome = said.outcome, external_id = said.external_id, bundle = said.bundle,
        accepted_at = app_now(), lease_token = null, lease_until = null
      from unnest(${batch.map(({ page }) => page.id)}::uuid[], ${batch.map(({ page }) => page.leaseToken)}::uuid[],
        ${batch.map(({ externalId }) => externalId)}::text[], ${batch.map(({ bundle }) => bundle?.key ?? null)}::text[],
        ${batch.map(outcomeOf)}::text[]) said (id, token, external_id, bundle, outcome)
      where p.id = said.id and p.lease_token = said.token
      returning p.id, p.attempts, p.outcome),
    noted as (
      update page_attempts a set ended_at = app_now(), outcome = accepted.outcome
      from accepted where a.page_id = accepted.id and a.n = accepted.attempts)
    select id from accepted`.execute(db)
  return new Set(rows.map(({ id }) => id))
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
        gathered: page.gathered,
        title: page.title,
        body: page.body,
        notBefore: work.now,
        notAfter: new Date(work.now.getTime() + 5 * 60_000),
        createdAt: work.now,
      })
      .execute()
    work.afterCommit(() => work.system.live.wake('pages'))
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
