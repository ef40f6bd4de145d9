import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civilDays, clockChanges, dayStart, offsetAt, startOfDay, wallClock } from './zone.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Apia',
]
const someInstant = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2035, 0, 1) })

test('the wall clock is the one Temporal shows', () => {
  fc.assert(
    fc.property(someInstant, fc.constantFrom(...zones), (at, zone) => {
      const truth = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      const wall = wallClock(at, zone)
      expect(wall).toMatchObject({ year: truth.year, month: truth.month, day: truth.day })
      expect(wall).toMatchObject({ hour: truth.hour, minute: truth.minute, second: truth.second })
      expect(wall.weekday).toBe(truth.dayOfWeek % 7)
      expect(offsetAt(at, zone)).toBe(truth.offsetNanoseconds / 1e6)
    }),
    { numRuns: 300 },
  )
})

test('a day begins where Temporal says it begins', () => {
  fc.assert(
    fc.property(someInstant, fc.constantFrom(...zones), (at, zone) => {
      const truth = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      expect(startOfDay(at, zone)).toBe(truth.startOfDay().epochMilliseconds)
    }),
    { numRuns: 300 },
  )
})

describe('days that are not 24 hours', () => {
  const lengths = (from: string, to: string, zone: string): number[] =>
    civilDays(Date.parse(from), Date.parse(to), zone).map(({ hours }) => hours)

  test('a Berlin week has a 25-hour Sunday in autumn and a 23-hour one in spring', () => {
    const autumn = lengths('2026-10-21T22:00Z', '2026-10-28T23:00Z', 'Europe/Berlin')
    expect(autumn).toEqual([24, 24, 24, 25, 24, 24, 24])
    const spring = lengths('2026-03-27T23:00Z', '2026-03-29T22:00Z', 'Europe/Berlin')
    expect(spring).toEqual([24, 23])
  })

  test('Lord Howe moves by half an hour', () => {
    expect(lengths('2026-10-02T13:30Z', '2026-10-04T13:00Z', 'Australia/Lord_Howe')).toEqual([
      24, 23.5,
    ])
  })

  test('a day whose midnight does not exist begins at one', () => {
    const start = dayStart(2026, 4, 24, 'Africa/Cairo')
    expect(wallClock(start, 'Africa/Cairo')).toMatchObject({ day: 24, hour: 1, minute: 0 })
  })

  test('days follow one another without hole or overlap, whatever the zone', () => {
    fc.assert(
      fc.property(someInstant, fc.constantFrom(...zones), (at, zone) => {
        const days = civilDays(at, at + 40 * 24 * 3_600_000, zone)
        days.slice(1).forEach((day, index) => expect(day.from).toBe(days[index]?.to))
        expect(days[0]?.from).toBeLessThanOrEqual(at)
      }),
      { numRuns: 60 },
    )
  })
})

test('clock changes are found to the second', () => {
  const [change, ...more] = clockChanges(
    Date.parse('2026-10-20T00:00Z'),
    Date.parse('2026-11-20T00:00Z'),
    'Europe/Berlin',
  )
  expect(more).toEqual([])
  expect(change).toEqual({ at: Date.parse('2026-10-25T01:00Z'), moved: -3_600_000 })
})
