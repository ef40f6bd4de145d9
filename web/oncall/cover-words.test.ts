import { expect, test } from 'vitest'
import { coverWords, inARow } from './cover-words.ts'
import type { Shift } from './shapes.ts'

const jonas = { id: 'jonas', name: 'Jonas' }
const mina = { id: 'mina', name: 'Mina' }
const at = (day: number): number => Date.parse(`2026-10-${day}T09:00:00Z`)
const shift = (from: number, to: number, person: Shift['person']): Shift => ({
  from: new Date(at(from)).toISOString(),
  to: new Date(at(to)).toISOString(),
  person,
  layer: 'Daily',
  overrideId: null,
})
const final = [shift(22, 23, mina), shift(23, 24, jonas), shift(24, 25, mina), shift(25, 26, null)]
const words = (person: typeof mina, from: number, to: number): string[] =>
  coverWords({ final }, { person, from: at(from), to: at(to) }, 'UTC').map((text) =>
    text.replaceAll('\u202F', ' '),
  )

test('a cover names both people, the span, and the hours it makes in a row', () => {
  expect(words(mina, 23, 24)).toEqual([
    'Mina covers Jonas Fri 23 Oct 09:00 to Sat 24 Oct 09:00, 24 h.',
    'Mina then has 3 days in a row.',
  ])
})

test('a cover over a gap says that it closes it', () => {
  expect(words(jonas, 25, 26)).toEqual([
    'Jonas is on call Sun 25 Oct 09:00 to Mon 26 Oct 09:00, 24 h.',
    'The gap is closed in that time.',
  ])
})

test('covering oneself changes nothing', () => {
  expect(words(jonas, 23, 24)).toEqual([
    'Jonas is on call Fri 23 Oct 09:00 to Sat 24 Oct 09:00 already. This changes nothing.',
  ])
})

test('hours in a row count what touches the cover, and nothing beyond a break', () => {
  expect(inARow(final, { person: jonas, from: at(25), to: at(26) })).toBe(at(26) - at(25))
  expect(inARow(final, { person: mina, from: at(23), to: at(24) })).toBe(at(25) - at(22))
})
