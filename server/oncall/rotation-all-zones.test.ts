import { describe, expect, test } from 'vitest'
import { clamp } from '../calendar/wall-clock.ts'
import { turnsOf, type Rotation } from './rotation.ts'

/*
 * Enumerated for S53, hand-offs at 00:00 and 02:30, against a list of hand-offs made day by day:
 * - every zone of Intl.supportedValuesOf('timeZone'): the three days before and after each change of
 *   offset from 2010 to 2040;
 * - every single day of these 30 years for the zones whose clocks behave oddest.
 * Each hand-off is asked for at its instant and one millisecond before. `clamp` itself is compared
 * with its definition in calendar/clamp-all-zones.test.ts.
 */
const ANCHOR = Temporal.PlainDate.from('2010-01-01')
const DAYS = ANCHOR.until('2040-01-01').days
const ODD_ZONES = [
  'Africa/Casablanca',
  'America/New_York',
  'America/Nuuk',
  'America/Santiago',
  'America/St_Johns',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
]

const daily = (handoffTime: string): Rotation => ({
  kind: 'daily',
  every: 1,
  handoffTime,
  anchorDate: ANCHOR.toString(),
  members: ['A', 'B', 'C'],
  mode: 'calendar',
})

describe('S53 closed form against enumeration', () => {
  test.each(['00:00', '02:30'])('every zone, around every change of its clock, %s', (time) => {
    const wrong: string[] = []
    let compared = 0
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const day of daysOfChange(zone)) {
        compared += compare(zone, time, day - 3, day + 3, wrong)
      }
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(30_000)
  })

  test.each(ODD_ZONES)('every day of 30 years in %s', (zone) => {
    const wrong: string[] = []
    expect(compare(zone, '02:30', 0, DAYS, wrong)).toBe(DAYS)
    expect(wrong).toEqual([])
  })

  test('worked mode counts the turns outside Saturday, for 30 years', () => {
    const windows = [
      { days: ['monday' as const, 'friday' as const], from: '00:00', to: '24:00' },
      {
        days: ['tuesday' as const, 'wednesday' as const, 'thursday' as const],
        from: '08:00',
        to: '10:00',
      },
    ]
    const turns = turnsOf({ ...daily('09:00'), mode: 'worked' }, 'Europe/Berlin', windows)
    let worked = 0
    for (let day = 0; day < DAYS; day += 1) {
      expect(turns.memberOf(day)).toBe('ABC'[worked % 3])
      // From Saturday 09:00 to Sunday 09:00 no window is open; Sunday's turn reaches Monday morning.
      if (ANCHOR.add({ days: day }).dayOfWeek !== 6) worked += 1
    }
  })

  test('monthly on the 31st is the 31st or the last day, for 30 years', () => {
    const rotation: Rotation = { ...daily('09:00'), kind: 'monthly', anchorDate: '2010-01-31' }
    const turns = turnsOf(rotation, 'Europe/Berlin')
    for (let index = 0; index < 360; index += 1) {
      const month = Temporal.PlainYearMonth.from('2010-01').add({ months: index })
      const date = month.toPlainDate({ day: Math.min(31, month.daysInMonth) })
      const handoff = clamp(date.toPlainDateTime('09:00'), 'Europe/Berlin').epochMilliseconds
      expect(turns.handoff(index)).toBe(handoff)
      expect([turns.indexAt(handoff - 1), turns.indexAt(handoff)]).toEqual([index - 1, index])
    }
  })
})

/** Days from the anchor on which the zone's clock is changed. */
function daysOfChange(zone: string): number[] {
  const days: number[] = []
  const end = ANCHOR.add({ days: DAYS - 7 })
  let next = ANCHOR.add({ days: 7 }).toZonedDateTime(zone).getTimeZoneTransition('next')
  while (next && Temporal.PlainDate.compare(next.toPlainDate(), end) < 0) {
    days.push(ANCHOR.until(next.toPlainDate()).days)
    next = next.getTimeZoneTransition('next')
  }
  return days
}

function compare(zone: string, time: string, first: number, last: number, wrong: string[]): number {
  const turns = turnsOf(daily(time), zone)
  const start = (day: number) =>
    clamp(ANCHOR.add({ days: day }).toPlainDateTime(time), zone).epochMilliseconds
  // A turn is held from the first day that begins there: a jump may empty the turns before it.
  let held = first
  let next = start(first)
  for (let day = first; day < last; day += 1) {
    const handoff = next
    next = start(day + 1)
    if (day > first && turns.indexAt(handoff - 1) !== held) wrong.push(`${zone} before ${day}`)
    if (next === handoff) continue
    if (turns.indexAt(handoff) !== day) wrong.push(`${zone} at ${day}`)
    held = day
  }
  return last - first
}
