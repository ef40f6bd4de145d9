/** What a check of the doctor says, and how. */
import type { System } from '../platform/system.ts'

export type Verdict =
  | { state: 'ok'; says: string }
  | { state: 'warning' | 'problem'; says: string; remedy: string }

/** One thing to look at. `now` is the database's; what is thrown becomes a finding of its own. */
export interface Check {
  key: string
  name: string
  look: (system: System, now: Date) => Promise<Verdict>
}

export const well = (says: string): Verdict => ({ state: 'ok', says })
export const warning = (says: string, remedy: string): Verdict => ({
  state: 'warning',
  says,
  remedy,
})
export const problem = (says: string, remedy: string): Verdict => ({
  state: 'problem',
  says,
  remedy,
})

/** The graver of the two states of trouble when `grave`, with the same words. */
export function trouble(grave: boolean, says: string, remedy: string): Verdict {
  return grave ? problem(says, remedy) : warning(says, remedy)
}

export function worstOf(states: readonly Verdict['state'][]): Verdict['state'] {
  if (states.includes('problem')) return 'problem'
  return states.includes('warning') ? 'warning' : 'ok'
}

/** "Bob, Carol and 3 more": long lists are for other pages. */
export function named(names: readonly string[], most = 5): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

/** "1 message", "12 messages". */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
