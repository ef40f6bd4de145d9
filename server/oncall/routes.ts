import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import { appNow } from '../platform/database.ts'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant, instantIn } from '../platform/shapes.ts'
import { findUserByName, namesOf } from '../people/queries.ts'
import { addOverride, removeOverride } from './actions.ts'
import { finalSchedule } from './final-schedule.ts'
import { findSchedule, onCallAt, readSchedules, type Schedule } from './queries.ts'

const Person = z.object({ id: z.string(), name: z.string() })
const Shift = z
  .object({
    from: instant,
    to: instant,
    person: Person.nullable().meta({ description: 'null: a gap, nobody is on call.' }),
    layer: z.string().nullable(),
    overrideId: z.string().nullable(),
  })
  .meta({ id: 'Shift' })
const Cover = z
  .object({
    id: z.string(),
    from: instant,
    to: instant,
    person: Person,
    reason: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: 'Cover' })
const OnDuty = z
  .object({
    key: z.string(),
    name: z.string(),
    shadow: z.boolean(),
    people: z.array(Person),
    until: instant.nullable(),
  })
  .meta({ id: 'OnDuty' })

const MOST_DAYS = 100
const DAY_MS = 86_400_000

export const oncallRoutes: Routes = async (app) => {
  app.get('/oncall', {
    schema: {
      operationId: 'getOnCall',
      tags: ['On call'],
      summary: 'Who is on call now, my shifts of the next 28 days and the gaps of the next 14.',
      response: {
        200: z.object({
          now: instant,
          onDuty: z.array(OnDuty),
          myShifts: z.array(Shift.extend({ scheduleKey: z.string(), scheduleName: z.string() })),
          gaps: z.array(Shift.extend({ scheduleKey: z.string(), scheduleName: z.string() })),
        }),
      },
    },
    handler: (request) =>
      request.reads('oncall.read', async (db, caller) => {
        const now = await appNow(db)
        const schedules = await readSchedules(db, now)
        const names = await namesOf(db, schedules.flatMap(peopleOf))
        const shifts = (schedule: Schedule, days: number) =>
          shiftsOf(schedule, now, new Date(now.getTime() + days * DAY_MS), names).map((shift) => ({
            ...shift,
            scheduleKey: schedule.key,
            scheduleName: schedule.name,
          }))
        return {
          now,
          onDuty: schedules.map((schedule) => {
            const { userIds, until } = onCallAt(schedule, now)
            return {
              key: schedule.key,
              name: schedule.name,
              shadow: schedule.shadow,
              people: userIds.map((id) => ({ id, name: names.get(id) ?? 'somebody' })),
              until: until ? new Date(until.epochMilliseconds) : null,
            }
          }),
          myShifts: schedules
            .flatMap((schedule) => shifts(schedule, 28))
            .filter(({ person }) => person?.id === caller.actor.id)
            .sort((a, b) => a.from.getTime() - b.from.getTime()),
          gaps: schedules
            .filter(({ shadow }) => !shadow)
            .flatMap((schedule) => shifts(schedule, 14))
            .filter(({ person }) => person === null),
        }
      }),
  })

  app.get('/schedules/:key', {
    schema: {
      operationId: 'getSchedule',
      tags: ['On call'],
      params: z.object({ key: z.string() }),
      querystring: z.object({ from: instantIn.optional(), to: instantIn.optional() }),
      response: {
        200: z.object({
          key: z.string(),
          name: z.string(),
          timeZone: z.string(),
          shadow: z.boolean(),
          now: instant,
          from: instant,
          to: instant,
          final: z.array(Shift),
          layers: z.array(z.object({ name: z.string(), shifts: z.array(Shift) })),
          covers: z.array(Cover),
        }),
      },
    },
    handler: (request) =>
      request.reads('oncall.read', async (db) => {
        const now = await appNow(db)
        const from = request.query.from ?? new Date(now.getTime() - DAY_MS)
        const to = request.query.to ?? new Date(from.getTime() + 15 * DAY_MS)
        if (!(from < to) || to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
          throw invalid(`Ask for a span of up to ${MOST_DAYS} days that ends after it begins.`)
        const schedule = await findSchedule(db, request.params.key, from)
        const names = await namesOf(db, peopleOf(schedule))
        const person = (id: string) => ({ id, name: names.get(id) ?? 'somebody' })
        const alone = (layer: Schedule['version']['layers'][number]): Schedule => ({
          ...schedule,
          version: { ...schedule.version, layers: [layer] },
          overrides: [],
        })
        return {
          ...schedule,
          timeZone: schedule.version.timeZone,
          now,
          from,
          to,
          final: shiftsOf(schedule, from, to, names),
          layers: schedule.version.layers.map((layer) => ({
            name: layer.name,
            shifts: shiftsOf(alone(layer), from, to, names).filter(
              (shift) => shift.person !== null,
            ),
          })),
          covers: schedule.overrides.map((cover) => ({
            ...cover,
            from: new Date(cover.from.epochMilliseconds),
            to: new Date(cover.to.epochMilliseconds),
            person: person(cover.userId),
          })),
        }
      }),
  })

  app.post('/schedules/:key/covers', {
    schema: {
      operationId: 'addCover',
      tags: ['On call'],
      summary: 'Somebody covers a span, [from, to).',
      params: z.object({ key: z.string() }),
      body: z.object({
        person: z.string(),
        from: instantIn,
        to: instantIn,
        reason: z.string().max(200).default(''),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async (request, answer) => {
      const { person, ...span } = request.body
      const id = await request.inWork('oncall.write', async (work) => {
        const schedule = await findSchedule(work.db, request.params.key, work.now)
        return addOverride(work, {
          ...span,
          scheduleId: schedule.id,
          userId: (await findUserByName(work.db, person)).id,
        })
      })
      return answer.status(201).send({ id })
    },
  })

  app.delete('/covers/:id', {
    schema: {
      operationId: 'removeCover',
      tags: ['On call'],
      summary: 'Give a cover back.',
      params: z.object({ id: z.uuid() }),
      response: { 200: Done },
    },
    handler: async (request) => {
      await request.inWork('oncall.write', (work) => removeOverride(work, request.params.id))
      return done
    },
  })
}

function shiftsOf(
  schedule: Schedule,
  from: Date,
  to: Date,
  names: Map<string, string>,
): z.output<typeof Shift>[] {
  const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
  return finalSchedule(schedule.version, schedule.overrides, {
    from: instant(from),
    to: instant(to),
  }).map((shift) => ({
    from: new Date(shift.from.epochMilliseconds),
    to: new Date(shift.to.epochMilliseconds),
    person:
      shift.userId === null
        ? null
        : { id: shift.userId, name: names.get(shift.userId) ?? 'somebody' },
    layer: shift.layer,
    overrideId: shift.overrideId,
  }))
}

const peopleOf = (schedule: Schedule) => [
  ...schedule.version.layers.flatMap(({ rotation }) => rotation.members),
  ...schedule.overrides.map(({ userId }) => userId),
]
