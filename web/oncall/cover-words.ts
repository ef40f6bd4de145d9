// Decides what a cover does, in words, before it is made.

import { durationWords, hour } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import { spanWords } from '../ui/schedule/timeline.ts'
import type { Schedule, Shift } from './shapes.ts'

type Person = { id: string; name: string }
export type PlannedCover = { person: Person; from: number; to: number }

/** From here on a person needs rest: the hours in a row that are worth a warning. */
const manyHours = 24 * hour

const touches = (shift: Shift, { from, to }: PlannedCover): boolean =>
  millisOf(shift.from) < to && millisOf(shift.to) > from

/** How long somebody is on without a break around the cover, in milliseconds. */
export function inARow(final: Shift[], { person, from, to }: PlannedCover): number {
  const theirs = final
    .filter((shift) => shift.person?.id === person.id)
    .map((shift) => ({ from: millisOf(shift.from), to: millisOf(shift.to) }))
  let [start, end] = [from, to]
  for (let grown = true; grown;) {
    grown = false
    for (const span of theirs) {
      if (span.from > end || span.to < start) continue
      if (span.from < start || span.to > end) grown = true
      start = Math.min(start, span.from)
      end = Math.max(end, span.to)
    }
  }
  return end - start
}

/** Sentences: who takes over from whom, when, and what that means for them. */
export function coverWords(
  { final }: Pick<Schedule, 'final'>,
  planned: PlannedCover,
  zone: string,
): string[] {
  const { person, from, to } = planned
  const parts = final.filter((shift) => touches(shift, planned))
  const others = parts.flatMap((shift) =>
    shift.person && shift.person.id !== person.id ? [shift.person.name] : [],
  )
  const names = [...new Set(others)].join(' and ')
  const when = spanWords({ from, to }, zone)
  const length = durationWords(to - from)
  if (parts.length > 0 && parts.every((shift) => shift.person?.id === person.id)) {
    return [`${person.name} is on call ${when} already. This changes nothing.`]
  }
  const closes = parts.some((shift) => shift.person === null)
  const row = inARow(final, planned)
  return [
    `${person.name} ${names ? `covers ${names}` : 'is on call'} ${when}, ${length}.`,
    closes ? 'The gap is closed in that time.' : '',
    row > manyHours && row > to - from
      ? `${person.name} then has ${durationWords(row)} in a row.`
      : '',
  ].filter(Boolean)
}
