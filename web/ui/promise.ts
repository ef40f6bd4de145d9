// Decides how a promise is told: which shape, which words, and how much of it is left.

import { day, durationWords, hour, minute, thin } from './durations.ts'
import { dayWords, timeWords, wallClock, zoneFormat } from './zone.ts'

/** Milliseconds of support time left at `at`, negative when late; it counts, or stands still, until `until`. */
export type CountedTime = { at: number; left: number; counts: boolean; until?: number }

/** One clock as the API tells it. Instants in milliseconds since 1970. */
export type PromiseFacts = {
  state: 'running' | 'paused' | 'met' | 'breached' | 'none'
  startedAt?: number
  /** The exact deadline; for a paused clock it is not known. */
  dueAt?: number
  /** The length of the promise in counted time; the ring needs it when `startedAt` is unknown. */
  targetMinutes?: number
  /** Given where only support hours count: what was left of them at an instant. */
  counted?: CountedTime
  /** Whom a paused clock waits for: 'customer', 'engineering'. */
  pausedOn?: string
  /** How long a kept one took, in counted time. */
  tookMinutes?: number
}

export type PromiseLook = 'on-time' | 'soon' | 'late' | 'paused' | 'kept' | 'none'

export type PromiseView = {
  look: PromiseLook
  /** Short, for a row: '2 h 10', '22 min', 'Late 12 min', 'Paused', 'Mon 10:40'. */
  words: string
  /** Share of the promise that is left, 0 to 1, in steps of 1/60. */
  share: number
  /** For screen readers and tooltips: 'due in 22 min, Mon 26 Oct 14:22'. */
  sentence: string
}

const still = (look: PromiseLook, words: string, sentence: string): PromiseView => ({
  look,
  words,
  share: 0,
  sentence,
})

/** Soon is the last quarter of the promise, but at least 10 minutes and at most one hour. */
export function soonFrom(length: number): number {
  return Math.min(Math.max(length / 4, 10 * minute), hour)
}

/** Support time left at `now`. Past the next opening or closing after that it is only near the truth. */
export function countedLeft({ at, left, counts, until }: CountedTime, now: number): number {
  const turn = until ?? Number.POSITIVE_INFINITY
  const counting = counts ? Math.min(now, turn) - at : now - turn
  return left - Math.max(0, counting)
}

/** The same from an answer of the API, where every hour may count. */
export function countedOf(
  counted: { at: string; left: number; counts: boolean; until: string | null } | null,
): CountedTime | undefined {
  if (counted === null) return undefined
  const { at, until, ...rest } = counted
  return { ...rest, at: Date.parse(at), ...(until !== null && { until: Date.parse(until) }) }
}

function lengthOf({ startedAt, dueAt, targetMinutes, counted }: PromiseFacts): number {
  if (counted && targetMinutes !== undefined) return targetMinutes * minute
  if (startedAt !== undefined && dueAt !== undefined && dueAt > startedAt) return dueAt - startedAt
  return (targetMinutes ?? 4 * 60) * minute
}

/** Far deadlines are told as a time on the clock, because "26 h" makes people calculate. */
function leftWords(left: number, dueAt: number, zone: string, breaks: boolean): string {
  if (left < 10 * hour && !breaks) return wholeMinutes(left)
  if (left > 6 * day) return dayWords(dueAt, zone)
  return `${zoneFormat(zone, { weekday: 'short' }).format(dueAt)} ${timeWords(dueAt, zone)}`
}

const wholeMinutes = (length: number): string =>
  durationWords(length < minute ? length : Math.floor(length / minute) * minute)

function lateView(by: number, due: string, ofSupport: string): PromiseView {
  const words = by < minute ? '' : ` ${wholeMinutes(by)}`
  return still(
    'late',
    `Late${words}`,
    `late${words ? ` by${words}${ofSupport}` : ''}, was due ${due}`,
  )
}

/** What to show for a promise at `now` (server time), in the viewer's `zone`. Never negative. */
export function promiseView(facts: PromiseFacts, now: number, zone: string): PromiseView {
  const { state, dueAt, tookMinutes, pausedOn } = facts
  if (state === 'paused') {
    return still('paused', 'Paused', `paused${pausedOn ? `, waiting for ${pausedOn}` : ''}`)
  }
  if (state === 'met') {
    const took = tookMinutes === undefined ? 'Kept' : durationWords(tookMinutes * minute)
    return still('kept', took, tookMinutes === undefined ? 'kept' : `kept, after ${took}`)
  }
  if (state === 'none' || dueAt === undefined) return still('none', 'No promise', 'no promise')

  const due = `${dayWords(dueAt, zone)} ${timeWords(dueAt, zone)}`
  const left = dueAt - now
  const counted = facts.counted ? countedLeft(facts.counted, now) : left
  // Nights and weekends lie between: the clock on the wall and the promise run apart.
  const breaks = Math.abs(counted - left) >= minute
  if (left <= 0) return lateView(Math.max(0, -counted), due, breaks ? ' of support time' : '')
  const length = lengthOf(facts)
  return {
    look: left <= soonFrom(length) ? 'soon' : 'on-time',
    words: leftWords(left, dueAt, zone, breaks),
    share: Math.min(1, Math.max(0, Math.ceil((counted / length) * 60) / 60)),
    sentence: breaks
      ? `${wholeMinutes(Math.max(0, counted))} of support time left, due ${due}`
      : `due in ${durationWords(left)}, ${due}`,
  }
}

/** The crossings worth an announcement, by how much is left; each is said once. */
export function crossing(facts: PromiseFacts, now: number): string {
  if (facts.state !== 'running' || facts.dueAt === undefined) return ''
  const left = facts.dueAt - now
  if (left <= 0) return 'is late now'
  if (left <= minute) return `is due in 1${thin}minute`
  if (left <= 5 * minute) return `is due in 5${thin}minutes`
  if (left <= 10 * minute) return `is due in 10${thin}minutes`
  const counted = facts.counted ? countedLeft(facts.counted, now) : left
  return counted <= lengthOf(facts) / 2 ? 'is half over' : ''
}

/** Whether two instants are on the same day in the zone. */
export function sameDay(one: number, other: number, zone: string): boolean {
  const [a, b] = [wallClock(one, zone), wallClock(other, zone)]
  return a.year === b.year && a.month === b.month && a.day === b.day
}
