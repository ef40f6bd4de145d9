/** Decides what an emergency's page says first: one true line, one sentence under it, and how far it has come. */
import type { Status } from '../status.ts'
import { wordsIn, type Words } from '../words.ts'

const ENGLISH = wordsIn('en')

export interface Headline {
  kind: 'waiting' | 'unanswered' | 'held' | 'resolved' | 'queued'
  text: string
}

export function headline(status: Status, { say }: Words = ENGLISH): Headline {
  const { state, holder, assigneeName, paging } = status
  if (state === 'resolved') return { kind: 'resolved', text: say('live.resolved') }
  if (state === null)
    return assigneeName
      ? { kind: 'held', text: say('live.has', { name: assigneeName }) }
      : { kind: 'queued', text: say('live.haveMessage') }
  if (state !== 'triggered') return { kind: 'held', text: hasThis(say, holder ?? assigneeName) }
  if (isUnanswered(status)) return { kind: 'unanswered', text: say('live.unanswered') }
  const text = paging ? say('live.paging', { names: paging }) : say('live.pagingSomebody')
  return { kind: 'waiting', text }
}

const hasThis = (say: Words['say'], name: string | null) =>
  name ? say('live.has', { name }) : say('live.someone')

/** Somebody was paged before those who are paged now, or everybody was. */
export const isUnanswered = (status: Status): boolean =>
  status.state === 'triggered' && (status.unanswered || pagedSteps(status).length > 1)

/** The sentence under the big line, without its time. */
export function explanation(status: Status, words: Words = ENGLISH): string {
  const { say } = words
  switch (headline(status, words).kind) {
    case 'unanswered':
      return status.unanswered
        ? say('live.everyone')
        : say('live.nextNow', { names: status.paging || say('live.nextLevelName') })
    case 'waiting':
      return say('live.ringing')
    case 'queued':
      return status.toldBy
        ? say(`plan.${status.toldBy.key}`, status.toldBy.facts)
        : (status.told ?? say('live.queued'))
    case 'resolved':
      return say('live.notSolved')
    case 'held':
      return ''
  }
}

/** The title of the tab tells it too, for somebody who looks elsewhere. */
export function tabTitle(status: Status, words: Words = ENGLISH): string {
  const { kind, text } = headline(status, words)
  return `${kind === 'held' || kind === 'resolved' ? '✓ ' : ''}${text} · ${words.say('live.number', { number: status.number })}`
}

export interface Stage {
  name: string
  /** When it was reached; null: reached at a moment we do not show. */
  at: Date | null
  reached: boolean
  current: boolean
}

/** The five stages of every emergency; the last one reached is the current one. */
export function stages(status: Status, { say }: Words = ENGLISH): Stage[] {
  const { createdAt, holder, acknowledgedAt, call, state, steps } = status
  const resolved = state === 'resolved'
  const answered = holder !== null || resolved
  const list: Omit<Stage, 'current'>[] = [
    { name: say('live.raised'), at: createdAt, reached: true },
    {
      name: say('live.paged'),
      at: pagedSteps(status)[0]?.at ?? null,
      reached: pagedSteps(status).length > 0,
    },
    { name: say('live.gotAnswer'), at: answered ? acknowledgedAt : null, reached: answered },
    { name: say('live.callOpen'), at: null, reached: call !== null || resolved },
    {
      name: say('live.resolved'),
      at: resolved ? (steps.at(-1)?.at ?? null) : null,
      reached: resolved,
    },
  ]
  const last = list.findLastIndex(({ reached }) => reached)
  return list.map((stage, index) => ({ ...stage, current: index === last }))
}

/** How long the customer waited for a person: "at once", "2 min after you asked". */
export function waited(from: Date, to: Date, { say }: Words = ENGLISH): string {
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000)
  return minutes < 1 ? say('live.withinMinute') : say('live.minutesAfter', { minutes })
}

const pagedSteps = ({ steps }: Status) => steps.filter(({ text }) => text.startsWith('Paging '))
