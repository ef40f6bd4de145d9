import { expect, test } from 'vitest'
import { differingZones, momentsToCompare } from './zones.ts'

const november = Temporal.Instant.from('2026-11-22T15:00Z')

test('a zone is compared now and on both sides of its next changes', () => {
  const moments = momentsToCompare(['Europe/Berlin'], november)
  expect(moments.map(({ at, ourSeconds }) => [at.toString(), ourSeconds])).toEqual([
    ['2026-11-22T15:00:00Z', 3600],
    ['2027-03-27T23:00:00Z', 3600],
    ['2027-03-28T03:00:00Z', 7200],
    ['2027-10-30T23:00:00Z', 7200],
    ['2027-10-31T03:00:00Z', 3600],
  ])
})

test('a zone without changes is compared now', () => {
  expect(momentsToCompare(['Etc/UTC'], november)).toHaveLength(1)
})

test('zones that differ at any moment, or that the database does not know, are named once', () => {
  const moments = momentsToCompare(['Europe/Berlin', 'Etc/UTC', 'Asia/Tokyo'], november)
  const answers = moments.map((moment) => ({
    ...moment,
    databaseSeconds: { 'Europe/Berlin': 3600, 'Etc/UTC': 0 }[moment.zone] ?? null,
  }))
  expect(differingZones(answers)).toEqual(['Europe/Berlin', 'Asia/Tokyo'])
})
