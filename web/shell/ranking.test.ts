import { expect, test } from 'vitest'
import { rank, ticketNumber } from './ranking.ts'

const items = ['Assign to me', 'Go to Queue', 'Mail log', 'Set status: on us'].map((label) => ({
  label,
  group: label.startsWith('Go') ? 'Places' : 'Ticket',
}))
const found = (typed: string): string[] => rank(items, typed).map(({ label }) => label)

test('nothing typed leaves everything in its order', () => {
  expect(found('  ')).toEqual(items.map(({ label }) => label))
})

test('the beginning of the label beats the beginning of a word, which beats the middle', () => {
  expect(found('m')).toEqual(['Mail log', 'Assign to me'])
  expect(found('s')).toEqual(['Set status: on us', 'Assign to me', 'Go to Queue'])
})

test('every typed word must be found, the group counts too', () => {
  expect(found('status us')).toEqual(['Set status: on us'])
  expect(found('places que')).toEqual(['Go to Queue'])
  expect(found('queue status')).toEqual([])
})

test('signs that mean something in patterns are only signs', () => {
  expect(found('status:')).toEqual(['Set status: on us'])
  expect(found('(')).toEqual([])
})

test('a number is a ticket', () => {
  expect(ticketNumber('#48190')).toBe('48190')
  expect(ticketNumber(' 12 ')).toBe('12')
  expect(ticketNumber('17.4')).toBeUndefined()
})
