import { sql } from 'kysely'
import { resolveIncident, triggerIncident } from '../incidents/actions.ts'
import { saveEscalationPolicy } from '../incidents/policies.ts'
import { findIncidentById } from '../incidents/queries.ts'
import { methodsOf, pagesOf } from '../paging/queries.ts'
import type { Database } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { removeIncidents } from './removal.ts'
import { markDone } from './steps.ts'

/** Before the only level would be over, and everybody be told that nobody has answered. */
const RINGS_MINUTES = 4
/** Time enough to press Undo, and to read the phone. */
const SHOWN_SECONDS = 15
const KEPT_MINUTES = 60
/** Which incidents are tests. No playbook can have a key with a colon: theirs is never this one. */
const POLICY = 'setup:test'

/** An emergency that says it is a test and pages nobody but this person. An earlier one is over with it. */
export async function startTestEmergency(
  work: Work,
  person: { id: string; name: string },
): Promise<void> {
  if ((await methodsOf(work.db, person.id)).length === 0)
    throw invalid('There is no way to reach you yet. Go back to "Your phone" and add one.')
  await endTest(work)
  await saveEscalationPolicy(work, {
    key: POLICY,
    name: 'Test of the setup',
    body: {
      levels: [{ targets: [{ kind: 'user', id: person.id }], delayMinutes: RINGS_MINUTES + 1 }],
      repeats: 0,
      fallback: [],
      fallbackEveryMinutes: 10,
      keepPagingEarlierLevels: false,
    },
  })
  const { incident } = await triggerIncident(work, {
    title: 'TEST, nothing is wrong: can Watchdesk wake you?',
    urgency: 'high',
    policyKey: POLICY,
  })
  await work.db
    .updateTable('setup')
    .set({
      testIncidentId: incident.id,
      testStartedAt: work.now,
      testEndedAt: null,
      testAnsweredMs: null,
    })
    .execute()
  work.touch('setup')
}

/** Stops ringing, whoever has it or has not. */
export async function endTest(work: Work): Promise<void> {
  const setup = await work.db.selectFrom('setup').selectAll().forUpdate().executeTakeFirstOrThrow()
  if (!setup.testIncidentId || setup.testEndedAt) return
  const { acknowledgedAt, createdAt } = await findIncidentById(work.db, setup.testIncidentId)
  await resolveIncident(work, setup.testIncidentId)
  const testAnsweredMs = acknowledgedAt && acknowledgedAt.getTime() - createdAt.getTime()
  await work.db.updateTable('setup').set({ testEndedAt: work.now, testAnsweredMs }).execute()
  if (testAnsweredMs !== null)
    await markDone(
      work,
      'phone',
      `A test emergency woke your phone, answered after ${Math.max(1, Math.round(testAnsweredMs / 1000))} s.`,
    )
  work.touch('setup')
}

/** Ends a test that was answered or that nobody answers, and cleans up after all of them an hour after the newest. */
export async function followTestEmergency(system: System): Promise<void> {
  const newest = await newestOf(system.db)
  if (!newest) return
  const { incidentId, isOver, isOld } = newest
  await inWork(system, machine('set-up'), async (work) => {
    if (isOver) await endTest(work)
    if (isOld)
      await removeIncidents(work, [incidentId, ...(await testsBefore(work.db, incidentId))])
  })
}

async function newestOf(db: Database) {
  const { rows } = await sql<{ incidentId: string; isOver: boolean; isOld: boolean }>`
    select i.id as "incidentId", s.test_ended_at is null and (i.acknowledged_at <= app_now() - ${SHOWN_SECONDS} * interval '1 second'
        or i.status = 'resolved' or s.test_started_at <= app_now() - ${RINGS_MINUTES} * interval '1 minute') as "isOver",
      s.test_ended_at <= app_now() - ${KEPT_MINUTES} * interval '1 minute' as "isOld"
    from setup s join incidents i on i.id = s.test_incident_id`.execute(db)
  return rows.find(({ isOver, isOld }) => isOver || isOld) ?? null
}

/** Whoever tried three times leaves three. */
async function testsBefore(db: Database, newestId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from incidents i join escalation_policy_versions v on v.id = i.policy_version_id
      join escalation_policies p on p.id = v.policy_id
    where p.key = ${POLICY} and i.id <> ${newestId}::uuid and i.resolved_at <= app_now() - ${KEPT_MINUTES} * interval '1 minute'`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** How the newest test stands; null before the first. */
export async function showTest(db: Database) {
  const setup = await db.selectFrom('setup').selectAll().executeTakeFirstOrThrow()
  if (!setup.testStartedAt) return null
  const incident = setup.testIncidentId && (await findIncidentById(db, setup.testIncidentId))
  const pages = setup.testIncidentId ? await pagesOf(db, setup.testIncidentId) : []
  const acknowledgedAt = (incident && incident.acknowledgedAt) || null
  const answeredMs =
    setup.testAnsweredMs ??
    (acknowledgedAt && incident ? acknowledgedAt.getTime() - incident.createdAt.getTime() : null)
  return {
    state:
      answeredMs !== null
        ? ('answered' as const)
        : setup.testEndedAt
          ? ('unanswered' as const)
          : ('ringing' as const),
    startedAt: setup.testStartedAt,
    answeredMs,
    pages: pages.map(({ kind, state, outcome }) => ({ kind, state, outcome })),
  }
}
