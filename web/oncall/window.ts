// Decides which days of a schedule are shown, from what stands in the address.

import { day, hour } from '../ui/durations.ts'
import { addDays, dayStart, dayWords, startOfDay, wallClock } from '../ui/zone.ts'

export type Window = { from: number; to: number }

const two = (value: number): string => String(value).padStart(2, '0')

/** The civil date of an instant in a zone, '2026-10-22'. */
export function dateOf(at: number, zone: string): string {
  const { year, month, day } = wallClock(at, zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** Weeks named in the address: 1, 2 or 4; anything else is the usual number. */
export function weeksOf(text: string | undefined, usual: number): number {
  return [1, 2, 4].find((count) => String(count) === text) ?? usual
}

/** Whole days in `zone` from the named date, or from yesterday: that shows whose turn it was. */
export function windowOf(
  date: string | undefined,
  weeks: number,
  zone: string,
  now: number,
): Window {
  const [, year, month, date1] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '') ?? []
  const from = year
    ? dayStart(Number(year), Number(month), Number(date1), zone)
    : addDays(startOfDay(now, zone), -1, zone)
  return { from, to: addDays(from, weeks * 7, zone) }
}

/** The date `weeks` later (or earlier) than a window begins. */
export const movedBy = (window: Window, weeks: number, zone: string): string =>
  dateOf(addDays(window.from, weeks * 7, zone), zone)

/**
 * What is asked of the server, in ISO: two weeks more on both sides, so that shifts which reach out
 * of the picture keep their true ends. Whole UTC days, so that the same picture asks the same.
 */
export function askedSpan({ from, to }: Window): [string, string] {
  const floor = (at: number): number => Math.floor(at / day) * day
  const iso = (at: number): string => new Date(at).toISOString()
  return [iso(floor(from) - 14 * day), iso(floor(to + 23 * hour) + 14 * day)]
}

/** 'Thu 22 Oct to Wed 28 Oct 2026'. */
export function windowWords({ from, to }: Window, zone: string): string {
  const last = to - hour
  return `${dayWords(from, zone)} to ${dayWords(last, zone)} ${wallClock(last, zone).year}`
}
