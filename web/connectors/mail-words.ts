// Decides what the mail log says about the fate of each message.

import type { components } from '../../api/types.ts'

export type Arrival = components['schemas']['Arrival']
export type Outgoing = components['schemas']['OutgoingMessage']

/** good: as it should be · wait: on its way · stuck: a person should look. */
export type Tone = 'good' | 'wait' | 'stuck'
export type Fate = { word: string; tone: Tone; why?: string }

const because = (reason: string | null): { why?: string } => (reason ? { why: reason } : {})

/** What became of a message that came in. */
export function arrivalFate({ state, reason, ticketNumber }: Arrival): Fate {
  switch (state) {
    case 'received':
      return { word: 'Waiting to be read', tone: 'wait' }
    case 'taken':
      return { word: ticketNumber ? `On #${ticketNumber}` : 'Taken', tone: 'good' }
    case 'duplicate':
      return { word: 'Came twice, taken once', tone: 'good', ...because(reason) }
    case 'quarantined':
      return { word: 'Set aside', tone: 'stuck', ...because(reason) }
    case 'ignored':
      return { word: 'Left alone', tone: 'good', ...because(reason) }
  }
}

/** What became of a message that goes out. */
export function outgoingFate({
  state,
  attempts,
  answer,
  heldBecause,
  recipients,
  words,
}: Outgoing): Fate {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`
  switch (state) {
    case 'queued':
      return {
        word: attempts > 0 ? `Trying again, after ${tries}` : 'Waiting to leave',
        tone: 'wait',
        ...because(answer),
      }
    case 'held':
      return { word: 'Held', tone: 'stuck', ...because(heldBecause ?? answer) }
    case 'sent': {
      const missed = recipients.filter((one) => one.state === 'failed').length
      return missed > 0
        ? { word: `Sent, not to ${missed} of ${recipients.length}`, tone: 'stuck', why: words }
        : { word: 'Sent', tone: 'good', ...because(answer) }
    }
    case 'failed':
      return { word: `Not sent, after ${tries}`, tone: 'stuck', ...because(answer) }
  }
}

/** The address or domain that was banned, where that is why a mail waits. */
export const bannedPattern = (reason: string | null): string | undefined =>
  /^(\S*@\S+) is banned\./.exec(reason ?? '')?.[1]

/** What a person can do about a mail nobody took, in a sentence. */
export function adviceFor({ state, reason, lastError }: Arrival): string | undefined {
  if (state === 'received' && lastError) return 'Reading failed on our side; it is tried again.'
  if (state === 'ignored') return 'Nothing to do, unless you know better: then process it again.'
  if (state !== 'quarantined') return undefined
  if (bannedPattern(reason))
    return 'Release this one, or lift the ban under "Banned senders" and process it again.'
  if (reason?.startsWith('It could not be processed'))
    return 'A fault of ours. After an update, process it again; until then read its source.'
  if (/No From|no sender/i.test(reason ?? ''))
    return 'If you know what it is, release it: nobody is written to on its account.'
  if (/headers|MIME|25 MB|not a mail/.test(reason ?? ''))
    return 'No program can read it. Look at its source, or download it.'
  return 'If you know the sender, release it.'
}

/** How one try to send ended. */
export function tryWords(outcome: 'sent' | 'later' | 'refused' | 'unknown' | null): Fate {
  switch (outcome) {
    case 'sent':
      return { word: 'Taken by the mail server', tone: 'good' }
    case 'later':
      return { word: 'Not now: tried again later', tone: 'wait' }
    case 'refused':
      return { word: 'Refused for good', tone: 'stuck' }
    case 'unknown':
      return { word: 'Cut off: it may have gone out', tone: 'stuck' }
    case null:
      return { word: 'Under way', tone: 'wait' }
  }
}

/** `@acme.test` of `kim@acme.test`; undefined without one. */
export function domainOf(address: string | null): string | undefined {
  const at = address?.lastIndexOf('@') ?? -1
  return address && at >= 0 && at < address.length - 1 ? address.slice(at).toLowerCase() : undefined
}

/** What can be processed again: only what nobody took. */
export const canReadAgain = ({ state }: Pick<Arrival, 'state'>): boolean =>
  state === 'quarantined' || state === 'ignored'

/** What can be sent again: only what did not leave. */
export const canSendAgain = ({ state }: Pick<Outgoing, 'state'>): boolean =>
  state === 'held' || state === 'failed'

const purposes: Record<string, string> = {
  comment: 'To the customer',
  sign_in_code: 'Code for an address',
  portal_notice: 'News for a customer',
}

/** What an outgoing message is for. */
export const purposeWords = (purpose: string): string =>
  purposes[purpose] ?? purpose.replaceAll('_', ' ')

export const arrivalStates: { value: Arrival['state']; label: string }[] = [
  { value: 'received', label: 'Waiting to be read' },
  { value: 'taken', label: 'On a ticket' },
  { value: 'quarantined', label: 'Set aside' },
  { value: 'ignored', label: 'Left alone' },
  { value: 'duplicate', label: 'Came twice' },
]

export const outgoingStates: { value: Outgoing['state']; label: string }[] = [
  { value: 'queued', label: 'Waiting to leave' },
  { value: 'held', label: 'Held' },
  { value: 'sent', label: 'Sent' },
  { value: 'failed', label: 'Not sent' },
]

/** The state named in the address, if it is one of these. */
export function stateIn<S extends string>(
  choices: { value: S }[],
  text: string | undefined,
): S | undefined {
  return choices.find(({ value }) => value === text)?.value
}

/** A size for people: '812 B', '4.1 kB', '2.3 MB'. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u202FB`
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)}\u202FkB`
  return `${(bytes / 1_000_000).toFixed(1)}\u202FMB`
}
