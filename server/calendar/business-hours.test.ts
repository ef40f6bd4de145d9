import { describe, expect, test } from 'vitest'
import {
  addCounted,
  addCountedMilliseconds,
  countedMillisecondsBetween,
  hasOpenTime,
  isOpen,
  nextOpening,
  openIntervals,
  type BusinessHours,
} from './business-hours.ts'
import { businessHoursProblems } from './business-hours-check.ts'

const HOUR = 3_600_000
const at = (text: string) => Temporal.Instant.from(text)
const range = (from: string, to: string) => ({ from: at(from), to: at(to) })
const text = (hours: BusinessHours, from: string, to: string) =>
  openIntervals(hours, range(from, to)).map((open) => [open.from, open.to].join(' '))

const nineToFive = { from: '09:00', to: '17:00' }
const berlin: BusinessHours = {
  timeZone: 'Europe/Berlin',
  weekly: {
    monday: [nineToFive],
    tuesday: [nineToFive],
    wednesday: [nineToFive],
    thursday: [nineToFive],
    friday: [nineToFive],
  },
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
}
/** GitLab's global business hours: Sunday 15:00 to Friday 17:00 Pacific. */
const pacific: BusinessHours = {
  timeZone: 'America/Los_Angeles',
  spans: [{ from: { day: 'sunday', time: '15:00' }, to: { day: 'friday', time: '17:00' } }],
}
const nights: BusinessHours = {
  timeZone: 'America/New_York',
  weekly: { saturday: [{ from: '22:00', to: '06:00' }] },
}

describe('open hours', () => {
  test('24x5 is one span of 122 h a week, wherever it stands in UTC after the clocks changed', () => {
    expect(text(pacific, '2026-03-06T00:00Z', '2026-03-14T12:00Z')).toEqual([
      '2026-03-06T00:00:00Z 2026-03-07T01:00:00Z',
      '2026-03-08T22:00:00Z 2026-03-14T00:00:00Z',
    ])
    expect(
      countedMillisecondsBetween(pacific, at('2026-07-01T00:00Z'), at('2026-07-08T00:00Z')),
    ).toBe(122 * HOUR)
  })

  test('a window over midnight on the night the clocks change is 7 h or 9 h long', () => {
    expect(text(nights, '2026-03-07T12:00Z', '2026-03-08T18:00Z')).toEqual([
      '2026-03-08T03:00:00Z 2026-03-08T10:00:00Z',
    ])
    expect(text(nights, '2026-10-31T12:00Z', '2026-11-01T18:00Z')).toEqual([
      '2026-11-01T02:00:00Z 2026-11-01T11:00:00Z',
    ])
  })

  test('several windows a day, one of them until 24:00, are half-open', () => {
    const hours: BusinessHours = {
      timeZone: 'UTC',
      weekly: {
        wednesday: [
          { from: '20:00', to: '24:00' },
          { from: '08:00', to: '12:00' },
        ],
      },
    }
    expect(text(hours, '2026-07-06T00:00Z', '2026-07-13T00:00Z')).toEqual([
      '2026-07-08T08:00:00Z 2026-07-08T12:00:00Z',
      '2026-07-08T20:00:00Z 2026-07-09T00:00:00Z',
    ])
    const times = ['07:59:59.999', '08:00:00', '11:59:59.999', '12:00:00', '20:00:00']
    expect(times.map((time) => isOpen(hours, at(`2026-07-08T${time}Z`)))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ])
  })

  test('a holiday closes its date from midnight to midnight, and nothing else', () => {
    const eve: BusinessHours = {
      timeZone: 'UTC',
      weekly: {
        thursday: [{ from: '22:00', to: '06:00' }],
        friday: [{ from: '22:00', to: '06:00' }],
      },
      holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    }
    expect(text(eve, '2026-12-24T00:00Z', '2026-12-27T00:00Z')).toEqual([
      '2026-12-24T22:00:00Z 2026-12-25T00:00:00Z',
      '2026-12-26T00:00:00Z 2026-12-26T06:00:00Z',
    ])
  })

  test('a half day is a holiday with extra hours; extra hours may pass midnight and the week', () => {
    const hours: BusinessHours = {
      ...berlin,
      holidays: [{ date: '2026-12-24', name: 'Christmas Eve' }],
      extraOpen: [
        { date: '2026-12-24', windows: [{ from: '09:00', to: '12:00' }] },
        { date: '2026-12-27', windows: [{ from: '23:00', to: '01:00' }] },
      ],
    }
    expect(text(hours, '2026-12-24T00:00Z', '2026-12-28T12:00Z')).toEqual([
      '2026-12-24T08:00:00Z 2026-12-24T11:00:00Z',
      '2026-12-25T08:00:00Z 2026-12-25T16:00:00Z',
      '2026-12-27T22:00:00Z 2026-12-28T00:00:00Z',
      '2026-12-28T08:00:00Z 2026-12-28T12:00:00Z',
    ])
  })

  test('always open counts every minute, through the change of the clocks', () => {
    const always: BusinessHours = { timeZone: 'Europe/Berlin', alwaysOpen: true }
    expect(text(always, '2026-03-28T00:00Z', '2026-04-20T00:00Z')).toEqual([
      '2026-03-28T00:00:00Z 2026-04-20T00:00:00Z',
    ])
    expect(addCounted(always, at('2026-03-29T00:45Z'), 30).toString()).toBe('2026-03-29T01:15:00Z')
  })

  test('the next opening is now when open, else when the hours next begin', () => {
    expect(nextOpening(berlin, at('2026-07-08T10:00Z'))?.toString()).toBe('2026-07-08T10:00:00Z')
    expect(nextOpening(berlin, at('2026-12-24T16:00Z'))?.toString()).toBe('2026-12-28T08:00:00Z')
    expect(nextOpening({ timeZone: 'UTC' }, at('2026-07-08T10:00Z'))).toBeNull()
  })

  test('the first pass and the second pass of a Sunday midnight lie in the same hours', () => {
    // St John's put its clock back from 00:01 to 23:01 until 2011.
    const sundays: BusinessHours = {
      timeZone: 'America/St_Johns',
      weekly: { sunday: [{ from: '00:00', to: '24:00' }] },
    }
    expect(text(sundays, '2010-11-06T00:00Z', '2010-11-09T00:00Z')).toEqual([
      '2010-11-07T02:30:00Z 2010-11-08T03:30:00Z',
    ])
    expect(isOpen(sundays, at('2010-11-07T03:00Z'))).toBe(true)
  })
})

