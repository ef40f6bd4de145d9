/** Decides at which instant a clock on the wall shows a time: the only place where that is done. */

export const MINUTES_PER_DAY = 1440
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY

// Wall minutes count from a Monday, so that a week is a plain division.
const FIRST_MONDAY = Temporal.PlainDateTime.from('1969-12-29T00:00')
const DAYS_FROM_FIRST_MONDAY_TO_1970 = 3
const MILLISECONDS_PER_MINUTE = 60_000
const MILLISECONDS_PER_DAY = MINUTES_PER_DAY * MILLISECONDS_PER_MINUTE

/**
 * The first instant at which the local clock of `zone` shows `wall` or later. A time shown twice means
 * its first occurrence, a time never shown means the instant of the jump. Order is kept: a later wall
 * time never gives an earlier instant, which Temporal's own 'compatible' rule does not promise.
 * Throws RangeError for an unknown zone.
 */
export function clamp(wall: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  const local = wall.toZonedDateTime(zone, { disambiguation: 'compatible' })
  if (local.toPlainDateTime().equals(wall)) return local.toInstant()
  // 'previous' is strictly before, and a missing 00:00 is moved exactly onto the jump itself.
  return local.add({ seconds: 1 }).getTimeZoneTransition('previous')!.toInstant()
}

/** `clamp` for a whole number of wall minutes (see `wallMinute`); answers epoch milliseconds. */
export function clampMinute(minute: number, zone: string): number {
  return clamp(FIRST_MONDAY.add({ minutes: minute }), zone).epochMilliseconds
}

/**
 * What the local clock shows at an instant, as minutes (with fraction) since Monday 1969-12-29 00:00.
 * Every wall time up to this one has been reached: `clampMinute(m) <= at` whenever `m <= wallMinute(at)`.
 */
export function wallMinute(epochMilliseconds: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone)
  const shown = epochMilliseconds + local.offsetNanoseconds / 1e6
  return shown / MILLISECONDS_PER_MINUTE + DAYS_FROM_FIRST_MONDAY_TO_1970 * MINUTES_PER_DAY
}

/** Days from Monday 1969-12-29 to a date: its remainder by seven is the weekday, Monday = 0. */
export function civilDay(date: Temporal.PlainDate): number {
  const midnight = date.toZonedDateTime('UTC').epochMilliseconds
  return midnight / MILLISECONDS_PER_DAY + DAYS_FROM_FIRST_MONDAY_TO_1970
}

/** The date on that civil day: the inverse of `civilDay`. */
export function dateOf(civilDay: number): Temporal.PlainDate {
  return FIRST_MONDAY.toPlainDate().add({ days: civilDay })
}

/** Minutes since midnight of 'HH:MM', 0 to 1440 ('24:00' ends a day). RangeError for anything else. */
export function minuteOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  // Seconds, and so the leap second 23:59:60, are refused as well: nobody hands over at one.
  if (!(minute <= MINUTES_PER_DAY)) {
    throw new RangeError(`'${time}' is not a time of day: write HH:MM, from 00:00 to 24:00`)
  }
  return minute
}

/** 'HH:MM' as the local clock shows it; midnight is '00:00', never '24:00'. */
export function clockText(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}
