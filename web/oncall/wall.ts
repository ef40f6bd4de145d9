// Decides which instant somebody means who types a wall-clock time, and how an instant is typed.

import { day } from '../ui/durations.ts'
import { offsetAt, wallClock } from '../ui/zone.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** '2026-10-25T02:30', the form of a `datetime-local` field, as the clock of `zone` shows it. */
export function typedTime(at: number, zone: string): string {
  const { year, month, day, hour, minute } = wallClock(at, zone)
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/**
 * Every instant at which the clock of `zone` shows the typed time, the first one first. Two where the
 * clocks go back over it; none where they jump over it, or where the text is no time.
 */
export function instantsOf(typed: string, zone: string): number[] {
  const shown = Date.parse(`${typed}Z`)
  if (!Number.isFinite(shown)) return []
  const offsets = [offsetAt(shown - day, zone), offsetAt(shown + day, zone)]
  const candidates = [...new Set(offsets.map((offset) => shown - offset))]
  return candidates.filter((at) => at + offsetAt(at, zone) === shown).sort((a, b) => a - b)
}
