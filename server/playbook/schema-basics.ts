/** The small shapes every section of the playbook is made of: keys, times of day, durations, zones. */
import { z } from 'zod'
import { WEEKDAYS } from '../calendar/week.ts'

/** Our own words for a wrong value: what is wrong with it, and what to do. wording.ts takes them apart. */
export function says(message: string, remedy: string): { error: string } {
  return { error: `${message}\n${remedy}` }
}

/** What other sections refer to: short, lower case, stable; renaming one is a removal and an addition. */
export const key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,59}$/,
    says(
      'is not a key',
      'Use lower-case letters, digits, _ and -, at most 60, beginning with a letter or digit.',
    ),
  )
  .describe('Short lower-case name that other sections refer to, such as second_level.')

/** A reference to the key of an entry in another section; cross-references.ts checks it exists. */
export const reference = key.describe('The key of an entry in another section.')

export const title = z.string().trim().min(1).max(120).describe('The name people see.')

export const weekday = z.enum(WEEKDAYS)

/** Strictest first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const

export const priority = z.enum(priorities)

export const timeOfDay = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    says('is not a time of day', 'Write hours and minutes as "09:00", from "00:00" to "23:59".'),
  )
  .describe('A time of day on the local clock, from 00:00 to 23:59.')

/** Only the end of a window may say 24:00, meaning midnight at the end of that day. */
export const endOfWindow = z
  .string()
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    says('is not a time of day', 'Write hours and minutes as "17:00", from "00:00" to "24:00".'),
  )
  .describe('A time of day on the local clock, up to 24:00.')

export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    ...says('is not a date', 'Write it as 2026-12-25.'),
    abort: true,
  })
  .refine(isRealDate, {
    ...says('is not a day in the calendar', 'Check the month and the day.'),
    abort: true,
  })
  .describe('A day, written YEAR-MONTH-DAY.')

export const timeZone = z
  .string()
  .refine(
    isTimeZone,
    says(
      'is not a time zone',
      'Write a zone of the IANA list, such as Europe/Amsterdam or Etc/UTC.',
    ),
  )
  .describe('A zone of the IANA list, such as Europe/Amsterdam. Never an offset: offsets change.')

/** Whole minutes from one minute to a year. */
export const minutes = z.int().min(1).max(527_040)

export const seconds = z.int().min(0).max(86_400)

export const days = z.int().min(1).max(3650)

export const email = z
  .string()
  .regex(/^[^\s@]+@[^\s@]+$/, says('is not a mail address', 'Write it as name@example.com.'))
  .max(254)

export const webAddress = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/, says('is not a web address', 'Begin it with https://.'))
  .max(2000)

export function isTimeZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isRealDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year === 0 || month < 1 || month > 12 || day < 1) return false
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth
}
