import { describe, expect, test } from 'vitest'
import type { WeekWindow } from '../calendar/week.ts'
import { handoffAt, turnAt, turnsOf, type Rotation } from './rotation.ts'

const rotation = (
  kind: Rotation['kind'],
  handoffTime: string,
  anchorDate: string,
  more: Partial<Rotation> = {},
): Rotation => ({
  kind,
  every: 1,
  handoffTime,
  anchorDate,
  members: ['A', 'B', 'C'],
  mode: 'calendar',
  ...more,
})
const at = (text: string) => Temporal.Instant.from(text)
const who = (rotation: Rotation, zone: string, instant: string, windows: WeekWindow[] = []) =>
  turnAt(rotation, zone, at(instant), windows)
const hoursBetween = (from: Temporal.Instant, to: Temporal.Instant) =>
  (to.epochMilliseconds - from.epochMilliseconds) / 3_600_000

const NEW_YORK = 'America/New_York'
const BERLIN = 'Europe/Berlin'
const splitWeek: Partial<Rotation> = {
  handoffDays: [
    { day: 'friday', time: '17:00' },
    { day: 'monday', time: '09:00' },
  ],
}

describe('hand-offs over the change of the clocks', () => {
  /** Case, zone, rotation, first index asked, the instants in a row, hours from each to the next. */
  test.each<[string, string, Rotation, number, string[], number[]]>([
    [
      'S1 New York daily 02:30, spring',
      NEW_YORK,
      rotation('daily', '02:30', '2026-03-07'),
      0,
      ['2026-03-07T07:30:00Z', '2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z'],
      [23.5, 23.5],
    ],
    [
      'S2 New York daily 01:30, autumn',
      NEW_YORK,
      rotation('daily', '01:30', '2026-10-31'),
      0,
      ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
      [24, 25],
    ],
    [
      'S3 New York weekly Monday 09:00, spring',
      NEW_YORK,
      rotation('weekly', '09:00', '2026-03-02'),
      0,
      ['2026-03-02T14:00:00Z', '2026-03-09T13:00:00Z'],
      [167],
    ],
    [
      'S3 New York weekly Monday 09:00, autumn',
      NEW_YORK,
      rotation('weekly', '09:00', '2026-03-02'),
      34,
      ['2026-10-26T13:00:00Z', '2026-11-02T14:00:00Z'],
      [169],
    ],
    [
      'S4 Berlin weekly Monday 09:00, spring',
      BERLIN,
      rotation('weekly', '09:00', '2026-03-23'),
      0,
      ['2026-03-23T08:00:00Z', '2026-03-30T07:00:00Z'],
      [167],
    ],
    [
      'S4 Berlin weekly Monday 09:00, autumn',
      BERLIN,
      rotation('weekly', '09:00', '2026-03-23'),
      30,
      ['2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z'],
      [169],
    ],
    [
      'S7 split week in Berlin, spring',
      BERLIN,
      rotation('weekly', '09:00', '2026-03-23', splitWeek),
      1,
      ['2026-03-27T16:00:00Z', '2026-03-30T07:00:00Z'],
      [63],
    ],
    [
      'S7 split week in Berlin, autumn',
      BERLIN,
      rotation('weekly', '09:00', '2026-03-23', splitWeek),
      61,
      ['2026-10-23T15:00:00Z', '2026-10-26T08:00:00Z'],
      [65],
    ],
    [
      'S8 every 3 days 09:00 Berlin',
      BERLIN,
      rotation('daily', '09:00', '2026-03-25', { every: 3 }),
      0,
      ['2026-03-25T08:00:00Z', '2026-03-28T08:00:00Z', '2026-03-31T07:00:00Z'],
      [72, 71],
    ],
    [
      'S9 Lord Howe 02:15',
      'Australia/Lord_Howe',
      rotation('daily', '02:15', '2026-10-04'),
      0,
      ['2026-10-03T15:30:00Z', '2026-10-04T15:15:00Z'],
      [23.75],
    ],
    [
      'S10 Lord Howe 01:45',
      'Australia/Lord_Howe',
      rotation('daily', '01:45', '2026-04-05'),
      0,
      ['2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z'],
      [24.5],
    ],
    [
      'S11 Santiago 00:00',
      'America/Santiago',
      rotation('daily', '00:00', '2026-09-06'),
      0,
      ['2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z'],
      [23],
    ],
    [
      'S12 Santiago 23:30',
      'America/Santiago',
      rotation('daily', '23:30', '2026-04-04'),
      0,
      ['2026-04-05T02:30:00Z', '2026-04-06T03:30:00Z'],
      [25],
    ],
    [
      'S13 Cairo 00:00',
      'Africa/Cairo',
      rotation('daily', '00:00', '2026-04-24'),
      0,
      ['2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
      [23],
    ],
    [
      'S15 Casablanca 02:30 (tzdata 2025b to 2026c)',
      'Africa/Casablanca',
      rotation('daily', '02:30', '2026-02-15'),
      0,
      ['2026-02-15T01:30:00Z', '2026-02-16T02:30:00Z'],
      [25],
    ],
    [
      'S16 Troll 02:00',
      'Antarctica/Troll',
      rotation('daily', '02:00', '2026-03-29'),
      0,
      ['2026-03-29T01:00:00Z', '2026-03-30T00:00:00Z'],
      [23],
    ],
    [
      'S17 Apia 12:00',
      'Pacific/Apia',
      rotation('daily', '12:00', '2011-12-29'),
      0,
      ['2011-12-29T22:00:00Z', '2011-12-30T10:00:00Z', '2011-12-30T22:00:00Z'],
      [12, 12],
    ],
    [
      'S22 Kathmandu 09:00',
      'Asia/Kathmandu',
      rotation('daily', '09:00', '2026-03-28'),
      0,
      ['2026-03-28T03:15:00Z', '2026-03-29T03:15:00Z'],
      [24],
    ],
    [
      'S23 monthly on the 31st, Berlin',
      BERLIN,
      rotation('monthly', '09:00', '2026-01-31'),
      0,
      [
        '2026-01-31T08:00:00Z',
        '2026-02-28T08:00:00Z',
        '2026-03-31T07:00:00Z',
        '2026-04-30T07:00:00Z',
        '2026-05-31T07:00:00Z',
        '2026-06-30T07:00:00Z',
      ],
      [672, 743, 720, 744, 720],
    ],
    [
      'S24 monthly on the 31st, 2028',
      BERLIN,
      rotation('monthly', '09:00', '2026-01-31'),
      24,
      ['2028-01-31T08:00:00Z', '2028-02-29T08:00:00Z', '2028-03-31T07:00:00Z'],
      [696, 743],
    ],
    [
      'S25 monthly on the 30th',
      'UTC',
      rotation('monthly', '00:00', '2027-01-30'),
      0,
      [
        '2027-01-30T00:00:00Z',
        '2027-02-28T00:00:00Z',
        '2027-03-30T00:00:00Z',
        '2027-04-30T00:00:00Z',
      ],
      [696, 720, 744],
    ],
    [
      'S25 monthly on the 30th, leap year',
      'UTC',
      rotation('monthly', '00:00', '2027-01-30'),
      13,
      ['2028-02-29T00:00:00Z'],
      [],
    ],
    [
      'S26 yearly on 29 February',
      'UTC',
      rotation('monthly', '00:00', '2028-02-29', { every: 12 }),
      0,
      [
        '2028-02-29T00:00:00Z',
        '2029-02-28T00:00:00Z',
        '2030-02-28T00:00:00Z',
        '2031-02-28T00:00:00Z',
        '2032-02-29T00:00:00Z',
      ],
      [8760, 8760, 8760, 8784],
    ],
    [
      'S35 every 3 hours in Chicago, spring',
      'America/Chicago',
      rotation('hours', '00:00', '2017-03-12', { every: 3 }),
      0,
      ['2017-03-12T06:00:00Z', '2017-03-12T08:00:00Z', '2017-03-12T11:00:00Z'],
      [2, 3],
    ],
    [
      'S35 every 3 hours in Chicago, autumn',
      'America/Chicago',
      rotation('hours', '00:00', '2017-11-05', { every: 3 }),
      0,
      ['2017-11-05T05:00:00Z', '2017-11-05T09:00:00Z', '2017-11-05T12:00:00Z'],
      [4, 3],
    ],
    [
      'S60 over the end of the year',
      'UTC',
      rotation('weekly', '00:00', '2026-12-21'),
      1,
      ['2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z', '2027-01-11T00:00:00Z'],
      [168, 168],
    ],
  ])('%s', (_case, zone, rotation, first, instants, lengths) => {
    const handoffs = instants.map((_, i) => handoffAt(rotation, zone, first + i))
    expect(handoffs.map(String)).toEqual(instants)
    expect(handoffs.slice(1).map((to, i) => hoursBetween(handoffs[i]!, to))).toEqual(lengths)
    for (const [i, handoff] of handoffs.entries()) {
      const turn = turnAt(rotation, zone, handoff)
      expect([turn.index, String(turn.from)]).toEqual([first + i, instants[i]])
      expect(turnAt(rotation, zone, handoff.subtract({ milliseconds: 1 })).index).toBe(
        first + i - 1,
      )
    }
  })

  test('hours that do not divide a day go on across days', () => {
    const every5 = rotation('hours', '00:00', '2026-07-06', { every: 5 })
    const starts = Array.from({ length: 6 }, (_, i) => String(handoffAt(every5, 'UTC', i)))
    expect(starts.at(-1)).toBe('2026-07-07T01:00:00Z')
    expect(who(every5, 'UTC', '2026-07-11T00:00:00Z').index).toBe(24)
  })

  test('a turn that a jump swallows is empty, and nobody is asked for it', () => {
    const hourly = rotation('hours', '00:00', '2026-03-08')
    expect(String(handoffAt(hourly, NEW_YORK, 2))).toBe(String(handoffAt(hourly, NEW_YORK, 3)))
    expect(who(hourly, NEW_YORK, '2026-03-08T06:59:59.999Z').index).toBe(1)
    expect(who(hourly, NEW_YORK, '2026-03-08T07:00:00Z').index).toBe(3)
  })

  test('in an hour shown twice the hand-off happens the first time only', () => {
    const daily = rotation('daily', '01:30', '2026-10-31')
    expect(who(daily, NEW_YORK, '2026-11-01T05:30:00Z').index).toBe(1)
    expect(who(daily, NEW_YORK, '2026-11-01T06:15:00Z').index).toBe(1)
  })
})

describe('whose turn it is', () => {
  test('S5 A, B, C weekly in Berlin: the hand-off stays at 09:00 on the wall', () => {
    const weekly = rotation('weekly', '09:00', '2026-03-02')
    expect(who(weekly, BERLIN, '2026-03-30T06:59:59Z')).toMatchObject({ index: 3, userId: 'A' })
    expect(who(weekly, BERLIN, '2026-03-30T07:00:00Z')).toMatchObject({ index: 4, userId: 'B' })
  })

  test('S6 an anchor six years back', () => {
    const weekly = rotation('weekly', '09:00', '2020-01-06')
    expect(who(weekly, NEW_YORK, '2026-11-02T13:59:59Z')).toMatchObject({ index: 355, userId: 'B' })
    expect(who(weekly, NEW_YORK, '2026-11-02T14:00:00Z')).toMatchObject({ index: 356, userId: 'C' })
    expect(who(weekly, NEW_YORK, '2026-07-06T13:00:00Z')).toMatchObject({ index: 339, userId: 'A' })
  })

  test('before the anchor the circle goes on backwards', () => {
    const weekly = rotation('weekly', '09:00', '2026-03-02')
    expect(who(weekly, BERLIN, '2026-03-02T07:59:59Z')).toMatchObject({ index: -1, userId: 'C' })
    expect(who(weekly, BERLIN, '2026-02-10T12:00:00Z')).toMatchObject({ index: -3, userId: 'A' })
  })

  const weekdays: WeekWindow[] = [
    { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '00:00', to: '24:00' },
  ]
  const days = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => `2026-06-${String(first + i).padStart(2, '0')}T12:00Z`)

  test('S38 weekdays only, calendar mode: the weekend turns are lost', () => {
    const daily = rotation('daily', '00:00', '2026-06-01')
    const week = days(1, 5).map((day) => who(daily, 'UTC', day, weekdays).userId)
    expect(week.join('')).toBe('ABCAB')
    expect(who(daily, 'UTC', '2026-06-08T12:00Z', weekdays).userId).toBe('B')
  })

  test('S39 the same in worked mode: the order goes on after the weekend', () => {
    const daily = rotation('daily', '00:00', '2026-06-01', { mode: 'worked' })
    const names = [...days(1, 5), ...days(8, 5)].map((d) => who(daily, 'UTC', d, weekdays).userId)
    expect(names.join('')).toBe('ABCABCABCA')
  })

  test('S40 14 people daily on weekdays: in calendar mode 4 never serve, in worked mode all do', () => {
    const members = Array.from({ length: 14 }, (_, i) => `p${i}`)
    const serving = (mode: Rotation['mode']) => {
      const daily = rotation('daily', '00:00', '2026-06-01', { mode, members })
      const turns = turnsOf(daily, 'UTC', weekdays)
      const year = Array.from({ length: 364 }, (_, i) => i).filter(turns.isWorked)
      return new Set(year.map(turns.memberOf)).size
    }
    expect(serving('calendar')).toBe(10)
    expect(serving('worked')).toBe(14)
  })

  test('an unusable rotation is refused by name', () => {
    const broken = (more: Partial<Rotation>) => () =>
      who(rotation('daily', '09:00', '2026-06-01', more), 'UTC', '2026-06-02T00:00Z')
    expect(broken({ members: [] })).toThrow('no members')
    expect(broken({ every: 0 })).toThrow('every 0')
    expect(broken({ every: 1.5 })).toThrow('every 1.5')
    expect(broken({ handoffTime: '24:00' })).toThrow('00:00')
    expect(broken({ anchorDate: '2026-02-30' })).toThrow(RangeError)
  })
})
