import { describe, expect, test } from 'vitest'
import { totalMilliseconds } from '../calendar/interval.ts'
import type { WeekWindow } from '../calendar/week.ts'
import {
  asBars,
  finalSchedule,
  finalScheduleOf,
  gaps,
  layerShifts,
  whoIsOnCall,
  type Layer,
  type ScheduleVersion,
  type Shift,
} from './final-schedule.ts'

const at = (text: string) => Temporal.Instant.from(text)
const range = (from: string, to: string) => ({ from: at(from), to: at(to) })
const layer = (name: string, members: string[], more: Partial<Layer> = {}): Layer => ({
  name,
  rotation: {
    kind: 'weekly',
    every: 1,
    handoffTime: '12:00',
    anchorDate: '2026-01-07',
    members,
    mode: 'calendar',
  },
  restrictions: [],
  ...more,
})
const daily = (name: string, members: string[], handoffTime: string, anchorDate: string): Layer =>
  layer(name, members, {
    rotation: { kind: 'daily', every: 1, handoffTime, anchorDate, members, mode: 'calendar' },
  })
const schedule = (timeZone: string, ...layers: Layer[]): ScheduleVersion => ({ timeZone, layers })
const short = (instant: Temporal.Instant) => instant.toString().replace(/^\d{4}-|:00Z$/g, '')
const lines = (shifts: Shift[]) =>
  shifts.map(({ from, to, userId }) => `${short(from)} ${short(to)} ${userId ?? '-'}`)

describe('restrictions over the change of the clocks', () => {
  const NEW_YORK = 'America/New_York'
  const BERLIN = 'Europe/Berlin'
  const night: WeekWindow = { from: '22:00', to: '06:00' }
  const weekend: WeekWindow = {
    from: { day: 'friday', time: '17:00' },
    to: { day: 'monday', time: '09:00' },
  }
  const sunday = (from: string, to: string): WeekWindow => ({ days: ['sunday'], from, to })

  test.each<[string, string, WeekWindow, [string, string], string[]]>([
    [
      'S27 night 22:00-06:00, 7 h',
      NEW_YORK,
      night,
      ['2026-03-07T12:00Z', '2026-03-08T12:00Z'],
      ['03-08T03:00 03-08T10:00 A'],
    ],
    [
      'S27 night 22:00-06:00, 9 h',
      NEW_YORK,
      night,
      ['2026-10-31T12:00Z', '2026-11-01T12:00Z'],
      ['11-01T02:00 11-01T11:00 A'],
    ],
    [
      'S28 01:00-02:00 shown twice, 120 min',
      NEW_YORK,
      sunday('01:00', '02:00'),
      ['2026-11-01T00:00Z', '2026-11-02T00:00Z'],
      ['11-01T05:00 11-01T07:00 A'],
    ],
    [
      'S29 01:30-01:45 shown twice, once',
      NEW_YORK,
      sunday('01:30', '01:45'),
      ['2026-11-01T00:00Z', '2026-11-02T00:00Z'],
      ['11-01T05:30 11-01T05:45 A'],
    ],
    [
      'S30 02:00-03:00 never shown, dropped',
      NEW_YORK,
      sunday('02:00', '03:00'),
      ['2026-03-08T00:00Z', '2026-03-09T00:00Z'],
      [],
    ],
    [
      'S31 02:30-03:00 never shown, not negative',
      NEW_YORK,
      sunday('02:30', '03:00'),
      ['2026-03-08T00:00Z', '2026-03-09T00:00Z'],
      [],
    ],
    [
      'S32 weekend Friday 17:00 to Monday 09:00, 63 h',
      NEW_YORK,
      weekend,
      ['2026-03-05T00:00Z', '2026-03-10T00:00Z'],
      ['03-06T22:00 03-09T13:00 A'],
    ],
    [
      'S32 weekend Friday 17:00 to Monday 09:00, 65 h',
      NEW_YORK,
      weekend,
      ['2026-10-29T00:00Z', '2026-11-03T00:00Z'],
      ['10-30T21:00 11-02T14:00 A'],
    ],
    [
      'S33 night shift 20:00-08:00, 11 h',
      NEW_YORK,
      { from: '20:00', to: '08:00' },
      ['2026-03-07T18:00Z', '2026-03-08T18:00Z'],
      ['03-08T01:00 03-08T12:00 A'],
    ],
    [
      'S33 night shift 20:00-08:00, 13 h',
      NEW_YORK,
      { from: '20:00', to: '08:00' },
      ['2026-10-31T18:00Z', '2026-11-01T18:00Z'],
      ['11-01T00:00 11-01T13:00 A'],
    ],
    [
      'S34 a whole Sunday in Berlin, 23 h',
      BERLIN,
      sunday('00:00', '24:00'),
      ['2026-03-28T00:00Z', '2026-03-30T12:00Z'],
      ['03-28T23:00 03-29T22:00 A'],
    ],
    [
      'S34 a whole Sunday in Berlin, 25 h',
      BERLIN,
      sunday('00:00', '24:00'),
      ['2026-10-24T00:00Z', '2026-10-26T12:00Z'],
      ['10-24T22:00 10-25T23:00 A'],
    ],
  ])('%s', (_case, zone, window, [from, to], expected) => {
    const version = schedule(zone, layer('One', ['A'], { restrictions: [window] }))
    const shifts = finalSchedule(version, [], range(from, to))
    expect(lines(shifts.filter(({ userId }) => userId !== null))).toEqual(expected)
    expect(shifts.every((s) => Temporal.Instant.compare(s.from, s.to) < 0)).toBe(true)
  })
})

