/** Decides what an emergency's page says first: one true line, one sentence under it, and how far it has come. */
import type { Status } from '../status.ts'

export interface Headline {
  kind: 'waiting' | 'unanswered' | 'held' | 'resolved' | 'queued'
  text: string
}

export function headline(status: Status): Headline {
  const { state, holder, assigneeName, paging } = status
  if (state === 'resolved') return { kind: 'resolved', text: 'Resolved' }
  if (state === null)
    return assigneeName
      ? { kind: 'held', text: `${assigneeName} has this` }
      : { kind: 'queued', text: 'We have your message' }
  if (state !== 'triggered')
    return { kind: 'held', text: `${holder ?? assigneeName ?? 'One of us'} has this` }
  if (isUnanswered(status)) return { kind: 'unanswered', text: 'Not answered yet.' }
  return { kind: 'waiting', text: paging ? `Paging ${paging}…` : 'Paging the on-call engineer…' }
}

/** Somebody was paged before those who are paged now, or everybody was. */
export const isUnanswered = (status: Status): boolean =>
  status.state === 'triggered' && (status.unanswered || pagedSteps(status).length > 1)

/** The sentence under the big line, without its time. */
export function explanation(status: Status): string {
  switch (headline(status).kind) {
    case 'unanswered':
      return status.unanswered
        ? 'Everyone on call was tried, and we go on paging all of them. You did everything right.'
        : `We are paging ${status.paging || 'the next level'} now. You did everything right.`
    case 'waiting':
      return 'The phone is ringing at our end. This page says who answers.'
    case 'queued':
      return status.told ?? 'It stands in our queue and nobody was woken.'
    case 'resolved':
      return 'Not solved? Write below, and it is open again.'
    case 'held':
      return ''
  }
}

/** The title of the tab tells it too, for somebody who looks elsewhere. */
export function tabTitle(status: Status): string {
  const { kind, text } = headline(status)
  return `${kind === 'held' || kind === 'resolved' ? '✓ ' : ''}${text} · Emergency #${status.number}`
}

export interface Stage {
  name: string
  /** When it was reached; null: reached at a moment we do not show. */
  at: Date | null
  reached: boolean
  current: boolean
}

/** The five stages of every emergency; the last one reached is the current one. */
export function stages(status: Status): Stage[] {
  const { createdAt, holder, acknowledgedAt, call, state, steps } = status
  const resolved = state === 'resolved'
  const answered = holder !== null || resolved
  const list: Omit<Stage, 'current'>[] = [
    { name: 'Raised', at: createdAt, reached: true },
    {
      name: 'Paged',
      at: pagedSteps(status)[0]?.at ?? null,
      reached: pagedSteps(status).length > 0,
    },
    { name: 'Answered', at: answered ? acknowledgedAt : null, reached: answered },
    { name: 'Call open', at: null, reached: call !== null || resolved },
    { name: 'Resolved', at: resolved ? (steps.at(-1)?.at ?? null) : null, reached: resolved },
  ]
  const last = list.findLastIndex(({ reached }) => reached)
  return list.map((stage, index) => ({ ...stage, current: index === last }))
}

/** How long the customer waited for a person: "at once", "2 min after you asked". */
export function waited(from: Date, to: Date): string {
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000)
  return minutes < 1 ? 'within a minute' : `${minutes} min after you asked`
}

const pagedSteps = ({ steps }: Status) => steps.filter(({ text }) => text.startsWith('Paging '))
