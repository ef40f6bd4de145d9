import { describe, expect, test } from 'vitest'
import { totalMilliseconds } from '../calendar/interval.ts'
import { clamp } from '../calendar/wall-clock.ts'
import {
  finalSchedule,
  gaps,
  type Layer,
  type Override,
  type ScheduleVersion,
  type Shift,
} from './final-schedule.ts'

const at = (text: string) => Temporal.Instant.from(text)
const range = (from: string, to: string) => ({ from: at(from), to: at(to) })
/** Daily from Monday 2026-07-06 00:00. */
const layer = (name: string, members: string[], more: Partial<Layer> = {}): Layer => ({
  name,
  rotation: {
    kind: 'daily',
    every: 1,
    handoffTime: '00:00',
    anchorDate: '2026-07-06',
    members,
    mode: 'calendar',
  },
  restrictions: [],
  ...more,
})
const schedule = (timeZone: string, ...layers: Layer[]): ScheduleVersion => ({ timeZone, layers })
const override = (
  id: string,
  userId: string,
  [from, to]: [string, string],
  more: Partial<Override> = {},
): Override => ({
  id,
  userId,
  from: at(from),
  to: at(to),
  createdAt: at(`2026-01-0${id}T00:00Z`),
  ...more,
})
const short = (instant: Temporal.Instant) => instant.toString().replace(/^\d{4}-|:00Z$/g, '')
const lines = (shifts: Shift[]) =>
  shifts.map(({ from, to, userId }) => `${short(from)} ${short(to)} ${userId ?? '-'}`)

describe('overrides', () => {
  const abc = schedule('UTC', layer('D', ['A', 'B', 'C']))
  const threeDays = range('2026-07-06T00:00Z', '2026-07-09T00:00Z')
  const overridden = (...overrides: Override[]) => finalSchedule(abc, overrides, threeDays)

  test.each<[string, [string, string], string[]]>([
    [
      'covers a shift exactly',
      ['2026-07-07T00:00Z', '2026-07-08T00:00Z'],
      ['07-06T00:00 07-07T00:00 A', '07-07T00:00 07-08T00:00 X', '07-08T00:00 07-09T00:00 C'],
    ],
    [
      'starts inside',
      ['2026-07-07T10:00Z', '2026-07-08T00:00Z'],
      [
        '07-06T00:00 07-07T00:00 A',
        '07-07T00:00 07-07T10:00 B',
        '07-07T10:00 07-08T00:00 X',
        '07-08T00:00 07-09T00:00 C',
      ],
    ],
    [
      'ends inside',
      ['2026-07-07T00:00Z', '2026-07-07T10:00Z'],
      [
        '07-06T00:00 07-07T00:00 A',
        '07-07T00:00 07-07T10:00 X',
        '07-07T10:00 07-08T00:00 B',
        '07-08T00:00 07-09T00:00 C',
      ],
    ],
    [
      'spans three shifts',
      ['2026-07-06T18:00Z', '2026-07-08T06:00Z'],
      ['07-06T00:00 07-06T18:00 A', '07-06T18:00 07-08T06:00 X', '07-08T06:00 07-09T00:00 C'],
    ],
  ])('S43 an override that %s', (_case, span, expected) => {
    const shifts = overridden(override('1', 'X', span))
    expect(lines(shifts)).toEqual(expected)
    expect(totalMilliseconds(shifts)).toBe(72 * 3_600_000)
    expect(shifts.filter(({ overrideId }) => overrideId === '1')).toHaveLength(1)
  })

  test('S44 an override on a gap fills it for its own length only', () => {
    const weekends = schedule(
      'UTC',
      layer('W', ['A'], { restrictions: [{ days: ['sunday'], from: '00:00', to: '24:00' }] }),
    )
    const cover = override('1', 'X', ['2026-07-08T06:00Z', '2026-07-08T08:00Z'])
    expect(
      lines(finalSchedule(weekends, [cover], range('2026-07-08T00:00Z', '2026-07-09T00:00Z'))),
    ).toEqual([
      '07-08T00:00 07-08T06:00 -',
      '07-08T06:00 07-08T08:00 X',
      '07-08T08:00 07-09T00:00 -',
    ])
  })

  test('S45 of two overlapping overrides the later-created wins, the older one returns after it', () => {
    const older = override('1', 'X', ['2026-07-07T00:00Z', '2026-07-08T00:00Z'])
    const newer = override('2', 'Y', ['2026-07-07T08:00Z', '2026-07-07T16:00Z'])
    for (const overrides of [
      [older, newer],
      [newer, older],
    ]) {
      const shifts = overridden(...overrides).slice(1, -1)
      expect(lines(shifts)).toEqual([
        '07-07T00:00 07-07T08:00 X',
        '07-07T08:00 07-07T16:00 Y',
        '07-07T16:00 07-08T00:00 X',
      ])
      expect(shifts.map(({ overrideId }) => overrideId)).toEqual(['1', '2', '1'])
    }
  })

  test('S46 an override from 2026-03-29 02:30 in Berlin starts at 01:00Z', () => {
    const from = clamp(Temporal.PlainDateTime.from('2026-03-29T02:30'), 'Europe/Berlin')
    const cover = { ...override('1', 'X', ['2026-03-29T00:00Z', '2026-03-29T06:00Z']), from }
    const shifts = finalSchedule(
      schedule('Europe/Berlin', layer('B', ['A'])),
      [cover],
      range('2026-03-29T00:00Z', '2026-03-29T06:00Z'),
    )
    expect(lines(shifts)).toEqual(['03-29T00:00 03-29T01:00 A', '03-29T01:00 03-29T06:00 X'])
  })

  test('E30 a shift moved from A to B to C is only C’s; an earlier exception is not applied again', () => {
    const week: [string, string] = ['2026-07-06T00:00Z', '2026-07-07T00:00Z']
    const toB = (id: string) => override(id, 'B', week, { replacesUserId: 'A' })
    const toC = (id: string) => override(id, 'C', week, { replacesUserId: 'B' })
    expect(lines(overridden(toB('1'), toC('2')))[0]).toBe('07-06T00:00 07-07T00:00 C')
    expect(lines(overridden(toC('1'), toB('2')))[0]).toBe('07-06T00:00 07-07T00:00 B')
  })

  test('replacing a person touches their shifts only, neither others’ nor gaps', () => {
    const whole: [string, string] = ['2026-07-01T00:00Z', '2026-08-01T00:00Z']
    expect(lines(overridden(override('1', 'X', whole, { replacesUserId: 'B' })))).toEqual([
      '07-06T00:00 07-07T00:00 A',
      '07-07T00:00 07-08T00:00 X',
      '07-08T00:00 07-09T00:00 C',
    ])
    const empty = schedule('UTC')
    expect(
      gaps(empty, [override('1', 'X', whole, { replacesUserId: 'B' })], threeDays),
    ).toHaveLength(1)
  })

  test('an override whose end is not after its start does nothing', () => {
    const backwards = override('1', 'X', ['2026-07-08T00:00Z', '2026-07-07T00:00Z'])
    expect(lines(overridden(backwards))).toEqual(lines(overridden()))
  })
})
