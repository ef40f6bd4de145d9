import { expect, it, test } from 'vitest'
import { nearestWord, suggestion } from './did-you-mean.ts'

const keys = ['delay_minutes', 'targets', 'on_call', 'bob', 'carol']

test.each([
  ['delay_minuts', 'delay_minutes'],
  ['delayMinutes', 'delay_minutes'],
  ['tagrets', 'targets'],
  ['TARGETS', 'targets'],
  ['on-call', 'on_call'],
  ['bop', 'bob'],
  ['karol', 'carol'],
  ['eve', null],
  ['x', null],
  ['', null],
  ['schedule', null],
])('%s most likely means %s', (word, meant) => {
  expect(nearestWord(word, keys)).toBe(meant)
})

it('takes the nearest of several', () => {
  expect(nearestWord('level1', ['level2', 'level11', 'level1'])).toBe('level1')
})

it('lists what there is when nothing is near, but not without end', () => {
  const many = Array.from({ length: 30 }, (_, index) => `word${index}`)
  expect(suggestion('eve', keys, 'Remove it.')).toBe(
    'Choose one of: delay_minutes, targets, on_call, bob, carol.',
  )
  expect(suggestion('eve', many, 'Remove it.')).toMatch(/word19, …\.$/)
  expect(suggestion('eve', [], 'Remove it.')).toBe('Remove it.')
})
