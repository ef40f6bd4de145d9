import { sql } from 'kysely'
import { z } from 'zod'
import { listIncidents, pagedByLastStep } from '../incidents/queries.ts'
import { finalSchedule } from '../oncall/final-schedule.ts'
import { onCallAt, readSchedules, type Schedule } from '../oncall/queries.ts'
import { namesOf } from '../people/queries.ts'
import { appNow, type Database } from '../platform/database.ts'
import type { Caller, Routes } from '../platform/http.ts'
import { instant } from '../platform/shapes.ts'

const PersonName = z.object({ id: z.string(), name: z.string() })
const Shell = z
  .object({
    me: PersonName,
    duty: z.object({
      onCall: z.boolean(),
      at: instant
        .optional()
        .meta({ description: "On call: the shift's end. Off: the next shift's start." }),
      schedule: z.string().optional(),
      phoneProven: z.boolean(),
      phoneProblem: z.string().optional(),
    }),
    onCallNow: z.array(
      z.object({
        schedule: z.string(),
        slug: z.string(),
        person: PersonName.optional(),
        until: instant.optional(),
      }),
    ),
    unanswered: z.array(
      z.object({
        number: z.int(),
        customer: z.string(),
        subject: z.string(),
        since: instant,
        paging: z.string().optional(),
      }),
    ),
    counts: z.object({ queue: z.int(), mine: z.int() }),
    hasSamples: z
      .boolean()
      .meta({ description: 'Some of what is shown is only there to look at.' }),
  })
  .meta({ id: 'Shell' })

/** How far ahead somebody's next shift is looked for. */
const AHEAD_MS = 28 * 86_400_000
/** Proof older than this counts as none. */
const PROOF_MS = 30 * 86_400_000

/** What stands around every screen: am I on, who is, what burns, how much waits. */
export const shellRoutes: Routes = async (app) => {
  app.get('/shell', {
    schema: {
      operationId: 'getShell',
      tags: ['Queue'],
      summary: 'What the frame around the screens shows.',
      response: { 200: Shell },
    },
    handler: (request) => request.reads('tickets.read', shellOf),
  })
}

async function shellOf(db: Database, caller: Caller): Promise<z.output<typeof Shell>> {
  const now = await appNow(db)
  const schedules = (await readSchedules(db, now)).filter(({ shadow }) => !shadow)
  const onDuty = schedules.map((schedule) => ({ schedule, ...onCallAt(schedule, now) }))
  const names = await namesOf(
    db,
    onDuty.flatMap(({ userIds }) => userIds),
  )
  return {
    me: { id: caller.actor.id, name: caller.actor.name },
    duty: {
      ...dutyOf(schedules, caller.actor.id, now),
      ...(await phoneOf(db, now, caller.actor.id)),
    },
    onCallNow: onDuty.map(({ schedule, userIds, until }) => {
      const id = userIds[0]
      return {
        schedule: schedule.name,
        slug: schedule.key,
        ...(id && { person: { id, name: names.get(id) ?? 'somebody' } }),
        ...(until && { until: new Date(until.epochMilliseconds) }),
      }
    }),
    unanswered: await unansweredNow(db, caller.may('tickets.restricted')),
    ...(await countsFor(db, caller)),
  }
}

function dutyOf(schedules: readonly Schedule[], userId: string, now: Date) {
  const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
  const range = { from: instantOf(now), to: instantOf(new Date(now.getTime() + AHEAD_MS)) }
  const mine = schedules
    .flatMap((schedule) =>
      finalSchedule(schedule.version, schedule.overrides, range).map((shift) => ({
        ...shift,
        schedule,
      })),
    )
    .filter((shift) => shift.userId === userId)
    .sort((a, b) => Temporal.Instant.compare(a.from, b.from))
  const [next] = mine
  if (!next) return { onCall: false }
  const isOn = Temporal.Instant.compare(next.from, range.from) <= 0
  return {
    onCall: isOn,
    at: new Date((isOn ? next.to : next.from).epochMilliseconds),
    schedule: next.schedule.name,
  }
}

async function phoneOf(db: Database, now: Date, userId: string) {
  const rows = await db
    .selectFrom('contactMethods')
    .select(['label', 'brokenAt', 'brokenReason', 'lastProofAt'])
    .where('userId', '=', userId)
    .execute()
  const phoneProven = rows.some(
    ({ brokenAt, lastProofAt }) =>
      !brokenAt && lastProofAt && now.getTime() - lastProofAt.getTime() < PROOF_MS,
  )
  const broken = rows.find(({ brokenAt }) => brokenAt)
  return {
    phoneProven,
    ...(broken && {
      phoneProblem: `${broken.label} could not be reached: ${broken.brokenReason ?? 'it did not answer'}`,
    }),
  }
}

async function unansweredNow(db: Database, seesRestricted: boolean) {
  const open = (await listIncidents(db, 'open', seesRestricted)).filter(
    ({ status }) => status === 'triggered',
  )
  return Promise.all(
    open.toReversed().map(async (incident) => {
      const { userIds } = await pagedByLastStep(db, incident)
      const names = await namesOf(db, userIds)
      const paging = userIds.map((id) => names.get(id) ?? 'somebody').join(' and ')
      return {
        number: incident.number,
        customer: incident.organizationName ?? '',
        subject: incident.title,
        since: incident.createdAt,
        ...(paging && { paging }),
      }
    }),
  )
}

async function countsFor(db: Database, caller: Caller) {
  const { rows } = await sql<{ queue: number; mine: number; hasSamples: boolean }>`
    select exists (select from samples) as "hasSamples", (select count(*)::int from (select 1 from tickets where status in ('new', 'open', 'pending', 'on_hold')
        and (${caller.may('tickets.restricted')} or not restricted) limit 1001) open) as queue,
      (select count(*)::int from (select 1 from tickets where status in ('new', 'open', 'pending', 'on_hold')
        and assignee_id = ${caller.actor.id} limit 1001) mine) as mine`.execute(db)
  const { hasSamples = false, queue = 0, mine = 0 } = rows[0] ?? {}
  return { hasSamples, counts: { queue, mine } }
}
