import { expect, test } from 'vitest'
import { checkRows, verdictWords } from './check-words.ts'

const checks = {
  spf: 'pass',
  dkim: 'pass',
  dkimDomains: ['acme.test'],
  dmarc: 'pass',
  policy: 'reject',
  arc: 'none',
}

test('each proof of a sender is told in words, with who signed', () => {
  expect(checkRows(checks)).toEqual([
    { name: 'SPF', words: 'passed' },
    { name: 'DKIM', words: 'passed, signed by acme.test' },
    { name: 'DMARC', words: 'passed' },
  ])
})

test('what fails says what the domain asks to be done, and servers on the way are named when they spoke', () => {
  const bad = { ...checks, spf: 'softfail', dkim: 'none', dkimDomains: [], dmarc: 'fail' }
  expect(checkRows({ ...bad, arc: 'pass' })).toEqual([
    { name: 'SPF', words: 'failed, and its domain is not sure' },
    { name: 'DKIM', words: 'not signed' },
    { name: 'DMARC', words: 'failed; its domain asks to reject it' },
    { name: 'ARC', words: 'passed' },
  ])
})

test('nothing was asked: nothing is said; a kind nobody knows is shown as it is', () => {
  expect(checkRows(null)).toEqual([])
  expect(verdictWords('out_of_office')).toBe('An automatic answer: they are away')
  expect(verdictWords('something_new')).toBe('something new')
})
