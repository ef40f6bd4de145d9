import { describe, expect, test } from 'vitest'
import { insteadOf, isUnproven, layerPieces, picture } from './rows.ts'
import type { Cover, Reach, Schedule, Shift } from './shapes.ts'

const jonas = { id: 'jonas', name: 'Jonas' }
const mina = { id: 'mina', name: 'Mina' }
const at = (day: number, hour = 9): string =>
  `2026-10-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`
const shift = (from: string, to: string, person: Shift['person'], more: Partial<Shift> = {}) => ({
  from,
  to,
  person,
  layer: 'Daily',
  overrideId: null,
  ...more,
})
const cover: Cover = {
  id: 'c1',
  from: at(24, 12),
  to: at(24, 18),
  person: mina,
  reason: 'swap agreed',
  createdBy: 'Jonas',
}
const schedule: Schedule = {
  key: 'first',
  name: 'First level',
  timeZone: 'UTC',
  shadow: false,
  now: at(23),
  from: at(20),
  to: at(28),
  final: [
    shift(at(22), at(23), null, { layer: null }),
    shift(at(23), at(24, 12), jonas),
    shift(at(24, 12), at(24, 18), mina, { layer: null, overrideId: 'c1' }),
    shift(at(24, 18), at(25), jonas),
    shift(at(25), at(26), null, { layer: null }),
  ],
  layers: [{ name: 'Daily', shifts: [shift(at(23), at(25), jonas)] }],
  covers: [cover],
}
const window = { from: Date.parse(at(20)), to: Date.parse(at(28)) }
const proven: Reach[] = [
  { id: 'jonas', name: 'Jonas', ways: 1, lastProofAt: at(20) },
  { id: 'mina', name: 'Mina', ways: 1, lastProofAt: null },
]

test('a cover says whom it stands in for and why', () => {
  const { rows } = picture(schedule, proven, window)
  expect(rows[0]?.blocks[1]).toMatchObject({ person: 'Mina', note: 'covers Jonas, swap agreed' })
  expect(rows[1]).toMatchObject({ label: 'Cover (1)', kind: 'cover' })
})

test('only the covered hours of a layer are struck out', () => {
  const [whole] = schedule.layers[0]?.shifts ?? []
  expect(
    whole && layerPieces(whole, 'Daily', schedule.final).map((p) => [p.from, p.covered]),
  ).toEqual([
    [at(23), false],
    [at(24, 12), true],
    [at(24, 18), false],
  ])
})

test('a gap that is over is no longer shown as one', () => {
  expect(picture(schedule, proven, window).gaps.map(({ from }) => from)).toEqual([at(25)])
})

test('a schedule of learners has no gaps', () => {
  expect(picture({ ...schedule, shadow: true }, proven, window).gaps).toEqual([])
})

test('people with nothing proven are named once', () => {
  expect(picture(schedule, proven, window).unproven).toEqual(['Mina'])
})

test('a cover over a gap stands in for nobody', () => {
  expect(insteadOf(schedule, { from: at(25), to: at(26) }, 'mina')).toEqual([])
  expect(insteadOf(schedule, cover, 'jonas')).toEqual([])
})

describe('who counts as unproven', () => {
  const now = Date.parse(at(23))
  const cases: [string, Partial<Reach>, boolean][] = [
    ['no way at all', { ways: 0 }, true],
    ['never proven', { lastProofAt: null }, true],
    ['proven yesterday', { lastProofAt: at(22) }, false],
    ['proven 31 days ago', { lastProofAt: '2026-09-22T08:00:00.000Z' }, true],
  ]
  test.each(cases)('%s', (_, reach, expected) => {
    const person = { id: 'x', name: 'X', ways: 1, lastProofAt: at(22), ...reach }
    expect(isUnproven(person, now)).toBe(expected)
  })
  test('somebody we know nothing of is not accused', () => {
    expect(isUnproven(undefined, now)).toBe(false)
  })
})