describe('follow the sun', () => {
  const sun = (sydney: [string, string], london: [string, string]) =>
    schedule(
      'UTC',
      ...(
        [
          ['Sydney', 'Australia/Sydney', sydney],
          ['London', 'Europe/London', london],
          ['Los Angeles', 'America/Los_Angeles', ['09:00', '17:00']],
        ] as const
      ).map(([name, timeZone, [from, to]]) =>
        layer(name, [name], { timeZone, restrictions: [{ from, to }] }),
      ),
    )
  const minutes = (version: ScheduleVersion, date: string) => {
    const from = at(`${date}T00:00Z`)
    const day = { from, to: from.add({ hours: 24 }) }
    const served = version.layers.map(({ name }) => layerShifts(version, name, day))
    const once = totalMilliseconds(served.flat())
    const all = served.reduce((sum, shifts) => sum + totalMilliseconds(shifts), 0)
    const gap = totalMilliseconds(gaps(version, [], day))
    return { gap: gap / 60_000, overlap: (all - once) / 60_000 }
  }

  test('S36 each 09:00-17:00 local: the gap moves with three clocks', () => {
    const version = sun(['09:00', '17:00'], ['09:00', '17:00'])
    const dates = [
      '2026-01-14',
      '2026-03-18',
      '2026-04-01',
      '2026-04-15',
      '2026-07-15',
      '2026-10-28',
    ]
    expect(dates.map((date) => minutes(version, date).gap)).toEqual([180, 180, 120, 60, 60, 180])
    const found = ['2026-01-14', '2026-04-01', '2026-04-15'].map((date) =>
      gaps(version, [], range(`${date}T00:00Z`, `${date}T23:59Z`)).map(
        ({ from, to }) => `${short(from)} ${short(to)}`,
      ),
    )
    expect(found.flat()).toEqual([
      '01-14T06:00 01-14T09:00',
      '04-01T06:00 04-01T08:00',
      '04-15T07:00 04-15T08:00',
    ])
  })

  test('S37 Sydney 09:00-19:00 and London 08:00-17:00: no gap and 180 min overlap all year', () => {
    const version = sun(['09:00', '19:00'], ['08:00', '17:00'])
    for (const date of [
      '2026-01-14',
      '2026-03-18',
      '2026-04-01',
      '2026-04-15',
      '2026-07-15',
      '2026-10-28',
    ]) {
      expect(minutes(version, date)).toEqual({ gap: 0, overlap: 180 })
    }
  })
})

