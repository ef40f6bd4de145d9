import { expect, test } from 'vitest'
import type { Status } from '../status.ts'
import { aStatus, at } from './example-status.ts'
import { explanation, headline, isUnanswered, stages, tabTitle, waited } from './status-words.ts'

const paging = (...names: string[]): Partial<Status> => ({
  paging: names.at(-1) ?? '',
  steps: names.map((name, index) => ({
    at: at(index * 5),
    text: `Paging ${name} (level ${index + 1})`,
  })),
})
const held: Partial<Status> = { state: 'acknowledged', holder: 'Bob', acknowledgedAt: at(2) }

test.each<[string, Partial<Status>, string, string]>([
  ['nobody paged yet', { paging: '' }, 'waiting', 'Paging the on-call engineer…'],
  ['the first level is paged', paging('Bob'), 'waiting', 'Paging Bob…'],
  ['the second level is paged', paging('Bob', 'Carol'), 'unanswered', 'Not answered yet.'],
  ['everyone was tried', { ...paging('Bob'), unanswered: true }, 'unanswered', 'Not answered yet.'],
  ['somebody has it', held, 'held', 'Bob has this'],
  ['snoozed by its holder', { ...held, state: 'snoozed' }, 'held', 'Bob has this'],
  ['resolved', { ...held, state: 'resolved' }, 'resolved', 'Resolved'],
  ['nobody is paged for it', { state: null }, 'queued', 'We have your message'],
  [
    'a ticket without a page, taken',
    { state: null, assigneeName: 'Alice' },
    'held',
    'Alice has this',
  ],
])('when %s the first line is true', (_when, facts, kind, text) => {
  expect(headline(aStatus(facts))).toEqual({ kind, text })
})

test('an unanswered customer hears who is paged now, and that they did everything right', () => {
  expect(explanation(aStatus(paging('Bob', 'Carol')))).toBe(
    'We are paging Carol now. You did everything right.',
  )
  expect(explanation(aStatus({ unanswered: true }))).toMatch(
    /Everyone on call was tried.*You did everything right\.$/,
  )
})

test('the title of the tab carries the name as soon as somebody has it, and no tick before', () => {
  expect(tabTitle(aStatus(held))).toBe('✓ Bob has this · Emergency #48213')
  expect(tabTitle(aStatus(paging('Bob')))).toBe('Paging Bob… · Emergency #48213')
})

test('exactly one stage is the current one: the last that was reached', () => {
  const reached = (facts: Partial<Status>) =>
    stages(aStatus(facts))
      .map(({ name, reached, current }) => `${name}${reached ? '+' : '-'}${current ? '*' : ''}`)
      .join(' ')
  expect(reached({ steps: [] })).toBe('Raised+* Paged- Answered- Call open- Resolved-')
  expect(reached(paging('Bob'))).toBe('Raised+ Paged+* Answered- Call open- Resolved-')
  expect(reached({ ...paging('Bob'), ...held })).toBe(
    'Raised+ Paged+ Answered+* Call open- Resolved-',
  )
  expect(reached({ ...paging('Bob'), ...held, state: 'resolved' })).toBe(
    'Raised+ Paged+ Answered+ Call open+ Resolved+*',
  )
})

test('an emergency that somebody has is not unanswered, however many were paged before', () => {
  expect(isUnanswered(aStatus({ ...paging('Bob', 'Carol'), ...held }))).toBe(false)
})

test('the wait is said in whole minutes', () => {
  expect(waited(at(0), at(0.4))).toBe('within a minute')
  expect(waited(at(0), at(2))).toBe('2 min after you asked')
})
