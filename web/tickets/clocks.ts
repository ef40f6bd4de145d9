// Decides how each promise of a ticket is told in words, and how its ledger reads.

import { countedOf, type PromiseFacts } from '../ui/promise.ts'
import { durationWords, minute } from '../ui/durations.ts'
import type { Clock } from './words.ts'

/** What a clock shows: ticking facts while it is open, plain words once it is over. */
export type ClockView =
  | { kind: 'open'; facts: PromiseFacts }
  | { kind: 'kept'; words: string }
  | { kind: 'late'; words: string }
  | { kind: 'over'; words: string }

const millis = (at: string | null): number | undefined => (at === null ? undefined : Date.parse(at))

/** How one clock stands. A promise that was met late says so for ever. */
export function clockView(clock: Clock): ClockView {
  const started = Date.parse(clock.startedAt)
  const due = Date.parse(clock.dueAt)
  const met = millis(clock.metAt)
  if (clock.status === 'cancelled') return { kind: 'over', words: 'Not needed any more' }
  if (clock.status === 'transferred') return { kind: 'over', words: 'Replaced by another promise' }
  if (met !== undefined && (clock.status === 'breached' || clock.breachedAt !== null)) {
    const by = clock.counted ? -clock.counted.left : met - due
    const hours = clock.counted ? ' of support time' : ''
    return { kind: 'late', words: `Kept late, ${durationWords(by)}${hours} after it was due` }
  }
  if (clock.status === 'met') {
    // With business hours the counted time is not the time that passed: what was left of it tells.
    const took = clock.counted
      ? clock.targetMinutes * minute - clock.counted.left
      : (met ?? due) - started
    return {
      kind: 'kept',
      words: `Kept, after ${durationWords(took)}${clock.counted ? ' of support time' : ''}`,
    }
  }
  const state = clock.status === 'paused' ? 'paused' : clock.status
  return {
    kind: 'open',
    facts: {
      state,
      startedAt: started,
      dueAt: due,
      targetMinutes: clock.targetMinutes,
      counted: countedOf(clock.counted),
    },
  }
}

/** The promise that counts now: of the open ones the one that is due first; a paused one only when none runs. */
export function nextClock(clocks: Clock[]): Clock | undefined {
  return clocks
    .filter(({ endedAt }) => endedAt === null)
    .toSorted(
      (a, b) =>
        Number(a.status === 'paused') - Number(b.status === 'paused') ||
        Date.parse(a.dueAt) - Date.parse(b.dueAt),
    )[0]
}

const kinds: Record<string, string> = {
  start: 'Started',
  pause: 'Paused',
  resume: 'Went on',
  meet: 'Kept',
  fulfil: 'Kept late',
  return: 'Back',
  breach: 'Late',
  cancel: 'Ended',
  transfer: 'Replaced',
  retarget: 'New target',
}

/** 'Paused' for the ledger's word 'pause'. */
export const ledgerWords = (kind: string): string => kinds[kind] ?? kind.replaceAll('_', ' ')

/** 'within 4 h, counted in business 24x5', or 'day and night'. */
export function targetWords({ targetMinutes, calendarKey }: Clock): string {
  const hours = calendarKey ? `counted in ${calendarKey.replaceAll('_', ' ')}` : 'day and night'
  return `within ${durationWords(targetMinutes * minute)}, ${hours}`
}
