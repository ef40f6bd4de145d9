import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Selectable } from 'kysely'
import { findSchedule, onCallAt } from '../oncall/queries.ts'
import { finalSchedule } from '../oncall/final-schedule.ts'
import { namesOf } from '../people/queries.ts'
import { invalid } from '../platform/errors.ts'
import type { SetupSteps } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { applyPlaybook, playbookInForce } from '../playbook/apply.ts'
import { writePlaybook } from '../playbook/export.ts'
import type { Playbook } from '../playbook/playbook.ts'
import { readPlaybook } from '../playbook/source.ts'
import { businessHoursOf } from '../playbook/versions.ts'
import {
  emergencySchedule,
  firstPlaybook,
  withCompany,
  withOnCall,
  type CompanyAnswers,
  type OnCallAnswers,
} from './organisation.ts'
import { withPromises, type Preset } from './promises.ts'
import { hoursProof, promiseProof, turnsProof } from './proof-words.ts'

export type StepName = SetupSteps['step']
export type Step = Selectable<SetupSteps>

/** Whose setup it is: the administrator who goes through it. */
export interface Admin {
  name: string
  email: string
  timeZone: string
}

const STARTER = fileURLToPath(new URL('../../playbooks/starter.yaml', import.meta.url))

/** The playbook in force, or the one that would be the first. */
export async function playbookFor(work: Pick<Work, 'db' | 'system'>, admin: Admin) {
  return (await playbookInForce(work.db)) ?? firstOf(admin, `${work.system.config.portalUrl}/help`)
}

function firstOf(admin: Admin, helpUrl: string): Playbook {
  const reading = readPlaybook(readFileSync(STARTER, 'utf8'), 'starter.yaml')
  if (!reading.ok) throw new Error('The starter playbook that is shipped cannot be read')
  return firstPlaybook(reading.playbook, admin, helpUrl)
}

/** What one step changes. The playbook is read when whoever applies one has done so: nothing of theirs is undone. */
export async function changePlaybook(
  work: Work,
  admin: Admin,
  change: (before: Playbook) => Playbook,
): Promise<Playbook> {
  await work.db.selectFrom('clock').select('onlyRow').forUpdate().execute()
  return applyChecked(work, change(await playbookFor(work, admin)))
}

/** Applies what a step has made of the playbook, after the same checks as a file gets. */
export async function applyChecked(work: Work, wanted: Playbook): Promise<Playbook> {
  const source = writePlaybook(wanted)
  const reading = readPlaybook(source, 'setup.yaml')
  if (!reading.ok)
    throw invalid(
      'This does not go together with the rest of the playbook.',
      reading.problems.map(({ path, message, remedy }) => ({
        path,
        message: `${path} ${message}. ${remedy}`,
      })),
    )
  await applyPlaybook(work, reading.playbook, source)
  return reading.playbook
}

export async function saveCompany(work: Work, admin: Admin, answers: CompanyAnswers) {
  const playbook = await changePlaybook(work, admin, (before) => withCompany(before, answers))
  const calendar = playbook.calendars.find((one) => !one.always_open)
  if (!calendar) throw invalid('The playbook has no hours that could be set here.')
  return markDone(work, 'company', hoursProof(businessHoursOf(calendar), work.now))
}

export async function savePromises(work: Work, admin: Admin, preset: Preset) {
  const playbook = await changePlaybook(work, admin, (before) => withPromises(before, preset))
  return markDone(work, 'promises', promiseProof(playbook, work.now))
}

/** One layer, done: who it names is on call from now on. */
export async function saveOnCall(work: Work, admin: Admin, answers: OnCallAnswers) {
  const now = Temporal.Instant.fromEpochMilliseconds(work.now.getTime())
  const playbook = await changePlaybook(work, admin, (before) => {
    const there = now.toZonedDateTimeISO(before.company.time_zone)
    return withOnCall(before, answers, there.toPlainDateTime())
  })
  const schedule = await findSchedule(work.db, emergencySchedule(playbook), work.now)
  const { userIds, until } = onCallAt(schedule, work.now)
  const next =
    until &&
    finalSchedule(schedule.version, schedule.overrides, {
      from: until,
      to: until.add({ hours: 1 }),
    })[0]?.userId
  const names = await namesOf(work.db, [...userIds, ...(next ? [next] : [])])
  const onDuty = userIds.map((id) => names.get(id) ?? 'somebody')
  const proof = turnsProof({
    now: onDuty,
    until: until ? new Date(until.epochMilliseconds) : null,
    next: next && !userIds.includes(next) ? (names.get(next) ?? null) : null,
    zone: playbook.company.time_zone,
  })
  return markDone(work, 'on_call', proof)
}

/** What proved it is kept with the moment; doing it again replaces it. */
export async function markDone(work: Work, step: StepName, proof: string): Promise<Step> {
  return saveStep(work, { step, state: 'done', proof })
}

/** A step that was done stays done. */
export async function skipStep(work: Work, step: StepName): Promise<void> {
  await work.db
    .insertInto('setupSteps')
    .values({ step, state: 'skipped', proof: null, at: work.now })
    .onConflict((conflict) => conflict.column('step').doNothing())
    .execute()
  work.touch('setup')
}

async function saveStep(work: Work, columns: Pick<Step, 'step' | 'state' | 'proof'>) {
  const values = { ...columns, at: work.now }
  const step = await work.db
    .insertInto('setupSteps')
    .values(values)
    .onConflict((conflict) => conflict.column('step').doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
  work.touch('setup')
  return step
}

/** The end: from now on /setup leads to the queue. */
export async function finishSetup(work: Work): Promise<void> {
  await work.db.updateTable('setup').set({ finishedAt: work.now }).execute()
  work.touch('setup')
}
