// Decides how the delivery of pages is told: which way, when, and how far it got.

import { timeWords } from '../ui/zone.ts'
import type { PageTrace } from './queries.ts'

const ways: Record<string, string> = {
  web_push: 'Push',
  ntfy: 'ntfy',
  email: 'Mail',
  webhook: 'Webhook',
}

/** 'Push', 'Mail'; a way that is not known yet keeps its own name. */
export const wayWords = (kind: string): string => ways[kind] ?? kind.replaceAll('_', ' ')

/** One leg in words: 'Push 03:12 ✓', 'Mail failed: no mail server'. Only what is proven gets a check. */
export function legWords(page: PageTrace, zone: string): string {
  const way = wayWords(page.kind)
  const at = (instant: string | null): string =>
    instant === null ? '' : ` ${timeWords(Date.parse(instant), zone)}`
  switch (page.state) {
    case 'queued':
      return `${way} at${at(page.notBefore)}`
    case 'leased':
      return `${way} being sent`
    case 'accepted':
      return `${way}${at(page.acceptedAt)} sent`
    case 'delivered':
      return `${way}${at(page.deliveredAt)} ✓`
    case 'seen':
      return `${way}${at(page.seenAt)} ✓ seen`
    case 'cancelled':
      return `${way} not needed`
    case 'failed':
      return `${way} failed${page.outcome ? `: ${page.outcome}` : ''}`
  }
}

/** The newest leg of every way, in the order they go out, so that twenty repeats stay one line. */
export function newestLegs(trace: PageTrace[]): PageTrace[] {
  const newest = new Map<string, PageTrace>()
  for (const page of trace) {
    const before = newest.get(page.kind)
    const waits = page.state === 'queued' && before !== undefined
    if (!waits) newest.set(page.kind, page)
  }
  return [...newest.values()].sort((a, b) => Date.parse(a.notBefore) - Date.parse(b.notBefore))
}

export type Reached = {
  id: string
  name: string
  level: number
  learner: boolean
  legs: PageTrace[]
}

/** Who was paged in the newest round, with their legs. */
export function byPerson(trace: PageTrace[]): Reached[] {
  const round = Math.max(0, ...trace.map((page) => page.round))
  const people = new Map<string, PageTrace[]>()
  for (const page of trace) {
    if (page.round !== round) continue
    people.set(page.person.id, [...(people.get(page.person.id) ?? []), page])
  }
  return [...people.values()].flatMap((legs) => {
    const [first] = legs
    if (!first) return []
    const { person, level, learner } = first
    return [{ ...person, level, learner, legs: newestLegs(legs) }]
  })
}
