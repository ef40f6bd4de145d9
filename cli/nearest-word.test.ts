import { expect, test } from 'vitest'
import { didYouMean, nearestWord } from './nearest-word.ts'

const nouns = ['ticket', 'incident', 'oncall', 'playbook', 'token', 'doctor', 'sign-in']

test.each([
  ['tikcet', 'ticket'],
  ['tickets', 'ticket'],
  ['Ticket', 'ticket'],
  ['inc', 'incident'],
  ['on-call', 'oncall'],
  ['signin', 'sign-in'],
  ['tokn', 'token'],
  ['zebra', null],
  ['x', null],
])('%s', (word, expected) => {
  expect(nearestWord(word, nouns)).toBe(expected)
})

test('where nothing is near, the words there are', () => {
  expect(didYouMean('zebra', ['show', 'list'])).toBe('There is: show, list.')
  expect(didYouMean('lst', ['show', 'list'])).toBe('Did you mean "list"?')
})
