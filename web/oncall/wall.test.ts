import { expect, test } from 'vitest'
import { instantsOf, typedTime } from './wall.ts'

const zone = 'Europe/Berlin'
const iso = (typed: string): string[] =>
  instantsOf(typed, zone).map((at) => new Date(at).toISOString().slice(0, 16))

test('an ordinary time is one instant', () => {
  expect(iso('2026-10-24T09:00')).toEqual(['2026-10-24T07:00'])
})

test('a time that happens twice is two instants, the first one first', () => {
  expect(iso('2026-10-25T02:30')).toEqual(['2026-10-25T00:30', '2026-10-25T01:30'])
})

test('a time that the clocks jump over is none', () => {
  expect(iso('2026-03-29T02:30')).toEqual([])
})

test('what is no time is none', () => {
  expect(instantsOf('', zone)).toEqual([])
  expect(instantsOf('soon', zone)).toEqual([])
})

test('an instant is typed as the clock of the zone shows it', () => {
  expect(typedTime(Date.parse('2026-10-24T22:05Z'), zone)).toBe('2026-10-25T00:05')
  expect(typedTime(Date.parse('2026-10-24T22:05Z'), 'Asia/Kathmandu')).toBe('2026-10-25T03:50')
})
