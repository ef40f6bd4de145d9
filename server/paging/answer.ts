/** Decides what an answer to a page means: one word, however it is written on a lock screen. */

export type Answer = 'acknowledge' | 'pass_on'

const ACKNOWLEDGE = /^(1|ack|acknowledge|yes|take|mine)\b/i
const PASS_ON = /^(2|pass|no|cannot|can't|next)\b/i

/** The first word decides; anything else is no answer, for a page must never be acknowledged by accident. */
export function readAnswer(text: string): Answer | null {
  const words = text.trim()
  if (ACKNOWLEDGE.test(words)) return 'acknowledge'
  return PASS_ON.test(words) ? 'pass_on' : null
}