describe('due times', () => {
  test.each([
    ['in the middle of the day', berlin, '2026-07-08T10:00Z', 240, '2026-07-08T14:00:00Z'],
    ['over the night', berlin, '2026-07-08T13:00Z', 240, '2026-07-09T09:00:00Z'],
    ['used up exactly at closing', berlin, '2026-07-08T13:00Z', 120, '2026-07-08T15:00:00Z'],
    ['one minute more', berlin, '2026-07-08T13:00Z', 121, '2026-07-09T07:01:00Z'],
    ['over Christmas and a weekend', berlin, '2026-12-24T15:00Z', 120, '2026-12-28T09:00:00Z'],
    ['written on a Saturday', berlin, '2026-07-11T10:00Z', 30, '2026-07-13T07:30:00Z'],
    ['over the weekend of the change', berlin, '2026-03-27T15:00Z', 120, '2026-03-30T08:00:00Z'],
    ['24x5, Friday 16:59 Pacific', pacific, '2026-07-10T23:59Z', 240, '2026-07-13T01:59:00Z'],
    ['zero minutes, closed', berlin, '2026-07-11T10:00Z', 0, '2026-07-11T10:00:00Z'],
    ['half a minute', berlin, '2026-07-08T14:59:45Z', 0.5, '2026-07-09T07:00:15Z'],
  ])('%s', (_name, hours, from, minutes, due) => {
    expect(addCounted(hours, at(from), minutes).toString()).toBe(due)
  })

  test('counting is exact to the millisecond', () => {
    const due = addCountedMilliseconds(berlin, at('2026-07-08T14:59:59.999Z'), 2)
    expect(due.toString()).toBe('2026-07-09T07:00:00.001Z')
    expect(countedMillisecondsBetween(berlin, at('2026-07-08T14:59:59.999Z'), due)).toBe(2)
  })

  test('hours without any open time are refused, not waited for', () => {
    const never: BusinessHours = { timeZone: 'UTC', weekly: { monday: [] } }
    const once: BusinessHours = {
      timeZone: 'UTC',
      extraOpen: [{ date: '2026-07-08', windows: [nineToFive] }],
    }
    for (const hours of [never, once]) {
      expect(hasOpenTime(hours)).toBe(false)
      expect(() => addCounted(hours, at('2026-07-08T00:00Z'), 1)).toThrow('no open time')
      expect(businessHoursProblems(hours).map(({ path }) => path)).toEqual([''])
    }
    expect(countedMillisecondsBetween(once, at('2000-01-01T00:00Z'), at('2040-01-01T00:00Z'))).toBe(
      8 * HOUR,
    )
  })

  test('a negative, broken or endless target is refused', () => {
    for (const minutes of [-1, NaN, Infinity, 1e9]) {
      expect(() => addCounted(berlin, at('2026-07-08T00:00Z'), minutes)).toThrow(RangeError)
    }
  })

  test('a due time costs well under a millisecond, for hours never seen before', () => {
    const from = at('2026-07-08T15:12:00Z')
    const started = performance.now()
    for (let i = 0; i < 500; i += 1) addCounted({ ...pacific }, from, 480)
    expect((performance.now() - started) / 500).toBeLessThan(1)
  })
})

describe('saving business hours', () => {
  test('good ones have no problems', () => {
    expect([berlin, pacific, nights].flatMap(businessHoursProblems)).toEqual([])
  })

  test('every mistake is named where it stands', () => {
    const hours = {
      timeZone: 'Europe/Berlinn',
      weekly: { monday: [nineToFive, { from: '24:00', to: '25:00' }] },
      spans: [{ from: { day: 'sunday', time: '3pm' }, to: { day: 'friday', time: '17:00' } }],
      holidays: [{ date: '2026-02-30', name: 'No such day' }],
      alwaysOpen: true,
    } satisfies BusinessHours
    expect(businessHoursProblems(hours).map(({ path }) => path)).toEqual([
      'timeZone',
      'weekly.monday.1',
      'spans.0.from',
      'holidays.0.date',
      'holidays',
    ])
  })
})
