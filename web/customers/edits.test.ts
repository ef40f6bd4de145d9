import { expect, test } from 'vitest'
import { bodyOf, changeSentences, differing, mergeEdits, type FieldSpec } from './edits.ts'

const specs: FieldSpec[] = [
  { name: 'name', label: 'Name', kind: 'text' },
  {
    name: 'region',
    label: 'Region',
    kind: 'choice',
    options: [{ value: 'emea', label: 'Europe' }],
  },
  { name: 'domains', label: 'Domains', kind: 'list' },
  { name: 'seats', label: 'Seats', kind: 'number' },
  { name: 'endsAt', label: 'Ends', kind: 'date' },
  { name: 'field.weight', label: 'Weight', kind: 'number' },
  { name: 'field.since', label: 'Since', kind: 'date' },
  { name: 'field.tags', label: 'Tags', kind: 'choices' },
]
const before = { name: 'Acme', region: '', domains: 'acme.com', seats: '5' }

test('blanks and emptiness are no change', () => {
  expect(differing(before, { ...before, name: ' Acme ', endsAt: '' })).toEqual([])
  expect(differing(before, { ...before, region: 'emea' })).toEqual(['region'])
})

test('what somebody else changed comes in, and what I typed stays', () => {
  const mine = { ...before, name: 'Acme Robotics', seats: '7' }
  const theirs = { ...before, name: 'Acme Inc', region: 'emea' }
  const merged = mergeEdits(before, mine, theirs)
  expect(merged).toEqual({
    values: { name: 'Acme Robotics', region: 'emea', domains: 'acme.com', seats: '7' },
    theirs: ['region'],
    both: ['name'],
  })
  expect(changeSentences(specs, 'Bob', { ...merged, now: theirs, mine })).toEqual([
    'Bob changed Region to “Europe”.',
    'Bob changed Name to “Acme Inc”. Yours stands here: “Acme Robotics”.',
  ])
})

test('when both came to the same there is nothing to say', () => {
  const same = { ...before, name: 'Acme Inc' }
  expect(mergeEdits(before, same, same)).toMatchObject({ theirs: [], both: [] })
})

test('only what is named is sent, in the words of the server', () => {
  const values = {
    name: ' Acme ',
    region: '',
    domains: 'acme.com, acme.org',
    seats: '12',
    endsAt: '2026-12-24',
    'field.weight': '1,5',
    'field.since': '2026-01-02',
    'field.tags': [],
  }
  const names = Object.keys(values).filter((name) => name !== 'name')
  expect(bodyOf(specs, values, names)).toEqual({
    region: null,
    domains: ['acme.com', 'acme.org'],
    seats: 12,
    endsAt: '2026-12-24T00:00:00Z',
    fields: { weight: 1.5, since: '2026-01-02', tags: null },
  })
})
