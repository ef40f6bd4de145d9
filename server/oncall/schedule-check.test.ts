import { describe, expect, test } from 'vitest'
import { finalSchedule, type Layer, type Override, type ScheduleVersion } from './final-schedule.ts'
import { conflicts, scheduleFindings, scheduleProblems } from './schedule-check.ts'

const at = (text: string) => Temporal.Instant.from(text)
const layer = (name: string, members: string[], more: Partial<Layer> = {}): Layer => ({
  name,
  rotation: {
    kind: 'daily',
    every: 1,
    handoffTime: '00:00',
    anchorDate: '2026-06-01',
    members,
    mode: 'calendar',
  },
  restrictions: [],
  ...more,
})
const schedule = (...layers: Layer[]): ScheduleVersion => ({ timeZone: 'UTC', layers })
const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)
const WEEKDAYS: Layer['restrictions'] = [
  { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '00:00', to: '24:00' },
]
const NIGHTS: Layer['restrictions'] = [{ from: '22:00', to: '06:00' }]
const NOW = at('2026-07-08T12:00Z')
const kinds = (version: ScheduleVersion, overrides: Override[] = []) =>
  scheduleFindings(version, overrides, NOW).map(({ kind }) => kind)

describe('findings', () => {
  test('S40 the four of fourteen who never serve are named, and worked mode has none', () => {
    const base = layer('Base', ['Z'])
    const daily = layer('Weekdays', people(14), { restrictions: WEEKDAYS })
    const findings = scheduleFindings(schedule(base, daily), [], NOW)
    expect(findings).toEqual(
      ['p5', 'p6', 'p12', 'p13'].map((userId) => ({
        kind: 'member_never_serves',
        layer: 'Weekdays',
        userId,
      })),
    )
    const worked = { ...daily, rotation: { ...daily.rotation, mode: 'worked' as const } }
    expect(kinds(schedule(base, worked))).toEqual([])
  })

  test('S50 removing the layer of all day raises gaps', () => {
    const nights = layer('Nights', ['A'], { restrictions: NIGHTS })
    expect(kinds(schedule(layer('All day', ['B']), nights))).toEqual([])
    expect(new Set(kinds(schedule(nights)))).toEqual(new Set(['gap']))
  })

  test('a layer that a higher one covers entirely never serves, and one without members neither', () => {
    const nights = layer('Nights', ['A', 'C'], { restrictions: NIGHTS })
    expect(scheduleFindings(schedule(nights, layer('All day', ['B'])), [], NOW)).toEqual([
      { kind: 'layer_never_serves', layer: 'Nights' },
    ])
    expect(kinds(schedule(layer('All day', ['B']), layer('Empty', [])))).toEqual([
      'layer_never_serves',
    ])
  })

  test('S61 a gap that is past is not reported, one within 30 days is, until somebody covers it', () => {
    const until = '2026-07-20T00:00:00Z'
    const after = '2026-07-21T00:00:00Z'
    const version = schedule(layer('A', ['A'], { until }), layer('B', ['B'], { from: after }))
    expect(scheduleFindings(version, [], NOW).map((f) => f.kind)).toEqual(['gap'])
    expect(scheduleFindings(version, [], at(after))).toEqual([])
    expect(scheduleFindings(version, [], at('2026-06-01T00:00Z'))).toEqual([])
    const cover: Override = {
      id: 'o',
      userId: 'C',
      from: at(until),
      to: at(after),
      createdAt: NOW,
    }
    expect(kinds(version, [cover])).toEqual([])
  })

  test('a layer that is over is history and not a finding', () => {
    const over = layer('Old', people(3), { until: '2026-07-01T00:00:00Z' })
    expect(kinds(schedule(layer('New', ['B']), over))).toEqual([])
  })
})

describe('conflicts', () => {
  const range = { from: NOW, to: NOW.add({ hours: 72 }) }
  const shifts = (...members: string[]) => finalSchedule(schedule(layer('L', members)), [], range)

  test('S63 one person on two schedules at once, or on leave, is found and not forbidden', () => {
    const found = conflicts(
      [
        { id: 'one', shifts: shifts('A', 'B') },
        { id: 'two', shifts: shifts('A', 'C') },
      ],
      [{ userId: 'C', from: at('2026-07-08T00:00Z'), to: at('2026-07-08T18:00Z') }],
    )
    expect(found.map(({ from, to, ...rest }) => ({ ...rest, span: [from, to].join(' ') }))).toEqual(
      [
        {
          kind: 'double_booked',
          userId: 'A',
          scheduleIds: ['one', 'two'],
          span: '2026-07-09T00:00:00Z 2026-07-10T00:00:00Z',
        },
        {
          kind: 'double_booked',
          userId: 'A',
          scheduleIds: ['one', 'two'],
          span: '2026-07-11T00:00:00Z 2026-07-11T12:00:00Z',
        },
        {
          kind: 'on_leave',
          userId: 'C',
          scheduleId: 'two',
          span: '2026-07-08T12:00:00Z 2026-07-08T18:00:00Z',
        },
      ],
    )
  })

  test('gaps of two schedules at the same time are not a person in two places', () => {
    const nobody = { id: 'one', shifts: shifts() }
    expect(conflicts([nobody, { ...nobody, id: 'two' }])).toEqual([])
  })
})

describe('problems that forbid saving', () => {
  test('a good schedule has none', () => {
    expect(scheduleProblems(schedule(layer('A', ['A'], { restrictions: NIGHTS })))).toEqual([])
  })

  test('every mistake is named where it stands', () => {
    const good = layer('Same', ['A', ''])
    const bad = layer('Same', ['A'], {
      timeZone: 'Nowhere',
      restrictions: [{ from: '22:00', to: '6' }],
      from: '2026-07-08T00:00:00Z',
      until: '2026-07-08T00:00:00Z',
      rotation: { ...good.rotation, every: 0, handoffDays: [{ day: 'monday', time: '09:00' }] },
    })
    expect(scheduleProblems(schedule(good, bad)).map(({ path }) => path)).toEqual([
      'layers.0.rotation.members.1',
      'layers.1.timeZone',
      'layers.1.rotation',
      'layers.1.rotation.handoffDays',
      'layers.1.rotation.members.1',
      'layers.1.restrictions.0',
      'layers.1.until',
      'layers.1.name',
    ])
  })
})
