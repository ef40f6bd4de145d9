import { expect, test } from 'vitest'
import {
  countWords,
  kindOfName,
  reportCsv,
  shareDone,
  stateWords,
  type Import,
} from './import-words.ts'

const one: Import = {
  number: 1,
  kind: 'contacts',
  format: 'csv',
  name: 'people.csv',
  dryRun: true,
  state: 'running',
  bytes: 300,
  doneBytes: 100,
  doneRows: 7,
  created: 3,
  changed: 1,
  same: 1,
  refused: 2,
  failedBecause: null,
  userName: 'Alice',
  createdAt: '2026-03-03T10:00:00Z',
  endedAt: null,
  examples: { created: [], changed: [] },
  canApply: false,
  triedAs: null,
  appliedAs: null,
}

test('how far it is and what came of it is said in words', () => {
  expect(stateWords(one)).toBe('Tried so far: 7 records, 33 % of the file.')
  expect(countWords(one)).toBe('3 would be new, 1 would be changed, 1 as they were, 2 refused')
  const done = { ...one, state: 'done' as const, dryRun: false, doneRows: 1 }
  expect(stateWords(done)).toBe('Brought in: 1 record.')
  expect(shareDone(done)).toBe(100)
  expect(stateWords({ ...one, state: 'failed', failedBecause: 'No name.' })).toContain('No name.')
  const half = { ...one, state: 'failed' as const, dryRun: false, failedBecause: 'Too large.' }
  expect(stateWords(half)).toBe(
    'It broke off after 7 records; what was brought in stays. Too large.',
  )
  expect(stateWords({ ...one, state: 'cancelled' })).toContain('Nothing was kept')
})

test('the report is a table that no spreadsheet runs as a formula', () => {
  const refusals = [
    { line: 3, key: '=HYPERLINK("x")', field: 'email', why: 'email, "odd"', remedy: 'Mend it.' },
    { line: 9, key: '-1', field: null, why: 'No.', remedy: '' },
  ]
  expect(reportCsv({ refusals }).split('\r\n').slice(1, 3)).toEqual([
    `3,"'=HYPERLINK(""x"")",email,"email, ""odd""",Mend it.`,
    `9,'-1,,No.,`,
  ])
})

test('a file says by its name what is in it', () => {
  expect(kindOfName('Subscriptions-2026.csv')).toBe('subscriptions')
  expect(kindOfName('people.csv')).toBeUndefined()
})
