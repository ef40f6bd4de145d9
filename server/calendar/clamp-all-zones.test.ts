import { describe, expect, test } from 'vitest'
import { clamp } from './wall-clock.ts'

/*
 * Enumerated: every zone of Intl.supportedValuesOf('timeZone'), every change of offset from 2010 to
 * 2040, wall times every 15 minutes from 3 h before to 3 h after each change as both clocks show it.
 * The reference does not use `clamp`'s method: it walks stretches of constant offset and takes the
 * first instant whose clock shows the time or later.
 */
const FROM = Temporal.Instant.from('2010-01-01T00:00Z')
const TO = Temporal.Instant.from('2040-01-01T00:00Z')
const QUARTER = 15 * 60_000
const ZONES = Intl.supportedValuesOf('timeZone')

interface Stretch {
  from: number
  to: number
  offset: number
}

describe('clamp against its definition in every zone', () => {
  test('the first instant at which the clock shows the time or later, and never out of order', () => {
    let compared = 0
    const wrong: string[] = []
    for (const zone of ZONES) {
      const stretches = constantOffsets(zone)
      const walls = wallTimesAroundChanges(stretches)
      let last = -Infinity
      for (const wall of walls) {
        const found = clamp(plain(wall), zone).epochMilliseconds
        if (found !== reference(wall, stretches)) wrong.push([zone, plain(wall)].join(' '))
        if (found < last) wrong.push([zone, plain(wall), 'goes back'].join(' '))
        last = found
        compared += 1
      }
    }
    expect(wrong).toEqual([])
    expect(ZONES.length).toBeGreaterThan(400)
    expect(compared).toBeGreaterThan(100_000)
  })
})

function constantOffsets(zone: string): Stretch[] {
  const stretches: Stretch[] = []
  let start = FROM.toZonedDateTimeISO(zone)
  for (;;) {
    const next = start.getTimeZoneTransition('next')
    const end = next && Temporal.Instant.compare(next.toInstant(), TO) < 0 ? next : null
    stretches.push({
      from: start.epochMilliseconds,
      to: end?.epochMilliseconds ?? Infinity,
      offset: start.offsetNanoseconds / 1e6,
    })
    if (!end) return stretches
    start = end
  }
}

function wallTimesAroundChanges(stretches: Stretch[]): number[] {
  const walls = new Set<number>()
  for (const [i, { from, offset }] of stretches.entries()) {
    const before = stretches[i - 1]
    if (!before) continue
    for (const shown of [from + before.offset, from + offset]) {
      for (let step = -12; step <= 12; step += 1) walls.add(shown + step * QUARTER)
    }
  }
  return [...walls].sort((a, b) => a - b)
}

function reference(wall: number, stretches: Stretch[]): number {
  const stretch = stretches.find(({ to, offset }) => to + offset > wall)!
  return Math.max(stretch.from, wall - stretch.offset)
}

function plain(wall: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()
}
