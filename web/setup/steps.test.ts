import { expect, test } from 'vitest'
import { after, before, minutesLeft, nextOpen, proofOf, stateOf, type Setup } from './steps.ts'

const at = '2026-03-03T10:00:00.000Z'
const nothing = {
  steps: [],
  phone: { ways: 0, lastProofAt: null },
  testEmergency: null,
} as unknown as Setup

test('somebody who comes back goes on at the first step that is neither done nor left out', () => {
  const setup: Setup = {
    ...nothing,
    steps: [
      { step: 'company', state: 'done', proof: 'You are open.', at },
      { step: 'mail', state: 'skipped', proof: null, at },
    ],
  }
  expect(nextOpen(nothing)).toBe('company')
  expect(nextOpen(setup)).toBe('promises')
  expect(stateOf(setup, 'mail')).toBe('skipped')
  expect(proofOf(setup, 'company')).toEqual({ words: 'You are open.', at })
  expect(proofOf(setup, 'mail')).toBeUndefined()
})

test('a phone that has been woken is done, however that came', () => {
  const proven = { ...nothing, phone: { ways: 1, lastProofAt: at } }
  expect([stateOf(nothing, 'phone'), stateOf(proven, 'phone')]).toEqual(['open', 'done'])
})

test('steps follow each other, and the time that is left shrinks with them', () => {
  expect([before('you'), before('mail'), after('phone'), after('emergency')]).toEqual([
    undefined,
    'company',
    'emergency',
    'emergency',
  ])
  expect(minutesLeft(nothing)).toBe(5)
})
