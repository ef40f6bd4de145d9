import { describe, expect, test } from 'vitest'
import type { WeekWindow } from '../calendar/week.ts'
import { insertMember, removeMember } from './rotation-members.ts'
import { turnAt, type Rotation } from './rotation.ts'

const UTC = 'UTC'
const at = (day: number, time = '12:00') =>
  Temporal.Instant.from(`2026-06-${String(day).padStart(2, '0')}T${time}Z`)
const daily: Rotation = {
  kind: 'daily',
  every: 1,
  handoffTime: '09:00',
  anchorDate: '2026-06-01',
  members: ['A', 'B', 'C'],
  mode: 'calendar',
}
const order = (rotation: Rotation, first: number, count: number, windows: WeekWindow[] = []) =>
  Array.from(
    { length: count },
    (_, i) => turnAt(rotation, UTC, at(first + i), windows).userId,
  ).join('')

describe('joining a rotation', () => {
  test('S47 a member inserted in position 2 today: the current person stays until the hand-off', () => {
    for (let day = 1; day <= 9; day += 1) {
      const before = turnAt(daily, UTC, at(day)).userId
      const change = insertMember(daily, UTC, at(day), 'X', 2)
      expect(String(change.effectiveFrom)).toBe(String(at(day)))
      const after = order(change.rotation, day, 8)
      expect(after[0]).toBe(before)
      expect('AXBCAXBCAXBCAXBC').toContain(after)
    }
  })

  test('the first member of an empty rotation is on call at once', () => {
    const change = insertMember({ ...daily, members: [] }, UTC, at(4), 'X', 1)
    expect(order(change.rotation, 4, 3)).toBe('XXX')
  })

  test('in worked mode the weekend changes neither the person nor the order', () => {
    const windows: WeekWindow[] = [
      {
        days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        from: '09:00',
        to: '17:00',
      },
    ]
    const worked: Rotation = { ...daily, mode: 'worked' }
    const onFriday = turnAt(worked, UTC, at(5), windows).userId
    const change = insertMember(worked, UTC, at(5), 'X', 2, windows)
    expect(onFriday).toBe('B')
    expect(order(change.rotation, 5, 1, windows) + order(change.rotation, 8, 4, windows)).toBe(
      'BCAXB',
    )
  })
})

describe('leaving a rotation', () => {
  test('S48 the current member removed now: the next person takes over, the order goes on', () => {
    const change = removeMember(daily, UTC, at(2), 'B', 'now')
    expect(String(change.effectiveFrom)).toBe(String(at(2)))
    expect(order(change.rotation, 2, 4)).toBe('CACA')
  })

  test('S48 the current member removed at the next hand-off: nothing changes before it', () => {
    const change = removeMember(daily, UTC, at(2), 'B', 'next_handoff')
    expect(String(change.effectiveFrom)).toBe('2026-06-03T09:00:00Z')
    expect(order(change.rotation, 3, 4)).toBe('CACA')
  })

  test('S48 somebody who is not on call leaves at once and the current person stays', () => {
    for (const when of ['now', 'next_handoff'] as const) {
      const change = removeMember(daily, UTC, at(2), 'C', when)
      expect(String(change.effectiveFrom)).toBe(String(at(2)))
      expect(order(change.rotation, 2, 4)).toBe('BABA')
    }
  })

  test('S48 a member named twice leaves both places, and the last one cannot leave', () => {
    const twice = { ...daily, members: ['A', 'A', 'B'] }
    expect(order(removeMember(twice, UTC, at(1), 'A', 'now').rotation, 1, 3)).toBe('BBB')
    expect(() => removeMember({ ...daily, members: ['A'] }, UTC, at(1), 'A', 'now')).toThrow(
      'last member',
    )
  })
})
