/** Decides when a mail that could not be handed over is tried again, and when to give up. */

const FIRST_PAUSES_MINUTES = [1, 5, 15]
const LATER_PAUSE_MINUTES = 60
const LONGEST_MINUTES = 48 * 60

/** After so many failures, some 21 minutes in, the people on the ticket are told. */
export const TELLS_AFTER_TRIES = 4

/**
 * Minutes to wait after the `tries`-th failure (from 1); null after two days of trying. RFC 5321
 * 4.5.4.1 asks for four to five days between mail systems; a customer's answer that old is worth
 * a person's look instead.
 */
export function pauseAfter(tries: number): number | null {
  const short = FIRST_PAUSES_MINUTES[tries - 1]
  if (short !== undefined) return short
  const shortOnes = FIRST_PAUSES_MINUTES.reduce((sum, minutes) => sum + minutes, 0)
  const waited = shortOnes + (tries - FIRST_PAUSES_MINUTES.length) * LATER_PAUSE_MINUTES
  return waited <= LONGEST_MINUTES ? LATER_PAUSE_MINUTES : null
}
