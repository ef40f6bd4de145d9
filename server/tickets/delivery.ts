/** Decides what is said about the fate of an outgoing mail. */
import { answerWords, codesOf } from '../connectors/email/answer-words.ts'

export interface DeliveryFacts {
  state: 'queued' | 'held' | 'sent' | 'failed'
  attempts: number
  answer: string | null
  heldBecause: string | null
  notBefore: Date
  /** Empty before a mail server took it, and for mail from before this was noted. */
  recipients?: readonly RecipientFate[]
}

export interface RecipientFate {
  address: string
  state: 'sent' | 'delayed' | 'failed'
  /** A mail server's words about this one. */
  answer: string | null
}

/** `cc@acme.test: There is no such mailbox. (550 5.1.1 unknown)` */
export function wordsOfRecipient({
  address,
  answer,
}: Pick<RecipientFate, 'address' | 'answer'>): string {
  if (!answer) return address
  return codesOf(answer).reply === null
    ? `${address}: ${answer}`
    : `${address}: ${answerWords(answer)} (${answer})`
}

/** A plain sentence or two; the server's own words stand beside it. */
export function deliveryWords(facts: DeliveryFacts): string {
  const { state, attempts, answer, heldBecause, recipients = [] } = facts
  if (state === 'held') return heldBecause ?? 'It is held.'
  const isOnItsWay = state === 'queued' && attempts === 0
  if (!isOnItsWay && recipients.some((one) => one.state !== 'sent'))
    return state === 'queued'
      ? `${wordsOfAll(recipients)}. It is tried again.`
      : wordsOfAll(recipients)
  if (state === 'sent') return 'The mail server took it.'
  if (isOnItsWay || !answer) return 'It is on its way to the mail server.'
  return state === 'failed'
    ? `${answerWords(answer)} It was not delivered.`
    : `${answerWords(answer)} It is tried again.`
}

/** "Delivered to 2. Failed for …" */
function wordsOfAll(recipients: readonly RecipientFate[]): string {
  const of = (state: RecipientFate['state']) => recipients.filter((one) => one.state === state)
  const list = (some: readonly RecipientFate[]) => some.map(wordsOfRecipient).join('; ')
  const [sent, delayed, failed] = [of('sent'), of('delayed'), of('failed')]
  return [
    sent.length > 0 ? `Delivered to ${sent.length}` : 'Delivered to nobody',
    delayed.length > 0 && `delayed for ${list(delayed)}`,
    failed.length > 0 && `failed for ${list(failed)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** When it is tried again; null when nothing will happen by itself. */
export const nextTryOf = ({ state, attempts, notBefore }: DeliveryFacts): Date | null =>
  state === 'queued' && attempts > 0 ? notBefore : null
