import { describe, expect, it } from 'vitest'
import { standingAfter } from './clock.ts'

const at = (time: string) => new Date(`2026-03-03T${time}:00Z`)
const pause = (time: string) => ({ at: at(time), pauses: true })
const goOn = (time: string) => ({ at: at(time), pauses: false })
type Change = ReturnType<typeof pause>

describe('a clock that nobody moved while its ticket changed', () => {
  it.each<
    [string, due: string, paused: string | null, Change[], due: string, paused: string | null]
  >([
    ['stands as it stood when nothing changed', '18:00', null, [], '18:00', null],
    ['stands still since then', '18:00', '11:00', [], '18:00', '11:00'],
    ['goes on with what was left', '18:00', '11:00', [goOn('13:00')], '20:00', null],
    ['is paused where it would have been', '18:00', null, [pause('12:00')], '18:00', '12:00'],
    ['loses no pause', '18:00', null, [pause('12:00'), goOn('12:45')], '18:45', null],
    ['is paused once', '18:00', '11:00', [pause('12:00'), goOn('13:00')], '20:00', null],
    ['runs on through what pauses nothing', '18:00', null, [goOn('12:00')], '18:00', null],
    ['was late before the pause', '11:30', null, [pause('12:00')], '11:30', null],
    [
      'is late for good: no pause after the deadline moves it',
      '11:30',
      null,
      [pause('12:00'), goOn('13:00')],
      '11:30',
      null,
    ],
  ])('%s', (_name, dueAt, pausedAt, changes, due, paused) => {
    const clock = { dueAt: at(dueAt), pausedAt: pausedAt === null ? null : at(pausedAt) }
    expect(standingAfter(null, clock, changes)).toEqual({
      dueAt: at(due),
      pausedAt: paused === null ? null : at(paused),
    })
  })
})
