import { expect, test } from 'vitest'
import type { BusinessHours } from '../calendar/business-hours.ts'
import { weekWords } from './week-words.ts'

const day = [{ from: '08:00', to: '20:00' }]
const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  weekly: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: [{ date: '2026-03-04', name: 'Closed' }],
}
const nights: BusinessHours = {
  timeZone: 'America/Los_Angeles',
  spans: [{ from: { day: 'sunday', time: '15:00' }, to: { day: 'friday', time: '17:00' } }],
}
const now = new Date('2026-03-03T10:00:00Z')

test.each([
  ['as they are', office, 'en', 'Europe/Berlin', 'Mon–Fri 08:00–20:00'],
  ['an hour earlier in London', office, 'en', 'Europe/London', 'Mon–Fri 07:00–19:00'],
  ['in German', office, 'de', 'Europe/Berlin', 'Mo–Fr 08:00–20:00'],
  [
    'a day with other hours stands apart',
    { ...office, weekly: { ...office.weekly, friday: [{ from: '08:00', to: '14:00' }] } },
    'en',
    'Europe/Berlin',
    'Mon–Thu 08:00–20:00, Fri 08:00–14:00',
  ],
  [
    'evenings that reach into the next day, over the end of the week too',
    { ...office, timeZone: 'Pacific/Auckland' },
    'en',
    'Europe/Berlin',
    'Mon–Thu 20:00–08:00, Sun 20:00–08:00',
  ],
  ['days and nights', nights, 'en', 'America/Los_Angeles', 'Sun 15:00 – Fri 17:00'],
  ['at any hour', { timeZone: 'UTC', alwaysOpen: true }, 'en', 'UTC', 'always'],
  ['never', { timeZone: 'UTC' }, 'en', 'UTC', null],
] as [string, BusinessHours, string, string, string | null][])(
  '%s',
  (_name, hours, tag, zone, expected) => {
    const words = weekWords(hours, { tag, zone }, now)
    expect(words).toBe(expected)
  },
)

test('at any hour is at any hour also in the week whose clocks change', () => {
  const whole = [{ from: '00:00', to: '24:00' }]
  const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const hours = { ...office, weekly: Object.fromEntries(names.map((name) => [name, whole])) }
  const changes = new Date('2026-03-27T10:00:00Z')
  expect(weekWords(hours, { tag: 'en', zone: 'Europe/Berlin' }, changes)).toBe('always')
})
