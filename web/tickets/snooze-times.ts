// Decides which moments are offered to whoever puts a ticket off.

import { instantsOf } from '../oncall/wall.ts'
import { hour } from '../ui/durations.ts'
import { addDays, dayStart, wallClock } from '../ui/zone.ts'

export type SnoozeChoice = { id: 'later' | 'tomorrow' | 'monday'; label: string; at: number }

const latestHour = 20

/** Nine o'clock by the wall of `zone` on the day that begins then. */
function nine(day: number, zone: string): number {
  const { year, month, day: date } = wallClock(day, zone)
  const two = (value: number): string => String(value).padStart(2, '0')
  const [at] = instantsOf(`${year}-${two(month)}-${two(date)}T09:00`, zone)
  return at ?? dayStart(year, month, date, zone) + 9 * hour
}

/** Later today (three hours on, at a full hour, not after 20:00), tomorrow at 9, Monday at 9; instants. */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const { weekday } = wallClock(now, zone)
  const later = Math.ceil((now + 2 * hour) / hour) * hour + hour
  const laterWall = wallClock(later, zone)
  const isToday = laterWall.day === wallClock(now, zone).day && laterWall.hour <= latestHour
  const tomorrow = nine(addDays(now, 1, zone), zone)
  const monday = nine(addDays(now, (8 - weekday) % 7 || 7, zone), zone)
  return [
    ...(isToday ? [{ id: 'later' as const, label: 'Later today', at: later }] : []),
    ...(tomorrow === monday
      ? []
      : [{ id: 'tomorrow' as const, label: 'Tomorrow at 9', at: tomorrow }]),
    { id: 'monday', label: 'Monday at 9', at: monday },
  ]
}
