import { expect, test } from 'vitest'
import { readLength, readTime } from './times.ts'

const now = Temporal.Instant.from('2026-11-22T12:00:00Z')
const read = (text: string, zone = 'Europe/Berlin') => readTime(text, zone, now).toString()

test.each([
  ['now', '2026-11-22T12:00:00Z'],
  ['+4h', '2026-11-22T16:00:00Z'],
  ['18:00', '2026-11-22T17:00:00Z'],
  ['9:30', '2026-11-23T08:30:00Z'],
  ['2026-12-24 18:00', '2026-12-24T17:00:00Z'],
  ['2026-12-24T18:00', '2026-12-24T17:00:00Z'],
  ['2026-12-24', '2026-12-23T23:00:00Z'],
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00Z'],
  ['2026-12-24 18:00+01:00', '2026-12-24T17:00:00Z'],
  ['2026-12-24T18:00-0500', '2026-12-24T23:00:00Z'],
])('%s is understood', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each(['', 'soon', '25:00', '2026-13-01', '+4', '4h'])(
  '"%s" is refused, with what to write',
  (text) => {
    expect(() => read(text)).toThrow(/is not a time\. Write/)
  },
)

test('a local time that comes twice or never is refused', () => {
  expect(() => read('2027-10-31 02:30')).toThrow(/never or twice/)
  expect(() => read('2027-03-28 02:30')).toThrow(/never or twice/)
  expect(read('2027-10-31T02:30:00+01:00')).toBe('2027-10-31T01:30:00Z')
})

test.each([
  ['45m', 2_700_000],
  ['45min', 2_700_000],
  ['4h', 14_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['4', null],
  ['-4h', null],
  ['four hours', null],
])('%s as a length', (text, expected) => {
  expect(readLength(text)).toBe(expected)
})
