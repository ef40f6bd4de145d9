/** When clocks count and what they promise: calendars and SLA policies. */
import { z } from 'zod'
import {
  date,
  endOfWindow,
  key,
  minutes,
  priority,
  reference,
  says,
  timeOfDay,
  timeZone,
  title,
  weekday,
} from './schema-basics.ts'

/** An end at or before the start means the window runs over midnight. */
export const timeWindow = z
  .strictObject({ from: timeOfDay, to: endOfWindow })
  .refine(
    (window) => window.from !== window.to,
    says('begins and ends at the same time', 'For the whole day: from: "00:00", to: "24:00".'),
  )

const windows = z.array(timeWindow).min(1).optional()

export const weekly = z.strictObject({
  monday: windows,
  tuesday: windows,
  wednesday: windows,
  thursday: windows,
  friday: windows,
  saturday: windows,
  sunday: windows,
})

/** A stretch over several days, such as Sunday 15:00 to Friday 17:00. */
export const weekSpan = z.strictObject({
  from: z.strictObject({ day: weekday, time: timeOfDay }),
  to: z.strictObject({ day: weekday, time: endOfWindow }),
})

/** A window on some weekdays (those on which it begins), or on all seven when days is left out. */
export const daysWindow = z.strictObject({
  from: timeOfDay,
  to: endOfWindow,
  days: z.array(weekday).min(1).optional(),
})

export const calendar = z.strictObject({
  key,
  name: title.optional(),
  time_zone: timeZone,
  always_open: z.boolean().default(false).describe('Counts day and night, every day.'),
  weekly: weekly
    .default({})
    .describe('Windows of each weekday; an end before its start runs over midnight.'),
  spans: z.array(weekSpan).default([]).describe('Stretches over several days of the week.'),
  holidays: z.array(z.strictObject({ date, name: title })).default([]),
  extra_open: z
    .array(z.strictObject({ date, windows: z.array(timeWindow).min(1) }))
    .default([])
    .describe('Days open beyond the week, holidays included.'),
})

export const slaMetrics = ['first_reply', 'next_reply', 'update', 'resolution'] as const

export const slaTarget = z.strictObject({
  metric: z.enum(slaMetrics),
  priority,
  minutes: minutes.describe('The promise, in minutes that count.'),
  hours: reference.describe('The calendar in which those minutes are counted.'),
})

/** The first policy whose every condition holds is the one that counts. */
export const slaPolicy = z.strictObject({
  key,
  name: title,
  conditions: z
    .strictObject({
      channels: z.array(reference).min(1).optional(),
      plans: z.array(reference).min(1).optional(),
      priorities: z.array(priority).min(1).optional(),
      tags: z.array(z.string().trim().min(1).max(80)).min(1).optional(),
    })
    .default({})
    .describe('All that are given must hold; none given: every ticket.'),
  targets: z.array(slaTarget).min(1),
  pause: z
    .strictObject({
      statuses: z.array(z.enum(['pending', 'on_hold'])).default([]),
    })
    .prefault({})
    .describe(
      'Status categories in which the clocks stand still. None: they run until a public reply.',
    ),
})
