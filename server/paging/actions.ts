import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { skipUnreachableLevel } from '../incidents/escalate.ts'
import type { EscalationPolicy } from '../incidents/escalation.ts'
import { raisedHere } from '../incidents/raised.ts'
import { withTheNext } from '../platform/connections.ts'
import type { Work } from '../platform/work.ts'
import { planPages, type PlannedPage, type StepToPage } from './plan.ts'
import { respondersFor } from './queries.ts'

/** A page that could not leave in this time is stale: it is looked at again, never sent late. */
const STALE_AFTER_MS = 5 * 60_000

interface Call {
  incidentId: string
  reopenNo: number
  round: number
  level: number
  userIds: readonly string[]
  learnerIds: readonly string[]
  /** Somebody asked for these people: their pages are never gathered with others. */
  byName?: boolean
}

/** Makes the pages of a step, in the same commit as the step itself. */
export async function pageLevel(work: Work, call: Call) {
  const made = await makePages(work, call)
  if (made.some(({ learner }) => !learner)) return
  await skipUnreachableLevel(
    work,
    call.incidentId,
    call,
    'None of its people has a way to be reached.',
  )
}

/**
 * Pages people outside the ladder of levels: somebody asked for by name, or the fallback of an unanswered incident.
 * Returns how many pages that makes; none: nobody of them has a way to be reached.
 */
export async function pagePeople(work: Work, call: Call): Promise<number> {
  return (await makePages(work, call)).length
}

async function makePages(work: Work, call: Call): Promise<PlannedPage[]> {
  const about = await whatItIsAbout(work, call.incidentId)
  const users = [
    ...call.userIds.map((userId) => ({ userId, learner: false })),
    ...call.learnerIds.map((userId) => ({ userId, learner: true })),
  ]
  const policy = about.policy as EscalationPolicy
  const delayMinutes = policy.levels[call.level - 1]?.delayMinutes ?? 5
  const rest = policy.levels
    .slice(call.level - 1)
    .reduce((sum, level) => sum + level.delayMinutes, 0)
  const askedFor = about.status === 'acknowledged'
  const step: StepToPage = {
    ...call,
    byName: call.byName === true || askedFor,
    at: work.now,
    isFirst: call.round === 1 && call.level === 1,
    repeatForSeconds:
      60 * (policy.keepPagingEarlierLevels ? Math.max(delayMinutes, rest) : delayMinutes),
  }
  const planned = planPages(step, await respondersFor(work, users, { ...about, ...call }))
  await storePages(work, planned, { ...call, ...textOf(about, call.level), askedFor })
  return planned
}

/** Stops what has not left yet. What a sender holds is checked again just before the call. */
export async function cancelPages(
  work: Work,
  incidentId: string,
  why: string,
  only: { userId?: string; beforeLevel?: number } = {},
) {
  let query = work.db
    .updateTable('pages')
    .set({ state: 'cancelled', outcome: why, doneAt: work.now })
    .where('incidentId', '=', incidentId)
    .where('state', '=', sql.lit('queued'))
  if (only.userId) query = query.where('userId', '=', only.userId)
  if (only.beforeLevel) query = query.where('level', '<', only.beforeLevel)
  await query.execute()
}

/** Undo puts back what the acknowledgement had stopped, also in a sender's hand. What fell due meanwhile leaves now. */
export async function restorePages(work: Work, incidentId: string, stoppedAt: Date, why: string) {
  await work.db
    .updateTable('pages')
    .set({ state: 'queued', outcome: null, doneAt: null })
    .where('incidentId', '=', incidentId)
    .where('state', '=', 'cancelled')
    .where('outcome', '=', why)
    .where('doneAt', '>=', stoppedAt)
    .execute()
  work.afterCommit(() => work.system.live.wake('pages'))
}

