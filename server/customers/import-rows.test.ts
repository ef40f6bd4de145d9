import { expect, test } from 'vitest'
import { readRow, type ImportKind } from './import-rows.ts'

const read = (kind: ImportKind, given: Record<string, unknown>) => readRow(kind, given, [])
const acme = { external_id: 'acme', name: 'Acme' }
const contract = { external_id: 's-1', organization: 'acme', plan: 'premium' }

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['Asia/Kolkata', 'Asia/Calcutta'],
  ['Europe/Kyiv', 'Europe/Kiev'],
  ['US/Eastern', 'America/New_York'],
  ['Etc/UTC', 'UTC'],
])('a zone goes by any of its names: %s', (given, kept) => {
  expect(read('organizations', { ...acme, time_zone: given })).toMatchObject({
    row: { time_zone: kept },
  })
})

test.each(['Berlin', '+01:00', 'Mars/Olympus'])('%s is no zone', (given) => {
  expect(read('organizations', { ...acme, time_zone: given })).toMatchObject({ field: 'time_zone' })
})

test.each([
  ['a character zero', 'Ac\0me'],
  ['half of a character', 'Acme \ud83d'],
])('a record with %s is refused, whatever its field', (_what, name) => {
  expect(read('organizations', { ...acme, name })).toEqual({
    field: 'name',
    key: 'acme',
    why: 'name has a character that cannot be kept.',
    remedy: 'Take it out, or save the file as UTF-8.',
  })
})

test('no contract begins before there were any: a year that is none is refused', () => {
  expect(read('subscriptions', { ...contract, starts_at: '0000-01-01' })).toMatchObject({
    field: 'starts_at',
  })
})
