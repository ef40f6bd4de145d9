import { describe, expect, test } from 'vitest'
import { civilDay, clamp, clockText, dateOf, minuteOfDay, wallMinute } from './wall-clock.ts'

const at = (wall: string, zone: string) => clamp(Temporal.PlainDateTime.from(wall), zone).toString()

describe('clamp', () => {
  test.each([
    ['S9', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00Z'],
    ['S10', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z'],
    ['S11 (a jump at midnight)', 'America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00:00Z'],
    ['S12', 'America/Santiago', '2026-04-04T23:30', '2026-04-05T02:30:00Z'],
    ['S13', 'Africa/Cairo', '2026-04-24T00:00', '2026-04-23T22:00:00Z'],
    ['S14', 'America/Havana', '2026-03-08T00:30', '2026-03-08T05:00:00Z'],
    ['S16', 'Antarctica/Troll', '2026-03-29T02:00', '2026-03-29T01:00:00Z'],
    ['S17 (a day that never was)', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z'],
    ['S18 (the date changes)', 'America/Nuuk', '2026-03-28T23:30', '2026-03-29T01:00:00Z'],
    ['S19', 'Pacific/Chatham', '2026-09-27T02:50', '2026-09-26T14:00:00Z'],
    ['S20', 'Europe/Dublin', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['S20', 'Europe/Dublin', '2026-03-29T01:30', '2026-03-29T01:00:00Z'],
    ['S21', 'Australia/Adelaide', '2026-10-04T02:30', '2026-10-03T16:30:00Z'],
    ['S22', 'Asia/Kathmandu', '2026-03-29T09:00', '2026-03-29T03:15:00Z'],
    ['S22', 'Asia/Kathmandu', '2026-12-01T09:00', '2026-12-01T03:15:00Z'],
    ['S46', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00Z'],
  ])('%s %s %s is %s', (_case, zone, wall, instant) => {
    expect(at(wall, zone)).toBe(instant)
  })

  // Morocco announces Ramadan's clock changes by decree: these hold for tzdata 2025b to 2026c. Node
  // carries its own tzdata, so the pinned `node` package is the fixture.
  test.each([
    ['2026-02-15T02:30', '2026-02-15T01:30:00Z'],
    ['2026-02-16T02:30', '2026-02-16T02:30:00Z'],
    ['2026-03-22T02:30', '2026-03-22T02:00:00Z'],
    ['2026-03-23T02:30', '2026-03-23T01:30:00Z'],
  ])('S15 Casablanca around Ramadan %s is %s', (wall, instant) => {
    expect(at(wall, 'Africa/Casablanca')).toBe(instant)
  })

  test('S18 the jump over 23:30 lands on the next date in Nuuk', () => {
    const local = Temporal.Instant.from('2026-03-29T01:00Z').toZonedDateTimeISO('America/Nuuk')
    expect(local.toPlainDateTime().toString()).toBe('2026-03-29T00:00:00')
  })

  test('an unknown zone is refused', () => {
    expect(() => at('2026-01-01T00:00', 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('clock text and times of day', () => {
  test('S56 midnight is written 00:00, never 24:00', () => {
    const midnight = Temporal.Instant.from('2026-07-08T22:00Z')
    expect(clockText(midnight, 'Europe/Berlin')).toBe('00:00')
    expect(clockText(midnight, 'Asia/Kathmandu')).toBe('03:45')
  })

  test('S59 a leap second and other nonsense are refused with the format wanted', () => {
    expect(() => minuteOfDay('23:59:60')).toThrow('write HH:MM, from 00:00 to 24:00')
    for (const time of ['', '9:00', '24:01', '12:60', '25:00', 'noon']) {
      expect(() => minuteOfDay(time)).toThrow(RangeError)
    }
  })

  test('times of day become minutes, and 24:00 ends the day', () => {
    expect(['00:00', '09:30', '23:59', '24:00'].map(minuteOfDay)).toEqual([0, 570, 1439, 1440])
  })
})

describe('civil days', () => {
  test('day 0 is Monday 1969-12-29, and the remainder by seven is the weekday', () => {
    expect(civilDay(Temporal.PlainDate.from('1969-12-29'))).toBe(0)
    const wednesday = civilDay(Temporal.PlainDate.from('2026-07-08'))
    expect(wednesday % 7).toBe(2)
    expect(dateOf(wednesday).toString()).toBe('2026-07-08')
  })

  test('wall minutes are what the clock shows, to the fraction', () => {
    const second = Temporal.Instant.from('1969-12-29T00:00:30Z').epochMilliseconds
    expect(wallMinute(second, 'UTC')).toBe(0.5)
    expect(wallMinute(second, 'Asia/Kolkata')).toBe(330.5)
  })
})
