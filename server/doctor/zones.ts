/** Decides at which moments two sets of time zone rules are compared, and where they differ. */

export interface Moment {
  zone: string
  at: Temporal.Instant
  /** East of Greenwich, by our own rules. */
  ourSeconds: number
}

/** How many changes ahead are looked at, and how far on either side of each. */
const CHANGES_AHEAD = 2
const BESIDE = { hours: 2 }

/** Now, and a moment before and after each of the next changes of every zone. RangeError for an unknown zone. */
export function momentsToCompare(zones: readonly string[], now: Temporal.Instant): Moment[] {
  return zones.flatMap((zone) =>
    [now, ...besideChanges(zone, now)].map((at) => ({ zone, at, ourSeconds: offset(zone, at) })),
  )
}

function besideChanges(zone: string, now: Temporal.Instant): Temporal.Instant[] {
  const found: Temporal.Instant[] = []
  let change = now.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  while (change && found.length < CHANGES_AHEAD * 2) {
    found.push(change.toInstant().subtract(BESIDE), change.toInstant().add(BESIDE))
    change = change.getTimeZoneTransition('next')
  }
  return found
}

const offset = (zone: string, at: Temporal.Instant) =>
  at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9

/** Zones about which the database says something else, or that it does not know (null), each once. */
export function differingZones(
  answers: readonly (Moment & { databaseSeconds: number | null })[],
): string[] {
  return [
    ...new Set(
      answers
        .filter(({ ourSeconds, databaseSeconds }) => ourSeconds !== databaseSeconds)
        .map(({ zone }) => zone),
    ),
  ]
}
