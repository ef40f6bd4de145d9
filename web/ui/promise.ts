// Decides how a promise is told: which shape, which words, and how much of it is left.

import { day, durationWords, hour, minute, thin } from './durations.ts'
import { dayWords, timeWords, wallClock, zoneFormat } from './zone.ts'

/** One clock as the API tells it. Instants in milliseconds since 1970. */
export type PromiseFacts = {
  state: 'running' | 'paused' | 'met' | 'breached' | 'none'
  startedAt?: number
  /** The exact deadline; for a paused clock it is not known. */
  dueAt?: number
  /** The length of the promise in counted time; the ring needs it when `startedAt` is unknown. */
  targetMinutes?: number
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

function lengthOf({ startedAt, dueAt, targetMinutes }: PromiseFacts): number {
  if (startedAt !== undefined && dueAt !== undefined && dueAt > startedAt) return dueAt - startedAt
  return (targetMinutes ?? 4 * 60) * minute
}

/** Far deadlines are told as a time on the clock, because "26 h" makes people calculate. */
function leftWords(left: number, dueAt: number, zone: string): string {
  if (left < 10 * hour)
    return durationWords(left < minute ? left : Math.floor(left / minute) * minute)
  if (left > 6 * day) return dayWords(dueAt, zone)
  return `${zoneFormat(zone, { weekday: 'short' }).format(dueAt)} ${timeWords(dueAt, zone)}`
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
  if (left <= 0) {
    const by = -left < minute ? '' : ` ${durationWords(Math.floor(-left / minute) * minute)}`
    return still('late', `Late${by}`, `late${by ? ` by${by}` : ''}, was due ${due}`)
  }
  const length = lengthOf(facts)
  const words = leftWords(left, dueAt, zone)
  return {
    look: left <= soonFrom(length) ? 'soon' : 'on-time',
    words,
    share: Math.min(1, Math.ceil((left / length) * 60) / 60),
    sentence: `due in ${durationWords(left)}, ${due}`,
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
  return left <= lengthOf(facts) / 2 ? 'is half over' : ''
}

/** Whether two instants are on the same day in the zone. */
export function sameDay(one: number, other: number, zone: string): boolean {
  const [a, b] = [wallClock(one, zone), wallClock(other, zone)]
  return a.year === b.year && a.month === b.month && a.day === b.day
}