describe('layers', () => {
  const nights = layer('Nights', ['N'], { restrictions: [{ from: '22:00', to: '06:00' }] })
  const base = layer('Base', ['A'])

  test('S50 one layer of nights and one of all day leave no gap, whichever is on top', () => {
    const week = range('2026-07-08T06:00Z', '2026-07-15T06:00Z')
    for (const layers of [
      [nights, base],
      [base, nights],
    ]) {
      expect(gaps(schedule('UTC', ...layers), [], week)).toEqual([])
    }
    expect(gaps(schedule('UTC', nights), [], week)).toHaveLength(7)
  })

  test('the later layer wins where it covers', () => {
    const shifts = finalSchedule(
      schedule('UTC', base, nights),
      [],
      range('2026-07-09T00:00Z', '2026-07-10T00:00Z'),
    )
    expect(lines(shifts)).toEqual([
      '07-09T00:00 07-09T06:00 N',
      '07-09T06:00 07-09T22:00 A',
      '07-09T22:00 07-10T00:00 N',
    ])
  })

  test('a layer holds from its beginning until its end, half-open', () => {
    const bounded = { ...base, from: '2026-07-08T08:00:00Z', until: '2026-07-08T10:00:00Z' }
    const shifts = finalSchedule(
      schedule('UTC', bounded),
      [],
      range('2026-07-08T00:00Z', '2026-07-09T00:00Z'),
    )
    expect(lines(shifts)).toEqual([
      '07-08T00:00 07-08T08:00 -',
      '07-08T08:00 07-08T10:00 A',
      '07-08T10:00 07-09T00:00 -',
    ])
  })

  test('S41 at the hand-off only the new person is on call, 1 ms before only the old one', () => {
    const version = schedule('Europe/Berlin', daily('D', ['A', 'B'], '09:00', '2026-03-28'))
    const on = (time: string) => whoIsOnCall(version, [], at(time))
    expect(on('2026-03-29T06:59:59.999Z').userIds).toEqual(['A'])
    expect(String(on('2026-03-29T06:59:59.999Z').until)).toBe('2026-03-29T07:00:00Z')
    expect(on('2026-03-29T07:00:00Z').userIds).toEqual(['B'])
  })

  test('S42 neighbouring turns of one person are two facts and one bar', () => {
    const version = schedule('UTC', daily('Solo', ['A'], '09:00', '2026-07-01'))
    const shifts = finalSchedule(version, [], range('2026-07-08T09:00Z', '2026-07-10T09:00Z'))
    expect(shifts.map(({ turn }) => turn)).toEqual([7, 8])
    const bars = asBars(shifts)
    expect(bars).toHaveLength(1)
    expect(bars[0]).toMatchObject({ userId: 'A', layer: 'Solo', overrideId: null, shifts })
    expect([bars[0]!.from, bars[0]!.to].join(' ')).toBe('2026-07-08T09:00:00Z 2026-07-10T09:00:00Z')
  })

  test('S49 an edit holds from its date on, and what was true before stays true', () => {
    const edited = schedule('America/New_York', daily('D', ['B'], '00:00', '2026-07-01'))
    const history = [
      { effectiveFrom: at('2026-07-09T12:00Z'), version: edited },
      { effectiveFrom: at('2026-07-08T00:00Z'), version: schedule('UTC', base) },
    ]
    const shifts = finalScheduleOf(history, [], range('2026-07-07T00:00Z', '2026-07-10T04:00Z'))
    expect(lines(shifts)).toEqual([
      '07-07T00:00 07-08T00:00 -',
      '07-08T00:00 07-08T12:00 A',
      '07-08T12:00 07-09T12:00 A',
      '07-09T12:00 07-10T04:00 B',
    ])
  })

  test('a schedule of nobody is one gap without an end', () => {
    const empty = schedule('UTC', layer('Empty', []))
    expect(whoIsOnCall(empty, [], at('2026-07-08T00:00Z'))).toEqual({ userIds: [], until: null })
    expect(gaps(empty, [], range('2026-07-08T00:00Z', '2026-07-09T00:00Z'))).toHaveLength(1)
  })

  test('S54 twenty years ahead takes as long as tomorrow: under a millisecond', () => {
    const version = schedule(
      'Europe/Berlin',
      base,
      daily('D', ['A', 'B'], '09:00', '2026-03-28'),
      nights,
    )
    const cost = (from: string) => {
      const started = performance.now()
      for (let hour = 0; hour < 300; hour += 1)
        whoIsOnCall(version, [], at(from).add({ hours: hour }))
      return (performance.now() - started) / 300
    }
    cost('2026-07-08T00:00Z')
    expect(cost('2046-07-08T00:00Z')).toBeLessThan(1)
  })
})
