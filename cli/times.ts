/** Reads the times and lengths that people type. */

const LENGTH = /^(\d+)\s*(s|m|min|h|d|w)$/
const MILLISECONDS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** "45m", "4h", "14d" in milliseconds; null for anything else. */
export function readLength(text: string): number | null {
  const [, count, unit = ''] = LENGTH.exec(text.trim()) ?? []
  return count === undefined ? null : Number(count) * MILLISECONDS[unit]!
}

/**
 * "now", "+4h", "18:00" (the next one), "2026-12-24 18:00" by the clock of `zone`, or an ISO instant with its offset.
 * Throws RangeError, in words, for anything else and for local times that a change of clocks skips or repeats.
 */
export function readTime(text: string, zone: string, now: Temporal.Instant): Temporal.Instant {
  const given = text.trim()
  if (given === 'now') return now
  const length = given.startsWith('+') ? readLength(given.slice(1)) : null
  if (length !== null) return now.add({ milliseconds: length })
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(given) && /\dT?\s?\d/.test(given)) return instantOf(given)
  if (/^\d\d?:\d\d$/.test(given)) return nextAt(given.padStart(5, '0'), zone, now)
  return onTheWall(given, zone)
}

const HOW = 'Write 18:00, "2026-12-24 18:00", +4h, now, or 2026-12-24T18:00:00+01:00'

function instantOf(given: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(given.replace(' ', 'T'))
  } catch (cause) {
    throw new RangeError(`"${given}" is not a time. ${HOW}.`, { cause })
  }
}

function nextAt(time: string, zone: string, now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const at = onTheWall(`${today.toString()} ${time}`, zone)
  return Temporal.Instant.compare(at, now) > 0
    ? at
    : onTheWall(`${today.add({ days: 1 }).toString()} ${time}`, zone)
}

function onTheWall(given: string, zone: string): Temporal.Instant {
  let wall: Temporal.PlainDateTime
  try {
    wall = Temporal.PlainDateTime.from(given.replace(' ', 'T'))
  } catch (cause) {
    throw new RangeError(`"${given}" is not a time. ${HOW}.`, { cause })
  }
  try {
    return wall.toZonedDateTime(zone, { disambiguation: 'reject' }).toInstant()
  } catch (cause) {
    throw new RangeError(
      `In ${zone} the clocks change, and ${given} comes never or twice. Write it with its offset, such as 2026-10-25T02:30:00+01:00.`,
      { cause },
    )
  }
}
