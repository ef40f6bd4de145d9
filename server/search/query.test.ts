import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILTERS, spanOf, STATUSES } from './filters.ts'
import { parseQuery, printQuery } from './query.ts'

const word = (text: string, more: object = {}) => ({
  kind: 'word',
  text,
  prefix: false,
  negated: false,
  ...more,
})
const filter = (name: string, ...values: string[]) => ({
  kind: 'filter',
  name,
  values,
  negated: false,
})

describe('what is typed means', () => {
  test.each<[string, object[]]>([
    ['', []],
    ['  ', []],
    ['ldap sync', [word('ldap'), word('sync')]],
    ['status:open', [filter('status', 'open')]],
    ['Status:On-Hold', [filter('status', 'on_hold')]],
    ['status:open status:pending', [filter('status', 'open', 'pending')]],
    ['status:open org:acme status:open', [filter('status', 'open'), filter('org', 'acme')]],
    ['org:"Acme Corp" kim', [filter('org', 'Acme Corp'), word('kim')]],
    ['organisation:acme', [filter('org', 'acme')]],
    ['requester:kim@acme.test', [filter('requester', 'kim@acme.test')]],
    ['-tag:x', [{ ...filter('tag', 'x'), negated: true }]],
    ['tag:x -tag:y', [filter('tag', 'x'), { ...filter('tag', 'y'), negated: true }]],
    ['"exit  137"', [{ kind: 'phrase', text: 'exit 137', negated: false }]],
    ['-"exit 137"', [{ kind: 'phrase', text: 'exit 137', negated: true }]],
    ['"never closed', [{ kind: 'phrase', text: 'never closed', negated: false }]],
    ['-word', [word('word', { negated: true })]],
    ['ld*', [word('ld', { prefix: true })]],
    ['#123', [{ kind: 'number', number: 123 }]],
    ['12345', [word('12345')]],
    ['kim@acme.test', [word('kim@acme.test')]],
    ['https://acme.test/a?b=c', [word('https://acme.test/a?b=c')]],
    ['has:attachment is:unassigned', [filter('has', 'attachment'), filter('is', 'unassigned')]],
    ['before:2026-01-01', [filter('before', '2026-01-01')]],
    ['error:137', [word('error:137')]],
    ['--- !', []],
    ['word word', [word('word')]],
  ])('%j', (text, clauses) => expect(parseQuery(text).clauses).toEqual(clauses))
})

describe('what cannot be used is said', () => {
  test.each<[string, string, RegExp]>([
    ['statsu:open', 'read', /"statsu:" is no filter.*Did you mean "status:"/],
    ['status:opne', 'wrong', /knows no "opne". Did you mean "open"/],
    ['priority:', 'wrong', /priority: needs a value/],
    ['created:2026-02-31', 'wrong', /is no date/],
    ['before:yesterday', 'wrong', /is no date. Write 2026-01-31/],
    ['is:unasigned', 'wrong', /Did you mean "unassigned"/],
    [Array.from({ length: 40 }, (_, n) => `w${n}`).join(' '), 'read', /first 30/],
  ])('%j', (text, kind, message) =>
    expect(parseQuery(text).findings).toEqual([
      { at: expect.any(String), kind, message: expect.stringMatching(message) },
    ]),
  )
  test('an address is no misspelt filter', () =>
    expect(parseQuery('https://acme.test C:\\temp').findings).toEqual([]))
})

test.each([
  ['2026-01-31', '2026-01-31', '2026-02-01'],
  ['2026-01', '2026-01-01', '2026-02-01'],
  ['2026', '2026-01-01', '2027-01-01'],
  ['2026-01-01..2026-01-03', '2026-01-01', '2026-01-04'],
])('%s is a span', (text, from, to) =>
  expect(spanOf(text)).toEqual({
    from: new Date(`${from}T00:00:00Z`),
    to: new Date(`${to}T00:00:00Z`),
  }),
)

const pieces = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('"', '-', ':', ' ', '*', '#12', '..', '\\', ...FILTERS, ...STATUSES),
    fc.constantFrom('org:"a b"', '-tag:x', 'created:2026-01', 'https://x.test', 'foo:bar', "'"),
  ),
  { maxLength: 25 },
)
const typed = pieces.map((parts) => parts.join(''))

test('any text is read, and what is printed of it reads as the same', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { clauses } = parseQuery(text)
      expect(parseQuery(printQuery(clauses)).clauses).toEqual(clauses)
    }),
    { numRuns: 3000 },
  )
})