/** A page to oneself, to prove that a phone can be woken. */
export async function pageMyself(
  work: Work,
  userId: string,
  delaySeconds: number,
): Promise<number> {
  const [responder] = await respondersFor(work, [{ userId, learner: false }], {
    urgency: 'high',
    incidentId: null,
  })
  const at = new Date(work.now.getTime() + delaySeconds * 1000)
  const step = {
    incidentId: `test-${crypto.randomUUID()}`,
    reopenNo: 0,
    round: 1,
    level: 1,
    at,
    repeatForSeconds: 0,
    isFirst: true,
    byName: true,
  }
  const planned = responder ? planPages(step, [{ ...responder, rules: [] }]) : []
  await storePages(work, planned, {
    incidentId: null,
    askedFor: false,
    reopenNo: 0,
    round: 1,
    level: 1,
    title: 'Test page',
    body: 'This is a test. Open it to prove that we can reach you.',
  })
  return planned.length
}

interface PageText {
  title: string
  body: string
}

async function storePages(
  work: Work,
  planned: readonly PlannedPage[],
  common: PageText & {
    incidentId: string | null
    reopenNo: number
    round: number
    level: number
    askedFor: boolean
  },
) {
  if (planned.length === 0) return
  const { incidentId, reopenNo, round, level, title, body, askedFor } = common
  const rows = planned.map((page) => ({
    id: randomUUIDv7(),
    key: page.key,
    user_id: page.userId,
    contact_method_id: page.contactMethodId,
    kind: page.kind,
    address: page.address,
    learner: page.learner,
    lane: page.lane,
    gathered: page.gathered,
    not_before: page.notBefore,
    not_after: new Date(page.notBefore.getTime() + STALE_AFTER_MS),
  }))
  // The key makes a step's pages single, even when a step were taken twice.
  await sql`
    insert into pages (id, key, user_id, contact_method_id, kind, address, learner, lane, gathered, not_before, not_after,
      incident_id, asked_for, reopen_no, round, level, title, body, created_at)
    select id, key, user_id, contact_method_id, kind, address, learner, lane, gathered, not_before, not_after,
      ${incidentId}::uuid, ${askedFor}::boolean, ${reopenNo}::int, ${round}::int, ${level}::int, ${title}, ${body}, ${work.now}::timestamptz
    from json_populate_recordset(null::pages, ${JSON.stringify(rows)}::json)
    on conflict (key) do nothing ${withTheNext}`.execute(work.db)
  work.afterCommit(() => work.system.live.wake('pages'))
}

async function whatItIsAbout(work: Work, incidentId: string) {
  const raised = raisedHere(work, incidentId)
  return raised ? { ...raised, ...OF_NO_TICKET } : readWhatItIsAbout(work, incidentId)
}

/** What monitoring raises stands for no customer. */
const OF_NO_TICKET = {
  status: 'triggered',
  ticketNumber: null,
  restricted: null,
  customerWords: null,
  organizationName: null,
  requesterName: null,
  planName: null,
}

async function readWhatItIsAbout(work: Work, incidentId: string) {
  return work.db
    .selectFrom('incidents')
    .innerJoin(
      'escalationPolicyVersions',
      'escalationPolicyVersions.id',
      'incidents.policyVersionId',
    )
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .leftJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('plans', 'plans.key', 'tickets.planKey')
    .select([
      'incidents.title',
      'incidents.urgency',
      'incidents.status',
      'escalationPolicyVersions.body as policy',
      'tickets.number as ticketNumber',
      'tickets.restricted',
      'tickets.customerWords',
      'organizations.name as organizationName',
      'contacts.name as requesterName',
      'plans.name as planName',
    ])
    .where('incidents.id', '=', incidentId)
    .executeTakeFirstOrThrow()
}

/** Rendered once and stored: a provider that drops repeats by key refuses a changed text. Restricted words never leave the house. */
function textOf(about: Awaited<ReturnType<typeof whatItIsAbout>>, level: number): PageText {
  const what = about.restricted ? 'Restricted. Open it to read.' : about.title
  const who = [about.organizationName ?? about.requesterName, about.planName]
    .filter(Boolean)
    .join(', ')
  const words =
    about.restricted || !about.customerWords || about.customerWords === about.title
      ? ''
      : `“${about.customerWords}”`
  const which = about.ticketNumber
    ? `Ticket #${about.ticketNumber}, level ${level}`
    : `Level ${level}`
  return {
    title: `${about.urgency === 'high' ? 'EMERGENCY: ' : ''}${what}`.slice(0, 120),
    body: [who, words, which].filter(Boolean).join('\n'),
  }
}
