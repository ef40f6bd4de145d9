/** Who is woken, in which order and how: schedules, escalation policies, notification rules. */
import { z } from 'zod'
import { WEEKDAYS, type Weekday } from '../calendar/week.ts'
import {
  date,
  key,
  minutes,
  reference,
  says,
  timeOfDay,
  timeZone,
  title,
  weekday,
} from './schema-basics.ts'
import { daysWindow, weekSpan } from './schema-hours.ts'

export const rotation = z
  .strictObject({
    kind: z.enum(['hours', 'daily', 'weekly', 'monthly']),
    every: z
      .int()
      .min(1)
      .max(366)
      .default(1)
      .describe('Every so many hours, days, weeks or months.'),
    handoff_time: timeOfDay.describe("The hand-off, on the schedule's local clock."),
    handoff_day: weekday.optional().describe('Weekly only; must be the weekday of anchor_date.'),
    anchor_date: date.describe("The day the first member's first turn begins."),
  })
  .superRefine((rotation, context) => {
    if (rotation.handoff_day === undefined) return
    const anchorDay = weekdayOf(rotation.anchor_date)
    if (rotation.kind !== 'weekly') {
      context.addIssue({
        code: 'custom',
        path: ['handoff_day'],
        message: says(
          `has no meaning in a ${rotation.kind} rotation`,
          'Remove handoff_day: anchor_date says when turns begin.',
        ).error,
      })
    } else if (anchorDay !== rotation.handoff_day) {
      context.addIssue({
        code: 'custom',
        path: ['anchor_date'],
        message: says(
          `is a ${anchorDay}, but the hand-off day is ${rotation.handoff_day}`,
          `Choose a ${rotation.handoff_day}, or write handoff_day: ${anchorDay}.`,
        ).error,
      })
    }
  })

/** A later layer covers an earlier one wherever both are on duty. */
export const layer = z.strictObject({
  name: title,
  rotation,
  members: z.array(reference).min(1).describe('Keys of people, in the order of their turns.'),
  time_zone: timeZone
    .optional()
    .describe("For hand-offs and restrictions, instead of the schedule's: follow the sun."),
  restrictions: z
    .array(z.union([daysWindow, weekSpan]))
    .default([])
    .describe('The layer is on duty only then. None: always.'),
  mode: z
    .enum(['calendar', 'worked'])
    .default('calendar')
    .describe('calendar: turns pass by the calendar. worked: by shifts really worked.'),
})

export const schedule = z.strictObject({
  key,
  name: title,
  time_zone: timeZone,
  shadow: z
    .boolean()
    .default(false)
    .describe('Learners: they are paged too, but cannot acknowledge.'),
  layers: z.array(layer).min(1),
})

/** Exactly one of the three. */
export const target = z
  .strictObject({
    schedule: reference.optional(),
    person: reference.optional(),
    team: reference.optional(),
  })
  .refine((target) => Object.values(target).filter((named) => named !== undefined).length === 1, {
    ...says(
      'must name exactly one schedule, person or team',
      'Write one for each entry of the list: "- schedule: second_level".',
    ),
    // A misspelt name has been complained about already.
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ minProperties: 1, maxProperties: 1 })

/** Below one minute nobody has time to answer, and the whole company would be awake at once. */
export const level = z.strictObject({
  targets: z.array(target).min(1).describe('Paged together.'),
  delay_minutes: minutes
    .max(1440)
    .describe('How long this level has before the next is paged too.'),
})

export const escalationPolicy = z.strictObject({
  key,
  name: title,
  incident_kind: z.enum(['emergency', 'security', 'alert']),
  urgency: z.enum(['high', 'low']).default('high').describe('Which notification rules are used.'),
  levels: z.array(level).min(1),
  repeats: z.int().min(0).max(20).default(0).describe('How often to start over at level 1.'),
  keep_paging_lower_levels: z
    .boolean()
    .default(false)
    .describe('Lower levels go on being paged when a higher one is.'),
  fallback_targets: z
    .array(target)
    .default([])
    .describe('Paged when every level and repeat went unanswered, until somebody acknowledges.'),
  fallback_every_minutes: minutes.max(1440).default(10),
})

export const notificationRule = z.strictObject({
  method: z.enum(['web_push', 'ntfy', 'email', 'webhook', 'sms', 'voice']),
  after_seconds: z.int().min(0).max(3600),
  repeat_every_seconds: z.int().min(30).max(3600).optional().describe('Left out: only once.'),
})

export const paging = z
  .strictObject({
    high_urgency: z.array(notificationRule).min(1),
    low_urgency: z.array(notificationRule).min(1),
  })
  .describe('How a person is paged who has no notification rules of their own.')

/** The weekday of a day written YEAR-MONTH-DAY. */
export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1]!
}
