import { expect, test } from 'vitest'
import { comingShifts, dutiesNow, joined, whoFollows } from './duty.ts'
import type { MyShift, OnDuty, Shift } from './shapes.ts'

const bob = { id: 'bob', name: 'Bob' }
const carol = { id: 'carol', name: 'Carol' }
const day = (date: number): string => `2026-10-${String(date).padStart(2, '0')}T09:00:00.000Z`
const shift = (
  from: number,
  to: number,
  key = 'first',
  person: Shift['person'] = bob,
): MyShift => ({
  from: day(from),
  to: day(to),
  person,
  layer: 'Daily',
  overrideId: null,
  scheduleKey: key,
  scheduleName: key,
})
const duty = (key: string, people: OnDuty['people'], until: number): OnDuty => ({
  key,
  name: key,
  shadow: false,
  people,
  until: day(until),
})
const now = Date.parse('2026-10-22T12:00:00Z')

test('two shifts without a break between them are one stretch', () => {
  const spans = joined([shift(24, 25), shift(22, 23), shift(23, 24, 'second'), shift(23, 24)])
  expect(spans.map(({ scheduleKey, from, to }) => [scheduleKey, from, to])).toEqual([
    ['first', day(22), day(25)],
    ['second', day(23), day(24)],
  ])
})

test('I am on until my whole stretch ends, not only the shift', () => {
  const mine = [shift(22, 23), shift(23, 24)]
  expect(dutiesNow('bob', [duty('first', [bob], 23)], mine, now)).toMatchObject([
    { key: 'first', until: day(24) },
  ])
})

test('of several duties the one that ends first stands first, and those of others do not', () => {
  const onDuty = [
    duty('late', [bob], 25),
    duty('theirs', [carol], 23),
    duty('soon', [carol, bob], 23),
  ]
  expect(dutiesNow('bob', onDuty, [], now).map(({ key }) => key)).toEqual(['soon', 'late'])
})

test('what comes is what begins later', () => {
  expect(comingShifts([shift(22, 23), shift(28, 29)], now).map(({ from }) => from)).toEqual([
    day(28),
  ])
})

test('after me comes the next other person, or nobody', () => {
  const final = [shift(22, 23), shift(23, 24), shift(24, 25, 'first', carol)]
  expect(whoFollows(final, 'bob', day(23))?.person).toEqual(carol)
  expect(whoFollows([shift(22, 23)], 'bob', day(23))).toBeUndefined()
  expect(whoFollows([shift(23, 24, 'first', null)], 'bob', day(23))?.person).toBeNull()
})
