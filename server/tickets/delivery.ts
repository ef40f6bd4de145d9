/** Decides what is said about the fate of an outgoing mail. */
import { answerWords } from '../connectors/email/answer-words.ts'

export interface DeliveryFacts {
  state: 'queued' | 'held' | 'sent' | 'failed'
  attempts: number
  answer: string | null
  heldBecause: string | null
  notBefore: Date
}

/** A plain sentence or two; the server's own words stand beside it. */
export function deliveryWords({ state, attempts, answer, heldBecause }: DeliveryFacts): string {
  if (state === 'held') return heldBecause ?? 'It is held.'
  if (state === 'sent') return 'The mail server took it.'
  if (attempts === 0 || !answer) return 'It is on its way to the mail server.'
  return state === 'failed'
    ? `${answerWords(answer)} It was not delivered.`
    : `${answerWords(answer)} It is tried again.`
}

/** When it is tried again; null when nothing will happen by itself. */
export const nextTryOf = ({ state, attempts, notBefore }: DeliveryFacts): Date | null =>
  state === 'queued' && attempts > 0 ? notBefore : null
