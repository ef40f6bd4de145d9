// Decides what the wall clock of a time zone shows at an instant, and where its days begin. Uses Intl
// rather than Temporal, because phones that carry a pager are often older than Temporal.

import { day, hour, minute } from './durations.ts'

/** Wall-clock fields of one instant; month 1 to 12, weekday 0 (Sunday) to 6. */
export type Wall = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** The viewer's own IANA zone. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** What the wall clock of `zone` shows. Throws RangeError on an unknown zone or invalid instant. */
export function wallClock(instant: number, zone: string): Wall {
  const parts: Record<string, number> = {}
  for (const { type, value } of format(zone).formatToParts(instant)) parts[type] = Number(value)
  const at = (name: string): number => parts[name] ?? 0
  const date = { year: at('year'), month: at('month'), day: at('day') }
  const weekday = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay()
  return { ...date, hour: at('hour'), minute: at('minute'), second: at('second'), weekday }
}

/** How far the zone's wall clock is ahead of UTC at that instant, in milliseconds. */
export function offsetAt(instant: number, zone: string): number {
  const wall = wallClock(instant, zone)
  const { year, month, day, hour, minute, second } = wall
  const whole = Math.floor(instant / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

/** One change of a zone's clock: the first instant of the new offset, and by how much it moved. */
export type ClockChange = { at: number; moved: number }

function firstOfNew(from: number, to: number, zone: string): number {
  let [low, high] = [from, to]
  const before = offsetAt(low, zone)
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetAt(middle, zone) === before) low = middle
    else high = middle
  }
  return high
}

/** Every clock change after `from` and up to `to`. Two within one hour count as one. */
export function clockChanges(from: number, to: number, zone: string): ClockChange[] {
  const changes: ClockChange[] = []
  for (let at = from; at < to; at += 6 * hour) {
    const end = Math.min(at + 6 * hour, to)
    const moved = offsetAt(end, zone) - offsetAt(at, zone)
    if (moved !== 0) changes.push({ at: firstOfNew(at, end, zone), moved })
  }
  return changes
}

/** The first instant whose date in `zone` is the given one, also where midnight does not exist. */
export function dayStart(year: number, month: number, date: number, zone: string): number {
  const midnight = Date.UTC(year, month - 1, date)
  const [early, late] = [midnight - 15 * hour, midnight + 15 * hour]
  const candidates = [offsetAt(early, zone), offsetAt(late, zone)].map(
    (offset) => midnight - offset,
  )
  const exact = candidates.filter((at) => at + offsetAt(at, zone) === midnight)
  if (exact.length > 0) return Math.min(...exact)
  // The clock jumped over midnight: the day begins where it jumped.
  return clockChanges(early, late, zone)[0]?.at ?? midnight
}

/** The first instant of the day that `instant` falls on in `zone`. */
export function startOfDay(instant: number, zone: string): number {
  const { year, month, day } = wallClock(instant, zone)
  return dayStart(year, month, day, zone)
}

/** The first instant of the day `count` days later; days may have 23 to 25 hours. */
export function addDays(instant: number, count: number, zone: string): number {
  const wall = wallClock(instant, zone)
  const then = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + count))
  return dayStart(then.getUTCFullYear(), then.getUTCMonth() + 1, then.getUTCDate(), zone)
}

/** One civil day inside a window, in real time. `hours` is its true length, 23.5 or 25 included. */
export type CivilDay = { from: number; to: number; hours: number }

/** The civil days that touch the window, whole, in order. An empty window has none. */
export function civilDays(from: number, to: number, zone: string): CivilDay[] {
  const days: CivilDay[] = []
  for (let at = from < to ? startOfDay(from, zone) : to; at < to;) {
    const next = addDays(at, 1, zone)
    // A zone that crossed the date line skipped a day; the step must never stand still.
    const end = next > at ? next : at + day
    days.push({ from: at, to: end, hours: (end - at) / hour })
    at = end
  }
  return days
}

const labels = new Map<string, Intl.DateTimeFormat>()

/** A format by zone, made once: making one costs as much as fifty uses. */
export function zoneFormat(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`
  const known = labels.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
  labels.set(key, made)
  return made
}

/** '14:05'. */
export const timeWords = (at: number, zone: string): string =>
  zoneFormat(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** '14:05:09'. */
export const exactTimeWords = (at: number, zone: string): string =>
  zoneFormat(zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** 'Sun 25 Oct'. */
export const dayWords = (at: number, zone: string): string =>
  zoneFormat(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '')

/** 'Sun 25 Oct 14:05', with the year where it is not this one (`now`). */
export function momentWords(at: number, zone: string, now: number): string {
  const year = wallClock(at, zone).year
  const years = year === wallClock(now, zone).year ? '' : ` ${year}`
  return `${dayWords(at, zone)}${years} ${timeWords(at, zone)}`
}

/** The zone's city, for people: 'Europe/Berlin' is 'Berlin'. */
export const zoneCity = (zone: string): string =>
  (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** Whether two zones show the same clock at that instant. */
export const sameClock = (one: string, other: string, at: number): boolean =>
  one === other || Math.abs(offsetAt(at, one) - offsetAt(at, other)) < minute
