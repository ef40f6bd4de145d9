import { expect, test } from 'vitest'
import { colourOf, judge } from './colour.ts'

test.each([
  ['#1D4ED8', '#1d4ed8'],
  [' fca326 ', '#fca326'],
  ['#fff', null],
  ['blue', null],
  ['', null],
])('%s is read as %s', (text, colour) => {
  expect(colourOf(text)).toBe(colour)
})

test('what can be read and what cannot is said with its ratio', () => {
  expect(judge('#1d4ed8')).toMatchObject({ readable: true })
  expect(judge('#fca326')).toMatchObject({ readable: false, ratio: 2.02 })
  expect(judge('#000000').ratio).toBe(21)
})
